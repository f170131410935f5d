"""What leads where: the whole table on one screen.

A word, a button and a tile of the rich menu that mean the same are one intent (`bot/vocabulary/recognise.py`) and lead
to the same function. Each row says who may, and what happens to a report or a trial that it interrupts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from bot.events import Kind
from bot.messages import Message
from bot.texts import sorry
from bot.texts.desk import desk as desk_words
from bot.texts.forms import trial as trial_words
from bot.texts.joining import mailbox as mailbox_words
from bot.texts.joining import requests as request_words
from bot.texts.reminding.follow_up import ASK_ABOVE, REPORT_RESTS
from bot.texts.reporting import report as report_words
from bot.texts.reviewing import returned as returned_words
from bot.vocabulary.commands import is_of_a_question, is_to_send
from bot.vocabulary.intents import Awaits, Do, Intent, of_button
from bot.vocabulary.recognise import recognise
from handlers import desk, guide, status, trial
from handlers.circulars import acknowledging, reading
from handlers.joining import choose, confirm, leave, mailbox, register, requests, steps
from handlers.knowledge import items, lists
from handlers.permissions import Who, may, refusal
from handlers.reminding import extending, follow_up, manual_reminder, taking_back
from handlers.reporting import after, correction, report
from handlers.reporting import answer as report_answer
from handlers.reporting.send import and_next
from handlers.reporting.turns import Beside, with_a_colleague
from handlers.request import Request, context_of
from handlers.reviewing import overview, queue, returning
from handlers.reviewing import report as review_report
from models.reporting.conversation import OF_REPORTS, About
from services.membership import leaving
from services.photos import attachments

Handler = Callable[[Request], list[Message]]


class Meanwhile(Enum):
    """What happens to the report or trial in the middle of which something is done."""

    ASKS_AGAIN = "asks again"  # its question stands again below the answer, if the conversation still goes on
    KEEPS_STILL = "keeps still"  # nothing is added: another question stands there, or the answer fills the screen
    RESTS = "rests"  # the person is told so first: what is asked now comes between


ANYBODY, STRANGER, MEMBER, REPORTER, SUPERVISOR, DEPARTMENT = Who
ASKS_AGAIN, KEEPS_STILL, RESTS = Meanwhile


@dataclass(frozen=True, slots=True)
class Row:
    """`otherwise` is said to those who may not; None for the usual words of `handlers/permissions.py`."""

    handler: Handler
    who: Who = ANYBODY
    meanwhile: Meanwhile = ASKS_AGAIN
    otherwise: Message | None = None


TABLE: Mapping[Do, Row] = {
    Do.MENU: Row(guide.menu),
    Do.STATUS: Row(status.show),
    Do.CONTACT: Row(guide.contact),
    Do.HELP: Row(guide.help),
    Do.THANKS: Row(guide.thanked),
    Do.REPORT: Row(report.start, REPORTER, KEEPS_STILL),
    Do.REPORT_START: Row(report.start, REPORTER, KEEPS_STILL),
    Do.REPORT_NOTHING: Row(report.nothing, REPORTER, KEEPS_STILL),
    Do.REPORT_TAKE_OVER: Row(report.take_over, REPORTER, KEEPS_STILL),
    Do.REPORT_SEE: Row(after.see, REPORTER),
    Do.REPORT_AMEND: Row(after.amend, REPORTER, KEEPS_STILL),
    Do.REPORT_MEND: Row(correction.correct, REPORTER, KEEPS_STILL, returned_words.NOT_WAITING),
    Do.REPORT_HISTORY: Row(after.history, MEMBER),
    Do.REMIND_TOMORROW: Row(status.tomorrow, REPORTER),
    Do.CIRCULARS: Row(reading.show, MEMBER),
    Do.CIRCULAR_OPEN: Row(reading.open_one, MEMBER),
    Do.CIRCULAR_ACKNOWLEDGE: Row(acknowledging.acknowledge, MEMBER),
    Do.CIRCULAR_ITEMS: Row(reading.items, MEMBER),
    Do.KNOWLEDGE: Row(lists.show),
    Do.QR: Row(lists.show),
    Do.LIBRARY_FIND: Row(lists.search),
    Do.LIBRARY_SHELF: Row(lists.shelf),
    Do.LIBRARY_CODES: Row(lists.shelf),
    Do.LIBRARY_ITEM: Row(items.open_item),
    Do.LIBRARY_QR: Row(items.open_qr),
    Do.LIBRARY_PRINT: Row(items.print_files),
    Do.LIBRARY_NEWEST: Row(lists.newest),
    Do.LIBRARY_POPULAR: Row(lists.popular),
    Do.LIBRARY_EXPLAIN: Row(items.explain),
    Do.DESK_OPEN: Row(desk.open_desk, SUPERVISOR, otherwise=desk_words.NOT_A_SUPERVISOR),
    Do.DESK_OUT: Row(desk.out),
    Do.JOIN_HOW: Row(register.how),
    Do.JOIN_INVITE: Row(confirm.by_invite, ANYBODY, KEEPS_STILL),
    Do.JOIN_OFFICE: Row(confirm.by_office, ANYBODY, KEEPS_STILL),
    Do.JOIN_NAMED: Row(steps.named, STRANGER, KEEPS_STILL),
    Do.JOIN_CHOOSE: Row(choose.start, ANYBODY, KEEPS_STILL),
    Do.JOIN_MINE: Row(leave.mine),
    Do.JOIN_LEAVE: Row(leave.leave, ANYBODY, KEEPS_STILL),
    Do.JOIN_DATA: Row(leave.own_data),
    Do.JOIN_FORGET: Row(leave.forget, ANYBODY, KEEPS_STILL),
    Do.JOIN_REQUESTS: Row(requests.requests, SUPERVISOR, otherwise=request_words.NOT_A_SUPERVISOR),
    Do.JOIN_APPROVE: Row(requests.approve, SUPERVISOR, otherwise=request_words.NOT_A_SUPERVISOR),
    Do.JOIN_REFUSE: Row(requests.refuse, SUPERVISOR, otherwise=request_words.NOT_A_SUPERVISOR),
    Do.JOIN_MAILBOX: Row(mailbox.start, ANYBODY, KEEPS_STILL),
    Do.JOIN_OBJECT: Row(mailbox.object_to, REPORTER, otherwise=mailbox_words.NOBODY_THERE),
    Do.JOIN_PICK: Row(steps.step),
    Do.JOIN_MORE: Row(steps.step),
    Do.JOIN_BACK: Row(steps.step),
    Do.JOIN_CONFIRM: Row(steps.step),
    Do.JOIN_DECLINE: Row(steps.step),
    Do.JOIN_CANCEL: Row(steps.step),
    Do.REVIEW_OVERVIEW: Row(overview.show, SUPERVISOR),
    Do.REVIEW_MISSING: Row(overview.missing, SUPERVISOR),
    Do.REVIEW_OFFICE: Row(overview.office, SUPERVISOR, KEEPS_STILL),
    Do.REVIEW_QUEUE: Row(queue.show, SUPERVISOR),
    Do.REVIEW_APPROVE_ALL: Row(queue.approve_all, SUPERVISOR, RESTS),
    Do.REVIEW_OPEN: Row(review_report.open_one, SUPERVISOR, KEEPS_STILL),
    Do.REVIEW_APPROVE: Row(review_report.approve, SUPERVISOR),
    Do.REVIEW_HISTORY: Row(review_report.history, SUPERVISOR),
    Do.REVIEW_BACK: Row(returning.back, SUPERVISOR, KEEPS_STILL),
    Do.REVIEW_REASON: Row(returning.reason, SUPERVISOR, KEEPS_STILL),
    Do.REVIEW_SEND: Row(returning.send, SUPERVISOR),
    Do.REVIEW_CANCEL: Row(returning.cancel, SUPERVISOR),
    Do.REVIEW_UNLOCK: Row(returning.unlock, SUPERVISOR, KEEPS_STILL),
    Do.MANUAL_REMINDER: Row(manual_reminder.look, SUPERVISOR, RESTS),
    Do.MANUAL_REMINDER_SEND: Row(manual_reminder.send, SUPERVISOR, RESTS),
    Do.EXTEND: Row(extending.start, SUPERVISOR, RESTS, ASK_ABOVE),
    Do.EXTEND_UNTIL: Row(extending.until, SUPERVISOR, RESTS),
    Do.EXTEND_BECAUSE: Row(extending.because, SUPERVISOR, RESTS),
    Do.EXTEND_GRANT: Row(extending.grant, SUPERVISOR, RESTS),
    Do.EXTEND_BACK: Row(taking_back.look, SUPERVISOR, RESTS),
    Do.EXTEND_BACK_YES: Row(taking_back.take_back, SUPERVISOR, RESTS),
    Do.FOLLOW_UP_CANCEL: Row(follow_up.cancel, SUPERVISOR),
    Do.TRIAL_TRY: Row(trial.go_on, DEPARTMENT, KEEPS_STILL),
    Do.TRIAL_START: Row(trial.start, DEPARTMENT, KEEPS_STILL),
    Do.TRIAL_LEAVE: Row(trial.leave, DEPARTMENT, KEEPS_STILL),
}


@dataclass(frozen=True, slots=True)
class Interview:
    """A conversation that asks a form's questions. `ended`: why the person may not (any longer) answer, or None."""

    ended: Callable[[Request], list[Message] | None]
    answer: Callable[[Request, Beside], list[Message] | Intent]
    ask_again: Handler
    rests: Message


_REPORT = Interview(report_answer.ended, report_answer.answer, report_answer.ask_again, REPORT_RESTS)
INTERVIEWS: Mapping[str, Interview] = {
    **dict.fromkeys(OF_REPORTS, _REPORT),
    About.TRIAL: Interview(trial.ended, trial.answer, trial.ask_again, trial_words.RESTS_HERE),
}
# Who hears free words where something else is awaited; a None from them lets the words go.
HEARS: Mapping[Awaits, tuple[Callable[[Request], list[Message] | None], Who]] = {
    Awaits.OFFICE: (steps.answered, ANYBODY),
    Awaits.DECISION: (returning.answered, SUPERVISOR),
    Awaits.SENDING_BACK: (returning.answered, SUPERVISOR),
    Awaits.EXTENSION: (extending.answered, SUPERVISOR),
}


def dispatch(request: Request) -> list[Message]:
    """What the bot answers to one event of a person it has met."""
    kind = request.event.kind
    if kind is not Kind.UNFOLLOW and not request.person.is_reachable:
        # Whoever writes has not blocked us, even if LINE lost the event that said so.
        leaving.come_back(request.session, request.person)
    match kind:
        case Kind.FOLLOW:
            return register.follow(request)
        case Kind.UNFOLLOW:
            return register.unfollow(request)
        case Kind.OTHER:
            return []
        case Kind.POSTBACK:
            return _pressed(request)
        case Kind.UNSEND:
            return _unsent(request)
    return _said(request)


def _pressed(request: Request) -> list[Message]:
    intent = of_button(request.event.data)
    if intent is None:
        # A button of a question, perhaps of another conversation than the present one.
        return _answered(request.addressed()) or [sorry.old_button(request.reader)]
    told, request = _going_on(request)
    row = TABLE[intent.do]
    if not may(request, row.who):
        no = _refused(request, row) or [sorry.old_button(request.reader)]
        return [*told, *no]
    return [*told, *_done(request, intent)]


def _said(request: Request) -> list[Message]:
    """Words, and whatever else is sent: an intent, an answer, something to look for; else the way to the menu."""
    told, request = _going_on(request)
    interview = _interview(request)
    if request.event.kind is not Kind.TEXT:
        if interview:
            return _stepped(request, interview)
        useless = sorry.nothing_to_do_with(request.event.kind, request.reader)
        return and_next(request, told) or with_a_colleague(request) or [useless]
    context = context_of(request)
    intent = recognise(request.event.text, context)
    if told and is_to_send(request.event.text):
        return and_next(request, told)
    if intent is not None and may(request, TABLE[intent.do].who):
        return [*told, *_done(request, intent)]
    if interview:
        return _stepped(request, interview)
    if intent is not None and not intent.quiet and (no := _refused(request, TABLE[intent.do])):
        return [*told, *no]
    if told:
        return and_next(request, told)
    heard = _heard(request, context.awaits)
    asks_nothing = intent is None and is_of_a_question(request.event.text)
    # A supervisor's word is nothing to look for, but where somebody is looking.
    if heard is None and not asks_nothing and (intent is None or context.awaits is Awaits.LIBRARY):
        heard = lists.look_for(request)
        if heard is None and may(request, STRANGER):
            heard = steps.perhaps_named(request)
    is_late = asks_nothing and may(request, REPORTER)
    useless = report_words.NOTHING_ASKED if is_late else sorry.not_understood(request.reader)
    # A colleague may have taken over the report whose question it was to answer.
    return heard if heard is not None else with_a_colleague(request) or [useless]


def _heard(request: Request, awaits: Awaits) -> list[Message] | None:
    if awaits not in HEARS:
        return None
    hears, who = HEARS[awaits]
    return hears(request) if may(request, who) else refusal(request, who)


def _unsent(request: Request) -> list[Message]:
    """A message taken back: its photo goes, and the answer that came from it. LINE lets nobody reply to this."""
    attachments.take_back(request.session, request.event.message_id or "", request.now)
    _answered(request)
    return []


def _interview(request: Request) -> Interview | None:
    return INTERVIEWS.get(request.conversation.about) if request.conversation is not None else None


def _going_on(request: Request) -> tuple[list[Message], Request]:
    """The request without a report or trial that has ended, and what there is to say about that end."""
    interview = _interview(request)
    ended = interview.ended(request) if interview else None
    return ([], request) if ended is None else (ended, request.about(None))


def _answered(request: Request) -> list[Message]:
    """An answer to a question of the request's conversation; empty where it asks none of this person."""
    interview = _interview(request)
    ended = interview.ended(request) if interview else []
    return _stepped(request, interview) if interview and ended is None else and_next(request, ended or [])


def _stepped(request: Request, interview: Interview) -> list[Message]:
    answer = interview.answer(request, lambda: _beside(request))
    if not isinstance(answer, Intent):
        return answer
    # Done, and then the question stands again.
    row = TABLE[answer.do]
    if not may(request, row.who):
        return [*_refused(request, row), *interview.ask_again(request)]
    return _done(request, answer)


def _beside(request: Request) -> Intent | None:
    """What words that are no answer to the open question mean elsewhere."""
    found = recognise(request.event.text, replace(context_of(request), awaits=Awaits.NO_WORDS))
    # Where there are answers, the interview's own command asks first whether really nothing was done.
    return found if found and found.do is not Do.REPORT_NOTHING and may(request, TABLE[found.do].who) else None


def _done(request: Request, intent: Intent) -> list[Message]:
    row, interview = TABLE[intent.do], _interview(request)
    messages = row.handler(request.meaning(intent))
    if interview is None or request.conversation is None or row.meanwhile is KEEPS_STILL:
        return messages
    if row.meanwhile is RESTS:
        return [interview.rests, *messages]
    return [*messages, *interview.ask_again(request)] if request.conversation.is_active else messages


def _refused(request: Request, row: Row) -> list[Message]:
    return [row.otherwise] if row.otherwise else refusal(request, row.who)
