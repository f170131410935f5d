"""Reports of earlier periods that still wait for a supervisor: a month that is over is to be approved all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.schedule import Schedule, local_day
from models.membership.person import Person
from models.programme import Programme
from services.access.jurisdiction import Jurisdiction, Level
from services.obligations.asked import asked_now
from services.progress.tallies import trend
from services.reviewing import waits

# So many periods before the one that is asked for now are looked through: as many as an office is shown of itself.
LOOKED_BACK = 6


def earlier(
    session: Session, person: Person, jurisdiction: Jurisdiction, every: Sequence[Programme], now: datetime
) -> dict[tuple[str, int, str], int]:
    """How many they can approve, by the keys of `Waits.reports`, of the periods before the one that each programme asks
    for now; of one that asks no more its last ones. Newest first, those of which none waits left out.

    One query; of the department's months, which are counted as wholes, two for each programme."""
    asked = [(one, period) for one in every for period in _before(one, now)]
    if jurisdiction.level is Level.DEPARTMENT:
        found = dict(_of_department(session, jurisdiction, every, now))
    else:
        found = waits.of_periods(session, person, jurisdiction, asked)
    order = {(one.id, period): at for at, (one, period) in enumerate(asked)}
    return {key: count for key, count in sorted(found.items(), key=lambda one: order[one[0][1:]]) if count}


def _of_department(
    session: Session, jurisdiction: Jurisdiction, every: Sequence[Programme], now: datetime
) -> Iterator[tuple[tuple[str, int, str], int]]:
    top = jurisdiction.assignments[0].unit
    for one in every:
        periods = _before(one, now)
        for period, month in zip(periods, trend(session, one, periods, top, now), strict=True):
            yield (top.code, one.id, period), waits.for_department(one, month)


def _before(programme: Programme, now: datetime) -> list[str]:
    newest, *before = Schedule.from_json(programme.schedule).current(local_day(now)).back(LOOKED_BACK)
    periods = before if asked_now(programme, now) == newest else [newest, *before]
    return [str(period) for period in periods if programme.runs_in(str(period))]
