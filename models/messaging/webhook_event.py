"""What LINE has told us: each event once, waiting until it is handled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Index,
    String,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.database import Database
from models.prepared import Prepared


class EventState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"  # our own bugs could not handle it: a dead letter, to be looked at and played again


def _indexed(name: str, state: EventState, *columns: str) -> Index:
    condition = text(f"state = '{state}'")
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class WebhookEvent(Base):
    """`id` is LINE's webhookEventId. `line_user_id` is whose events are handled one after another: a person's, or a
    group's while its event waits. `at` is when it happened as LINE says, never later than `received_at`;
    `position` is its place in the body that brought it.

    `event` is LINE's JSON as ASCII text until the event is handled: a JSON column would refuse some of what people can
    send (NUL, half an emoji). `attempts` failed so far, the next comes at `next_try_at` (None: at once). `error` is the
    last exception's type and place, never its message, which may quote what was written.
    """

    __tablename__ = "webhook_event"
    __table_args__ = (
        _indexed("ix_webhook_event_waiting", EventState.WAITING, "line_user_id", "at", "received_at", "position"),
        _indexed("ix_webhook_event_dead", EventState.DEAD, "received_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    line_user_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime | None]
    received_at: Mapped[datetime] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default=EventState.DONE, server_default=EventState.DONE)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(400))


class Waiting(NamedTuple):
    """What there is to know of an event in order to handle it; the names are those of WebhookEvent."""

    id: str
    kind: str
    at: datetime
    received_at: datetime
    event: str
    attempts: int
    next_try_at: datetime | None


# Statements of the way of every event are made once: to make one costs as much as to run it.
_TABLE = Base.metadata.tables[WebhookEvent.__tablename__]
_COLUMNS = _TABLE.c
_STORE = {
    name: insert(_TABLE).on_conflict_do_nothing().returning(_COLUMNS.id)
    for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}
# What is written of an event that came in. Other names than the columns', which SQLAlchemy keeps for itself.
_STORED = ("id", "kind", "line_user_id", "at", "received_at", "position", "event")
_STORE_ONE = {
    name: Prepared(
        insert(_TABLE)
        .values({column: bindparam(f"new_{column}", type_=_COLUMNS[column].type) for column in _STORED})
        .values(state=literal_column(f"'{EventState.WAITING}'"), attempts=literal_column("0"))
        .on_conflict_do_nothing()
        .returning(_COLUMNS.id),
        [_COLUMNS.id],
    )
    for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}
_OLDEST = (
    select(*(_COLUMNS[name] for name in Waiting._fields))
    .where(
        _COLUMNS.line_user_id == bindparam("line_user_id"), _COLUMNS.state == literal_column(f"'{EventState.WAITING}'")
    )
    .order_by(_COLUMNS.at, _COLUMNS.received_at, _COLUMNS.position)
    .limit(literal_column("1"))
)
# SQLite has one writer at a time anyway. Whoever waited for the turn looks at the row again, because it is locked too.
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("line_user_id"), 0)).label("taken")).cte(
    "turn"
)
_NEXT = {
    "postgresql": Prepared(_OLDEST.join(_TURN, true()).with_for_update(of=_TABLE)),
    "sqlite": Prepared(_OLDEST),
}


def take_turn(session: Session, line_user_id: str) -> None:
    """Waits until no event of this person is being handled, and lets none be until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(_TURN.c.taken), {"line_user_id": line_user_id})


def store(database: Database, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Writes these rows, columns by name, in one statement, as waiting; the ids of those that were not there yet."""
    with database.statement() as connection:
        name = connection.dialect.name
        if len(rows) > 1:
            return set(connection.scalars(_STORE[name], rows))
        one = {f"new_{column}": rows[0][column] for column in _STORED}
        return {row[0] for row in _STORE_ONE[name].rows(connection, one)}


def next_of(session: Session, line_user_id: str) -> Waiting | None:
    """The person's oldest waiting event; None for none. Until the transaction ends whoever else asks for this person's
    waits, on whatever machine, and then finds what is left."""
    connection = session.connection()
    found = _NEXT[connection.dialect.name].rows(connection, {"line_user_id": line_user_id})
    return Waiting(*found[0]) if found else None


def is_in(state: EventState) -> ColumnElement[bool]:
    """In this state; written out, so that the index of that state is used whoever prepares the statement."""
    return WebhookEvent.state == literal_column(f"'{state}'")


def people_waiting(session: Session, now: datetime, received_before: datetime) -> Sequence[str]:
    """LINE ids of all whose events wait and may be tried now, received before this moment."""
    query = select(WebhookEvent.line_user_id).where(
        is_in(EventState.WAITING),
        WebhookEvent.received_at <= received_before,
        or_(WebhookEvent.next_try_at.is_(None), WebhookEvent.next_try_at <= now),
    )
    return [one for one in session.scalars(query.distinct()) if one is not None]


def count(session: Session, state: EventState) -> int:
    """How many events wait, or are dead letters."""
    return session.scalar(select(func.count()).select_from(WebhookEvent).where(is_in(state))) or 0


def oldest(session: Session, state: EventState) -> datetime | None:
    """When the event came in that has been waiting longest, or is the oldest dead letter; None for none."""
    return session.scalar(select(func.min(WebhookEvent.received_at)).where(is_in(state)))


def dead_letters(session: Session, ids: Collection[str] = ()) -> Sequence[WebhookEvent]:
    """These, or all where none is named; oldest first."""
    query = select(WebhookEvent).where(is_in(EventState.DEAD))
    if ids:
        query = query.where(WebhookEvent.id.in_(ids))
    return session.scalars(query.order_by(WebhookEvent.received_at, WebhookEvent.position)).all()


def finish(session: Session, event_id: str) -> None:
    """A group's event is done: nothing of it is left but its id, by which a repeat is known."""
    done = update(WebhookEvent).where(WebhookEvent.id == event_id)
    session.execute(
        done.values(
            state=EventState.DONE, event=None, line_user_id=None, error=None, next_try_at=None
        ).execution_options(synchronize_session=False)
    )


def replay(letter: WebhookEvent) -> None:
    """It waits again, as though it had just come."""
    letter.state, letter.attempts, letter.next_try_at = EventState.WAITING, 0, None


def drop(letter: WebhookEvent) -> None:
    """Nothing of it is left but its id, by which a repeat is known."""
    letter.state, letter.event = EventState.DONE, None
