"""What LINE will still take this month, as far as we know without asking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import local_day
from models.messaging import line_quota
from models.messaging.outbox import Outbox, OutboxState

# Somebody may send by hand from LINE's own console: an older figure is no figure.
KEEPS = timedelta(days=1)
# SQL: of a message that was sent, whether LINE counted it: a push, or a reply that came too late for its token.
IS_COUNTED: ColumnElement[bool] = or_(Outbox.reply_token.is_(None), Outbox.sent_at > Outbox.reply_until)


@dataclass(frozen=True, slots=True)
class Left:
    """`messages` that can still be sent this month; None where there is no limit, or where `is_known` is False."""

    is_known: bool
    messages: int | None = None


def left(session: Session, now: datetime) -> Left:
    """What LINE said last, less what we have sent since and what waits to be sent. Unknown after a day, and at the
    turn of a month, when LINE begins to count anew."""
    said = line_quota.last(session)
    if said is None or now - said.asked_at > KEEPS or Period.of(local_day(said.asked_at)) != Period.of(local_day(now)):
        return Left(False)
    if said.most is None:
        return Left(True)
    return Left(True, max(0, said.most - said.used - _sent_since(session, said.asked_at) - waiting(session)))


def waiting(session: Session) -> int:
    """Pushes that are still to go out. Replies cost nothing."""
    query = select(func.count()).where(
        Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING)), Outbox.reply_token.is_(None)
    )
    return session.scalar(query) or 0


def _sent_since(session: Session, moment: datetime) -> int:
    query = select(func.count()).where(
        Outbox.state == OutboxState.SENT,
        Outbox.sent_at >= moment,
        # For the index: nothing is sent later than a day after its last try was due.
        Outbox.next_try_at > moment - KEEPS,
        IS_COUNTED,
    )
    return session.scalar(query) or 0
