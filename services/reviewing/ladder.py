"""The ladder of approval: which level comes before which for a report, given who there is and who has sent it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import CompoundSelect, String, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.prepared import one_of
from models.programme import Programme
from models.reporting.report import Report
from models.reporting.report_event import SENDINGS, ReportEvent
from services.access.jurisdiction import LEVEL_OF, Level

_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Ladder:
    """`holders`: level → code of a unit → ids of people who hold the level for it and can be reached. `senders`: id of
    a report → ids of everybody who has ever sent it or amended it: two pairs of eyes see each report, so none of them
    approves it, at whatever level."""

    holders: Mapping[Level, Mapping[str, frozenset[int]]]
    senders: Mapping[int, frozenset[int]]

    def is_own(self, report_id: int, person_id: int) -> bool:
        """Whether this person has sent any version of the report."""
        return person_id in self.senders.get(report_id, _NOBODY)

    def comes_before(self, programme: Programme, path: str, report_id: int, level: Level) -> Level | None:
        """The level that has to approve this report of the office at `path` before `level` does; None where it is the
        first.

        A level of the programme that nobody holds over this office, or only people who have sent the report, is passed
        over: some offices have no district, and a district without an officer must not hold up its province.
        """
        senders = self.senders.get(report_id, _NOBODY)
        above = path.split(".")[:-1]
        lower = [one for one in Level if one in programme.levels and one.rank < level.rank]
        return next(
            (one for one in reversed(lower) if any(self.holders[one].get(code, _NOBODY) - senders for code in above)),
            None,
        )


class Sent(NamedTuple):
    """A report that was sent: its id, the path of its office, who sent its newest version (None: not known any more)
    and how many there were."""

    report_id: int
    path: str
    by: int | None
    revision: int

    @classmethod
    def of(cls, report: Report) -> Sent:
        return cls(report.id, report.unit.path, report.submitted_by, report.revision)


def ladder(session: Session, sent: Iterable[Sent]) -> Ladder:
    """For these reports. One query."""
    reports = list(sent)
    held: dict[Level, dict[str, frozenset[int]]] = {level: {} for level in Level}
    senders = {one.report_id: frozenset([one.by]) for one in reports if one.by is not None}
    again = [one.report_id for one in reports if one.revision > 1]
    above = {code for one in reports for code in one.path.split(".")[:-1]}
    # What was sent once has no other sender: most reports need no look at their history.
    query = _HOLDERS_AND_SENDERS if again else _HOLDERS
    for report_id, code, role, person_id in session.execute(query, {"above": list(above), "again": again}):
        if report_id:
            senders[report_id] = senders.get(report_id, _NOBODY) | {person_id}
        else:
            of_level = held[LEVEL_OF[Role(role)]]
            of_level[code] = of_level.get(code, _NOBODY) | {person_id}
    return Ladder(held, senders)


_NOTHING = literal("", String)
_HOLDERS = (
    select(literal(0), OrgUnit.code, Membership.role, Person.id)
    .select_from(OrgUnit)
    .join(Membership, Membership.org_unit_id == OrgUnit.id)
    .join(Person, Membership.person_id == Person.id)
    .where(
        OrgUnit.code.in_(bindparam("above", expanding=True)),
        one_of(Membership.role, SUPERVISING_ROLES),
        Membership.state == MembershipState.ACTIVE,
        Person.is_reachable,
    )
)
# With whoever ever sent a version of the reports.
_HOLDERS_AND_SENDERS: CompoundSelect[int, str, str, int] = union_all(
    _HOLDERS,
    select(ReportEvent.report_id, _NOTHING, _NOTHING, ReportEvent.person_id).where(
        ReportEvent.report_id.in_(bindparam("again", expanding=True)),
        one_of(ReportEvent.action, SENDINGS),
        ReportEvent.person_id.is_not(None),
    ),
)


def has_reached(approved: str | None, level: Level) -> bool:
    """Whether what has been approved so far (`Report.approved_level`) is this level or one above it."""
    return approved is not None and Level(approved).rank >= level.rank
