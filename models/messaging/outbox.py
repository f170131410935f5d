"""Messages on their way out. Written in the transaction of what they tell; sent after its commit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    Update,
    and_,
    bindparam,
    case,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, mapped_column, relationship

from models.base import Base
from models.membership.person import Person
from models.messaging.send_budget import is_paused
from models.prepared import Prepared
from models.put import insert_all, insert_into

Moment = datetime | BindParameter[datetime]


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # too late to matter, or overtaken
    FAILED = "failed"  # LINE refused it for good
    UNKNOWN = "unknown"  # tried before LINE was away for so long that it has forgotten whether it came


# Written out, so that the index is used whoever prepares the statement.
_PENDING, _SENDING = literal_column("'pending'", String), literal_column("'sending'", String)
LOST_STATES = (OutboxState.DROPPED, OutboxState.FAILED, OutboxState.UNKNOWN)
UNSENT_STATES: tuple[ColumnElement[str], ...] = _PENDING, _SENDING
_UNSENT = text("state IN ('pending', 'sending')")
_MULTICAST = text("multicast_key IS NOT NULL AND state IN ('pending', 'sending')")


class Outbox(Base):
    """One call to LINE: one to five messages to one person.

    A reply carries `reply_token` until `reply_until`; after that, `must_arrive` makes it a push and anything
    else is dropped. `retry_key` is LINE's X-Line-Retry-Key for pushes, stored before the first attempt. `attempts` are
    all tries of a push, and those of a reply that LINE has not refused. `tried_at` is when the first of these began;
    None where there was none yet, or it began when the row was written. `claimed_until` ends the claim of a sender
    that died. After `send_before` the words are worth nothing and are dropped (a reminder outside office hours); None
    for no end. `purpose` is a word for the figures (reply, reminder, notice …). `request_id` is LINE's, for asking LINE
    about it. Rows that go out in one multicast share `multicast_key`, the X-Line-Retry-Key of that call: whoever tries
    it again tries the same one. A row that was part of one and has to go alone has its own `retry_key` there.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
        Index("ix_outbox_unsent", "person_id", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index("ix_outbox_multicast", "multicast_key", sqlite_where=_MULTICAST, postgresql_where=_MULTICAST),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    messages: Mapped[list[Any]]
    reply_token: Mapped[str | None] = mapped_column(String(128))
    reply_until: Mapped[datetime | None]
    must_arrive: Mapped[bool]
    retry_key: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[str] = mapped_column(String(8), default=OutboxState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    send_before: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    request_id: Mapped[str | None] = mapped_column(String(80))
    multicast_key: Mapped[str | None] = mapped_column(String(36))
    error: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship(lazy="joined")


# Statements of the way of every event are made once: to make one costs as much as to run it.
_TABLE = Base.metadata.tables[Outbox.__tablename__]
_COLUMNS = _TABLE.c
WRITTEN = [column.name for column in _COLUMNS if column.name not in ("id", "multicast_key", "tried_at")]
_WRITE = insert(_TABLE).returning(_COLUMNS.id)
_OURS = (
    update(_TABLE)
    .where(_COLUMNS.id == bindparam("ours"), _COLUMNS.state == _SENDING)
    .where(_COLUMNS.attempts == bindparam("attempt"))
)


class Claimed(NamedTuple):
    """A row as its sender needs it, by the names of Outbox, and whom it goes to. `body` is the JSON of the messages as
    it stands in the database: most of it is passed on, and never looked into."""

    id: int
    person_id: int
    line_user_id: str
    body: str
    reply_token: str | None
    reply_until: datetime | None
    must_arrive: bool
    retry_key: str
    multicast_key: str | None
    attempts: int
    tried_at: datetime
    send_before: datetime | None
    created_at: datetime

    @property
    def messages(self) -> list[Any]:
        return list(json.loads(self.body))


class Whereabouts(NamedTuple):
    """What has become of a message, by the names of Outbox."""

    id: int
    state: str
    must_arrive: bool
    created_at: datetime
    sent_at: datetime | None
    claimed_until: datetime | None


def drop(session: Session, outbox_id: int, why: str, now: datetime) -> None:
    """A message that waits is not sent any more; one that may have arrived, or is being sent, only where LINE refuses
    it."""
    unsent = update(_TABLE).where(_COLUMNS.id == outbox_id, _COLUMNS.state.in_(UNSENT_STATES))
    is_untried = and_(_COLUMNS.state == _PENDING, _COLUMNS.attempts == 0)
    became = case((is_untried, OutboxState.DROPPED.value), else_=_COLUMNS.state)
    session.connection().execute(unsent.values(state=became, error=why, send_before=now))


def write(session: Session, row: Outbox) -> int:
    """Writes a row that is not the session's, now; its id."""
    return session.connection().execute(_WRITE, {name: getattr(row, name) for name in WRITTEN}).scalar_one()


Values = Mapping[str, Any]


def record(connection: Connection, became: Sequence[tuple[Outbox | Claimed, Values]]) -> None:
    """What has become of claimed rows, new values of columns by name. Written only while the claim is still its
    holder's: whoever took over after a stall writes the truth instead."""
    # One order for all: two that record never wait for each other in a ring.
    ordered = sorted(became, key=lambda one: (sorted(one[1]), one[0].id))
    for names, alike in groupby(ordered, key=lambda one: tuple(sorted(one[1]))):
        rows = [
            {"ours": row.id, "attempt": row.attempts} | {f"new_{name}": value for name, value in values.items()}
            for row, values in alike
        ]
        connection.execute(_recording(names), rows if len(rows) > 1 else rows[0])


def write_once(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Writes these rows, columns by name, now: person → id of those that were new. Of a row whose `retry_key` is there
    already nothing is written."""
    if not rows:
        return {}
    # By the connection: what is written by the session costs twice as much, and nobody here wants entities.
    new = insert_into(session, Outbox).on_conflict_do_nothing(index_elements=[_COLUMNS.retry_key])
    written = insert_all(session.connection(), new, rows, [_COLUMNS.person_id, _COLUMNS.id])
    return {row.person_id: row.id for row in written}


def record_one(connection: Connection, row: Outbox | Claimed, values: Values) -> None:
    """The same for one row: every answer's."""
    new = {f"new_{name}": value for name, value in values.items()}
    _recording_one(tuple(sorted(values))).run(connection, {"ours": row.id, "attempt": row.attempts} | new)


@cache
def _recording_one(names: tuple[str, ...]) -> Prepared:
    return Prepared(_recording(names))


@cache
def _recording(names: tuple[str, ...]) -> Update:
    return _OURS.values({name: bindparam(f"new_{name}", type_=_COLUMNS[name].type) for name in names})


def unsent_to(person_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether any message to this person waits or is on its way."""
    row = aliased(Outbox)
    return select(row.id).where(row.person_id == person_id, row.state.in_(UNSENT_STATES)).exists()


def people_with_replies(session: Session, now: datetime) -> Sequence[int]:
    """Everybody to whom a reply may be sent now: such that a killed process left, or that LINE did not take."""
    return session.scalars(
        select(Outbox.person_id).where(may_go(Outbox, now), Outbox.reply_token.is_not(None)).distinct()
    ).all()


def is_due(table: Any, now: Moment) -> ColumnElement[bool]:
    """Whether it is this row's time, claims of dead senders included."""
    return or_(
        and_(table.state == _PENDING, table.next_try_at <= now),
        and_(table.state == _SENDING, table.claimed_until < now),
    )


def may_go(table: Any, now: Moment) -> ColumnElement[bool]:
    """Whether, besides, LINE takes such calls now."""
    return and_(is_due(table, now), _is_open(table, now))


def behind_older(now: Moment) -> ColumnElement[bool]:
    """Whether an older row to the same person goes first.

    Rows that wait for a later try do not hold up newer ones: a push out of quota must not silence replies. But a reply
    that LINE may or may not have taken does, until another try with its token has told: it could arrive after a newer
    one, and the older question would stand last on the screen.
    """
    older = aliased(Outbox)
    may_be_first = and_(older.state == _PENDING, older.next_try_at <= now, _is_open(older, now))
    may_arrive = and_(older.state == _PENDING, older.attempts > 0, can_reply(older, now))
    is_first = or_(may_be_first, may_arrive, older.state == _SENDING)
    same = older.person_id == Outbox.person_id, older.id < Outbox.id
    return select(older.id).where(*same, older.state.in_(UNSENT_STATES), is_first).correlate(Outbox).exists()


def can_reply(table: Any, now: Moment) -> ColumnElement[bool]:
    """Whether LINE still takes its reply token; never NULL."""
    return and_(table.reply_token.is_not(None), table.reply_until.is_not(None), table.reply_until >= now)


def _is_open(table: Any, now: Moment) -> ColumnElement[bool]:
    return or_(can_reply(table, now), ~is_paused(now))
