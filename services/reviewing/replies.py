"""A supervisor's reply to what an office wrote: its people hear it at once, the report stays as it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit_log
from models.membership.person import Person
from models.reporting.report import SENT, Report
from models.reporting.report_event import REPLIED, ReportEvent
from services.reviewing import notices
from services.reviewing.decisions import lines_of
from services.reviewing.points import ReviewRefused, tidy


def reply(session: Session, report: Report, by: Person, path: str, words: str, now: datetime) -> int | None:
    """Says `words` about the answer at `path` (concrete) to the office's people; how many they are comes back, None
    where that was the last thing said about it already. Raises ReviewRefused."""
    said = tidy(words)
    if report.status not in SENT:
        raise ReviewRefused("not_sent")
    if not said:
        raise ReviewRefused("no_words")
    line = next((one for one in lines_of(session, report, now) if one.path == path and one.shown), None)
    if line is None:
        raise ReviewRefused("unknown")
    before = select(ReportEvent.comment).where(
        ReportEvent.report_id == report.id, ReportEvent.action == REPLIED, ReportEvent.field == path
    )
    if session.scalar(before.order_by(ReportEvent.id.desc()).limit(1)) == said:
        return None
    session.add(
        ReportEvent(
            report_id=report.id,
            at=now,
            person_id=by.id,
            action=REPLIED,
            from_status=report.status,
            to_status=report.status,
            field=path,
            comment=said,
        )
    )
    audit_log.note(
        session,
        now,
        "report.replied",
        person_id=by.id,
        unit_id=report.org_unit_id,
        subject=f"report:{report.id}",
        period=report.period,
    )
    return notices.replied(session, report, by, line, said, now)
