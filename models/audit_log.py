"""Who did what to whom, for the day somebody asks.

A line is written in the transaction of its act, or before what was asked for leaves the house. The database refuses to
change or remove one (triggers: `migrations/versions/0019_audit_stands.py`). It holds numbers of rows and never names,
words or answers, so that forgetting a person needs no line changed: their row keeps its number and loses the name. Only
tries at a code (`TRIES`), which are counted and no acts, may go when they are old.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

TRIES = ("invite.wrong", "invite.stopped", "mailbox.wrong")


class AuditLog(Base):
    """`person_id` None means the clock or a command. `subject` names a row, such as `membership:12`; `org_unit_id` is
    the office or area that it was about, None where it was about none."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_person_id_action_at", "person_id", "action", "at"),
        Index("ix_audit_log_org_unit_id", "org_unit_id"),
        Index("ix_audit_log_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[dict[str, Any] | None]
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))


def note(
    session: Session,
    now: datetime,
    action: str,
    *,
    person_id: int | None = None,
    unit_id: int | None = None,
    subject: str = "",
    **detail: object,
) -> None:
    """Writes a line with the transaction. `detail`: codes, numbers and months, never names or what somebody wrote."""
    session.add(
        AuditLog(
            at=now, person_id=person_id, org_unit_id=unit_id, action=action, subject=subject, detail=detail or None
        )
    )


def last_of(session: Session, person_id: int, actions: Collection[str], about: ColumnElement[bool]) -> str | None:
    """Which of these acts the person did last to what is meant by `about`; None for none."""
    query = select(AuditLog.action).where(AuditLog.person_id == person_id, AuditLog.action.in_(actions), about)
    return session.scalar(query.order_by(AuditLog.id.desc()).limit(1))


def who_last(session: Session, action: str, about: ColumnElement[bool]) -> int | None:
    """Who did this last to what is meant by `about`; None for nobody."""
    query = select(AuditLog.person_id).where(AuditLog.action == action, about)
    return session.scalar(query.order_by(AuditLog.id.desc()).limit(1))


def count_since(session: Session, person_id: int, action: str, since: datetime, subject: str | None = None) -> int:
    """How often the person did this since then; with `subject`, to that row."""
    query = select(func.count()).where(AuditLog.person_id == person_id, AuditLog.action == action, AuditLog.at > since)
    if subject is not None:
        query = query.where(AuditLog.subject == subject)
    return session.scalar(query) or 0
