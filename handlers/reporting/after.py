"""After sending: see what was sent, amend it while the month is open."""

from __future__ import annotations

from bot.interview import interview
from bot.messages import Message
from bot.texts.reporting import report as words
from bot.texts.reviewing import report as review_words
from bot.thai.units import full_name
from handlers.reporting.correction import resume_at
from handlers.reporting.months import said_periods
from handlers.reporting.turns import cannot_submit, held_by_another, hold, messages_of, save_turn
from handlers.request import Request
from handlers.reviewing.report import told
from models import programme
from models.reporting import conversation as conversations
from models.reporting.conversation import About
from models.reporting.report import Report, ReportStatus
from services.forms.compiled import form_of
from services.obligations import due_months
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open


def see(request: Request) -> list[Message]:
    """ดูรายงาน: the newest sent report of the person's offices (of the month, of the title that was said), or the one a
    button names (`r`)."""
    report = _report(request)
    if report is None or report.answers is None or report.submitted_at is None:
        return [_none_sent(request)]
    obligation = due_months.obligation_of_report(request.session, report, request.now)
    if obligation is None:
        return [words.NONE_SENT]
    _, form = form_of(request.session, report)
    about = report_conversation.about_of(None, obligation, language=request.person.language)
    shown, last = interview.show(form, report.answers, about, request.now, request.page)
    if subject := programme.subject(request.session, report.programme):
        shown = [words.naming(card, subject) for card in shown]
    if last > 1:
        shown[-1] = words.page_of(shown[-1], min(request.page, last), last, report.id)
    can_amend = obligation.is_open and report.status != ReportStatus.APPROVED
    [sent] = words.sent_line(report.submitted_at, report.revision, report.id, can_amend)
    return [*shown, review_words.to_the_office(sent, report.status, report.approved_level, report.id)]


def history(request: Request) -> list[Message]:
    """ประวัติรายงาน: who did what to the office's report and why, supervisors included."""
    if not request.offices and not request.has("r"):
        # Said by somebody who only supervises, with no report open.
        return [review_words.OPEN_ONE_FIRST]
    report = _report(request)
    return [told(request.session, report, request.page, of_own=True)] if report else [words.NONE_SENT]


def amend(request: Request) -> list[Message]:
    """แก้ไขรายงาน: the review of what was sent, every line of it open; sending again makes a new version.

    What was sent back comes first, and is landed on.
    """
    session, person, now = request.session, request.person, request.now
    is_named = request.has("r") or request.has("month") or request.has("p")
    report = (None if is_named else report_conversation.returned_to(session, person)) or _report(request)
    if report is None or report.answers is None:
        return [_none_sent(request)]
    if report.status == ReportStatus.RETURNED:
        return resume_at(request, report)
    try:
        obligation = check_open(report, due_months.obligation_of_report(session, report, now))
    except CannotSubmit as closed:
        return cannot_submit(request, report, closed)
    known = conversations.of_report(session, report.id)
    # What a colleague has only looked at has nothing to lose.
    if known is not None and known.about == About.AMENDMENT and (held := held_by_another(request, known, report)):
        return held
    conversation = report_conversation.of_sent(session, person, obligation, report, now)
    hold(request, conversation)
    _, form = form_of(session, report)
    turn = interview.resume(
        form,
        conversation.state,
        report_conversation.about_of(conversation, obligation, language=request.person.language),
        now,
    )
    save_turn(conversation, turn, now)
    subject = programme.subject(session, report.programme)
    heading = words.of_programme(words.amending(report.period, full_name(report.unit)), subject)
    return messages_of(turn, heading)


def _report(request: Request) -> Report | None:
    """The report a button names, if it is of one of the person's offices; else the newest sent one."""
    if request.has("r"):
        named = request.session.get(Report, request.number("r") or 0)
        return named if named is not None and request.reports_for(named) else None
    return report_conversation.newest_sent(request.session, request.person, said_periods(request), request.value("p"))


def _none_sent(request: Request) -> Message:
    return words.none_sent_of(request.value("month")) if request.has("month") else words.NONE_SENT
