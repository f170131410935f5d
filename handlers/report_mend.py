"""A report that was sent back: its officer lands on the question, with what was sent and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import interview
from bot.events import Event
from bot.messages import Message
from bot.texts import report as report_words
from bot.texts import returning as words
from bot.texts.dates import write_weekday_date
from bot.texts.units import full_name
from handlers.report_talk import said
from handlers.review_where import number_in
from handlers.who import person_of
from models import conversation
from models.person import Person
from models.report import Report, ReportStatus
from services import duties, talks
from services.compiled import NoForm, form_of
from services.review_mending import is_led, points_of
from services.submit import CannotSubmit, check_open


def mend(event: Event, session: Session, now: datetime) -> list[Message]:
    """The buttons of the message that a report was sent back: `r` the report, `n` which of its questions."""
    person = person_of(event, session)
    number = number_in(event, "r") or 0
    report = session.get(Report, number) if number < 2**31 else None
    if report is None or not talks.reports_for(session, person, report) or report.status != ReportStatus.RETURNED:
        return [words.not_waiting()]
    return land(session, person, report, now, number_in(event, "n") or 0)


def land(session: Session, person: Person, report: Report, now: datetime, number: int = 0) -> list[Message]:
    """At the question of this number among those that were sent back if it still waits, else at the first that does;
    at the review where none is left. Another officer who is at it now is named instead."""
    try:
        check_open(session, report, now)
    except CannotSubmit as closed:
        return report_words.cannot_submit(closed.reason, report.period)
    duty = duties.duty_of(session, report.programme, report.unit, report.period, now)
    assert duty is not None
    known = conversation.of_report(session, report.id)
    if known is not None and known.is_active and known.person_id != person.id:
        holder = session.get_one(Person, known.person_id)
        return report_words.held_by(holder.name, duty.period, full_name(duty.unit), known.updated_at, report.id)
    try:
        talk = talks.of_sent(session, person, duty, report, now)
        _, form = form_of(session, report)
    except NoForm:
        return report_words.no_form()
    talks.hold(session, person, talk, now)
    about = talks.about_of(talk, duty)
    points = points_of(session, report, now)
    if not is_led(talk):
        talk.state = interview.returned(form, talk.state, points, about, now).state
    path = points[number - 1].path if 0 < number <= len(points) else ""
    turn = interview.lands(form, talk.state, about, now, path)
    count = sum(bool(point.path) for point in points)
    first = words.landing(duty.period, full_name(duty.unit), count, write_weekday_date(duty.locks))
    return said(talk, turn, now, first=first)
