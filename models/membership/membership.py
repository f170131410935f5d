"""Who acts for which office, in what role, from when to when. Officers move; history stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Select,
    String,
    bindparam,
    false,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from models.base import Base
from models.membership.person import Person
from models.org_unit import Branch, OrgUnit, within
from models.prepared import Parts, Prepared


class Role(StrEnum):
    OFFICER = "officer"
    DEPUTY = "deputy"
    DISTRICT = "district"
    PROVINCE = "province"
    DEPARTMENT = "department"
    ADMIN = "admin"


REPORTING_ROLES = (Role.OFFICER, Role.DEPUTY)
SUPERVISING_ROLES = (Role.DISTRICT, Role.PROVINCE, Role.DEPARTMENT, Role.ADMIN)


# Condition lists longer than this are not sent: those removed in the whole country are fewer.
_MOST_NAMED = 500


class MembershipState(StrEnum):
    PENDING = "pending"
    ACTIVE = "active"
    REFUSED = "refused"
    ENDED = "ended"


class Membership(Base):
    """`from_at` is when it became active, `to_at` when it ended (None while it lasts). `removed`: others ended it while
    it was in force."""

    __tablename__ = "membership"
    # At most one open membership of a person in an office and role; ended ones pile up as history.
    __table_args__ = (
        Index(
            "uq_membership_open",
            "person_id",
            "org_unit_id",
            "role",
            unique=True,
            sqlite_where=text("state IN ('pending', 'active')"),
            postgresql_where=text("state IN ('pending', 'active')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=MembershipState.PENDING)
    asked_at: Mapped[datetime]
    from_at: Mapped[datetime | None]
    to_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invite_id: Mapped[int | None] = mapped_column(ForeignKey("invite.id"))
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    unit: Mapped[OrgUnit] = relationship(lazy="joined")


class Held:
    """A membership with its office and all above it, as parts of a prepared statement."""

    def __init__(self, parts: Parts) -> None:
        self._membership, self._branch = parts.add(Membership), Branch(parts)

    def joined(self, source: FromClause) -> FromClause:
        """`source`, in which the membership is, with its office and those above it."""
        office = self._branch.office
        return self._branch.above(source.outerjoin(office, office.c.id == Membership.__table__.c.org_unit_id))

    def of(self, session: Session, row: Sequence[Any], person: Person) -> Membership | None:
        """The one of this person in this row; None where the row has none."""
        found = self._membership.of(session, row)
        if found is not None:
            set_committed_value(found, "person", person)
            set_committed_value(found, "unit", self._branch.of(session, row))
        return found


_parts, _table = Parts(), Membership.__table__
_HELD = Held(_parts)
_IN_STATE = Prepared(
    select(*_parts.columns)
    .select_from(_HELD.joined(_table))
    .where(_table.c.person_id == bindparam("person"), _table.c.state == bindparam("state"))
    .order_by(_table.c.id)
)


def active_of(session: Session, person: Person, roles: Sequence[Role] = tuple(Role)) -> Sequence[Membership]:
    """The person's memberships in these roles now in force, oldest first."""
    return [one for one in _in_state(session, person, MembershipState.ACTIVE) if one.role in roles]


def reports_for(session: Session, person_id: int, org_unit_id: int) -> bool:
    """Whether this person reports for this office now."""
    query = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.org_unit_id == org_unit_id,
        Membership.role.in_(REPORTING_ROLES),
        Membership.state == MembershipState.ACTIVE,
    )
    return session.scalar(query.limit(1)) is not None


def pending_of(session: Session, person: Person) -> Sequence[Membership]:
    return _in_state(session, person, MembershipState.PENDING)


def _in_state(session: Session, person: Person, state: MembershipState) -> list[Membership]:
    rows = _IN_STATE.asked(session, {"person": person.id, "state": state})
    return [one for row in rows if (one := _HELD.of(session, row, person)) is not None]


def open_between(session: Session, person: Person, unit: OrgUnit, role: Role) -> Membership | None:
    """The pending or active membership of this person in this office and role, if there is one."""
    return session.scalar(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.org_unit_id == unit.id,
            Membership.role == role,
            Membership.state.in_((MembershipState.PENDING, MembershipState.ACTIVE)),
        )
    )


def colleagues_of(session: Session, one: Membership) -> Sequence[Membership]:
    """The memberships in force of other people in the same office, in whatever role; who can be reached."""
    query = (
        select(Membership)
        .join(Person, Membership.person_id == Person.id)
        .where(
            Membership.org_unit_id == one.org_unit_id,
            Membership.person_id != one.person_id,
            Membership.state == MembershipState.ACTIVE,
            Person.is_reachable,
        )
    )
    return session.scalars(query.order_by(Membership.id)).unique().all()


def removals_of(session: Session, people: Collection[int]) -> Sequence[Membership]:
    """The memberships out of which these people (their ids) were removed, and which nobody gave back to them since."""
    later = aliased(Membership)
    given_back = select(later.id).where(
        later.person_id == Membership.person_id,
        later.org_unit_id == Membership.org_unit_id,
        later.from_at > Membership.to_at,
    )
    query = select(Membership).where(Membership.removed, ~given_back.exists())
    if len(people) <= _MOST_NAMED:
        query = query.where(Membership.person_id.in_(people))
    return [one for one in session.scalars(query).unique() if one.person_id in people]


def supervisors_above(session: Session, unit: OrgUnit, *, about: int) -> Sequence[Membership]:
    """Active supervisors of the nearest unit above that has any: who decides for `unit` about the person with the
    number `about`, who is never one of them."""
    for above in unit.up():
        query = (
            select(Membership)
            .join(Person, Membership.person_id == Person.id)
            .where(
                Membership.org_unit_id == above.id,
                Membership.person_id != about,
                Membership.role.in_(SUPERVISING_ROLES),
                Membership.state == MembershipState.ACTIVE,
                Person.is_reachable,
            )
        )
        found = session.scalars(query).unique().all()
        if found:
            return found
    return []


def counted_waiting(area: ColumnElement[bool], but: ColumnElement[int]) -> Select[int, str, int]:
    """(office's id, role, how many wait for approval there in that role) of this area, a condition on `OrgUnit`; person
    `but` does not count."""
    return (
        select(Membership.org_unit_id, Membership.role, func.count())
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(Membership.state == MembershipState.PENDING, Membership.person_id != but, area)
        .group_by(Membership.org_unit_id, Membership.role)
    )


def waiting_below(session: Session, units: Sequence[OrgUnit]) -> Sequence[Membership]:
    """Memberships that wait for approval anywhere in the subtrees of `units`, oldest first."""
    if not units:
        return []
    query = (
        select(Membership)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(Membership.state == MembershipState.PENDING, or_(*(within(unit) for unit in units)))
        .order_by(Membership.id)
    )
    return session.scalars(query).unique().all()
