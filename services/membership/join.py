"""Joining an office: by an invitation at once, or by asking, and then the level above decides."""

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
from models.membership import invite, membership
from models.membership.invite import Invite
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.org_unit import OrgUnit
from services.membership import invites
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
    """Makes the person a member by an invitation, taking one use of it. The privacy notice has been agreed to.

    JOINED, ALREADY, EXPIRED, USED_UP or CLOSED; only JOINED takes a use and changes anything. An open request
    for the same office and role becomes the membership.
    """
    role = Role(used.role)
    if member(session, person, used.unit, role):
        return Outcome.ALREADY
    standing = invites.worth(used, now)
    if standing == Standing.GOOD and not invite.claim_use(session, used, now):
        # Somebody took the last use since the row was read.
        standing = invites.worth(used, now)
    if standing != Standing.GOOD:
        return Outcome(standing.value)
    joined = membership.open_between(session, person, used.unit, role)
    if joined is None:
        joined = Membership(person_id=person.id, org_unit_id=used.org_unit_id, role=role, asked_at=now)
        session.add(joined)
    joined.state = MembershipState.ACTIVE
    joined.from_at = now
    joined.invite_id = used.id
    _consent(session, person, now)
    settle(session, person)
    audit_log.note(session, now, "join.enter", person_id=person.id, subject=f"membership:{joined.id}", invite=used.id)
    return Outcome.JOINED


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
    if audit_log.count_since(session, person.id, _ASKED, now - ASKED_WINDOW) >= MOST_ASKED:
        return Outcome.TOO_MANY
    wish = Membership(person_id=person.id, org_unit_id=unit.id, role=Role.OFFICER, asked_at=now)
    session.add(wish)
    _consent(session, person, now)
    settle(session, person)
    audit_log.note(session, now, _ASKED, person_id=person.id, subject=f"membership:{wish.id}")
    for above in membership.supervisors_above(session, unit):
        told = requests.request(person.name, unit, unit.code, now, wish.id)
        key = _notice_key(wish, above.person_id)
        notice = queue_push(session, above.person, [told], now=now, purpose="notice", retry_key=key)
        if notice is not None and not person.name:
            notice.next_try_at = now + NAME_WAITS
    return Outcome.ASKED


def name_in_requests(session: Session, person: Person, now: datetime) -> list[int]:
    """The name has become known: the notices of the person's requests that wait for it go with it. To whom."""
    told: list[int] = []
    for wish in membership.pending_of(session, person):
        words = requests.request(person.name, wish.unit, wish.unit.code, wish.asked_at, wish.id)
        for notice in notices_of(session, wish, OutboxState.PENDING):
            if not notice.attempts:
                notice.messages, notice.next_try_at = render([words], address_of(session)), now
                told.append(notice.person_id)
    return told


def notices_of(session: Session, wish: Membership, state: OutboxState) -> Sequence[Outbox]:
    """The notices of this request that are in this state, locked."""
    keys = [_notice_key(wish, above.person_id) for above in membership.supervisors_above(session, wish.unit)]
    query = select(Outbox).where(Outbox.retry_key.in_(keys), Outbox.state == state).with_for_update(of=Outbox)
    return session.scalars(query).all()


def _notice_key(wish: Membership, person_id: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"request:{wish.id}:{person_id}:{wish.asked_at.isoformat()}"))


def approver_above(session: Session, unit: OrgUnit) -> OrgUnit | None:
    """The office that decides about requests for `unit`; None where nobody above has joined yet."""
    above = membership.supervisors_above(session, unit)
    return above[0].unit if above else None


def settle(session: Session, person: Person) -> None:
    """The person's state from their memberships. Somebody who blocked the bot or left stays so."""
    session.flush()
    if not person.is_reachable:
        return
    if membership.active_of(session, person):
        person.state = PersonState.ACTIVE
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


def _consent(session: Session, person: Person, now: datetime) -> None:
    if person.consent_version != CONSENT_VERSION:
        person.consent_at, person.consent_version = now, CONSENT_VERSION
        audit_log.note(session, now, "consent", person_id=person.id, version=CONSENT_VERSION)
