"""How many offices of an area have sent a month: counted by the database, an area or a whole year at a time.

Only offices that were there on the month's last day and that the programme asked are counted, and only reports of
those: a rate is never above one, and an office that opened or closed in the middle of a year counts in its own months.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Row, bindparam, case, func, select, union_all
from sqlalchemy.orm import Session, lazyload

from bot.tally import NONE, Tally
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.org_unit import OrgUnit, within
from models.programme import Programme
from models.reporting.report import SENT, Report, ReportStatus
from services.obligations.asked import asked_periods


def tally(session: Session, programme: Programme, period: str, unit: OrgUnit, now: datetime) -> Tally:
    """The month `period` (`2026-10`; ValueError for anything else) in the subtree of `unit`. Two queries.

    All zero for a month that the programme does not ask for, or that has not opened yet at `now`.
    """
    return trend(session, programme, [period], unit, now)[0]


def trend(session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime) -> list[Tally]:
    """One tally a month, in the order of `periods`. Two queries."""
    found = _counted(session, programme, periods, unit, now)
    return [_tally(found.get((period, unit.id))) for period in periods]


def by_child(
    session: Session, programme: Programme, period: str, unit: OrgUnit, now: datetime
) -> list[tuple[OrgUnit, Tally]]:
    """The units directly below `unit` in which something is expected, by code. Three queries.

    Provinces of the department, districts of a province (and its อบจ., which hangs under it), offices of a district.
    """
    return [(child, months[0]) for child, months in trends_by_child(session, programme, [period], unit, now)]


def trends_by_child(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime
) -> list[tuple[OrgUnit, list[Tally]]]:
    """`by_child` of several months at once: a unit is there where anything is expected in any of them."""
    found = _counted(session, programme, periods, unit, now, by_child=True)
    with_any = {child_id for _, child_id in found}
    query = select(OrgUnit).where(OrgUnit.parent_id == unit.id).order_by(OrgUnit.code)
    # The unit itself is in the session: its children need no join to find their way up.
    children = session.scalars(query.options(lazyload(OrgUnit.parent)))
    return [
        (child, [_tally(found.get((period, child.id))) for period in periods])
        for child in children
        if child.id in with_any
    ]


@dataclass(slots=True)
class _Counts:
    expected: int = 0
    unregistered: int = 0
    reports: list[Row[Any]] = field(default_factory=list)


def _counted(
    session: Session,
    programme: Programme,
    periods: Sequence[str],
    unit: OrgUnit,
    now: datetime,
    *,
    by_child: bool = False,
) -> dict[tuple[str, int], _Counts]:
    """(period, unit id) → counts, of `unit` itself or of the units directly below it; absent where nothing is expected.

    Offices are grouped by when they opened and closed (all but a few never did), and which months they count in is
    calculated here, not office by office and month by month in the database.
    """
    asked = asked_periods(programme, periods, now)
    if not asked:
        return {}
    area, joined = _area(unit, by_child)
    life = (OrgUnit.open_from, OrgUnit.open_to)
    those = (within(unit), OrgUnit.kind.in_(programme.audience))
    registered = select(Membership.org_unit_id).where(
        Membership.state == MembershipState.ACTIVE, Membership.role.in_(REPORTING_ROLES)
    )
    found: dict[tuple[str, int], _Counts] = {}
    offices = (
        select(area, *life, func.count(), func.count().filter(OrgUnit.id.not_in(registered)))
        .select_from(joined)
        .where(*those)
        .group_by(area, *life)
    )
    for area_id, opened, closed, expected, unregistered in session.execute(offices):
        for month in asked:
            if month.ended_with(opened, closed):
                counts = found.setdefault((str(month), area_id), _Counts())
                counts.expected += expected
                counts.unregistered += unregistered
    kinds = (Report.status, Report.is_nothing, Report.on_time, Report.approved_level)
    score = Report.content["score"].as_float()
    sums = (func.count().label("offices"), func.count(score).label("scored"), func.sum(score).label("score"))
    reports = (
        select(Report.period, area, *life, *kinds, *sums)
        .select_from(joined)
        .join(Report, Report.org_unit_id == OrgUnit.id)
        .where(*those, Report.programme_id == programme.id, Report.status != ReportStatus.DRAFT)
        .group_by(Report.period, area, *life, *kinds)
    )
    months = {str(month): month for month in asked}
    # A month at a time, each by its index: asked for a whole year, PostgreSQL reads all the years there are.
    for row in session.execute(union_all(*(reports.where(Report.period == month) for month in months))):
        if months[row.period].ended_with(row.open_from, row.open_to):
            found[row.period, row.area].reports.append(row)
    return found


def _area(unit: OrgUnit, by_child: bool) -> tuple[ColumnElement[Any], FromClause]:
    """What an office is counted under, and the tables that it takes to know."""
    office: Any = OrgUnit.__table__
    if not by_child:
        return bindparam("whole", unit.id, Integer).label("area"), office
    above, top = office.alias("above"), office.alias("top")
    # The tree has four levels: an office lies at most two areas below a child of the department.
    child = case(
        (office.c.parent_id == unit.id, office.c.id),
        (above.c.parent_id == unit.id, above.c.id),
        (top.c.parent_id == unit.id, top.c.id),
    )
    joined = office.outerjoin(above, above.c.id == office.c.parent_id).outerjoin(top, top.c.id == above.c.parent_id)
    return child.label("area"), joined


def _tally(counts: _Counts | None) -> Tally:
    if counts is None:
        return NONE

    def number(holds: Callable[[Row[Any]], bool]) -> int:
        return sum(row.offices for row in counts.reports if holds(row))

    sent = [row for row in counts.reports if row.status in SENT]
    scored, score = sum(row.scored for row in sent), sum(row.score or 0 for row in sent)
    levels: Counter[str] = Counter()
    for row in sent:
        if row.status == ReportStatus.APPROVED and row.approved_level:
            levels[row.approved_level] += row.offices
    total = sum(row.offices for row in sent)
    late = number(lambda row: row.status in SENT and row.on_time is False)
    returned = number(lambda row: row.status == ReportStatus.RETURNED)
    return Tally(
        expected=counts.expected,
        sent=total,
        on_time=total - late,
        late=late,
        nothing=number(lambda row: row.status in SENT and row.is_nothing),
        returned=returned,
        approved=number(lambda row: row.status == ReportStatus.APPROVED),
        missing=counts.expected - total - returned,
        unregistered=counts.unregistered,
        content=score / scored if scored else None,
        scored=scored,
        levels=dict(levels),
    )
