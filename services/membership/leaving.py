"""Leaving: an office, or the chat for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.texts.joining import leaving as words
from models import audit_log
from models.membership.membership import Membership, MembershipState
from models.membership.person import Person, PersonState
from services.membership.join import settle
from services.messaging.outbox import queue_push


def end(session: Session, membership_id: int, now: datetime, *, by: Person | None) -> Membership | None:
    """Ends a membership or withdraws a request; None where it is over already. History stays.

    `by` None is the operator. Whoever did not end it themselves is told.
    """
    changed = session.execute(
        update(Membership)
        .where(
            Membership.id == membership_id,
            Membership.state.in_((MembershipState.ACTIVE, MembershipState.PENDING)),
        )
        .values(state=MembershipState.ENDED, to_at=now)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        return None
    ended = session.get_one(Membership, membership_id, populate_existing=True)
    settle(session, ended.person)
    audit_log.note(session, now, "join.end", person_id=by.id if by else None, subject=f"membership:{membership_id}")
    if by is None or by.id != ended.person_id:
        queue_push(session, ended.person, [words.ended(ended.unit)], now=now, purpose="notice")
    return ended


def block(person: Person) -> None:
    """The person blocked the bot: nothing can reach them, reminders stop. Memberships stay."""
    if person.state != PersonState.LEFT:
        person.state = PersonState.BLOCKED


def come_back(session: Session, person: Person) -> None:
    """The person unblocked the bot: they are again what their memberships make them."""
    if person.state == PersonState.BLOCKED:
        person.state = PersonState.NEW
        settle(session, person)
