"""Leaving: an office, or the chat for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.texts.joining import leaving as words
from models import audit_log
from models.membership import invite, membership
from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState
from models.membership.person import Person, PersonState
from models.messaging import webhook_event
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.access import desk
from services.membership.join import settle
from services.messaging.outbox import queue_push

# What a supervisor was shown, was doing and was trying.
_SEEN = (About.REVIEW, About.FOLLOW_UP, About.REQUESTS, About.TRIAL, About.PREVIEW)


def end(session: Session, membership_id: int, now: datetime, *, by: Person | None) -> Membership | None:
    """Ends a membership or withdraws a request; None where it is over already. History stays.

    `by` None is the operator. The person's conversations about that office are released, their visits of the desk and
    links to it end, their colleagues are told. Whoever did not end it themselves is told too, counts as removed, and
    the office's codes, which they may know, are worth nothing from then on, nor are those they made for those below.
    """
    whose = session.scalar(
        select(Person.line_user_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.id == membership_id)
    )
    if whose is None:
        return None
    # Before anything is locked: their event that is being handled holds what is changed here, in another order.
    webhook_event.take_turn(session, whose)
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
    # Conversations before the person, as whoever answers in them locks them.
    released = ended.from_at is not None and _release(session, ended)
    settle(session, ended.person)
    is_own = by is not None and by.id == ended.person_id
    ended.removed = not is_own and ended.from_at is not None
    revoked = made = 0
    if ended.removed:
        revoked = invite.revoke_of(session, ended.org_unit_id, now)
        made = invite.revoke_made_by(session, ended.person_id, ended.unit, now)
    audit_log.note(
        session,
        now,
        "join.end",
        person_id=by.id if by else None,
        unit_id=ended.org_unit_id,
        subject=f"membership:{membership_id}",
        **({"revoked": revoked + made} if revoked + made else {}),
    )
    if not is_own:
        queue_push(session, ended.person, [words.ended(ended.unit)], now=now, purpose="notice")
    if ended.from_at is None:
        # It was a request only.
        return ended
    desk.sign_out_everywhere(session, ended.person, now)
    told = words.colleague_gone(
        ended.person.name, ended.unit, released=released, revoked=bool(revoked), made=bool(made)
    )
    for colleague in {one.person_id: one.person for one in membership.colleagues_of(session, ended)}.values():
        queue_push(session, colleague, [told], now=now, purpose="notice")
    return ended


def _release(session: Session, ended: Membership) -> bool:
    """Nobody talks any more about what the person was in the middle of for that office: its reports stay for
    colleagues, what they remember as a supervisor goes. Whether they report for it no more."""
    person = ended.person
    if ended.role in SUPERVISING_ROLES:
        session.execute(delete(Conversation).where(Conversation.person_id == person.id, Conversation.about.in_(_SEEN)))
        return False
    if membership.reports_for(session, person.id, ended.org_unit_id):
        return False
    of_office = select(Report.id).where(Report.org_unit_id == ended.org_unit_id)
    session.execute(
        update(Conversation)
        .where(Conversation.person_id == person.id, Conversation.report_id.in_(of_office))
        # The version too: of an answer on its way at this moment the loser starts again.
        .values(is_active=False, version=Conversation.version + 1)
        .execution_options(synchronize_session="fetch")
    )
    return True


def block(person: Person) -> None:
    """The person blocked the bot: nothing can reach them, reminders stop. Memberships stay."""
    if person.state != PersonState.LEFT:
        person.state = PersonState.BLOCKED


def come_back(session: Session, person: Person) -> None:
    """The person unblocked the bot: they are again what their memberships make them."""
    if person.state == PersonState.BLOCKED:
        person.state = PersonState.NEW
        settle(session, person)
