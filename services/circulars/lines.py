"""A version of a circular as a card says it: the same for everybody it goes to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.texts.circulars.card import CircularLine
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularItem, CircularVersion
from services.circulars.letters import changed, letter_of


def line_of(session: Session, circular: Circular, version: CircularVersion, *, code: str = "") -> CircularLine:
    """With what it has changed since the version before it; three statements at most. `code` stands in its buttons in
    place of the circular's own."""
    before = circulars.version_of(session, circular, version.version - 1) if version.version > 1 else None
    has_items = session.scalar(select(CircularItem.circular_id).where(CircularItem.circular_id == circular.id).limit(1))
    return CircularLine(
        code=code or circular.code,
        version=version.version,
        number=version.number,
        subject=version.subject,
        asked=version.body,
        issuing_office=version.issuing_office,
        must_acknowledge=version.must_acknowledge,
        ack_by=version.ack_by,
        changes=changed(letter_of(before), letter_of(version)) if before else {},
        programme=circular.programme.code if circular.programme else "",
        has_items=has_items is not None,
    )
