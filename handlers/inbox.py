"""The way of an event: written down as it came, then handled in one transaction, one after another for each person.

Whatever process takes a person's next event locks it, so that any number of them may run. Nothing here waits for LINE:
what has to happen after the commit (send, fetch a photo, ask for a name) comes back in the result.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from bot.events import Event
from bot.line.render import render
from bot.line.webhook import read_event
from bot.messages import Message
from bot.texts import sorry
from handlers import groups
from handlers.dispatch import dispatch
from handlers.pace import Pace, pace
from handlers.request import Request, request_of
from handlers.shown import StillSending, remember_question
from models.database import Database
from models.membership import person as people
from models.membership.person import Person, PersonState
from models.messaging import handled, outbox, webhook_event
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import EventState, Waiting, WebhookEvent
from services.messaging.aloud import Aloud
from services.messaging.outbox import REPLY_LIFE, address_of, answer, reply_until
from services.reminding import carried

log = structlog.get_logger(__name__)

DOWN = (OperationalError, InterfaceError, PoolTimeout)
# Longer ago than this nothing has happened, whatever its time says; LINE stops delivering again well before.
OLDEST = timedelta(days=1)
# Seconds before the next try. The first comes at once: two acts at the same instant, and the other one won. After the
# last the event is a dead letter, while its reply token still lives.
WAITS = (0.0, 1.0, 3.0, 9.0)
WHILE_SPEAKING = 0.1  # seconds until an event is looked at again that came while LINE is being told the question


class Outcome(StrEnum):
    """The outcome of an event; the names stand in the figures."""

    DONE = "done"
    REPEAT = "repeat"
    IGNORED = "ignored"
    ASIDE = "aside"  # more than one person may write; the first time they are told so
    AGAIN = "again"  # not handled yet
    FAILED = "failed"


@dataclass(slots=True)
class EventResult:
    """`reply` is the answer, claimed for whoever handled the event, who has to send it at once; None where there is
    none or where older messages go first. `send_to`: people with something waiting in the outbox; `fetch`: attachments;
    `unnamed`: people whose LINE name is to be asked for. `wait`: seconds until the event is to be tried again. `aloud`:
    what is to be said in the group that asked."""

    outcome: Outcome
    kind: str = ""
    reply: Outbox | None = None
    send_to: list[int] = field(default_factory=list)
    fetch: list[int] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    wait: float = 0.0
    aloud: Aloud | None = None


Handle = Callable[[Request], list[Message]]


def receive(events: Iterable[Event], database: Database, now: datetime) -> set[str]:
    """Writes these events down in one statement and returns their ids that are new; a repeat changes nothing.

    Events without a sender are left out, and of groups all that is not meant for the bot (`handlers/groups.py`). Raises
    what the database raises when it cannot be reached.
    """
    rows = [
        {
            "id": event.id,
            "kind": event.kind.value,
            "line_user_id": lane_of(event),
            "at": max(now - OLDEST, min(event.at, now)),
            "received_at": now,
            "position": position,
            "event": json.dumps(event.raw),
            "state": EventState.WAITING,
        }
        for position, event in enumerate(events)
        if lane_of(event)
    ]
    if not rows:
        return set()
    try:
        return webhook_event.store(database, rows)
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        # The database was started again since this connection was last used. What was written is known for a repeat.
        return webhook_event.store(database, rows)


def lane_of(event: Event) -> str | None:
    """Whose events this one is handled among, one after another: the sender's, or the group's. None for what is not
    handled at all."""
    if event.in_group:
        return event.group_id if groups.is_meant(event) else None
    return event.user_id or None


def handle_next(
    line_user_id: str, database: Database, now: datetime, *, handle: Handle = dispatch
) -> EventResult | None:
    """Handles the oldest waiting event of this person. None where none waits.

    A fault rolls the event back: the conversation stays where it was, and the event is tried again later. After the
    last try it is kept as a dead letter and the person is told. A database that is away is no fault of the event's.
    """
    row: Waiting | None = None
    try:
        with database.writing() as session:
            row = webhook_event.next_of(session, line_user_id)
            if row is None:
                return None
            if row.next_try_at is not None and row.next_try_at > now:
                return EventResult(Outcome.AGAIN, row.kind, wait=(row.next_try_at - now).total_seconds())
            return _handled(row, session, now, handle)
    except StillSending:
        return EventResult(Outcome.AGAIN, wait=WHILE_SPEAKING)
    except Exception as error:  # the one place: one event's fault must not stop the others
        if row is None or _is_away(error):
            raise
        return _failed(row, line_user_id, database, now, error)


def _handled(row: Waiting, session: Session, now: datetime, handle: Handle) -> EventResult:
    event = read_event(json.loads(row.event), at=row.at)
    assert event is not None
    if event.in_group:
        return _handled_aloud(row, event, session, now)
    request = request_of(event, session, now)
    person = request.person
    may_be_told = bool(event.reply_token) and now <= reply_until(row.at, row.received_at)
    kept = pace(person, event, now, may_be_told=may_be_told)
    # Asked before: whoever joins with this event is welcomed first, and told what waits the next time.
    is_awaiting = kept.is_heard and (person.awaits_reminder or person.awaits_circular)
    messages = handle(request) if kept.is_heard else _put_aside(person, kept)
    if is_awaiting and event.reply_token:
        messages = carried.ahead_of(session, person, messages, now)
    is_newest = person.last_event_at is None or event.at > person.last_event_at or person.last_event_at > now
    newest_at = event.at if is_newest else person.last_event_at
    if person.state == PersonState.LEFT:
        # Forgotten by this very event: of how they wrote nothing is remembered either.
        newest_at, kept = None, Pace(kept.is_heard, None, False)
    is_first = not request.has_unsent
    reply = answer(
        session,
        person,
        messages,
        event.reply_token,
        at=row.at,
        received_at=row.received_at,
        now=now,
        is_first=is_first,
    )
    handled.write(
        session,
        row.id,
        person,
        reply,
        newest_at=newest_at,
        busy_until=kept.busy_until,
        is_put_aside=kept.is_put_aside,
        asks=session.info.get("asks"),
    )
    if is_awaiting:
        carried.given(session, person, reply, now)
    remember_question(request, reply)
    session.flush()
    return EventResult(
        Outcome.DONE if kept.is_heard else Outcome.ASIDE,
        row.kind,
        reply=reply if is_first else None,
        send_to=[
            *(person_id for person_id, _ in session.info.get("queued", [])),
            *([] if is_first or reply is None else [person.id]),
        ],
        fetch=list(session.info.get("wanted", [])),
        unnamed=[person.id] if person.may_be_named else [],
    )


def _put_aside(person: Person, kept: Pace) -> list[Message]:
    if not kept.is_put_aside or person.is_put_aside or kept.busy_until is None:
        return []
    log.warning("person put aside", person=person.id)
    return [sorry.too_fast(kept.busy_until)]


def _handled_aloud(row: Waiting, event: Event, session: Session, now: datetime) -> EventResult:
    until = row.received_at + REPLY_LIFE
    said = groups.answer(session, event) if event.reply_token and now <= until else []
    webhook_event.finish(session, row.id)
    aloud = Aloud(event.reply_token, until, render(said, address_of(session))) if said and event.reply_token else None
    return EventResult(Outcome.DONE, row.kind, aloud=aloud)


def _is_away(error: Exception) -> bool:
    return isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _failed(row: Waiting, line_user_id: str, database: Database, now: datetime, error: Exception) -> EventResult:
    where = traceback.extract_tb(error.__traceback__)[-1]
    fault = f"{type(error).__name__} in {where.name}, line {where.lineno} of {where.filename.rsplit('/', 1)[-1]}"[:400]
    log.error("event failed", webhook_event=row.id, kind=row.kind, attempt=row.attempts + 1, error=fault)
    is_last = row.attempts >= len(WAITS)
    wait = 0.0 if is_last else WAITS[row.attempts]
    with database.writing() as session:
        tried = update(WebhookEvent).where(
            WebhookEvent.id == row.id,
            webhook_event.is_in(EventState.WAITING),
            WebhookEvent.attempts == row.attempts,
        )
        changed = session.execute(
            tried.values(
                state=EventState.DEAD if is_last else EventState.WAITING,
                attempts=row.attempts + 1,
                next_try_at=now + timedelta(seconds=wait),
                error=fault,
            ).execution_options(synchronize_session=False)
        )
        if not is_last or changed.rowcount != 1:  # type: ignore[attr-defined]
            return EventResult(Outcome.AGAIN, row.kind, wait=wait)
        event = read_event(json.loads(row.event))
        if event is not None and event.in_group:
            return EventResult(Outcome.FAILED, row.kind)
        person = people.meet(session, line_user_id, now)
        token = event.reply_token if event else None
        apology = answer(session, person, [sorry.our_fault()], token, at=row.at, received_at=row.received_at, now=now)
        if apology is not None:
            outbox.write(session, apology)
        return EventResult(Outcome.FAILED, row.kind, send_to=[person.id])
