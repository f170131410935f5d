"""The month's report of an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, literal, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.org_unit import OrgUnit
from models.programme import Programme


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    APPROVED = "approved"
    NOTHING = "nothing_to_report"


# What counts as sent. A returned report was sent, but waits for the office again.
SENT = (ReportStatus.SUBMITTED, ReportStatus.RESUBMITTED, ReportStatus.APPROVED, ReportStatus.NOTHING)


class Report(Base):
    """One row a programme, office and month. `answers` is the document of relevant answers as last submitted;
    the unfinished ones live in the conversation. `is_nothing` stays true after approval of a report that said
    there was nothing. `revision` counts submissions. `on_time` is of the *first* submission; None before it.
    `approved_level` is the highest level that has approved this revision (district, province, department); None
    before any. `content` is what `services/assessment/quality.py` found at the last submission: `{"score": 0-100 or
    None, "flags": [{"kind", "path", …}]}`; None for reports from before there was such a judgement."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("programme_id", "org_unit_id", "period"),
        Index("ix_report_programme_id_period_status", "programme_id", "period", "status"),
        # The outcome of an office's months, without a look at the reports: their documents fill page after page.
        Index("ix_report_became", "programme_id", "org_unit_id", "period", "status", "is_nothing", "on_time"),
        Index("ix_report_form_version_id_period", "form_version_id", "period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    period: Mapped[str] = mapped_column(String(7))
    status: Mapped[str] = mapped_column(String(20), default=ReportStatus.DRAFT)
    is_nothing: Mapped[bool] = mapped_column(default=False)
    on_time: Mapped[bool | None]
    form_version_id: Mapped[int | None] = mapped_column(ForeignKey("form_version.id"))
    answers: Mapped[dict[str, Any] | None]
    revision: Mapped[int] = mapped_column(default=0)
    approved_level: Mapped[str | None] = mapped_column(String(16))
    content: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    first_submitted_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    unit: Mapped[OrgUnit] = relationship(lazy="joined")
    programme: Mapped[Programme] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_sent(self) -> bool:
        return self.status in SENT


def _before(report: Report) -> tuple[ColumnElement[bool], ...]:
    return (
        Report.programme_id == report.programme_id,
        Report.org_unit_id == report.org_unit_id,
        Report.period < report.period,
        Report.status.in_(SENT),
        Report.is_nothing.is_(False),
    )


def sent_before(session: Session, report: Report, most: int) -> Sequence[Report]:
    """The newest sent reports of the same office and programme before this month that had something to say."""
    query = select(Report).where(*_before(report))
    return session.scalars(query.order_by(Report.period.desc()).limit(most)).unique().all()


def answers_before(session: Session, report: Report, most: int) -> list[tuple[str, dict[str, Any]]]:
    """The same as (month, answers) only."""
    query = select(Report.period, Report.answers).where(*_before(report))
    rows = session.execute(query.order_by(Report.period.desc()).limit(most))
    return [(period, answers) for period, answers in rows if answers is not None]


def answers_before_with(
    session: Session, report: Report, most: int, *more: ColumnElement[Any]
) -> Sequence[tuple[Any, ...]]:
    """Rows of (period, answers, what else is asked at the same time …), at least one: without a report before, period
    and answers are None."""
    alone = select(literal(1).label("one")).subquery()
    query = select(Report.period, Report.answers, *more).select_from(alone).outerjoin(Report, and_(*_before(report)))
    return [tuple(row) for row in session.execute(query.order_by(Report.period.desc()).limit(most))]
