"""Messages on their way out. Written in the transaction of what they tell; sent after its commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    and_,
    bindparam,
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


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # too late to matter, or overtaken
    FAILED = "failed"  # LINE refused it for good


# Written out, so that the index is used whoever prepares the statement.
_UNSENT_STATES: tuple[ColumnElement[str], ...] = literal_column("'pending'"), literal_column("'sending'")
_UNSENT = text("state IN ('pending', 'sending')")


class Outbox(Base):
    """One call to LINE: one to five messages to one person.

    A reply carries `reply_token` until `reply_until`; after that, `must_arrive` makes it a push and anything
    else is dropped. `retry_key` is LINE's X-Line-Retry-Key for pushes, stored before the first attempt.
    `claimed_until` ends the claim of a sender that died. After `send_before` the words are worth nothing and are
    dropped (a reminder outside office hours); None for no end. `purpose` is a word for the figures (reply, reminder,
    notice …). `request_id` is LINE's, for asking LINE about it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
        Index("ix_outbox_unsent", "person_id", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
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
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    send_before: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    request_id: Mapped[str | None] = mapped_column(String(80))
    error: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship(lazy="joined")


# Statements of the way of every event are made once: to make one costs as much as to run it.
_TABLE = Base.metadata.tables[Outbox.__tablename__]
_COLUMNS = _TABLE.c
WRITTEN = [column.name for column in _COLUMNS if column.name != "id"]
_WRITE = insert(_TABLE).returning(_COLUMNS.id)
_OURS = (
    update(_TABLE)
    .where(_COLUMNS.id == bindparam("ours"), _COLUMNS.state == literal_column("'sending'"))
    .where(_COLUMNS.attempts == bindparam("attempt"))
)
_SENT = _OURS.values(
    state=OutboxState.SENT, claimed_until=None, error=None, sent_at=bindparam("at"), request_id=bindparam("request")
)


class Whereabouts(NamedTuple):
    """What has become of a message, by the names of Outbox."""

    id: int
    state: str
    must_arrive: bool
    sent_at: datetime | None
    claimed_until: datetime | None


def whereabouts() -> tuple[InstrumentedAttribute[Any], ...]:
    """The columns of those."""
    return tuple(getattr(Outbox, name) for name in Whereabouts._fields)


def drop(session: Session, outbox_id: int, why: str) -> None:
    """A message that waits is not sent any more."""
    waiting = update(_TABLE).where(_COLUMNS.id == outbox_id, _COLUMNS.state == literal_column("'pending'"))
    session.connection().execute(waiting.values(state=OutboxState.DROPPED, error=why))


def write(session: Session, row: Outbox) -> int:
    """Writes a row that is not the session's, now; its id."""
    return session.connection().execute(_WRITE, {name: getattr(row, name) for name in WRITTEN}).scalar_one()


def record_sent(connection: Connection, row: Outbox, at: datetime, request_id: str | None) -> None:
    """A claimed row was sent. Written only while the claim is still its holder's, as all of `record`."""
    connection.execute(_SENT, {"ours": row.id, "attempt": row.attempts, "at": at, "request": request_id})


def record(connection: Connection, row: Outbox, **values: Any) -> None:
    """What has become of a claimed row; whoever took over after a stall writes the truth instead."""
    connection.execute(_OURS.values(**values), {"ours": row.id, "attempt": row.attempts})


def unsent_to(person_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether any message to this person waits or is on its way."""
    row = aliased(Outbox)
    return select(row.id).where(row.person_id == person_id, row.state.in_(_UNSENT_STATES)).exists()


def _waiting(table: Any, now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(table.state == OutboxState.PENDING, table.next_try_at <= now),
        and_(table.state == OutboxState.SENDING, table.claimed_until < now),
    )


def due(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Ids of what may be sent now, claims of dead senders included, oldest first."""
    return session.scalars(select(Outbox.id).where(_waiting(Outbox, now)).order_by(Outbox.id).limit(limit)).all()


def claim(session: Session, outbox_id: int, now: datetime, lease: timedelta) -> Outbox | None:
    """Takes one row for sending; None if somebody has it, it is done, or an older one to this person goes first.

    Rows that wait for a later try do not hold up newer ones: a push out of quota must not silence replies.
    """
    older = aliased(Outbox)
    in_the_way = (
        select(older.id)
        .where(
            older.person_id == Outbox.person_id,
            older.id < Outbox.id,
            or_(
                and_(older.state == OutboxState.PENDING, older.next_try_at <= now),
                older.state == OutboxState.SENDING,
            ),
        )
        .correlate(Outbox)
        .exists()
    )
    taken = session.execute(
        update(Outbox)
        .where(Outbox.id == outbox_id, _waiting(Outbox, now), ~in_the_way)
        .values(state=OutboxState.SENDING, claimed_until=now + lease, attempts=Outbox.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return session.get(Outbox, outbox_id, populate_existing=True)


def next_of(session: Session, person_id: int, now: datetime) -> int | None:
    """The oldest row that may be sent to this person now."""
    query = select(Outbox.id).where(Outbox.person_id == person_id, _waiting(Outbox, now))
    return session.scalar(query.order_by(Outbox.id).limit(1))


def people_with_replies(session: Session, now: datetime) -> Sequence[int]:
    """Everybody to whom a reply may be sent now: such that a killed process left, or that LINE did not take."""
    return session.scalars(
        select(Outbox.person_id).where(_waiting(Outbox, now), Outbox.reply_token.is_not(None)).distinct()
    ).all()
