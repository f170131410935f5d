"""Every version of a circular, what each has changed, and the signed letter as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.differences import Piece, differences
from bot.texts.circulars import desk as words
from bot.texts.circulars.card import FIELDS
from models.circulars import circular as circulars
from models.circulars.circular import CircularVersion
from services.circulars.letters import Letter, changed, letter_of
from services.circulars.oversight import choices, listing
from web.desk.circulars.seen import HERE, found, out
from web.desk.signed_in import Desk, dependencies, for_supervisors
from web.signed_letter import signed_letter

pages = Blueprint("desk_circular_versions", __name__)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field that a version has changed, in words."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """`changes` is empty for the first version."""

    version: CircularVersion
    letter: Letter
    changes: Sequence[ChangedField]


@pages.get(f"{HERE}<letter>/versions")
@for_supervisors()
def every(desk: Desk, letter: str) -> str:
    """The newest first."""
    circular = out(desk, letter)
    query = select(CircularVersion).where(
        CircularVersion.circular_id == circular.id, CircularVersion.version <= circular.version
    )
    versions = desk.session.scalars(query.order_by(CircularVersion.version)).all()
    place_names = choices.place_names(desk.session, [one.audience for one in versions])
    lines: list[VersionLine] = []
    for version in versions:
        said = letter_of(version)
        lines.append(VersionLine(version, said, _changes(lines[-1].letter, said, place_names) if lines else ()))
    return render_template(
        "desk/circular_versions.html", circular=circular, lines=lines[::-1], place_names=place_names, words=words
    )


@pages.get(f"{HERE}<letter>/file/<int:number>")
@for_supervisors()
def signed(desk: Desk, letter: str, number: int) -> ResponseReturnValue:
    """The signed letter of this version. A draft's is its office's own."""
    circular = found(desk, letter)
    version = circulars.version_of(desk.session, circular, number)
    is_out = version is not None and version.published_at is not None
    if version is None or version.file_key is None or not (is_out or listing.is_own(desk.jurisdiction, circular)):
        desk.nothing()
    desk.note("file.take", circular.owner, f"circular:{circular.id}", kind="letter", revision=number)
    desk.let_go()
    return signed_letter(version, dependencies().store.open) or desk.nothing()


def _changes(before: Letter, after: Letter, places: Mapping[str, str]) -> list[ChangedField]:
    return [
        ChangedField(FIELDS[name], differences(words.value(name, old, places), words.value(name, new, places)))
        for name, (old, new) in changed(before, after).items()
    ]
