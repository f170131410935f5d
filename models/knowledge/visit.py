"""How often the pages of the library and of circulars were opened: sums a day, of a unit and a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

# In the place of a unit: all openings, those whose link names no office too. In the place of an item: all items.
EVERYBODY = ALL_ITEMS = 0


class VisitKind(StrEnum):
    """The names are columns of VisitDay."""

    SCAN = "scan"  # the page was opened from a printed QR
    CHAT = "chat"  # the page was opened from a button in the chat, or from a link that was passed on
    PAGE = "page"  # the page was opened from our own list
    FILE = "file"  # a document of the page was opened; not what LINE fetches to draw a picture in the chat
    CLICK = "click"  # went on from the page to the target


class VisitDay(Base):
    """Each opening is in the sums of the office whose QR or button it was, of every unit above that, and of EVERYBODY;
    in each of them once for its item and once for ALL_ITEMS: whatever area is asked about, few rows are read. The page
    of a circular stands here under `of_circular`.

    `day` is Bangkok's. No address, no browser, no hour: nothing by which one reader could be told from another.
    """

    __tablename__ = "visit_day"

    org_unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    knowledge_item_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    scan: Mapped[int]
    chat: Mapped[int]
    page: Mapped[int]
    file: Mapped[int]
    click: Mapped[int]


def of_circular(circular_id: int) -> int:
    """What stands for a circular's page in the place of an item's number: below zero, where no item is."""
    return -circular_id


def sums() -> list[ColumnElement[int]]:
    """A column for each kind, in the order of VisitKind: what is left of a group of days."""
    return [func.sum(getattr(VisitDay, kind)).label(kind) for kind in VisitKind]


def counts(session: Session, knowledge_item_id: int = ALL_ITEMS) -> dict[VisitKind, int]:
    """Of everybody and of all days, the kinds that there were."""
    query = select(*sums()).where(VisitDay.org_unit_id == EVERYBODY, VisitDay.knowledge_item_id == knowledge_item_id)
    found: Iterable[int | None] = session.execute(query).one()
    return {kind: count for kind, count in zip(VisitKind, found, strict=True) if count}


def scans_of(org_unit_id: int, first: date, last: date) -> ScalarSelect[int | None]:
    """SQL: how often the codes of this office, and of those below it, were scanned on these Bangkok days, both
    included; NULL for never."""
    query = select(func.sum(VisitDay.scan)).where(
        VisitDay.org_unit_id == org_unit_id,
        VisitDay.knowledge_item_id == ALL_ITEMS,
        VisitDay.day.between(first, last),
    )
    return query.scalar_subquery()


def most_opened(session: Session, since: date) -> Sequence[int]:
    """Numbers of the items that were opened since this Bangkok day, the most often opened first."""
    opened = func.sum(VisitDay.scan + VisitDay.chat + VisitDay.page + VisitDay.file)
    query = select(VisitDay.knowledge_item_id).where(
        VisitDay.org_unit_id == EVERYBODY, VisitDay.knowledge_item_id != ALL_ITEMS, VisitDay.day >= since
    )
    query = query.group_by(VisitDay.knowledge_item_id).having(opened > 0)
    return session.scalars(query.order_by(opened.desc(), VisitDay.knowledge_item_id)).all()
