"""Codes sent to offices' mailboxes: whoever reads the mailbox proves to act for the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.membership.person import Person
from models.org_unit import OrgUnit

MOST_TRIES = 5


class MailState(StrEnum):
    """What has become of the mail."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # given up: its code is worth nothing


class MailboxCode(Base):
    """`person_id` asked for it. The code itself is not here: it follows from `nonce` and SECRET_KEY
    (services/membership/mailbox.py). `expires_at` is counted from the newest attempt to send it, None before the first.
    `tries` counts what was typed for it, `used_at` and `membership_id` say what came of it, `objected_at` when
    one of the officers so far told those above. `attempts`, `next_try_at`
    and `claimed_until` are the sender's, as in the outbox."""

    __tablename__ = "mailbox_code"
    __table_args__ = (
        Index("ix_mailbox_code_org_unit_id_created_at", "org_unit_id", "created_at"),
        Index("ix_mailbox_code_state_next_try_at", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(8), default=MailState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"), index=True)
    objected_at: Mapped[datetime | None]

    unit: Mapped[OrgUnit] = relationship()
    person: Mapped[Person] = relationship()

    def may_be_typed(self, now: datetime) -> bool:
        """Whether it is worth anything, or will be when its mail has gone out."""
        if self.used_at is not None or self.tries >= MOST_TRIES or self.state == MailState.FAILED:
            return False
        return self.expires_at is None or self.expires_at > now


# Made once: it is all that somebody costs who guesses on and on.
_NEWEST = (
    select(MailboxCode)
    .where(
        MailboxCode.org_unit_id == bindparam("unit"),
        MailboxCode.created_at > bindparam("since"),
        MailboxCode.state != MailState.FAILED,
    )
    .order_by(MailboxCode.id.desc())
    .limit(1)
)


def newest_of(session: Session, unit: OrgUnit, since: datetime) -> MailboxCode | None:
    """The office's newest code whose mail went or may still go, of those asked for after `since`."""
    return session.scalar(_NEWEST, {"unit": unit.id, "since": since})


def of_membership(session: Session, membership_id: int) -> MailboxCode | None:
    """The code by which somebody became a member; None where it was otherwise."""
    return session.scalar(select(MailboxCode).where(MailboxCode.membership_id == membership_id))


def wrong_since(session: Session, since: datetime) -> int:
    """How many wrong codes everybody together has typed for codes asked for after `since`."""
    query = select(func.sum(MailboxCode.tries)).where(MailboxCode.created_at > since, MailboxCode.used_at.is_(None))
    return session.scalar(query) or 0


def take_try(session: Session, code: MailboxCode, now: datetime) -> bool:
    """Takes one of the code's tries; False where none is left or it is worth nothing (any more)."""
    return _changed(session, code, code_is_live(now), tries=MailboxCode.tries + 1)


def use(session: Session, code: MailboxCode, now: datetime) -> bool:
    """Uses the code up; False where somebody has done so meanwhile."""
    return _changed(session, code, MailboxCode.used_at.is_(None), used_at=now)


def code_is_live(now: datetime) -> ColumnElement[bool]:
    """The condition "may be typed now"."""
    return (
        (MailboxCode.state != MailState.FAILED)
        & MailboxCode.used_at.is_(None)
        & (MailboxCode.expires_at > now)
        & (MailboxCode.tries < MOST_TRIES)
    )


def due(session: Session, now: datetime) -> Sequence[int]:
    """Ids of codes whose mail may be sent now, those of killed senders too."""
    return session.scalars(select(MailboxCode.id).where(_is_due(now)).order_by(MailboxCode.id)).all()


def claim(session: Session, code_id: int, now: datetime, *, lease: timedelta, life: timedelta) -> MailboxCode | None:
    """Takes the sending of one; None if somebody else has it or it is settled. Its life begins (again)."""
    taken = session.execute(
        update(MailboxCode)
        .where(MailboxCode.id == code_id, _is_due(now))
        .values(
            state=MailState.SENDING,
            claimed_until=now + lease,
            expires_at=now + life,
            attempts=MailboxCode.attempts + 1,
        )
        .returning(MailboxCode.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    return session.get(MailboxCode, taken, populate_existing=True) if taken is not None else None


def settle(session: Session, code: MailboxCode, state: MailState, **values: object) -> bool:
    """What became of this attempt; False, and nothing changed, where another sender has the mail now."""
    ours = (MailboxCode.state == MailState.SENDING) & (MailboxCode.attempts == code.attempts)
    return _changed(session, code, ours, state=state, claimed_until=None, **values)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        (MailboxCode.state == MailState.PENDING) & (MailboxCode.next_try_at <= now),
        (MailboxCode.state == MailState.SENDING) & (MailboxCode.claimed_until < now),
    )


def _changed(session: Session, code: MailboxCode, where: ColumnElement[bool], **values: object) -> bool:
    statement = update(MailboxCode).where(MailboxCode.id == code.id, where).values(**values)
    done = session.execute(statement.execution_options(synchronize_session=False))
    if code in session:
        session.expire(code)
    return done.rowcount == 1  # type: ignore[attr-defined]
