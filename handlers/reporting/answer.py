"""Each message or tap inside a report's conversation: one step of the interview, and sending when it is wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.events import Kind
from bot.interview import interview
from bot.interview.state.types import Attached, Outcome, Turn
from bot.messages import Message
from bot.texts.reporting import report as words
from bot.vocabulary.intents import Intent
from handlers.reporting.send import already_sent, next_one, send
from handlers.reporting.turns import Beside, cannot_submit, heard, hold, messages_of, save_turn, wanted
from handlers.request import Request
from handlers.shown import is_shown, is_told, remember_words, shown_since
from models.membership.person import Person
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.forms.compiled import form_of
from services.obligations import due_months
from services.photos.attachments import name_photo
from services.reminding import reminders
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open


def ended(request: Request) -> list[Message] | None:
    """Lets go of a report that the person can go on with no more: of an office for which they report no more, or one
    that was closed or approved meanwhile, which they are told. None where they can."""
    conversation, report = request.conversation, request.report
    assert conversation is not None
    is_own, told = conversation.person_id == request.person.id, []
    if report is not None and request.reports_for(report):
        if not (is_own and conversation.is_active):
            return None
        try:
            check_open(report, request.obligation)
            return None
        except CannotSubmit as closed:
            told = cannot_submit(request, report, closed)
    if is_own:
        conversation.is_active = False
        request.session.flush()
    return told


def answer(request: Request, beside: Beside) -> list[Message] | Intent:
    """Words, a photo, a place or a pick that answers the question the report stands at; or one of its buttons.

    An Intent comes back where something beside the report is wanted: the dispatch table does it and returns here.
    """
    conversation, report, now = request.conversation, request.report, request.now
    assert conversation is not None and report is not None
    if (stopped := _stopped(request, conversation, report)) is not None:
        return stopped
    obligation = check_open(report, request.obligation)
    hold(request, conversation)
    # Nobody can be answered on an unsend, so nothing is moved then that would have to be told.
    is_unsend = request.event.kind is Kind.UNSEND
    moved = "" if is_unsend else report_conversation.catch_up(request.session, conversation, report, now)
    version, form = form_of(request.session, report)
    about = report_conversation.about_of(conversation, obligation, request.explained, language=request.person.language)
    if moved or _came_late(request):
        # What was said meant a question of the old form, or another question than the one that stands open.
        turn = interview.resume(form, conversation.state, about, now)
        return _stands(conversation, turn, now, None if moved else shown_since(request), moved or words.CAME_LATE)
    if not is_shown(request):
        if is_told(request):
            return []
        last = interview.understood_last(form, conversation.state, now)
        turn = interview.resume(form, conversation.state, about, now, words=words.not_shown(last))
        return _stands(conversation, turn, now, shown_since(request))
    incoming = heard(request.event)
    turn = interview.step(form, conversation.state, incoming, about, now)
    if (wish := wanted(turn, beside)) is not None:
        return wish
    if turn.language is not None:
        request.person.language = turn.language
    if isinstance(incoming, Attached):
        _name_photo(request, report, incoming, turn)
    if turn.outcome is Outcome.SUBMIT:
        return send(request, obligation, version, form, turn)
    remember_words(request)
    save_turn(conversation, turn, now)
    if turn.outcome is Outcome.PAUSED:
        conversation.is_active = False
    if turn.outcome is Outcome.CANCELLED:
        request.session.delete(conversation)
        reminders.stop(request.session, report, now)
    return messages_of(turn)


def _stopped(request: Request, conversation: Conversation, report: Report) -> list[Message] | None:
    """Why this person can answer nothing here now: a colleague took over, it is sent, it is closed. None where they
    can."""
    if conversation.person_id != request.person.id:
        holder = request.session.get_one(Person, conversation.person_id)
        return words.lost_to(holder.name, report.period, report.id)
    obligation, is_amended = request.obligation, conversation.about == About.AMENDMENT
    if report.is_sent and not (conversation.is_active or is_amended) and obligation is not None:
        # The button that sent it, pressed again, or one from before: amending begins with its own button.
        return already_sent(obligation)
    try:
        check_open(report, obligation)
    except CannotSubmit as closed:
        conversation.is_active = False
        return cannot_submit(request, report, closed) + next_one(request)
    return None


def _stands(
    conversation: Conversation, turn: Turn, now: datetime, since: datetime | None, first: str = ""
) -> list[Message]:
    """The question once more, to words that are not taken as its answer; `since` as `shown_since` has it."""
    save_turn(conversation, turn, now)
    conversation.shown_at = since
    return messages_of(turn, first)


def _name_photo(request: Request, report: Report, attached: Attached, turn: Turn) -> None:
    """What was attached and is not dropped again is fetched from LINE."""
    if request.event.message_id and attached.reference not in turn.dropped:
        name_photo(
            request.session,
            ref=attached.reference,
            person_id=request.person.id,
            report_id=report.id,
            message_id=request.event.message_id,
            now=request.now,
            kind=attached.kind.value,
        )


def ask_again(request: Request) -> list[Message]:
    """The question the report stands at, once more."""
    conversation, report, now = request.conversation, request.report, request.now
    assert conversation is not None and report is not None
    obligation = due_months.obligation_extended(report, request.extended_to, now)
    if obligation is None:
        return []
    _, form = form_of(request.session, report)
    about = report_conversation.about_of(conversation, obligation, request.explained, language=request.person.language)
    turn = interview.resume(form, conversation.state, about, now)
    save_turn(conversation, turn, now)
    return messages_of(turn)


def _came_late(request: Request) -> bool:
    """Whether a newer event was handled before this one (LINE redelivers out of order). Buttons carry their own
    step; a clock set back, as the demo's can be, is no lateness."""
    newest, kind = request.person.last_event_at, request.event.kind
    if kind in (Kind.POSTBACK, Kind.UNSEND) or newest is None or newest > request.now:
        return False
    # A photo sent together with others may carry the same or nearly the same time.
    return request.at < newest - timedelta(seconds=1 if kind is Kind.IMAGE else 0)
