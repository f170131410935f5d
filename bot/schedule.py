"""When a month's report opens, is due and locks. Pure: days and months, Bangkok time.

The rule that matters most: a period is a month of its own and never "today's month". On 3 August the open
form is July's; on 6 August the reminder still names July.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

BANGKOK = ZoneInfo("Asia/Bangkok")
_PERIOD = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def local_day(now: datetime) -> date:
    """The day in Bangkok at this moment."""
    return now.astimezone(BANGKOK).date()


def at_bangkok(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BANGKOK)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, written `2026-10`."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Raises ValueError for anything but YYYY-MM, Gregorian."""
        found = _PERIOD.fullmatch(text)
        if not found:
            raise ValueError(f"not a month (YYYY-MM): {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        return cls(day.year, day.month)

    def plus(self, months: int) -> Period:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Period(year, month + 1)

    def day(self, number: int) -> date:
        """That day of the month; the month's last day where the month is shorter."""
        return date(self.year, self.month, min(number, calendar.monthrange(self.year, self.month)[1]))

    @property
    def last_day(self) -> date:
        return self.day(31)

    def ended_with(self, first: date | None, gone: date | None) -> bool:
        """Whether an office was there on the month's last day: that is the office which reports the month.

        `first` is its first day, None for always; `gone` the first day without it, None while it lasts.
        """
        return (first is None or first <= self.last_day) and (gone is None or gone > self.last_day)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Window:
    """When one office's month can be filled in. Bangkok days; `due` and `locks` are the last ones that count."""

    period: Period
    opens: date
    due: date
    locks: date
    is_extended: bool = False

    def is_open(self, day: date) -> bool:
        return self.opens <= day <= self.locks

    def is_on_time(self, day: date) -> bool:
        return day <= self.due


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rhythm of a programme; days are of the month *after* the one that is reported.

    A month opens on `opens_day` at 00:00, is on time through the whole of `due_day`, and locks after the
    last day of that next month. `holiday_rule` is `none` (the 5th is the 5th) or `next_workday`.
    """

    opens_day: int = 1
    due_day: int = 5
    holiday_rule: str = "none"

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Schedule:
        """Raises ValueError with what is wrong."""
        unknown = set(value) - {"opens_day", "due_day", "holiday_rule"}
        if unknown:
            raise ValueError(f"unknown schedule setting: {', '.join(sorted(unknown))}")
        schedule = cls(**value)
        if not 1 <= schedule.opens_day <= schedule.due_day <= 28:
            raise ValueError("a schedule needs 1 <= opens_day <= due_day <= 28")
        if schedule.holiday_rule not in ("none", "next_workday"):
            raise ValueError("holiday_rule is none or next_workday")
        return schedule

    def to_json(self) -> dict[str, Any]:
        return {"opens_day": self.opens_day, "due_day": self.due_day, "holiday_rule": self.holiday_rule}

    def opens(self, period: Period) -> date:
        return period.plus(1).day(self.opens_day)

    def due(self, period: Period) -> date:
        """The last day on which a report is on time."""
        day = period.plus(1).day(self.due_day)
        if self.holiday_rule == "next_workday":
            while not is_workday(day):
                day += timedelta(days=1)
        return day

    def locks(self, period: Period) -> date:
        """The last day on which it can be sent or amended. Never before the due day, which a holiday may push on."""
        return max(period.plus(1).last_day, self.due(period))

    def window(self, period: Period, extended_to: date | None = None) -> Window:
        """The month's days. An extension moves the due day on (never back) and keeps the month open until then."""
        due = max(self.due(period), extended_to or date.min)
        return Window(period, self.opens(period), due, max(self.locks(period), due), due > self.due(period))

    def open_windows(self, day: date, extensions: Mapping[Period, date] | None = None) -> list[Window]:
        """The months that can be filled in on this day, oldest due first; `extensions` are of one office."""
        newest = self.current(day)
        months = {newest, newest.plus(-1), *(extensions or {})}
        windows = [self.window(period, (extensions or {}).get(period)) for period in months]
        return sorted((one for one in windows if one.is_open(day)), key=lambda one: (one.due, one.period))

    def is_open(self, period: Period, day: date, *, extended_to: date | None = None) -> bool:
        """Whether the month can be filled in on this day; an extension keeps it open past its lock day."""
        return self.window(period, extended_to).is_open(day)

    def current(self, day: date) -> Period:
        """The month that is asked for on this day: the newest one already open."""
        period = Period.of(day).plus(-1)
        return period if self.opens(period) <= day else period.plus(-1)


def is_workday(day: date) -> bool:
    """Monday to Friday and not a Thai public holiday (the package `holidays`)."""
    return day.weekday() < 5 and day not in _thai_holidays(day.year)


@cache
def _thai_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("TH", years=year))
