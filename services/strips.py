"""A year of months, office by office: what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.schedule import Period, Schedule, local_day
from models.extension import Extension
from models.org_unit import LOCAL_KINDS, OrgUnit, within
from models.programme import Programme
from models.report import SENT, Report, ReportStatus
from services.duties import Outcome
from services.tallies import asked_periods


@dataclass(frozen=True, slots=True)
class Month:
    """What became of one office's month, in the words of its own history (`services/duties`).

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


def strip(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime
) -> dict[int, list[Outcome]]:
    """Unit id → what became of each of `periods`, for every office of the subtree. Three queries.

    NOT_EXPECTED for a month that was not asked of the office or has not opened, unless it sent it all the same.
    """
    found = months_of(session, programme, periods, unit, now)
    return {unit_id: [month.outcome for month in months] for unit_id, months in found.items()}


def months_of(
    session: Session, programme: Programme, periods: Sequence[str], unit: OrgUnit, now: datetime
) -> dict[int, list[Month]]:
    """`strip`, with whether each month was on time and whether it was expected at all."""
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
    found: dict[int, list[Month]] = {}
    for unit_id, kind, opened, closed in session.execute(query):
        if kind in programme.audience:
            found[unit_id] = [
                if_asked if month in asked and month.ended_with(opened, closed) else _NOT_ASKED
                for month, if_asked in zip(months, unsent, strict=True)
            ]
        else:
            found[unit_id] = [_NOT_ASKED] * len(months)
    for (unit_id, period), due_on in later.items():
        if day <= due_on and found[unit_id][columns[period]] is _NEVER_SENT:
            found[unit_id][columns[period]] = _STILL_OPEN
    reports = (
        select(Report.org_unit_id, Report.period, Report.status, Report.is_nothing, Report.on_time)
        .join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        .where(within(unit), OrgUnit.kind.in_(LOCAL_KINDS))
        .where(Report.programme_id == programme.id, Report.period.in_(periods), Report.status != ReportStatus.DRAFT)
    )
    for unit_id, period, status, is_nothing, on_time in session.execute(reports):
        row, at = found[unit_id], columns[period]
        row[at] = _sent(status, is_nothing, on_time, row[at].is_expected)
    return found


@cache
def _sent(status: str, is_nothing: bool, on_time: bool | None, is_expected: bool) -> Month:
    """A dozen different months stand in thousands of places."""
    return Month(outcome_of(status, is_nothing, on_time, is_over=False), on_time, is_expected)


def outcome_of(status: str | None, is_nothing: bool | None, on_time: bool | None, *, is_over: bool) -> Outcome:
    """Of a month that was asked for; `is_over` whether it has locked."""
    if status == ReportStatus.RETURNED:
        return Outcome.RETURNED
    if status in SENT:
        if is_nothing:
            return Outcome.NOTHING
        return Outcome.LATE if on_time is False else Outcome.ON_TIME
    return Outcome.MISSING if is_over else Outcome.OPEN


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
