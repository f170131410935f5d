"""How far a supervisor's arm reaches: the subtrees of the hierarchy that their memberships give.

Everything that supervisors see or do asks here first. A unit or report outside is answered exactly as one that does
not exist: both are None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import Session

from models import org_unit
from models.membership import membership
from models.membership.membership import SUPERVISING_ROLES, Membership, Role
from models.membership.person import Person
from models.org_unit import OrgUnit, holds, within
from models.reporting.report import Report

# What a code can be at most; a longer one is nobody's.
_LONGEST_CODE = 16


class Level(StrEnum):
    """Who supervises, from the lowest up. The operator (admin) counts as department."""

    DISTRICT = "district"
    PROVINCE = "province"
    DEPARTMENT = "department"

    @property
    def rank(self) -> int:
        """0 for the lowest."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


LEVEL_OF = {
    Role.DISTRICT: Level.DISTRICT,
    Role.PROVINCE: Level.PROVINCE,
    Role.DEPARTMENT: Level.DEPARTMENT,
    Role.ADMIN: Level.DEPARTMENT,
}


@dataclass(frozen=True)
class Assignment:
    """One supervising membership in force. `is_admin` tells the operator from the department's people."""

    unit: OrgUnit
    level: Level
    is_admin: bool = False

    def covers(self, unit: OrgUnit) -> bool:
        return holds(self.unit, unit.path)


@dataclass(frozen=True)
class Jurisdiction:
    """`assignments` are highest level first, then oldest first; empty for somebody who supervises nobody."""

    assignments: tuple[Assignment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.assignments)

    @property
    def top(self) -> OrgUnit | None:
        """The unit of the highest post: where the desk opens."""
        return self.assignments[0].unit if self.assignments else None

    @property
    def level(self) -> Level | None:
        """The highest level held anywhere."""
        return self.assignments[0].level if self.assignments else None

    def covers(self, unit: OrgUnit) -> bool:
        """Whether the unit is one of mine or anywhere below one."""
        return any(assignment.covers(unit) for assignment in self.assignments)

    def level_over(self, unit: OrgUnit) -> Level | None:
        """The highest level that is held over the unit; None where it is outside the jurisdiction."""
        assignment = self.post_over(unit)
        return assignment.level if assignment else None

    def post_over(self, unit: OrgUnit) -> Assignment | None:
        """The highest post over the unit, in whose name an act is done; None outside the jurisdiction."""
        return next((assignment for assignment in self.assignments if assignment.covers(unit)), None)

    def governs(self, unit: OrgUnit) -> bool:
        """Whether the unit lies below one of mine, so that its people may be invited, let in and ended. Colleagues of
        one's own office are the office above's to decide; the operator decides about everybody."""
        return any(
            assignment.covers(unit) and (assignment.is_admin or unit.path != assignment.unit.path)
            for assignment in self.assignments
        )

    def condition(self) -> ColumnElement[bool]:
        """SQL: this `OrgUnit` is within the jurisdiction; false where nothing is."""
        return or_(*(within(assignment.unit) for assignment in self.assignments)) if self.assignments else false()


def jurisdiction_of(session: Session, person: Person) -> Jurisdiction:
    """What the person supervises at this moment. A membership that has ended counts no more at once."""
    return jurisdiction_by(membership.active_of(session, person, SUPERVISING_ROLES))


def jurisdiction_by(active: Iterable[Membership]) -> Jurisdiction:
    """What these memberships in force, oldest first, let a person supervise."""
    held = [
        Assignment(one.unit, LEVEL_OF[Role(one.role)], one.role == Role.ADMIN)
        for one in active
        if one.role in SUPERVISING_ROLES
    ]
    return Jurisdiction(tuple(sorted(held, key=lambda assignment: -assignment.level.rank)))


def acting_for(session: Session, by: Person, unit: OrgUnit) -> OrgUnit:
    """The unit in whose name this person acts on `unit`; that itself where nothing they supervise holds it."""
    post = jurisdiction_of(session, by).post_over(unit)
    return post.unit if post else unit


def unit_within(session: Session, jurisdiction: Jurisdiction, code: str) -> OrgUnit | None:
    """The unit with this code, closed ones too; None where it is outside the jurisdiction or does not exist."""
    if not jurisdiction or not code or len(code) > _LONGEST_CODE or "\0" in code:
        return None
    unit = org_unit.by_code(session, code)
    return unit if unit is not None and jurisdiction.covers(unit) else None


def report_within(session: Session, jurisdiction: Jurisdiction, report_id: int) -> Report | None:
    """The report with this number; None where it is outside the jurisdiction or does not exist."""
    report = session.get(Report, report_id) if jurisdiction else None
    return report if report is not None and jurisdiction.covers(report.unit) else None
