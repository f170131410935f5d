"""Posters as a file: of one office at once, of a district or a province beside the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import Session

from bot.knowledge.posters import Poster, PosterSize, write_posters
from bot.line.address import Address
from bot.texts import posters as words
from bot.texts.desk.desk import place_name
from models import org_unit
from models.database import Database
from models.org_unit import OrgUnit
from services.messaging.outbox import address_of
from services.posters import subjects
from services.posters.subjects import ReadPicture, Subject

KIND = "posters"
# At a fifth of a second a poster, more would be no matter of a moment.
MOST_AT_ONCE = 12
# A large province has 330 offices; a file of the whole country nobody could print.
MOST = 600
_TELL_EVERY = 10


class CannotPrint(Exception):
    """What was asked for is no longer there."""


@dataclass(frozen=True, slots=True)
class PosterRequest:
    """`what` is the name of a `Subject`, `size` one of `PosterSize`, `unit` an office's or an area's code."""

    what: str
    size: str
    unit: str

    @property
    def kind(self) -> str:
        return KIND

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def posters_of(
    session: Session, subject: Subject, unit: OrgUnit, address: Address, read: ReadPicture, now: datetime
) -> list[Poster]:
    """What is to be printed. Raises CannotPrint where there is nothing, or too much."""
    found = subjects.posters(session, subject, unit, address, read, now)
    if not found or len(found) > MOST:
        raise CannotPrint(f"{len(found)} posters of {subject.name} in {unit.code}")
    return found


def make(
    database: Database,
    wanted: dict[str, Any],
    read: ReadPicture,
    folder: Path,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Path, str]:
    """The file in `folder` and what a browser should call it; `wanted` is a `PosterRequest` as JSON. Raises
    CannotPrint."""
    size = PosterSize(wanted["size"])
    with database.reading() as session:
        unit = org_unit.by_code(session, wanted["unit"])
        subject = subjects.named(session, wanted["what"], lambda owner: True, true())
        if unit is None or subject is None:
            raise CannotPrint(f"no {wanted['what']} or no {wanted['unit']}")
        found = posters_of(session, subject, unit, address_of(session), read, now)
        name = file_name(subject, size, unit)
    progress(0, len(found))

    def tell(done: int) -> None:
        if done % _TELL_EVERY == 0:
            progress(done, len(found))

    path = folder / "posters.pdf"
    path.write_bytes(write_posters(found, size, now, tell))
    return path, name


def file_name(subject: Subject, size: PosterSize, unit: OrgUnit, ending: str = "pdf") -> str:
    return words.file_name(subject.title, size.upper(), place_name(unit), ending)
