"""Each opening of a knowledge page and each click through it, counted apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class VisitKind(StrEnum):
    SCAN = "scan"  # the page was opened from a printed QR
    CHAT = "chat"  # the page was opened from a button in the chat
    CLICK = "click"  # went on from the page to the target


class Visit(Base):
    """`org_unit_id` is the office whose QR or button it was, None where unknown. No address, no browser."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_knowledge_item_id_kind_at", "knowledge_item_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    knowledge_item_id: Mapped[int] = mapped_column(ForeignKey("knowledge_item.id"))
    kind: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))


def counts(session: Session, knowledge_item_id: int) -> dict[str, int]:
    query = select(Visit.kind, func.count()).where(Visit.knowledge_item_id == knowledge_item_id).group_by(Visit.kind)
    return dict(session.execute(query).all())


def most_opened(session: Session, since: datetime) -> Sequence[int]:
    """Numbers of the items that were opened since then, the most often opened first."""
    query = select(Visit.knowledge_item_id).where(Visit.at >= since, Visit.kind != VisitKind.CLICK)
    query = query.group_by(Visit.knowledge_item_id).order_by(func.count().desc(), Visit.knowledge_item_id)
    return session.scalars(query).all()
