"""Putting words on their way: rows written in the transaction of what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.line.address import Address
from bot.line.render import render
from bot.messages import Message
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState

# LINE's reply token lives 60 s; we stop trusting it at 50 s (clocks, queues, slow answers).
REPLY_LIFE = timedelta(seconds=50)
# It dies 20 minutes after the event, however late that is delivered; we stop trusting it before, too.
REPLY_END = timedelta(minutes=19)
# How long a sender holds a row before it has to say that it is still at it: whoever was killed is followed within 5 s.
LEASE = timedelta(seconds=4)


def answer(
    session: Session,
    person: Person,
    messages: Sequence[Message],
    token: str | None,
    *,
    at: datetime,
    received_at: datetime,
    now: datetime,
    is_first: bool = False,
) -> Outbox | None:
    """The answer to an event of `at` with its reply token, which LINE gave us at `received_at`: free of charge, and yet
    to be written. None if there is nothing to say, or no token to say it with.

    Where nothing older goes before it (`is_first`) the row is claimed already: whoever writes it sends it.
    """
    drawn = render(messages, address_of(session)) if token else []
    if not drawn:
        return None
    row = _row(person, drawn, now, "reply")
    row.reply_token, row.reply_until = token, reply_until(at, received_at)
    row.must_arrive = any(message.must_arrive for message in messages)
    if is_first:
        row.state, row.claimed_until, row.attempts = OutboxState.SENDING, now + LEASE, 1
    return row


def reply_until(at: datetime, received_at: datetime) -> datetime:
    """Until when the reply token of an event of `at` is trusted, which LINE gave us at `received_at`."""
    return min(received_at + REPLY_LIFE, at + REPLY_END)


def queue_push(
    session: Session,
    person: Person,
    messages: Sequence[Message],
    *,
    now: datetime,
    purpose: str,
    retry_key: str | None = None,
) -> Outbox | None:
    """Speaks to somebody unasked: counted by LINE, one a recipient. `retry_key` is a UUID; None makes one.

    Nothing is queued to a person who cannot be reached; then None comes back.
    """
    drawn = render(messages, address_of(session)) if person.is_reachable else []
    if not drawn:
        return None
    row = _row(person, drawn, now, purpose, retry_key)
    session.add(row)
    session.flush()
    session.info.setdefault("queued", []).append((person.id, row.id))
    return row


def _row(
    person: Person, drawn: list[dict[str, Any]], now: datetime, purpose: str, retry_key: str | None = None
) -> Outbox:
    return Outbox(
        person_id=person.id,
        purpose=purpose,
        messages=drawn,
        must_arrive=True,
        retry_key=retry_key or str(uuid4()),
        state=OutboxState.PENDING,
        attempts=0,
        next_try_at=now,
        created_at=now,
    )


def address_of(session: Session) -> Address:
    """Where our pages and our chat are; `app.py` gives it to every session."""
    return session.info["address"]
