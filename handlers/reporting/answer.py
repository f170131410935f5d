"""Each message or tap inside a report's conversation: one step of the interview, and sending when it is wanted."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event, Kind
from bot.interview import interview
from bot.interview.state.types import Attached, Incoming, Located, Outcome, Tapped, Turn, Typed, Unreadable, Unsent
from bot.messages import Message
from bot.texts import sorry
from bot.texts.reporting import report as words
from bot.whole import whole
from handlers.reporting.send import already_sent, send
from handlers.reporting.turns import said
from handlers.who import person_of
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from services.forms.compiled import form_of
from services.obligations import due_months
from services.photos.attachments import name_photo
from services.reporting import report_conversation
from services.reporting.submit import CannotSubmit, check_open

_ATTACHED = (Kind.IMAGE, Kind.VIDEO, Kind.AUDIO, Kind.FILE)


def answer(event: Event, session: Session, now: datetime) -> list[Message] | Turn:
    """Words, a photo, a place or a pick that answers the question the conversation stands at; or one of its buttons.

    A Turn comes back where a command of the main menu was said: the dispatch table does it and returns here.
    """
    person = person_of(event, session)
    conversation = conversation_of(event, session)
    if conversation is None or conversation.report_id is None:
        return [sorry.old_button()]
    report = session.get_one(Report, conversation.report_id)
    if conversation.person_id != person.id:
        return _lost(session, conversation, report, person)
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    if report.is_sent and not conversation.is_active and obligation is not None:
        # The button that sent it, pressed again, or one from before: amending begins with its own button.
        return already_sent(obligation)
    try:
        check_open(session, report, now)
    except CannotSubmit as closed:
        conversation.is_active = False
        return words.cannot_submit(closed.reason, report.period)
    assert obligation is not None
    report_conversation.hold(session, person, conversation, now)
    # Nobody can be answered on an unsend, so nothing is moved then that would have to be told.
    moved = report_conversation.catch_up(session, conversation, report, now) if event.kind is not Kind.UNSEND else ""
    version, form = form_of(session, report)
    about = report_conversation.about_of(conversation, obligation)
    if moved:
        # What was said meant a question of the old form.
        return said(conversation, interview.resume(form, conversation.state, about, now), now, first=moved)
    if _came_late(event, person, now):
        return said(conversation, interview.resume(form, conversation.state, about, now), now, first=words.came_late())
    incoming = heard(event)
    turn = interview.step(form, conversation.state, incoming, about, now)
    if isinstance(incoming, Attached) and event.message_id and incoming.reference not in turn.dropped:
        name_photo(
            session,
            ref=incoming.reference,
            person_id=person.id,
            report_id=report.id,
            message_id=event.message_id,
            now=now,
            kind=incoming.kind.value,
        )
    if turn.outcome is Outcome.SUBMIT:
        return send(session, person, conversation, report, obligation, version, form, turn, now)
    if turn.outcome is Outcome.ELSEWHERE:
        return turn
    messages = said(conversation, turn, now)
    if turn.outcome is Outcome.PAUSED:
        conversation.is_active = False
    if turn.outcome is Outcome.CANCELLED:
        session.delete(conversation)
    return messages


def ask_again(session: Session, conversation: Conversation, now: datetime) -> list[Message]:
    """The question the conversation stands at, once more."""
    report = session.get_one(Report, conversation.report_id)
    obligation = due_months.obligation_of(session, report.programme, report.unit, report.period, now)
    if obligation is None:
        return []
    _, form = form_of(session, report)
    return said(
        conversation,
        interview.resume(form, conversation.state, report_conversation.about_of(conversation, obligation), now),
        now,
    )


def _lost(session: Session, conversation: Conversation, report: Report, person: Person) -> list[Message]:
    """A colleague of the same office took over; anybody else's button is just an old one."""
    if not report_conversation.reports_for(session, person, report):
        return [sorry.old_button()]
    holder = session.get_one(Person, conversation.person_id)
    return words.lost_to(holder.name, report.period, report.id)


def conversation_of(event: Event, session: Session) -> Conversation | None:
    """The conversation that is meant: a button names its own, words go to the active one."""
    if event.kind is not Kind.POSTBACK:
        return conversations.active_of(session, person_of(event, session))
    return session.get(Conversation, whole(pressed(event.data).get("c", "")) or 0)


def _came_late(event: Event, person: Person, now: datetime) -> bool:
    """Whether a newer event was handled before this one (LINE redelivers out of order). Buttons carry their own
    step; a clock set back, as the demo's can be, is no lateness."""
    newest = person.last_event_at
    if event.kind in (Kind.POSTBACK, Kind.UNSEND) or newest is None or newest > now:
        return False
    # A photo sent together with others may carry the same or nearly the same time.
    return event.at < newest - timedelta(seconds=1 if event.kind is Kind.IMAGE else 0)


def heard(event: Event) -> Incoming:
    """What somebody said, sent or tapped, as the interview takes it."""
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
