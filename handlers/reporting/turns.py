"""Each turn of an interview: an event as it takes it, the state that is kept, the messages that are said."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.events import Event, Kind
from bot.interview.state.types import Attached, Incoming, Located, Outcome, Tapped, Turn, Typed, Unreadable, Unsent
from bot.messages import Message, Text
from bot.texts.reporting import report as words
from bot.thai.units import full_name
from bot.vocabulary.intents import Intent
from bot.vocabulary.recognise import of_command
from handlers.request import LISTENS, Request
from models import programme
from models.membership import membership
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.reporting.submit import CannotSubmit

# What words would mean if no question were asked; None for nothing, or for what is not the person's to do.
Beside = Callable[[], Intent | None]
_ATTACHED = (Kind.IMAGE, Kind.VIDEO, Kind.AUDIO, Kind.FILE)


def hold(request: Request, conversation: Conversation) -> None:
    """Makes an existing conversation this person's active one, taking it over where another officer held it."""
    if conversation.is_active and conversation.person_id == request.person.id:
        return
    request.set_aside()
    conversation.person_id = request.person.id
    conversation.is_active = True
    conversation.updated_at = request.now


def held_by_another(request: Request, conversation: Conversation | None, report: Report) -> list[Message]:
    """Which colleague holds the report's conversation, and the way to take it over; empty where none does. What
    somebody held who has left waits for whoever comes first."""
    session = request.session
    if conversation is None or conversation.person_id == request.person.id:
        return []
    if not membership.reports_for(session, conversation.person_id, report.org_unit_id):
        return []
    holder = session.get_one(Person, conversation.person_id)
    subject, office = report.programme.title, full_name(report.unit)
    return words.held_by(holder.name, report.period, subject, office, conversation.updated_at, report.id)


def cannot_submit(request: Request, report: Report, closed: CannotSubmit) -> list[Message]:
    """That this report can be sent or amended no more, and why."""
    return words.cannot_submit(closed.reason, report.period, programme.subject(request.session, report.programme))


def with_a_colleague(request: Request) -> list[Message]:
    """Who is filling in the report of one of the person's offices at this time: what nothing awaits may have been meant
    for its question, before a colleague took it over. Empty where nobody is."""
    session, offices = request.session, [unit.id for unit in request.offices]
    if not offices:
        return []
    found = conversations.at_offices(session, offices, request.now - LISTENS, but=request.person)
    if found is None or found.report_id is None:
        return []
    report = session.get_one(Report, found.report_id)
    # What was sent and is only looked at asks nothing.
    if report.is_sent and found.about != About.AMENDMENT:
        return []
    held = held_by_another(request, found, report)
    return [words.NOT_TAKEN, *held] if held else []


def save_turn(conversation: Conversation, turn: Turn, now: datetime) -> None:
    """Keeps where the turn has left the conversation, as its next step; and whether a change waits to be sent."""
    conversation.about = About.AMENDMENT if turn.is_amended else About.REPORT
    conversation.asks_next(turn.state, now)


def messages_of(turn: Turn, first: str = "") -> list[Message]:
    """What is said, `first` before it: joined to a text that follows, so that one answer stays one message."""
    if not first:
        return list(turn.messages)
    if turn.messages and isinstance(turn.messages[0], Text):
        head = turn.messages[0]
        return [replace(head, text=f"{first}\n\n{head.text}"), *turn.messages[1:]]
    return [Text(first), *turn.messages]


def heard(event: Event) -> Incoming:
    """What somebody said, sent or tapped."""
    message = event.message_id or ""
    if event.kind is Kind.TEXT:
        return Typed(event.text, message)
    if event.kind is Kind.POSTBACK:
        return Tapped(event.data, event.picked)
    if event.kind is Kind.LOCATION and event.place:
        return Located(event.place, message)
    if event.kind is Kind.UNSEND:
        return Unsent(message)
    if event.kind in _ATTACHED:
        return Attached(event.kind, secrets.token_urlsafe(16), message)
    return Unreadable(event.kind)


def wanted(turn: Turn, beside: Beside) -> Intent | None:
    """What is wanted beside the form: a command of the menu, or what words mean that are no answer here. None for an
    answer."""
    if turn.outcome is Outcome.ELSEWHERE and turn.spoken is not None:
        return of_command(turn.spoken.command, turn.spoken.number)
    return beside() if turn.refused else None
