"""Taking rows of the outbox for sending, so that nobody else has them: one, a batch, or the rows of one multicast.

What somebody else is just taking is left to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.base import Base, UtcDateTime
from models.membership.person import Person
from models.messaging.outbox import UNSENT_STATES, Claimed, Outbox, OutboxState, behind_older, can_reply, is_due, may_go
from models.messaging.send_budget import is_paused

_NOW = bindparam("now", type_=UtcDateTime)
_TABLE = Base.metadata.tables[Outbox.__tablename__]
_TAKEN = {
    "line_user_id": select(Person.line_user_id).where(Person.id == _TABLE.c.person_id).scalar_subquery(),
    "body": cast(_TABLE.c.messages, Text),
}


def _first_try(now: ColumnElement[datetime]) -> ColumnElement[datetime]:
    """When a row was tried first, if it is tried now."""
    known = func.coalesce(_TABLE.c.tried_at, _TABLE.c.created_at)
    return case((_TABLE.c.attempts == 0, now), else_=known)


def _claiming(chosen: Select[int], *, skips: bool = True) -> Update:
    # A common table expression is computed once: a plain subquery may be run again, and then takes more than its limit.
    found = chosen.with_for_update(skip_locked=skips, of=Outbox).cte("chosen")
    return (
        update(_TABLE)
        .where(_TABLE.c.id.in_(select(found.c.id)))
        .values(state=OutboxState.SENDING, claimed_until=bindparam("until", type_=UtcDateTime))
        .values(attempts=_TABLE.c.attempts + 1, tried_at=_first_try(_NOW))
        .returning(*(_TAKEN[name] if name in _TAKEN else _TABLE.c[name] for name in Claimed._fields))
    )


_IS_FREE = may_go(Outbox, _NOW), ~behind_older(_NOW)
# Not bound to others by a multicast that was begun.
_IS_ALONE = or_(Outbox.multicast_key.is_(None), Outbox.multicast_key == Outbox.retry_key)
_IS_PUSH = ~can_reply(Outbox, _NOW)
# Made once: to make them costs more than to run them.
_DUE = (
    select(Outbox.id, case((~_IS_ALONE, Outbox.multicast_key)))
    .where(is_due(Outbox, _NOW), _IS_PUSH)
    .order_by(Outbox.id)
    .limit(bindparam("most"))
)
_BATCH = _claiming(
    select(Outbox.id).where(Outbox.id.in_(bindparam("ids", expanding=True)), *_IS_FREE, _IS_PUSH, _IS_ALONE)
)
_ALIKE = _claiming(
    select(Outbox.id)
    .where(Outbox.messages == bindparam("words", type_=_TABLE.c.messages.type), Outbox.multicast_key.is_(None))
    .where(Outbox.reply_token.is_(None), Outbox.attempts == 0, *_IS_FREE)
    .order_by(Outbox.id)
    .limit(bindparam("most"))
)
_IS_HELD = and_(Outbox.state == OutboxState.SENDING, Outbox.claimed_until >= _NOW)
# All that are left of it, whatever has come before them meanwhile: once LINE has taken the key, it takes nobody else.
_SHARE_KEY = (
    select(Outbox.id)
    .where(Outbox.multicast_key == bindparam("key"), Outbox.state.in_(UNSENT_STATES), ~_IS_HELD, ~is_paused(_NOW))
    .order_by(Outbox.id)
)
_MULTICAST = _claiming(_SHARE_KEY, skips=False)


def claim(session: Session, outbox_id: int, now: datetime, lease: timedelta) -> Outbox | None:
    """Takes one row for sending; None if somebody has it, it is done, or an older one to this person goes first."""
    taken = session.execute(
        update(Outbox)
        .where(Outbox.id == outbox_id, _IS_ALONE, may_go(Outbox, now), ~behind_older(now))
        .values(state=OutboxState.SENDING, claimed_until=now + lease, attempts=Outbox.attempts + 1)
        .values(tried_at=_first_try(literal(now, UtcDateTime)))
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return session.get(Outbox, outbox_id, populate_existing=True)


def due_pushes(session: Session, now: datetime, most: int) -> list[tuple[int, str | None]]:
    """Rows whose time it is, the oldest first, also where LINE or an older row holds them up: id, and the key of the
    multicast that they are part of. What can still go as a reply is left to the process that answers."""
    return [(row[0], row[1]) for row in session.connection().execute(_DUE, {"now": now, "most": most})]


def claim_batch(session: Session, ids: Sequence[int], now: datetime, lease: timedelta) -> list[Claimed]:
    """Takes those of these rows that may be pushed now, the oldest first, no two to one person."""
    return _take(session, _BATCH, now, lease, ids=ids)


def claim_alike(session: Session, messages: list[Any], now: datetime, lease: timedelta, most: int) -> list[Claimed]:
    """Takes pushes that say just these words and were never tried, besides."""
    return _take(session, _ALIKE, now, lease, most=most, words=messages)


def claim_multicast(session: Session, key: str, now: datetime, lease: timedelta) -> list[Claimed]:
    """Takes all rows of a multicast that was begun, unless somebody has them."""
    return _take(session, _MULTICAST, now, lease, key=key)


def join_multicast(session: Session, rows: Sequence[Claimed], key: str) -> list[Claimed]:
    """Has these claimed rows go out in one call, now and whenever it is tried again."""
    session.execute(update(_TABLE).where(_TABLE.c.id.in_([row.id for row in rows])).values(multicast_key=key))
    return [row._replace(multicast_key=key) for row in rows]


def next_of(session: Session, person_id: int, now: datetime) -> int | None:
    """The oldest row that may be sent to this person now."""
    query = select(Outbox.id).where(Outbox.person_id == person_id, _IS_ALONE, may_go(Outbox, now))
    return session.scalar(query.order_by(Outbox.id).limit(1))


def _take(session: Session, statement: Update, now: datetime, lease: timedelta, **values: object) -> list[Claimed]:
    taken = session.connection().execute(statement, {"now": now, "until": now + lease} | values)
    return sorted((Claimed(*row) for row in taken), key=lambda row: row.id)
