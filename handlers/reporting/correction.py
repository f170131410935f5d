"""A report that was sent back: its officer resumes at the question, with what was sent and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.interview import interview
from bot.messages import Message
from bot.texts.reporting import report as report_words
from bot.texts.reviewing import returned as words
from bot.thai.dates import write_weekday_date
from bot.thai.units import full_name
from handlers.reporting.turns import said
from handlers.reviewing.where import number_in
from handlers.who import person_of
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.report import Report, ReportStatus
from services.forms.compiled import NoForm, form_of
from services.obligations import due_months
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open
from services.reviewing.correction import is_led, points_of


def correct(event: Event, session: Session, now: datetime) -> list[Message]:
    """The buttons of the message that a report was sent back: `r` the report, `n` which of its questions."""
    person = person_of(event, session)
    number = number_in(event, "r") or 0
    report = session.get(Report, number) if number < 2**31 else None
    if (
        report is None
        or not report_conversation.reports_for(session, person, report)
        or report.status != ReportStatus.RETURNED
    ):
        return [words.not_waiting()]
    return resume_at(session, person, report, now, number_in(event, "n") or 0)


def resume_at(session: Session, person: Person, report: Report, now: datetime, number: int = 0) -> list[Message]:
    """At the question of this number among those that were sent back if it still waits, else at the first that does;
    at the review where none is left. Another officer who is at it now is named instead."""
    try:
        check_open(session, report, now)
    except CannotSubmit as closed:
        return report_words.cannot_submit(closed.reason, report.period)
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    assert obligation is not None
    known = conversations.of_report(session, report.id)
    if known is not None and known.is_active and known.person_id != person.id:
        holder = session.get_one(Person, known.person_id)
        return report_words.held_by(
            holder.name, obligation.period, full_name(obligation.unit), known.updated_at, report.id
        )
    try:
        conversation = report_conversation.of_sent(session, person, obligation, report, now)
        _, form = form_of(session, report)
    except NoForm:
        return report_words.no_form()
    report_conversation.hold(session, person, conversation, now)
    about = report_conversation.about_of(conversation, obligation)
    points = points_of(session, report, now)
    if not is_led(conversation):
        conversation.state = interview.returned(form, conversation.state, points, about, now).state
    path = points[number - 1].path if 0 < number <= len(points) else ""
    turn = interview.lands(form, conversation.state, about, now, path)
    count = sum(bool(point.path) for point in points)
    first = words.landing(obligation.period, full_name(obligation.unit), count, write_weekday_date(obligation.locks))
    return said(conversation, turn, now, first=first)
