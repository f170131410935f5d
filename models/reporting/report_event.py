"""The history of a report: every change, with the answers before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

# What an office does: the first version, a later one, one after the report was sent back.
SENDINGS = ("submitted", "amended", "resubmitted")
# A supervisor's words about an answer, which change nothing about the report.
REPLIED = "replied"


class ReportEvent(Base):
    """`action` is one of SENDINGS, or returned (one row a question), approved (`reason` is the level), unlocked,
    or replied (`field` is the answer, `comment` what was said about it).

    `at` is when the person did it, `handled_at` when it reached us, where that was later (None: at once).
    `field` is the question's path a return points at; `reason` a coded reason, `comment` free words."""

    __tablename__ = "report_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    handled_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(24))
    from_status: Mapped[str | None] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
    field: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str | None] = mapped_column(Text)
    answers_before: Mapped[dict[str, Any] | None]
    answers_after: Mapped[dict[str, Any] | None]


def of_report(session: Session, report_id: int) -> Sequence[ReportEvent]:
    return session.scalars(select(ReportEvent).where(ReportEvent.report_id == report_id).order_by(ReportEvent.id)).all()
