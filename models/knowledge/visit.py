"""How often each page of the library was opened: a sum a day, of an item, an office and a kind."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, Integer, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

# The office of openings whose link names none.
NOBODY = 0


class VisitKind(StrEnum):
    SCAN = "scan"  # the page was opened from a printed QR
    CHAT = "chat"  # the page was opened from a button in the chat, or from a link that was passed on
    PAGE = "page"  # the page was opened from our own list
    FILE = "file"  # a document of the page was opened
    CLICK = "click"  # went on from the page to the target


OPENINGS = (VisitKind.CHAT, VisitKind.PAGE, VisitKind.FILE)


class VisitDay(Base):
    """`org_unit_id` is the office whose QR or button it was, NOBODY where unknown. `day` is Bangkok's. No address, no
    browser, no hour: nothing from which one reader could be told from another."""

    __tablename__ = "visit_day"
    # An area's month: by its offices where they are few, by the days where they are the country.
    __table_args__ = (Index("ix_visit_day_day", "day", "org_unit_id"),)

    org_unit_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    knowledge_item_id: Mapped[int] = mapped_column(ForeignKey("knowledge_item.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    count: Mapped[int]


def counts(session: Session, knowledge_item_id: int) -> dict[str, int]:
    """Of all offices and days, by kind."""
    query = select(VisitDay.kind, func.sum(VisitDay.count)).where(VisitDay.knowledge_item_id == knowledge_item_id)
    return dict(session.execute(query.group_by(VisitDay.kind)).all())


def scans_of(session: Session, org_unit_id: int, first: date, last: date) -> int:
    """How often the codes of this office were scanned on these Bangkok days, both included."""
    query = select(func.sum(VisitDay.count)).where(
        VisitDay.org_unit_id == org_unit_id, VisitDay.day.between(first, last), VisitDay.kind == VisitKind.SCAN
    )
    return session.scalar(query) or 0
