"""What means what: the whole table on one screen.

A command word, a button and a tile of the rich menu that mean the same lead to the same function. Words inside a
conversation are answers first: the interview says itself when one of them is a command of the main menu.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event, Kind
from bot.interview.interview import Turn
from bot.messages import Message
from bot.texts import sorry
from bot.vocabulary.commands import Command, understand
from handlers import contact, desk, help, knowledge, menu, review, status, trial
from handlers.joining import register
from handlers.reminding import follow_up, tomorrow
from handlers.reporting import after, correction, report
from handlers.reporting import answer as report_answer
from handlers.who import person_of
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from services.membership import leaving
from services.photos import attachments

Handler = Callable[[Event, Session, datetime], list[Message]]

TYPED: dict[Command, Handler] = {
    Command.MENU: menu.show,
    Command.STATUS: status.show,
    Command.REPORT: report.start,
    Command.RESUME: report.start,
    Command.NOTHING: report.nothing,
    Command.TAKE_OVER: report.take_over,
    Command.SEE: after.see,
    Command.AMEND: after.amend,
    Command.KNOWLEDGE: knowledge.show,
    Command.QR: knowledge.qr,
    Command.CONTACT: contact.show,
    Command.HELP: help.show,
    Command.TOMORROW: tomorrow.tomorrow,
    Command.DESK: desk.open_desk,
    Command.DESK_OUT: desk.out,
}

PRESSED: dict[str, Handler] = {
    "menu": menu.show,
    "status": status.show,
    "report": report.start,
    "report.start": report.start,
    "report.nothing": report.nothing,
    "report.takeover": report.take_over,
    "report.see": after.see,
    "report.amend": after.amend,
    "report.mend": correction.correct,
    "knowledge": knowledge.show,
    "qr": knowledge.qr,
    "contact": contact.show,
    "help": help.show,
    "remind.tomorrow": tomorrow.tomorrow,
    "desk.open": desk.open_desk,
    "desk.out": desk.out,
    **knowledge.PRESSED,
    **register.PRESSED,
    **review.PRESSED,
    **follow_up.PRESSED,
    **trial.PRESSED,
}


def dispatch(event: Event, session: Session, now: datetime) -> list[Message]:
    """What the bot answers to one event of a person it has met."""
    if event.kind is not Kind.UNFOLLOW:
        # Whoever writes has not blocked us, even if LINE lost the event that said so.
        leaving.come_back(session, person_of(event, session))
    match event.kind:
        case Kind.FOLLOW:
            return register.follow(event, session, now)
        case Kind.UNFOLLOW:
            return register.unfollow(event, session, now)
        case Kind.POSTBACK:
            return _pressed(event, session, now)
        case Kind.UNSEND:
            return _unsent(event, session, now)
        case Kind.OTHER:
            return []
    conversation = conversations.active_of(session, person_of(event, session))
    if conversation is not None and conversation.about == About.REPORT:
        return _in_report(event, session, now, conversation)
    if conversation is not None and conversation.about == About.TRIAL:
        ended = trial.overdue(event, session, now, conversation)
        return (
            _in_trial(event, session, now, conversation) if ended is None else [*ended, *_outside(event, session, now)]
        )
    return _outside(event, session, now)


def _outside(event: Event, session: Session, now: datetime) -> list[Message]:
    if event.kind is Kind.TEXT:
        return _typed(event, session, now)
    return [sorry.nothing_to_do_with_it()]


def _pressed(event: Event, session: Session, now: datetime) -> list[Message]:
    values = pressed(event.data)
    if handler := PRESSED.get(values.get("do", "")):
        return handler(event, session, now)
    if "c" in values:
        conversation = report_answer.conversation_of(event, session)
        in_trial = conversation is not None and conversation.about == About.TRIAL
        return _answered(event, session, now, conversation if in_trial else None)
    return [sorry.old_button()]


def _answered(event: Event, session: Session, now: datetime, trying: Conversation | None) -> list[Message]:
    """An answer to a question of a report, or of the trial `trying`."""
    if trying is not None:
        answer = trial.answer(event, session, now, trying)
    else:
        answer = report_answer.answer(event, session, now)
    return answer if not isinstance(answer, Turn) else _elsewhere(event, session, now, answer)


def _in_trial(event: Event, session: Session, now: datetime, conversation: Conversation) -> list[Message]:
    if event.kind is Kind.TEXT:
        if trial.is_asked(event, session):
            return trial.typed(event, session, now) or []
        if register.is_invitation(event.text):
            return register.typed(event, session, now) or []
        if knowledge.is_asked(event.text):
            return [*(knowledge.typed(event, session, now) or []), *trial.ask_again(session, conversation, now)]
        if follow_up.is_asked(event, session):
            return [trial.rests_here(), *(follow_up.typed(event, session, now) or [])]
        if review.is_asked(event, session):
            return [*(review.typed(event, session, now) or []), *trial.ask_again(session, conversation, now)]
    return _answered(event, session, now, conversation)


def _in_report(event: Event, session: Session, now: datetime, conversation: Conversation) -> list[Message]:
    if event.kind is Kind.TEXT and register.is_invitation(event.text):
        return register.typed(event, session, now) or []
    if event.kind is Kind.TEXT and trial.is_asked(event, session):
        return trial.typed(event, session, now) or []
    if event.kind is Kind.TEXT and knowledge.is_asked(event.text):
        return [*(knowledge.typed(event, session, now) or []), *report_answer.ask_again(session, conversation, now)]
    if event.kind is Kind.TEXT and follow_up.is_asked(event, session):
        return follow_up.in_report(event, session, now)
    if event.kind is Kind.TEXT and review.is_asked(event, session):
        return [*(review.typed(event, session, now) or []), *report_answer.ask_again(session, conversation, now)]
    return _answered(event, session, now, None)


def _elsewhere(event: Event, session: Session, now: datetime, turn: Turn) -> list[Message]:
    """A word of the main menu inside a report or a trial: done, and then the question stands again."""
    handler = TYPED.get(turn.spoken.command) if turn.spoken else None
    messages = handler(event, session, now) if handler else []
    conversation = conversations.active_of(session, person_of(event, session))
    if conversation is not None and conversation.about == About.TRIAL:
        return [*messages, *trial.ask_again(session, conversation, now)]
    if (
        conversation is None
        or conversation.about != About.REPORT
        or handler in (report.start, report.nothing, after.amend)
    ):
        return messages
    return [*messages, *report_answer.ask_again(session, conversation, now)]


def _typed(event: Event, session: Session, now: datetime) -> list[Message]:
    """Words outside a report: a command, something of joining, words to search for; else the way to the menu."""
    spoken = understand(event.text)
    if spoken and (handler := TYPED.get(spoken.command)):
        return handler(event, session, now)
    for listens in (trial.typed, follow_up.typed, review.typed, register.typed, knowledge.typed):
        answer = listens(event, session, now)
        if answer is not None:
            return answer
    return [sorry.not_understood()]


def _unsent(event: Event, session: Session, now: datetime) -> list[Message]:
    """A message taken back: its photo goes, and the answer that came from it. LINE lets nobody reply to this."""
    attachments.take_back(session, event.message_id or "", now)
    conversation = conversations.active_of(session, person_of(event, session))
    if conversation is not None and conversation.about == About.REPORT:
        report_answer.answer(event, session, now)
    if conversation is not None and conversation.about == About.TRIAL:
        trial.answer(event, session, now, conversation)
    return []
