"""Circulars as the chat's cards need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from bot.texts.circulars.card import CircularLine
from models.circulars.circular import Circular, CircularItem, CircularVersion
from services.circulars.letters import changed, letter_of

# What the reader is not told when it changes: to whom else it goes.
_SILENT = ("audience",)


def lines_of(
    session: Session, letters: Sequence[tuple[Circular, CircularVersion]], places: Mapping[int, int] | None = None
) -> list[CircularLine]:
    """One for each, in this order; at most two statements for all of them. `places`: circular → its number in the
    reader's list."""
    if not letters:
        return []
    ids = [circular.id for circular, _ in letters]
    with_items = set(
        session.scalars(select(CircularItem.circular_id).where(CircularItem.circular_id.in_(ids)).distinct())
    )
    before = _before(session, letters)
    return [
        line_of(
            circular, version, before.get(circular.id), circular.id in with_items, (places or {}).get(circular.id, 0)
        )
        for circular, version in letters
    ]


def line_of(
    circular: Circular, version: CircularVersion, before: CircularVersion | None, has_items: bool, place: int = 0
) -> CircularLine:
    """`before` is the version that it corrects, None for a first one."""
    return CircularLine(
        code=circular.code,
        version=version.version,
        number=version.number,
        subject=version.subject,
        asked=version.body,
        issuing_office=version.issuing_office,
        must_acknowledge=version.must_acknowledge,
        ack_by=version.ack_by,
        changes=changes(before, version),
        programme=circular.programme.code if circular.programme else "",
        has_items=has_items,
        place=place,
    )


def changes(before: CircularVersion | None, after: CircularVersion) -> Mapping[str, tuple[Any, Any]]:
    """What a correction changes for its readers: field → (before, after)."""
    if before is None:
        return {}
    found = changed(letter_of(before), letter_of(after))
    return {name: pair for name, pair in found.items() if name not in _SILENT}


def _before(session: Session, letters: Sequence[tuple[Circular, CircularVersion]]) -> dict[int, CircularVersion]:
    wanted = [(circular.id, version.version - 1) for circular, version in letters if version.version > 1]
    if not wanted:
        return {}
    query = select(CircularVersion).where(tuple_(CircularVersion.circular_id, CircularVersion.version).in_(wanted))
    return {one.circular_id: one for one in session.scalars(query)}
