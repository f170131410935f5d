"""To whom a circular is addressed: areas, kinds of local offices, and whether the levels above them are meant too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.membership.membership import REPORTING_ROLES, SUPERVISING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, holds, within
from models.prepared import one_of
from services.circulars.faults import CircularFault, Fault

# So many codes can be listed; more are an area.
MOST_CODES = 2_000
LEVELS = (UnitKind.PROVINCE, UnitKind.DISTRICT)


@dataclass(frozen=True, slots=True)
class Audience:
    """`areas` are codes of offices, districts or provinces, each with all below it; () is the whole of what the
    publisher governs. `kinds` are kinds of local offices, () all of them. `levels`: province, district, where those
    offices are addressed themselves too."""

    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: dict[str, Any]) -> Audience:
        return cls(*(tuple(document.get(name, ())) for name in ("areas", "kinds", "levels")))

    def document(self) -> dict[str, Any]:
        return {"areas": list(self.areas), "kinds": list(self.kinds), "levels": list(self.levels)}

    def condition(self, session: Session, owner: OrgUnit) -> ColumnElement[bool]:
        """SQL: this `OrgUnit` is open, addressed and within what the publisher `owner` governs. Raises CircularFault
        with the codes that are none, or are none of his."""
        if len(self.areas) > MOST_CODES:
            raise CircularFault(Fault.TOO_MANY_CODES, most=MOST_CODES)
        areas = _areas(session, self.areas)
        strange = [code for code in self.areas if code not in areas or not holds(owner, areas[code].path)]
        if strange:
            raise CircularFault(Fault.NO_SUCH_OFFICE, codes=", ".join(strange[:10]))
        kinds = [*(self.kinds or map(str, LOCAL_KINDS)), *self.levels]
        inside = or_(*map(_within, areas.values())) if areas else within(owner)
        return and_(OrgUnit.kind.in_(kinds), OrgUnit.open_to.is_(None), OrgUnit.id != owner.id, inside)


@dataclass(frozen=True, slots=True)
class Size:
    """How many offices are addressed, and how many people of theirs can be reached."""

    offices: int
    people: int


def size(session: Session, condition: ColumnElement[bool]) -> Size:
    """Of the offices of this condition."""
    offices = session.scalar(select(func.count()).select_from(OrgUnit).where(condition)) or 0
    people = (
        select(func.count(Membership.person_id.distinct()))
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .join(Person, Membership.person_id == Person.id)
        .where(condition, speaks_for_unit(), Person.is_reachable)
    )
    return Size(offices, session.scalar(people) or 0)


def speaks_for_unit() -> ColumnElement[bool]:
    """SQL: this `Membership` is of somebody who answers for its `OrgUnit` now: at a local office whoever reports,
    above it whoever supervises."""
    is_local = one_of(OrgUnit.kind, LOCAL_KINDS)
    return and_(
        Membership.state == MembershipState.ACTIVE,
        or_(
            and_(is_local, one_of(Membership.role, REPORTING_ROLES)),
            and_(~is_local, one_of(Membership.role, SUPERVISING_ROLES)),
        ),
    )


def _areas(session: Session, codes: Iterable[str]) -> dict[str, OrgUnit]:
    wanted = [code for code in codes if len(code) <= 16 and "\0" not in code]
    if not wanted:
        return {}
    return {unit.code: unit for unit in session.scalars(select(OrgUnit).where(OrgUnit.code.in_(wanted))).unique()}


def _within(unit: OrgUnit) -> ColumnElement[bool]:
    # An office by itself is found by its number; long lists of codes are lists of offices.
    return OrgUnit.id == unit.id if unit.is_local else within(unit)
