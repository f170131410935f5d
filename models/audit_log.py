"""Who did what to whom, for the day somebody asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class AuditLog(Base):
    """`person_id` None means the clock or a command. `subject` names a row, such as `membership:12`."""

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_person_id_action_at", "person_id", "action", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[dict[str, Any] | None]


def note(
    session: Session, now: datetime, action: str, *, person_id: int | None = None, subject: str = "", **detail: object
) -> None:
    session.add(AuditLog(at=now, person_id=person_id, action=action, subject=subject, detail=detail or None))


def count_since(session: Session, person_id: int, action: str, since: datetime) -> int:
    query = select(func.count()).where(AuditLog.person_id == person_id, AuditLog.action == action, AuditLog.at > since)
    return session.scalar(query) or 0
