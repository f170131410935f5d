"""Reminders planned: the unique key is what keeps two schedulers from reminding twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

# How the kinds of digests begin: what supervisors are told about their area is no reminder of the day.
DIGEST = "digest"


class Reminder(Base):
    """One office's month that a person was reminded of. `kind` is a rung of the ladder with the due day it
    belongs to (`open`, `due-2@2026-11-05`, `due+1@2026-11-05`: an extension has rungs of its own), a wish
    (`again@2026-11-04`), a change that was not sent of what was (`amended@2`, its version) or a supervisor's
    manual reminder (`nudge@2026-11-06`); a supervisor is told of an area's month by a digest
    (`digest+1@2026-11-05`). `outbox_id` is the message that carries it; all of a day's reminders to one person share
    one message. None where it is not worth a counted message, or the month's quota has no room for it: then it waits
    for the person's next reply, and was said with one at `carried_at`, the message `carried_in`. `planned_at` is when
    it was written; for a manual reminder after hours the morning it is sent on."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "org_unit_id", "programme_id", "period", "kind"),
        Index("ix_reminder_programme_id_period_kind", "programme_id", "period", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    period: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(24))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)
    planned_at: Mapped[datetime] = mapped_column(index=True)
    carried_at: Mapped[datetime | None]
    # Not a foreign key: it is only asked for while that message may still be lost.
    carried_in: Mapped[int | None]


# SQL: whether this reminder is still to be said with a reply.
WAITS_FOR_REPLY: ColumnElement[bool] = and_(Reminder.outbox_id.is_(None), Reminder.carried_at.is_(None))
