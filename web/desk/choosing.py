"""Which programme and which month a page is about, from its address (`?programme=…&period=2026-10`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import request

from bot.schedule import Period, Schedule, local_day
from models import programme as programmes
from models.programme import Programme
from web.desk.signed_in import Desk

# Months offered to choose from; older ones can be had by the address.
MOST_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """`periods` newest first; `due` is the usual last day of `period`, `locks` the last on which it can be sent."""

    programme: Programme
    programmes: Sequence[Programme]
    period: str
    periods: Sequence[str]
    due: date
    locks: date

    @property
    def before(self) -> str | None:
        """The month before, None where it was not asked for."""
        found = str(Period.parse(self.period).plus(-1))
        return found if found >= self.programme.active_from else None

    @property
    def after(self) -> str | None:
        found = str(Period.parse(self.period).plus(1))
        return found if found <= self.periods[0] else None

    @property
    def year(self) -> list[str]:
        """The months that were asked for among this one and the eleven before it, oldest first."""
        last = Period.parse(self.period)
        months = [str(last.plus(-back)) for back in reversed(range(12))]
        return [month for month in months if month >= self.programme.active_from]

    def is_overdue(self, now: datetime) -> bool:
        return local_day(now) > self.due


def chosen(desk: Desk) -> Chosen | None:
    """What the address asks for: without a programme the one that is asked for now, without a month its newest; a
    month outside the programme's own becomes its newest too. None where no programme has begun.

    Ends in the desk's 404 for a programme that is not there and for a month that is none.
    """
    begun = {one: newest for one in programmes.every(desk.session) if (newest := newest_of(one, desk.now))}
    if not begun:
        return None
    code, wanted = request.args.get("programme", ""), request.args.get("period", "")
    if code:
        asked = next((one for one in begun if one.code == code), None) or desk.nothing()
    else:
        # Of several that run, the oldest: the one whose number everybody knows.
        asked = max(begun, key=lambda one: (begun[one], -one.id))
    return for_month(asked, list(begun), _month(desk, wanted), desk.now)


def for_month(asked: Programme, every: Sequence[Programme], wanted: str, now: datetime) -> Chosen:
    """`wanted` is a month or "" for the newest."""
    schedule = Schedule.from_json(asked.schedule)
    newest = Period.parse(newest_of(asked, now) or asked.active_from)
    period = wanted if wanted and asked.active_from <= wanted <= str(newest) else str(newest)
    periods = [str(newest.plus(-back)) for back in range(MOST_OFFERED)]
    offered = [one for one in periods if one >= asked.active_from]
    if period not in offered:
        offered.append(period)
    month = Period.parse(period)
    return Chosen(asked, every, period, offered, schedule.due(month), schedule.locks(month))


def newest_of(asked: Programme, now: datetime) -> str | None:
    """The newest month that the programme asks for and that has opened; None before the first."""
    newest = str(Schedule.from_json(asked.schedule).current(local_day(now)))
    newest = min(newest, asked.active_to or newest)
    return newest if newest >= asked.active_from else None


def _month(desk: Desk, wanted: str) -> str:
    if not wanted:
        return ""
    try:
        return str(Period.parse(wanted))
    except ValueError:
        desk.nothing()
