"""Sending a month's report, for the first time or again, and what may not be sent any more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.form_version import FormVersion
from models.membership.person import Person
from models.reporting.report import Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.assessment import quality
from services.forms.compiled import compiled
from services.obligations import due_months
from services.obligations.due_months import Obligation
from services.photos import attachments
from services.reminding import reminders
from services.reviewing import notices


class CannotSubmit(Exception):
    """What an officer is told instead: `locked` after the lock day, `approved` once the level above agreed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def submit(
    session: Session,
    report: Report,
    person: Person,
    *,
    answers: dict[str, Any],
    is_nothing: bool,
    form: FormVersion,
    at: datetime,
    now: datetime,
    confirmed: Collection[str] = (),
) -> Report:
    """Keeps the answers as the office's report of that month and stops its reminders. Raises CannotSubmit.

    `at` is when the officer sent it and decides whether that was in time and before the lock; `now` is when it is
    handled. `confirmed` are paths of answers that looked wrong and that the officer says are right.

    On time or late is settled by the first submission and stays; every version is kept in the history. What had been
    approved has to be approved again; whoever had sent the report back is told.
    """
    obligation = check_open(report, due_months.obligation_of_report(session, report, at))
    before, status = report.answers, report.status
    if report.first_submitted_at is None:
        report.first_submitted_at = at
        report.on_time = obligation.is_on_time(at)
    report.status = _next(status, is_nothing)
    report.is_nothing = is_nothing
    report.answers = answers
    report.form_version_id = form.id
    report.approved_level = None
    report.revision += 1
    report.submitted_at = at
    report.submitted_by = person.id
    session.add(
        ReportEvent(
            report_id=report.id,
            at=at,
            handled_at=now if is_later(at, now) else None,
            person_id=person.id,
            action=_action(status, is_first=before is None),
            from_status=status,
            to_status=report.status,
            answers_before=before,
            answers_after=answers,
        )
    )
    # The row is ours from here on: a photo that arrives at this instant waits, and is judged after us.
    session.flush()
    attachments.mark_sent(session, report, now)
    report.content = quality.judge(session, report, compiled(form), now, confirmed)
    session.flush()
    reminders.stop(session, report, now)
    if status == ReportStatus.RETURNED:
        notices.resubmitted(session, report, now)
    return report


def is_later(at: datetime, now: datetime) -> bool:
    """Whether what was done at `at` was handled so much later that people should see both times."""
    return now - at >= timedelta(minutes=1)


def check_open(report: Report, obligation: Obligation | None) -> Obligation:
    """The report's month, where the office may still change the report; raises CannotSubmit where it may not."""
    if report.status == ReportStatus.APPROVED:
        raise CannotSubmit("approved")
    if obligation is None or not obligation.is_open:
        raise CannotSubmit("locked")
    return obligation


def receipt_number(report: Report) -> str:
    """The number on the receipt: period (its year พ.ศ.), office code, and which submission it is: `256910-06130105/1`,
    `2570Q1-06130105/1`, `2570FY-06130105/1`, `2569364-06130105/1`."""
    year, rest = report.period[:4], report.period[4:].removeprefix("-")
    return f"{int(year) + 543}{rest}-{report.unit.code}/{report.revision}"


def _action(status: str, *, is_first: bool) -> str:
    if status == ReportStatus.RETURNED:
        return "resubmitted"
    return "submitted" if is_first else "amended"


def _next(status: str, is_nothing: bool) -> ReportStatus:
    if status == ReportStatus.RETURNED:
        return ReportStatus.RESUBMITTED
    return ReportStatus.NOTHING if is_nothing else ReportStatus.SUBMITTED
