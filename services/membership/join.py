"""Joining an office: by an invitation at once, or after somebody has agreed to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line.render import render
from bot.texts.joining import join as words
from bot.texts.joining import requests
from bot.thai.digits import to_arabic
from models import audit_log, org_unit
from models import programme as programmes
from models.circulars import receipt as circular_receipt
from models.membership import invite, membership
from models.membership.invite import Invite
from models.membership.membership import REPORTING_ROLES, SUPERVISING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.org_unit import OrgUnit
from services.membership import deciders, invites
from services.membership.invites import Standing
from services.messaging.outbox import address_of, queue_push

CONSENT_VERSION = words.NOTICE_VERSION

# Each request costs the supervisors a message and their attention.
MOST_ASKED, ASKED_WINDOW = 5, timedelta(hours=24)
_ASKED = "join.ask"
# For how long a request's notice waits for the name of whoever asks. It goes without one where LINE does not tell.
NAME_WAITS = timedelta(seconds=5)


class Outcome(StrEnum):
    JOINED = "joined"
    ALREADY = "already"  # is a member in this or an equal role; nothing was used
    ASKED = "asked"
    WAITING = "waiting"  # had asked before
    TOO_MANY = "too_many"
    EXPIRED = "expired"
    USED_UP = "used_up"
    CLOSED = "closed"


def office_with_code(session: Session, code: str) -> OrgUnit | None:
    """The local office with this official code, closed ones too; Thai digits are understood."""
    unit = org_unit.by_code(session, to_arabic(code))
    return unit if unit is not None and unit.is_local else None


def enter(session: Session, person: Person, used: Invite, now: datetime) -> Outcome:
    """Makes the person a member by an invitation, taking one use of it; or, where this one `waits`, asks for them. The
    privacy notice has been agreed to.

    JOINED, ASKED, ALREADY, WAITING, TOO_MANY, EXPIRED, USED_UP or CLOSED; only the first two take a use and change
    anything. An open request for the same office and role becomes the membership.
    """
    role = Role(used.role)
    if member(session, person, used.unit, role):
        return Outcome.ALREADY
    has_to_wait = waits(session, person, used)
    joined = membership.open_between(session, person, used.unit, role)
    if has_to_wait and joined is not None:
        return Outcome.WAITING
    if has_to_wait and _asks_too_much(session, person, now):
        return Outcome.TOO_MANY
    standing = invites.worth(used, now)
    if standing == Standing.GOOD and not invite.claim_use(session, used, now):
        # Somebody took the last use since the row was read.
        standing = invites.worth(used, now)
    if standing != Standing.GOOD:
        return Outcome(standing.value)
    if joined is None:
        joined = Membership(person_id=person.id, org_unit_id=used.org_unit_id, role=role, asked_at=now)
        session.add(joined)
    joined.invite_id = used.id
    if has_to_wait:
        _ask_for(session, person, joined, now)
        return Outcome.ASKED
    admit(session, person, joined, now)
    audit_log.note(
        session,
        now,
        "join.enter",
        person_id=person.id,
        unit_id=used.org_unit_id,
        subject=f"membership:{joined.id}",
        invite=used.id,
    )
    return Outcome.JOINED


def waits(session: Session, person: Person, used: Invite) -> bool:
    """Whether somebody has to agree before this person is let in by that invitation: to supervise, where a person made
    it (the operator hands out his own), and for whoever was removed from there before."""
    is_to_confirm = used.role in SUPERVISING_ROLES and used.created_by is not None
    return is_to_confirm or deciders.was_removed(session, person, used.unit)


def ask(session: Session, person: Person, unit: OrgUnit, now: datetime) -> Outcome:
    """Asks to become a reporting officer of `unit`; the supervisors above are told.

    ASKED, ALREADY, WAITING, TOO_MANY or CLOSED; only ASKED changes anything.
    """
    if unit.open_to is not None:
        return Outcome.CLOSED
    if member(session, person, unit, Role.OFFICER):
        return Outcome.ALREADY
    if has_asked(session, person, unit):
        return Outcome.WAITING
    if _asks_too_much(session, person, now):
        return Outcome.TOO_MANY
    wish = Membership(person_id=person.id, org_unit_id=unit.id, role=Role.OFFICER, asked_at=now)
    session.add(wish)
    _ask_for(session, person, wish, now)
    return Outcome.ASKED


def approver_of(session: Session, person: Person, unit: OrgUnit, role: Role) -> OrgUnit | None:
    """The office that decides about the person's open request; None where only the operator can."""
    wish = membership.open_between(session, person, unit, role)
    told = deciders.told_of(session, wish) if wish is not None else ()
    return told[0][1] if told else None


def name_in_requests(session: Session, person: Person, now: datetime) -> list[int]:
    """The name has become known: the notices of the person's requests that wait for it go with it. To whom."""
    told: list[int] = []
    for wish in membership.pending_of(session, person):
        (described,) = deciders.described(session, [wish])
        for notice in notices_of(session, wish, OutboxState.PENDING):
            if not notice.attempts:
                notice.messages = render([requests.request(described)], address_of(session))
                notice.next_try_at = now
                told.append(notice.person_id)
    return told


def notices_of(session: Session, wish: Membership, state: OutboxState) -> Sequence[Outbox]:
    """The notices of this request that are in this state, locked."""
    keys = [_notice_key(wish, decider) for decider, _ in deciders.told_of(session, wish)]
    query = select(Outbox).where(Outbox.retry_key.in_(keys), Outbox.state == state).with_for_update(of=Outbox)
    return session.scalars(query).all()


def _notice_key(wish: Membership, decider: Person) -> str:
    return str(uuid5(NAMESPACE_URL, f"request:{wish.id}:{decider.id}:{wish.asked_at.timestamp()}"))


def settle(session: Session, person: Person) -> None:
    """The person's state from their memberships. Somebody who blocked the bot or left stays so."""
    session.flush()
    if not person.is_reachable:
        return
    if active := membership.active_of(session, person):
        # Letters to an office are new to whoever joins it. Asked before anything of the person is changed: their row
        # is written last, after what else is locked.
        awaits = circular_receipt.is_addressed(session, [one.org_unit_id for one in active])
        person.state, person.awaits_circular = PersonState.ACTIVE, awaits
    elif membership.pending_of(session, person):
        person.state = PersonState.PENDING
    else:
        person.state = PersonState.NEW


def contact(session: Session) -> str:
    """Whom to ask about personal data: the first programme's contact; empty where none is set."""
    return next((one.contact for one in programmes.every(session) if one.contact), "")


def member(session: Session, person: Person, unit: OrgUnit, role: Role) -> Membership | None:
    """An active membership that makes one in `role` pointless: officer and deputy may do the same things."""
    equal = REPORTING_ROLES if role in REPORTING_ROLES else (role,)
    mine = membership.active_of(session, person, equal)
    return next((one for one in mine if one.org_unit_id == unit.id), None)


def has_asked(session: Session, person: Person, unit: OrgUnit) -> bool:
    """Whether the person waits to become a reporting officer of `unit`."""
    return any(one.org_unit_id == unit.id for one in membership.pending_of(session, person))


def _asks_too_much(session: Session, person: Person, now: datetime) -> bool:
    return audit_log.count_since(session, person.id, _ASKED, now - ASKED_WINDOW) >= MOST_ASKED


def _ask_for(session: Session, person: Person, wish: Membership, now: datetime) -> None:
    """The request stands, and whoever decides about it is told."""
    agree(session, person, now)
    settle(session, person)
    by_code = {"invite": wish.invite_id} if wish.invite_id is not None else {}
    audit_log.note(
        session, now, _ASKED, person_id=person.id, unit_id=wish.org_unit_id, subject=f"membership:{wish.id}", **by_code
    )
    (described,) = deciders.described(session, [wish])
    for decider, _ in deciders.told_of(session, wish):
        key = _notice_key(wish, decider)
        told = [requests.request(described)]
        notice = queue_push(session, decider, told, now=now, purpose="notice", retry_key=key)
        if notice is not None and not person.name:
            notice.next_try_at = now + NAME_WAITS


def admit(session: Session, person: Person, joined: Membership, now: datetime) -> None:
    """This membership of the person's is in force from now on. The privacy notice has been agreed to."""
    joined.state = MembershipState.ACTIVE
    joined.from_at = now
    agree(session, person, now)
    settle(session, person)


def has_agreed(person: Person) -> bool:
    """Whether the person has agreed to the privacy notice as it now stands."""
    return person.consent_version == CONSENT_VERSION


def agree(session: Session, person: Person, now: datetime) -> None:
    """The person has agreed to the privacy notice as it now stands."""
    if not has_agreed(person):
        person.consent_at, person.consent_version = now, CONSENT_VERSION
        audit_log.note(session, now, "consent", person_id=person.id, version=CONSENT_VERSION)
