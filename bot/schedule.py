"""When a period's report opens, is due and locks. Pure: days and periods, Bangkok time.

The rule that matters most: a period stands by itself and is never "today's". On 3 August the open form is July's; on
6 August the reminder still names July.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.periods import Every, Period

BANGKOK = ZoneInfo("Asia/Bangkok")


def local_day(now: datetime) -> date:
    """The day in Bangkok at this moment."""
    return now.astimezone(BANGKOK).date()


def at_bangkok(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, BANGKOK)


@dataclass(frozen=True, slots=True)
class Window:
    """When one office's period can be filled in. Bangkok days; `due` and `locks` are the last ones that count."""

    period: Period
    opens: date
    due: date
    locks: date
    is_extended: bool = False

    def is_open(self, day: date) -> bool:
        return self.opens <= day <= self.locks


# How long what is asked once can still be sent, and amended, after the day it is due.
LOCKS_AFTER = timedelta(days=30)
HOLIDAY_RULES = ("none", "next_workday", "previous_workday")
_DAYS = ("opens_day", "due_day", "holiday_rule")
_ONCE = ("due_on", "opens_on")


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rhythm of a programme; days are of the month *after* the period that is reported.

    A period opens on `opens_day` at 00:00, is on time through the whole of `due_day`, and locks after the last day of
    that next month. `holiday_rule` (of `HOLIDAY_RULES`) says what becomes of a due day that is no working day: with
    `none` it stays. What is asked once opens on `opens_on`, is due on `due_on`, whatever day that is, and locks
    `LOCKS_AFTER` it; both are None for anything else.
    """

    opens_day: int = 1
    due_day: int = 5
    holiday_rule: str = "none"
    every: Every = Every.MONTH
    due_on: date | None = None
    opens_on: date | None = None

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Schedule:
        """Without `every` it is each month. Raises ValueError with what is wrong."""
        if value.get("every", Every.MONTH) not in list(Every):
            raise ValueError(f"a schedule is every {', '.join(Every)}; not {value['every']!r}")
        every = Every(value.get("every", Every.MONTH))
        unknown = set(value) - {"every", *(_ONCE if every is Every.ONCE else _DAYS)}
        if unknown:
            raise ValueError(f"unknown schedule setting: {', '.join(sorted(unknown))}")
        if every is Every.ONCE:
            opens_on, due_on = (_day(value.get(name), name) for name in ("opens_on", "due_on"))
            if opens_on > due_on:
                raise ValueError("a schedule needs opens_on <= due_on")
            return cls(every=every, due_on=due_on, opens_on=opens_on)
        schedule = cls(**(value | {"every": every}))
        if not 1 <= schedule.opens_day <= schedule.due_day <= 28:
            raise ValueError("a schedule needs 1 <= opens_day <= due_day <= 28")
        if schedule.holiday_rule not in HOLIDAY_RULES:
            raise ValueError(f"holiday_rule is {', '.join(HOLIDAY_RULES[:-1])} or {HOLIDAY_RULES[-1]}")
        return schedule

    def to_json(self) -> dict[str, Any]:
        if self.due_on and self.opens_on:
            return {"every": self.every.value, "opens_on": self.opens_on.isoformat(), "due_on": self.due_on.isoformat()}
        days = {name: getattr(self, name) for name in _DAYS}
        return days if self.every is Every.MONTH else {"every": self.every.value, **days}

    def opens(self, period: Period) -> date:
        return self.opens_on or _after(period).day(self.opens_day)

    def due(self, period: Period) -> date:
        """The last day on which a report is on time."""
        day = self.due_on or _after(period).day(self.due_day)
        if self.holiday_rule == "next_workday":
            return next_workday(day)
        if self.holiday_rule == "previous_workday":
            # Never before it opens: where no working day lies between, it stays.
            between = (day - timedelta(days=back) for back in range((day - self.opens(period)).days + 1))
            return next(filter(is_workday, between), day)
        return day

    def locks(self, period: Period) -> date:
        """The last day on which it can be sent or amended. Never before the due day, which a holiday may push on."""
        if self.due_on:
            return self.due_on + LOCKS_AFTER
        return max(_after(period).last_day, self.due(period))

    def window(self, period: Period, extended_to: date | None = None) -> Window:
        """The period's days. An extension moves the due day on (never back) and keeps it open until then."""
        return _window(self, period, extended_to)

    def open_windows(self, day: date, extensions: Mapping[Period, date] | None = None) -> list[Window]:
        """The periods that can be filled in on this day, oldest due first; `extensions` are of one office."""
        periods = {*self.current(day).back(1), *(extensions or {})}
        windows = [self.window(period, (extensions or {}).get(period)) for period in periods]
        return sorted((one for one in windows if one.is_open(day)), key=lambda one: (one.due, one.period))

    def current(self, day: date) -> Period:
        """The period that is asked for on this day: the newest one already open. What is asked once is the only one,
        before it opens and after it has locked too."""
        if self.due_on:
            return Period.of(self.due_on, Every.ONCE)
        period = Period.of(day, self.every).plus(-1)
        return period if self.opens(period) <= day else period.plus(-1)

    def has_opened(self, period: Period, day: date) -> bool:
        """Whether the period, of this schedule's rhythm, opened on this day or before."""
        return self.opens_on <= day if self.opens_on else period <= self.current(day)

    def is_over(self, day: date) -> bool:
        """Whether nothing more will be asked: only what is asked once comes to an end by itself."""
        return self.due_on is not None and day > self.due_on + LOCKS_AFTER


@lru_cache(maxsize=512)
def _window(schedule: Schedule, period: Period, extended_to: date | None) -> Window:
    due = max(schedule.due(period), extended_to or date.min)
    return Window(period, schedule.opens(period), due, max(schedule.locks(period), due), due > schedule.due(period))


def _after(period: Period) -> Period:
    """The month after the period."""
    return Period(period.year, period.month).plus(1)


def _day(value: Any, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise ValueError(f"a schedule of once needs {name}, a day (YYYY-MM-DD)") from None


def is_workday(day: date) -> bool:
    """Monday to Friday and not a Thai public holiday (the package `holidays`)."""
    return day.weekday() < 5 and day not in _thai_holidays(day.year)


def next_workday(day: date) -> date:
    """This day, or the first working day after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def holiday_name(day: date) -> str:
    """What the public holiday is called in Thai; "" for any other day, Saturdays and Sundays too."""
    return _thai_holidays(day.year).get(day, "")


@cache
def _thai_holidays(year: int) -> Mapping[date, str]:
    # The days of the whole world are in it: imported by whoever asks for one.
    import holidays

    return dict(holidays.country_holidays("TH", years=year, language="th"))
