"""Which office a programme asks for which period: the one rule, of one office in Python and of many in SQL.

An office is asked where the programme runs in that period, its kind is in the programme's audience and it was there on
the period's last day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from bot.periods import Period
from bot.schedule import Schedule, local_day
from models.org_unit import OrgUnit
from models.programme import Programme


def is_asked(asked: Programme, kind: str, open_from: date | None, open_to: date | None, period: Period) -> bool:
    """Whether the programme asks an office of this kind and life span for this period."""
    return kind in asked.audience and asked.runs_in(str(period)) and period.ended_with(open_from, open_to)


def expected_in(programme: Programme, last_day: ColumnElement[Any]) -> ColumnElement[bool]:
    """SQL: `is_asked` of this `OrgUnit` for the period with this last day, in which the programme must run."""
    return and_(
        OrgUnit.kind.in_(programme.audience),
        or_(OrgUnit.open_from.is_(None), OrgUnit.open_from <= last_day),
        or_(OrgUnit.open_to.is_(None), OrgUnit.open_to > last_day),
    )


def asked_periods(programme: Programme, periods: Iterable[str], now: datetime) -> list[Period]:
    """Those of `periods` that the programme asks for and that have opened. Raises ValueError for what is no period."""
    schedule, day = Schedule.from_json(programme.schedule), local_day(now)
    own = [period for period in map(Period.parse, periods) if programme.runs_in(str(period))]
    return [period for period in own if schedule.has_opened(period, day)]


def asked_now(programme: Programme, now: datetime) -> Period | None:
    """The newest period that the programme asks for and that has opened; None before the first, after the last, and
    when what it asks once can no longer be sent."""
    schedule, day = Schedule.from_json(programme.schedule), local_day(now)
    period = schedule.current(day)
    is_asked = programme.runs_in(str(period)) and schedule.has_opened(period, day) and not schedule.is_over(day)
    return period if is_asked else None
