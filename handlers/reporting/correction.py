"""A report that was sent back: its officer resumes at the question, with what was sent and why."""

from __future__ import annotations

from bot.interview import interview
from bot.messages import Message
from bot.texts.reporting import report as report_words
from bot.texts.reviewing import returned as words
from bot.thai.dates import write_weekday_date
from bot.thai.units import full_name
from handlers.reporting.turns import cannot_submit, held_by_another, hold, messages_of, save_turn
from handlers.request import Request
from models.reporting import conversation as conversations
from models.reporting.report import Report, ReportStatus
from services.forms.compiled import NoForm, form_of
from services.obligations import due_months
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open
from services.reviewing.correction import is_led, points_of


def correct(request: Request) -> list[Message]:
    """The buttons of the message that a report was sent back: `r` the report, `n` which of its questions."""
    report = request.session.get(Report, request.number("r") or 0)
    if report is None or not request.reports_for(report) or report.status != ReportStatus.RETURNED:
        return [words.NOT_WAITING]
    return resume_at(request, report, request.number("n") or 0)


def resume_at(request: Request, report: Report, number: int = 0) -> list[Message]:
    """At the question of this number among those that were sent back if it still waits, else at the first that does;
    at the review where none is left. Another officer who is at it now is named instead."""
    session, person, now = request.session, request.person, request.now
    try:
        obligation = check_open(report, due_months.obligation_of_report(session, report, now))
    except CannotSubmit as closed:
        return cannot_submit(request, report, closed)
    known = conversations.of_report(session, report.id)
    if known is not None and known.is_active and (held := held_by_another(request, known, report)):
        return held
    try:
        conversation = report_conversation.of_sent(session, person, obligation, report, now)
        _, form = form_of(session, report)
    except NoForm:
        return [report_words.NO_FORM]
    hold(request, conversation)
    about = report_conversation.about_of(conversation, obligation, language=request.person.language)
    points = points_of(session, report, now)
    if not is_led(conversation):
        conversation.state = interview.returned(form, conversation.state, points, about, now).state
    path = points[number - 1].path if 0 < number <= len(points) else ""
    turn = interview.lands(form, conversation.state, about, now, path)
    count = sum(bool(point.path) for point in points)
    first = words.landing(obligation.period, full_name(obligation.unit), count, write_weekday_date(obligation.locks))
    save_turn(conversation, turn, now)
    return messages_of(turn, first)
