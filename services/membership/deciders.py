"""Who decides about somebody who waits: the level above, or of a code that makes a supervisor whoever made the code.
Nobody decides about themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.texts.joining.requests import JoinRequest
from models.membership import membership
from models.membership.invite import Invite
from models.membership.membership import SUPERVISING_ROLES, Membership
from models.membership.person import Person
from models.org_unit import OrgUnit, holds
from services.access.jurisdiction import Jurisdiction, jurisdiction_of


def waiting_for(session: Session, person: Person) -> Sequence[Membership]:
    """The requests that this person may decide, oldest first; empty for people who supervise nobody."""
    jurisdiction = jurisdiction_of(session, person)
    waiting = membership.waiting_below(session, [one.unit for one in jurisdiction.assignments])
    return [one for one in waiting if _may_decide(session, person, jurisdiction, one)]


def told_of(session: Session, one: Membership) -> Sequence[tuple[Person, OrgUnit]]:
    """Who is to hear of this request, each with the office in whose name they decide; empty where only the operator
    can."""
    maker = _maker(session, one)
    if maker is not None:
        post = jurisdiction_of(session, maker).post_over(one.unit)
        return [(maker, post.unit)] if post is not None else []
    above = membership.supervisors_above(session, one.unit, about=one.person_id)
    return [(supervisor.person, supervisor.unit) for supervisor in above]


def described(session: Session, waiting: Sequence[Membership]) -> list[JoinRequest]:
    """These requests as they are shown to those who decide."""
    removals = membership.removals_of(session, {one.person_id for one in waiting}) if waiting else ()
    return [
        JoinRequest(
            membership=one.id,
            name=one.person.name,
            unit=one.unit,
            code=one.unit.code,
            role=one.role,
            asked_at=one.asked_at,
            by_code=one.invite_id is not None,
            returns=any(gone.person_id == one.person_id and holds(gone.unit, one.unit.path) for gone in removals),
        )
        for one in waiting
    ]


def was_removed(session: Session, person: Person, unit: OrgUnit) -> bool:
    """Whether the person was removed from this office or one above it, and nobody has let them in there since."""
    return any(holds(gone.unit, unit.path) for gone in membership.removals_of(session, [person.id]))


def _may_decide(session: Session, person: Person, jurisdiction: Jurisdiction, one: Membership) -> bool:
    if one.person_id == person.id:
        return False
    if one.role not in SUPERVISING_ROLES:
        return True
    maker = _maker(session, one)
    # Colleagues of the office that is joined do not let in their own kind.
    return jurisdiction.governs(one.unit) and (maker is None or maker.id == person.id)


def _maker(session: Session, one: Membership) -> Person | None:
    """Who made the code by which somebody is to supervise; None for the operator, for other requests, for whoever
    uses a code of their own, and for somebody who may not invite there any more or cannot be reached: then the level
    above decides."""
    if one.role not in SUPERVISING_ROLES or one.invite_id is None:
        return None
    number = session.get_one(Invite, one.invite_id).created_by
    maker = session.get(Person, number) if number is not None else None
    if maker is None or maker.id == one.person_id or not maker.is_reachable:
        return None
    if not jurisdiction_of(session, maker).governs(one.unit):
        return None
    return maker
