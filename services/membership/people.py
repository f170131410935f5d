"""The people of an area, as the offices above them see and end them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.thai.digits import tidy
from bot.thai.units import split_typed
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit, within
from services.access.jurisdiction import Jurisdiction
from services.membership import leaving

PAGE = 50


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of memberships in force, by office. `total` counts all pages; `page` is the one shown, from 1."""

    rows: Sequence[Membership]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def people_within(
    session: Session,
    jurisdiction: Jurisdiction,
    *,
    unit: OrgUnit | None = None,
    role: str = "",
    words: str = "",
    page: int = 1,
) -> PeoplePage:
    """Who belongs to which office within the jurisdiction; with `unit` only there and below, with `role` only in that
    role.

    `words` are looked for in the person's LINE name and in the office's name and code.
    """
    conditions: list[ColumnElement[bool]] = [Membership.state == MembershipState.ACTIVE, jurisdiction.condition()]
    if unit is not None:
        conditions.append(within(unit))
    if role in list(Role):
        conditions.append(Membership.role == role)
    if wanted := tidy(words)[:60]:
        kinds, name = split_typed(wanted)
        named = OrgUnit.name.icontains(name, autoescape=True)
        if kinds:
            named &= OrgUnit.kind.in_(kinds)
        conditions.append(or_(Person.name.icontains(wanted, autoescape=True), named, OrgUnit.code == wanted))
    query = (
        select(Membership)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .join(Person, Membership.person_id == Person.id)
        .where(*conditions)
    )
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(Membership.id).subquery())) or 0
    page = min(max(1, page), max(1, -(-total // PAGE)))
    rows = session.scalars(query.order_by(OrgUnit.path, Membership.id).limit(PAGE).offset((page - 1) * PAGE))
    return PeoplePage(rows.unique().all(), total, page)


def of_office(session: Session, unit: OrgUnit) -> Sequence[Membership]:
    """Who belongs to this office now and who asks to, the longest there first. Its contact comes along. One query."""
    query = (
        select(Membership)
        .where(Membership.org_unit_id == unit.id)
        .where(Membership.state.in_((MembershipState.ACTIVE, MembershipState.PENDING)))
        .order_by(Membership.id)
        .options(joinedload(Membership.unit).undefer(OrgUnit.contact))
    )
    return session.scalars(query).unique().all()


def membership_within(session: Session, jurisdiction: Jurisdiction, membership_id: int) -> Membership | None:
    """The membership in force with this number; None where it is outside the jurisdiction, over or not there."""
    known = any_within(session, jurisdiction, membership_id)
    return known if known is not None and known.state == MembershipState.ACTIVE else None


def any_within(session: Session, jurisdiction: Jurisdiction, membership_id: int) -> Membership | None:
    """The same whatever has become of it: asked for, in force, refused or over."""
    query = select(Membership).join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
    return session.scalar(query.where(Membership.id == membership_id, jurisdiction.condition()))


def may_end(jurisdiction: Jurisdiction, by: Person, one: Membership) -> bool:
    """Whether this supervisor may end it: below their own office, and not their own."""
    return jurisdiction.governs(one.unit) and one.person_id != by.id


def end(
    session: Session, jurisdiction: Jurisdiction, by: Person, membership_id: int, now: datetime
) -> Membership | None:
    """Ends a membership and tells the member; None where `membership_within` gives none or `may_end` says no."""
    one = membership_within(session, jurisdiction, membership_id)
    if one is None or not may_end(jurisdiction, by, one):
        return None
    return leaving.end(session, one.id, now, by=by)
