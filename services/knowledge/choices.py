"""What an item of the library can be tied to: the circulars of those who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import programme
from models.circulars.circular import Circular, CircularState, CircularVersion
from models.knowledge.knowledge_item import ShownItem


@dataclass(frozen=True, slots=True)
class CircularChoice:
    """`label` is its number and subject; `programme_id` what it asks to report, None for nothing."""

    label: str
    programme_id: int | None


@dataclass(frozen=True, slots=True)
class Choices:
    """`circulars` by their number of row, `questions` by (number of the programme, name): their label in Thai."""

    circulars: Mapping[int, CircularChoice] = field(default_factory=dict)
    questions: Mapping[tuple[int, str], str] = field(default_factory=dict)


def circulars(session: Session, theirs: ColumnElement[bool]) -> dict[int, CircularChoice]:
    """Published ones, newest first, where `theirs` (SQL, of this `Circular`) holds: one statement."""
    query = (
        select(Circular.id, Circular.programme_id, CircularVersion.number, CircularVersion.subject)
        .join(
            CircularVersion,
            and_(CircularVersion.circular_id == Circular.id, CircularVersion.version == Circular.version),
        )
        .where(Circular.state == CircularState.PUBLISHED, theirs)
        .order_by(Circular.published_at.desc(), Circular.id.desc())
    )
    return {
        number: CircularChoice(" ".join(f"{written} {subject}".split()), programme_id)
        for number, programme_id, written, subject in session.execute(query)
    }


def circular_number(session: Session, item: ShownItem) -> str:
    """Of the circular that the item goes with, as its newest version says, else of its programme; "" for none."""
    if item.circular_id is not None:
        query = (
            select(CircularVersion.number)
            .join(Circular, Circular.id == CircularVersion.circular_id)
            .where(Circular.id == item.circular_id, CircularVersion.version == Circular.version)
        )
        if number := session.scalar(query):
            return number
    owner = programme.of(session, item.programme_id)
    return owner.circular_number if owner is not None else ""
