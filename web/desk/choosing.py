"""Which programme and which period a page is about, from its address (`?programme=…&period=2026-10`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, request

from bot.periods import Period
from bot.schedule import Schedule, local_day
from bot.texts.desk import desk as words
from models.programme import Programme
from services.obligations.asked import asked_now
from web.desk.signed_in import Desk

# Periods offered to choose from; older ones can be had by the address.
MOST_OFFERED = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """`periods` newest first; `due` is the usual last day of `period`, `locks` the last on which it can be sent.
    `is_instead`: the address asked for another period, which is not there."""

    programme: Programme
    programmes: Sequence[Programme]
    period: str
    periods: Sequence[str]
    due: date
    locks: date
    is_instead: bool = False

    @property
    def before(self) -> str | None:
        """The period before, None where it was not asked for."""
        found = Period.parse(self.period).beside()[0]
        return str(found) if found and str(found) >= self.programme.active_from else None

    @property
    def after(self) -> str | None:
        found = Period.parse(self.period).beside()[1]
        return str(found) if found and str(found) <= self.periods[0] else None

    @property
    def year(self) -> list[str]:
        """The periods that were asked for among this one and the eleven before it, oldest first."""
        periods = map(str, reversed(Period.parse(self.period).back(11)))
        return [period for period in periods if period >= self.programme.active_from]

    def is_overdue(self, now: datetime) -> bool:
        return local_day(now) > self.due


def chosen(desk: Desk) -> Chosen | None:
    """What the address asks for: without a programme the one that is asked for now, without a period its newest; a
    period outside the programme's own becomes its newest too, and the page says so. None where no programme has begun.

    Ends in the desk's 404 for a programme that is not there and for what is no period.
    """
    begun = {one: newest for one in desk.asked if (newest := newest_of(one, desk.now))}
    if not begun:
        return None
    code, wanted = request.args.get("programme", ""), request.args.get("period", "")
    if code:
        asked = next((one for one in begun if one.code == code), None) or desk.nothing()
    else:
        # Of several that run, the oldest: the one whose number everybody knows. Else the one that has ended last.
        ends = {one: date.max if asked_now(one, desk.now) else Period.parse(key).last_day for one, key in begun.items()}
        asked = max(begun, key=lambda one: (ends[one], -one.id))
    month = _month(desk, wanted)
    found = for_month(asked, list(begun), month, desk.now)
    if found.is_instead:
        flash(words.no_such_period(month, found.period), "warn")
    return found


def for_month(asked: Programme, every: Sequence[Programme], wanted: str, now: datetime) -> Chosen:
    """`wanted` is a period or "" for the newest."""
    schedule = Schedule.from_json(asked.schedule)
    newest = Period.parse(newest_of(asked, now) or asked.active_from)
    period = wanted if wanted and asked.runs_in(wanted) and wanted <= str(newest) else str(newest)
    periods = [str(one) for one in newest.back(MOST_OFFERED - 1)]
    offered = [one for one in periods if one >= asked.active_from]
    if period not in offered:
        offered.append(period)
    month = Period.parse(period)
    is_instead = bool(wanted) and wanted != period
    return Chosen(asked, every, period, offered, schedule.due(month), schedule.locks(month), is_instead)


def newest_of(asked: Programme, now: datetime) -> str | None:
    """The newest period that the programme asks for and that has opened; None before the first."""
    schedule, day = Schedule.from_json(asked.schedule), local_day(now)
    current = schedule.current(day)
    newest = min(str(current), asked.active_to or str(current))
    return newest if newest >= asked.active_from and schedule.has_opened(current, day) else None


def _month(desk: Desk, wanted: str) -> str:
    if not wanted:
        return ""
    try:
        return str(Period.parse(wanted))
    except ValueError:
        desk.nothing()
