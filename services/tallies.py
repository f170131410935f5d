"""How many offices of an area have sent a month: counted by the database, an area or a whole year at a time.

Only offices that were there on the month's last day and that the programme asked are counted, and only reports of
those: a rate is never above one, and an office that opened or closed in the middle of a year counts in its own months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, lazyload

from bot.schedule import Period, Schedule, local_day
from models.membership import REPORTING_ROLES, Membership, MembershipState
from models.org_unit import LOCAL_KINDS, OrgUnit, within
from models.programme import Programme
from models.report import SENT, Report, ReportStatus


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of offices. `expected` = `sent` + `returned` + `missing`, and `sent` = `on_time` + `late`.

    `nothing` and `approved` (at whatever level) are among `sent`; `levels` says how many each level was the highest to
    approve. `returned` wait for the office again; `missing` have not sent, a draft included. `unregistered` are
    expected offices for which nobody is registered *now*. `content` is the mean score (0-100) of the sent reports
    that have one, None where none has.
    """

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    nothing: int = 0
    returned: int = 0
    approved: int = 0
    missing: int = 0
    unregistered: int = 0
    content: float | None = None
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        """Share of the expected offices that have sent, 0 to 1; None where none is expected."""
        return self.sent / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        """Share of the *expected* offices that have sent and did so on time: never above `rate`."""
        return self.on_time / self.expected if self.expected else None


NONE = Tally()


def tally(session: Session, programme: Programme, period: str, unit: OrgUnit, now: datetime) -> Tally:
    """The month `period` (`2026-10`; ValueError for anything else) in the subtree of `unit`. One query.

    All nought for a month that the programme does not ask for, or that has not opened yet at `now`.
    """
    return trend(session, programme, [period], unit, now)[0]


def trend(session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime) -> list[Tally]:
    """One tally a month, in the order of `periods`. One query."""
    found = _counted(session, programme, periods, unit, now, by_parent=False)
    return [_tally(found[period, 0, 0]) for period in periods]


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
    found = _counted(session, programme, periods, unit, now, by_parent=True)
    child_of = _child_of(session, unit)
    sums: dict[tuple[int, str], list[Any]] = {}
    for (period, parent_id, office_id), counts in found.items():
        child_id = office_id or child_of.get(parent_id)
        if child_id is not None:
            _add(sums.setdefault((child_id, period), [0] * len(counts)), counts)
    with_any = {child_id for child_id, _ in sums}
    query = select(OrgUnit).where(OrgUnit.parent_id == unit.id).order_by(OrgUnit.code)
    # The unit itself is in the session: its children need no join to find their way up.
    children = session.scalars(query.options(lazyload(OrgUnit.parent)))
    return [
        (child, [_tally(sums.get((child.id, period))) for period in periods])
        for child in children
        if child.id in with_any
    ]


def asked_periods(programme: Programme, periods: Iterable[str], now: datetime) -> list[Period]:
    """Those of `periods` that the programme asks for and that have opened. Raises ValueError for what is no month."""
    newest = Schedule.from_json(programme.schedule).current(local_day(now))
    last = min(str(newest), programme.active_to or str(newest))
    return [month for month in map(Period.parse, periods) if programme.active_from <= str(month) <= last]


def expected_in(programme: Programme, last_day: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that `duties.is_asked` is, of an office and a month that the programme asks for."""
    return and_(
        OrgUnit.kind.in_([kind for kind in LOCAL_KINDS if kind in programme.audience]),
        or_(OrgUnit.open_from.is_(None), OrgUnit.open_from <= last_day),
        or_(OrgUnit.open_to.is_(None), OrgUnit.open_to > last_day),
    )


def _counted(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime, *, by_parent: bool
) -> defaultdict[tuple[str, int, int], Any]:
    """(period, parent id, office id) → the counts of `_COUNTS`; the office only where it hangs directly below `unit`,
    0 for every id where `by_parent` is not wanted."""
    asked = asked_periods(programme, periods, now)
    found: defaultdict[tuple[str, int, int], Any] = defaultdict(lambda: None)
    if not asked:
        return found
    months = _months(asked)
    keys: list[ColumnElement[Any]] = [months.c.period]
    if by_parent:
        keys += [OrgUnit.__table__.c.parent_id, case((OrgUnit.parent_id == unit.id, OrgUnit.id), else_=0)]
    its_own = and_(
        Report.org_unit_id == OrgUnit.id, Report.programme_id == programme.id, Report.period == months.c.period
    )
    query = (
        select(*keys, *_counts())
        .select_from(OrgUnit)
        .join(months, expected_in(programme, months.c.last_day))
        .outerjoin(Report, its_own)
        .where(within(unit))
        .group_by(*keys)
    )
    for row in session.execute(query):
        place = (row[1], row[2]) if by_parent else (0, 0)
        found[row[0], *place] = row[len(keys) :]
    return found


def _months(asked: Sequence[Period]) -> Subquery:
    """A table of the months and their last days."""
    rows = [select(literal(str(one)).label("period"), literal(one.last_day).label("last_day")) for one in asked]
    return union_all(*rows).subquery("months")


def _counts() -> list[ColumnElement[Any]]:
    sent = Report.status.in_(SENT)
    score = Report.content["score"].as_float()
    registered = select(Membership.org_unit_id).where(
        Membership.state == MembershipState.ACTIVE, Membership.role.in_(REPORTING_ROLES)
    )
    conditions = (
        sent,
        sent & Report.on_time.is_not(False),
        sent & Report.is_nothing,
        Report.status == ReportStatus.RETURNED,
        *((Report.status == ReportStatus.APPROVED) & (Report.approved_level == level) for level in _LEVELS),
        Report.status == ReportStatus.APPROVED,
        OrgUnit.id.not_in(registered),
        sent & score.is_not(None),
    )
    return [
        func.count(OrgUnit.id),
        *(func.count(OrgUnit.id).filter(one) for one in conditions),
        func.coalesce(func.sum(score).filter(sent), 0),
    ]


_LEVELS = ("district", "province", "department")


def _tally(counts: Sequence[Any] | None) -> Tally:
    if counts is None:
        return NONE
    expected, sent, on_time, nothing, returned, *levels, approved, unregistered, scored, score = counts
    return Tally(
        expected=expected,
        sent=sent,
        on_time=on_time,
        late=sent - on_time,
        nothing=nothing,
        returned=returned,
        approved=approved,
        missing=expected - sent - returned,
        unregistered=unregistered,
        content=score / scored if scored else None,
        levels={level: count for level, count in zip(_LEVELS, levels, strict=True) if count},
    )


def _child_of(session: Session, unit: OrgUnit) -> dict[int, int]:
    """Area below `unit` → the area directly below `unit` that it is or lies in."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.path, OrgUnit.parent_id).where(within(unit), OrgUnit.kind.not_in(LOCAL_KINDS))
    ).all()
    depth = unit.path.count(".") + 1
    direct = {row.path: row.id for row in rows if row.parent_id == unit.id}
    found = {row.id: direct.get(".".join(row.path.split(".")[: depth + 1])) for row in rows if row.id != unit.id}
    return {area: child for area, child in found.items() if child is not None}


def _add(into: list[Any], counts: Sequence[Any]) -> None:
    for at, one in enumerate(counts):
        into[at] += one
