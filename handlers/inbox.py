"""The way of one event: known before? who is it? what does it mean? — in one transaction, then the answer leaves.

Nothing here waits for LINE. What has to happen after the commit (send, fetch a photo, ask for a name) comes
back as lists of ids.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import structlog
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot.events import Event
from bot.messages import Message
from bot.texts import sorry
from handlers.dispatch import dispatch
from handlers.request import Request, request_of
from models.database import Database
from models.membership import person as people
from models.messaging.dead_letter import DeadLetter
from models.messaging.webhook_event import WebhookEvent
from services.messaging.outbox import queue_reply

log = structlog.get_logger(__name__)

DOWN = (OperationalError, InterfaceError, PoolTimeout)


class Outcome(StrEnum):
    """The outcome of an event; the names stand in the figures."""

    DONE = "done"
    REPEAT = "repeat"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(slots=True)
class EventResult:
    """`send_to`: people with something waiting in the outbox; `fetch`: attachments; `unnamed`: people whose LINE
    name is not known yet."""

    outcome: Outcome
    send_to: list[int] = field(default_factory=list)
    fetch: list[int] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)


Handle = Callable[[Request], list[Message]]


def process_event(event: Event, database: Database, now: datetime, *, handle: Handle = dispatch) -> EventResult:
    """Handles one event. Raises what the database raises when it cannot be reached (LINE then delivers again).

    A bug of ours rolls the event back, keeps it as a dead letter and apologises: the conversation stays where it was.
    """
    if not event.user_id or event.in_group:
        # Personal work is never done in front of a group, and without a sender there is nobody to serve.
        return EventResult(Outcome.IGNORED)
    try:
        try:
            return _once(event, database, now, handle)
        except (StaleDataError, IntegrityError, OperationalError):
            # Two taps at the same instant: the other one won. Read again what it made of the conversation.
            return _once(event, database, now, handle)
    except DOWN:
        raise
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {where.name}, line {where.lineno} of {where.filename.rsplit('/', 1)[-1]}"
        log.error("event failed", webhook_event=event.id, kind=event.kind.value, error=fault)
        return _dead_letter(event, database, now, fault)


def _once(event: Event, database: Database, now: datetime, handle: Handle) -> EventResult:
    try:
        with database.writing() as session:
            _remember(event, session, now)
            request = request_of(event, session, now)
            person = request.person
            messages = handle(request)
            if person.last_event_at is None or event.at > person.last_event_at or person.last_event_at > now:
                person.last_event_at = min(event.at, now)
            if event.reply_token and messages:
                queue_reply(session, person, messages, reply_token=event.reply_token, received_at=now)
            session.flush()
            return EventResult(
                Outcome.DONE,
                send_to=[person_id for person_id, _ in session.info.get("queued", [])],
                fetch=list(session.info.get("wanted", [])),
                unnamed=[] if person.name or not person.is_reachable else [person.id],
            )
    except _AlreadyProcessed:
        return EventResult(Outcome.REPEAT)


class _AlreadyProcessed(Exception):
    """This event was handled before."""


def _remember(event: Event, session: Session, now: datetime) -> None:
    session.add(WebhookEvent(id=event.id, kind=event.kind.value, received_at=now))
    try:
        session.flush()
    except IntegrityError:
        raise _AlreadyProcessed from None


def _dead_letter(event: Event, database: Database, now: datetime, fault: str) -> EventResult:
    try:
        with database.writing() as session:
            _remember(event, session, now)
            session.add(DeadLetter(webhook_event_id=event.id, at=now, event=json.dumps(event.raw), error=fault[:400]))
            person = people.meet(session, event.user_id or "", now)
            if event.reply_token:
                queue_reply(session, person, [sorry.our_fault()], reply_token=event.reply_token, received_at=now)
            session.flush()
            return EventResult(Outcome.FAILED, send_to=[person.id])
    except _AlreadyProcessed:
        return EventResult(Outcome.REPEAT)
