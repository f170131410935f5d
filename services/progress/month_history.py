"""A year of months, office by office: the outcome of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import Schedule, local_day
from models.org_unit import LOCAL_KINDS, OrgUnit, within
from models.programme import Programme
from models.reporting.extension import Extension
from models.reporting.report import Report, ReportStatus
from services.obligations.asked import asked_periods
from services.obligations.due_months import Outcome, outcome_of


@dataclass(frozen=True, slots=True)
class Month:
    """The outcome of one office's month, in the words of its own history (`services/obligations/due_months`).

    `on_time` is of the first submission, None where nothing was sent. `is_expected` False: it counts in no figure.
    """

    outcome: Outcome
    on_time: bool | None = None
    is_expected: bool = True

    @property
    def is_sent(self) -> bool:
        return self.outcome in (Outcome.ON_TIME, Outcome.LATE, Outcome.NOTHING)


_NOT_ASKED = Month(Outcome.NOT_EXPECTED, is_expected=False)
_NEVER_SENT, _STILL_OPEN = Month(Outcome.MISSING), Month(Outcome.OPEN)


def months_of(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime
) -> dict[int, list[Month]]:
    """Unit id → each of `periods`, for every office of the subtree. Three queries.

    NOT_EXPECTED for a month that was not asked of the office or has not opened, unless it sent it all the same.
    """
    months = [Period.parse(period) for period in periods]
    asked = set(asked_periods(programme, periods, now))
    later = extensions(session, programme, periods, unit)
    schedule, day = Schedule.from_json(programme.schedule), local_day(now)
    unsent = [_NEVER_SENT if day > schedule.locks(month) else _STILL_OPEN for month in months]
    columns = {period: at for at, period in enumerate(periods)}
    query = (
        select(OrgUnit.id, OrgUnit.kind, OrgUnit.open_from, OrgUnit.open_to)
        .where(within(unit), OrgUnit.kind.in_(LOCAL_KINDS))
        .order_by(OrgUnit.path)
    )

    @cache
    def never_sent(opened: date | None, closed: date | None) -> list[Month]:
        """Of an office's whole life; all but a few were there all the time."""
        return [
            if_asked if month in asked and month.ended_with(opened, closed) else _NOT_ASKED
            for month, if_asked in zip(months, unsent, strict=True)
        ]

    found: dict[int, list[Month]] = {}
    for unit_id, kind, opened, closed in session.execute(query):
        found[unit_id] = [*never_sent(opened, closed)] if kind in programme.audience else [_NOT_ASKED] * len(months)
    for (unit_id, period), due_on in later.items():
        if day <= due_on and found[unit_id][columns[period]] is _NEVER_SENT:
            found[unit_id][columns[period]] = _STILL_OPEN
    # One row an office, its months in one text: a row a report would be a hundred thousand for the country.
    said = func.aggregate_strings(Report.period.concat(" ").concat(_OUTCOME), ",")
    reports = (
        select(Report.org_unit_id, said)
        .join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        .where(within(unit), OrgUnit.kind.in_(LOCAL_KINDS))
        .where(Report.programme_id == programme.id, Report.period.in_(periods), Report.status != ReportStatus.DRAFT)
        .group_by(Report.org_unit_id)
    )
    for unit_id, its_months in session.execute(reports):
        row = found[unit_id]
        for one in its_months.split(","):
            period, _, outcome = one.partition(" ")
            at = columns[period]
            row[at] = _sent(outcome, row[at].is_expected)
    return found


# `approved on-time nothing`; a blank where the second is not known or the third is not so.
_OUTCOME = Report.status.concat(
    case((Report.on_time.is_(True), " on-time"), (Report.on_time.is_(False), " late"), else_=" ")
).concat(case((Report.is_nothing.is_(True), " nothing"), else_=" "))
_ON_TIME = {"on-time": True, "late": False, "": None}


@cache
def _sent(outcome: str, is_expected: bool) -> Month:
    """A dozen different months stand in thousands of places."""
    status, on_time, nothing = outcome.split(" ")
    timely = _ON_TIME[on_time]
    return Month(outcome_of(status, bool(nothing), timely, is_over=False), timely, is_expected)


def extensions(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit
) -> dict[tuple[int, str], date]:
    """(office id, period) → later due day, in the subtree."""
    query = (
        select(Extension.org_unit_id, Extension.period, Extension.due_on)
        .join(OrgUnit, Extension.org_unit_id == OrgUnit.id)
        .where(within(unit), Extension.programme_id == programme.id, Extension.period.in_(periods))
    )
    return {(office_id, period): due_on for office_id, period, due_on in session.execute(query)}
