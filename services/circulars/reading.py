"""What a reader of a circular sees beside its words: the notes of those above, and what their offices have done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.thai.units import office_name, short_name
from models.circulars.circular import CircularNote, items_of
from models.circulars.receipt import CircularReceipt
from models.knowledge.knowledge_item import KnowledgeItem
from services.circulars.receipts import Addressed


def notes(session: Session, one: Addressed) -> list[tuple[str, str]]:
    """(office, words) of the covering notes of those above the reader's offices."""
    above = {unit.id: unit for mine in one.units for unit in mine.up()}
    query = select(CircularNote).where(CircularNote.circular_id == one.circular.id, CircularNote.org_unit_id.in_(above))
    return [(office_name(above[note.org_unit_id]), note.words) for note in session.scalars(query)]


def done(session: Session, one: Addressed) -> list[tuple[str, datetime]]:
    """(office, when) of those of the reader's offices that have acknowledged the present version, by whomever."""
    query = (
        select(CircularReceipt.org_unit_id, func.min(CircularReceipt.acknowledged_at))
        .where(
            CircularReceipt.circular_id == one.circular.id,
            CircularReceipt.version == one.version.version,
            CircularReceipt.org_unit_id.in_([unit.id for unit in one.units]),
            CircularReceipt.acknowledged_at.is_not(None),
        )
        .group_by(CircularReceipt.org_unit_id)
    )
    at = {unit_id: first for unit_id, first in session.execute(query) if first is not None}
    return [(short_name(unit), at[unit.id]) for unit in one.units if unit.id in at]


def documents(session: Session, circular_id: int) -> Sequence[KnowledgeItem]:
    """Those of the library that go with it and are shown, in order."""
    ids = items_of(session, circular_id)
    query = select(KnowledgeItem).where(KnowledgeItem.id.in_(ids), KnowledgeItem.is_active)
    return sorted(session.scalars(query), key=lambda item: ids.index(item.id)) if ids else []
