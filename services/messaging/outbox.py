"""Putting words on their way: rows written in the transaction of what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.line.address import Address
from bot.line.render import render
from bot.messages import Message
from models.membership.person import Person
from models.messaging.outbox import Outbox

# LINE's reply token lives 60 s; we stop trusting it at 50 s (clocks, queues, slow answers).
REPLY_LIFE = timedelta(seconds=50)


def queue_reply(
    session: Session, person: Person, messages: Sequence[Message], *, reply_token: str, received_at: datetime
) -> Outbox | None:
    """Answers an event with its reply token: free of charge. None if there is nothing to say."""
    return _queue(session, person, messages, received_at, "reply", reply_token=reply_token)


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
    if not person.is_reachable:
        return None
    return _queue(session, person, messages, now, purpose, retry_key=retry_key)


def _queue(
    session: Session,
    person: Person,
    messages: Sequence[Message],
    now: datetime,
    purpose: str,
    *,
    reply_token: str | None = None,
    retry_key: str | None = None,
) -> Outbox | None:
    drawn = render(messages, address_of(session))
    if not drawn:
        return None
    row = Outbox(
        person_id=person.id,
        purpose=purpose,
        messages=drawn,
        reply_token=reply_token,
        reply_until=now + REPLY_LIFE if reply_token else None,
        must_arrive=reply_token is None or any(message.must_arrive for message in messages),
        retry_key=retry_key or str(uuid4()),
        next_try_at=now,
        created_at=now,
    )
    session.add(row)
    session.flush()
    session.info.setdefault("queued", []).append((person.id, row.id))
    return row


def address_of(session: Session) -> Address:
    """Where our pages and our chat are; `app.py` gives it to every session."""
    return session.info["address"]
