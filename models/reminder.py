"""Reminders planned: the unique key is what keeps two schedulers from reminding twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Reminder(Base):
    """`kind` is a rung of the ladder (`open`, `due-2`, `due`, `due+1` …) or `snooze:<date>`. `outbox_id` is the
    message that carries it; several reminders of one day to one person share one message."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("person_id", "programme_id", "period", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    period: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(24))
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    planned_at: Mapped[datetime]
