"""After sending: see what was sent, amend it while the month is open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.interview import interview
from bot.messages import Message
from bot.texts.reporting import report as words
from bot.texts.reviewing import report as review_words
from bot.thai.units import full_name
from bot.whole import whole
from handlers.reporting.correction import resume_at
from handlers.reporting.turns import said
from handlers.reviewing.report import told
from handlers.reviewing.where import page_of
from handlers.who import person_of
from models.reporting.report import Report, ReportStatus
from services.forms.compiled import form_of
from services.obligations import due_months
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open


def see(event: Event, session: Session, now: datetime) -> list[Message]:
    """ดูรายงาน: the newest sent report of the person's offices, or the one a button names."""
    report = _report(event, session, now)
    if report is None or report.answers is None or report.submitted_at is None:
        return words.none_sent()
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    if obligation is None:
        return words.none_sent()
    _, form = form_of(session, report)
    shown = interview.show(form, report.answers, report_conversation.about_of(None, obligation), now)
    can_amend = obligation.is_open and report.status != ReportStatus.APPROVED
    [sent] = words.sent_line(report.submitted_at, report.revision, report.id, can_amend)
    return [*shown, review_words.to_the_office(sent, report.status, report.approved_level, report.id)]


def history(event: Event, session: Session, now: datetime) -> list[Message]:
    """ประวัติรายงาน: who did what to the office's report and why, supervisors included."""
    report = _report(event, session, now)
    return [told(session, report, page_of(event), of_own=True)] if report else words.none_sent()


def amend(event: Event, session: Session, now: datetime) -> list[Message]:
    """แก้ไขรายงาน: the review of what was sent, every line of it open; sending again makes a new version.

    What was sent back comes first, and is landed on.
    """
    person = person_of(event, session)
    report = (None if event.data else report_conversation.returned_to(session, person)) or _report(event, session, now)
    if report is None or report.answers is None:
        return words.none_sent()
    if report.status == ReportStatus.RETURNED:
        return resume_at(session, person, report, now)
    try:
        check_open(session, report, now)
    except CannotSubmit as closed:
        return words.cannot_submit(closed.reason, report.period)
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    assert obligation is not None
    conversation = report_conversation.of_sent(session, person, obligation, report, now)
    report_conversation.hold(session, person, conversation, now)
    _, form = form_of(session, report)
    turn = interview.resume(form, conversation.state, report_conversation.about_of(conversation, obligation), now)
    return said(conversation, turn, now, first=words.amending(report.period, full_name(report.unit)))


def _report(event: Event, session: Session, now: datetime) -> Report | None:
    """The report a button names, if it is of one of the person's offices; else the newest sent one."""
    person = person_of(event, session)
    number = pressed(event.data).get("r", "")
    if number:
        named = session.get(Report, whole(number) or 0)
        return named if named is not None and report_conversation.reports_for(session, person, named) else None
    return report_conversation.newest_sent(session, person)
