"""Requests to join, decided by those whom `deciders` names or by the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.messages import Message
from bot.texts.joining import join as words
from models import audit_log
from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About
from services.membership.deciders import waiting_for
from services.membership.join import settle
from services.messaging.outbox import queue_push


def waiting_anywhere(session: Session) -> Sequence[Membership]:
    """Every request, oldest first: the operator's list."""
    query = select(Membership).where(Membership.state == MembershipState.PENDING).order_by(Membership.id)
    return session.scalars(query).unique().all()


def decide(
    session: Session, membership_id: int, now: datetime, *, approve: bool, by: Person | None
) -> Membership | None:
    """Approves or refuses a request and tells the applicant. `by` None is the operator.

    None where there is no such request that waits, or it is not this person's to decide: the caller answers
    both alike. Of two people who decide at once the first is heard.
    """
    if by is not None and all(one.id != membership_id for one in waiting_for(session, by)):
        return None
    state = MembershipState.ACTIVE if approve else MembershipState.REFUSED
    changed = session.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.state == MembershipState.PENDING)
        .values(
            state=state,
            decided_by=by.id if by else None,
            from_at=now if approve else None,
            to_at=None if approve else now,
        )
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        return None
    decided = session.get_one(Membership, membership_id, populate_existing=True)
    settle(session, decided.person)
    action = "join.approve" if approve else "join.refuse"
    audit_log.note(
        session,
        now,
        action,
        person_id=by.id if by else None,
        unit_id=decided.org_unit_id,
        subject=f"membership:{membership_id}",
    )
    queue_push(session, decided.person, [_told(session, decided, approve)], now=now, purpose="notice")
    return decided


def _told(session: Session, decided: Membership, approve: bool) -> Message:
    """What the applicant hears."""
    supervises = decided.role in SUPERVISING_ROLES
    if not approve:
        return words.not_let_in(decided.unit) if supervises else words.refused(decided.unit)
    if not supervises:
        return words.approved(decided.unit)
    waiting = len(waiting_for(session, decided.person))
    return words.joined_above(decided.unit, Role(decided.role), waiting, had_asked=True)


def remember(session: Session, person: Person, membership_ids: Sequence[int], now: datetime) -> None:
    """Replaces the list shown before. Leaves whatever the person is talking about as it is."""
    conversations.keep(session, person, About.REQUESTS, {"ids": list(membership_ids)}, now, listens=False)


def shown_to(session: Session, person: Person) -> list[int]:
    """The ids of the memberships listed, in the order of their numbers; empty where none was shown."""
    row = conversations.newest_of(session, person, About.REQUESTS)
    return list(row.state["ids"]) if row is not None else []
