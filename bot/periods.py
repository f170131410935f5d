"""The periods that are reported, and the keys they are written by. Pure; docs/decisions/0024.

A key has seven characters, says by itself what it is and sorts in time among those of its rhythm: `2026-10` a month,
`2027-Q1` a quarter and `2027-FY` a year of the fiscal year that ends in 2027, `2026364` (ISO 8601, year and day of the
year) a report that is asked for once, by that day. The years of keys are Gregorian.

The fiscal year runs from October to September and is named by the year it ends in (พ.ร.บ. วิธีการงบประมาณ พ.ศ. 2561,
section 4): October 2026 opens fiscal year 2027, พ.ศ. 2570. Its first quarter is October to December.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_MONTH = 10  # of the fiscal year
_KEY = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|(FY))|(\d{3}))", re.ASCII)
# The years that can be reported. Whatever lies a lifetime before or after one of its periods still has a key and days.
_YEARS = range(1900, 3000)


class Every(StrEnum):
    """How often a programme asks: its rhythm."""

    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal_year"
    ONCE = "once"

    @property
    def months(self) -> int:
        """How many months lie in a period; 0 for what is asked once."""
        return _MONTHS[self]


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.FISCAL_YEAR: 12, Every.ONCE: 0}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, a quarter or a whole of the fiscal year, or the day by which something is asked once.

    `year` and `month` are those of its last day, `on` is that day itself where it is asked once, else 0. Periods of one
    rhythm are ordered in time.
    """

    year: int
    month: int
    every: Every = Every.MONTH
    on: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """Raises ValueError for what is no key."""
        found = _KEY.fullmatch(text)
        if not found or int(found[1]) not in _YEARS:
            raise ValueError(
                f"not a month (YYYY-MM): {text!r}; nor a quarter (YYYY-Q1), a fiscal year (YYYY-FY) or a day (YYYYDDD)"
            )
        year, month, quarter, whole_year, day = int(found[1]), *found.groups()[1:]
        if month:
            return cls(year, int(month))
        if quarter:
            return cls(year - 1, 12, Every.QUARTER).plus(int(quarter) - 1)
        if whole_year:
            return cls(year, FIRST_MONTH - 1, Every.FISCAL_YEAR)
        if not 1 <= int(day) <= 365 + calendar.isleap(year):
            raise ValueError(f"not a day of {year}: {text!r}")
        return cls.of(date(year, 1, 1) + timedelta(days=int(day) - 1), Every.ONCE)

    @classmethod
    def of(cls, day: date, every: Every = Every.MONTH) -> Period:
        """The period of that rhythm which the day lies in; what is asked once, by that day."""
        if every is Every.ONCE:
            return cls(day.year, day.month, every, day.day)
        year, month = divmod(day.year * 12 + day.month - 1 + (FIRST_MONTH - 1 - day.month) % every.months, 12)
        return cls(year, month + 1, every)

    def plus(self, steps: int) -> Period:
        """The period so many after this one. ValueError where it is asked once: it has neighbours neither way."""
        if self.every is Every.ONCE:
            raise ValueError(f"{self} stands alone")
        year, month = divmod(self.year * 12 + self.month - 1 + steps * self.every.months, 12)
        return Period(year, month + 1, self.every)

    def back(self, count: int) -> list[Period]:
        """This period and the `count` before it, newest first; only itself where it is asked once."""
        return [self] if self.every is Every.ONCE else [self.plus(-step) for step in range(count + 1)]

    def beside(self) -> tuple[Period | None, Period | None]:
        """The period before and the one after; None where it is asked once."""
        return (None, None) if self.every is Every.ONCE else (self.plus(-1), self.plus(1))

    def day(self, number: int) -> date:
        """That day of the last month; the month's last day where the month is shorter."""
        return date(self.year, self.month, min(number, calendar.monthrange(self.year, self.month)[1]))

    @property
    def first_day(self) -> date:
        """Where it is asked once the day it is due."""
        if self.every is Every.ONCE:
            return self.last_day
        year, month = divmod(self.year * 12 + self.month - self.every.months, 12)
        return date(year, month + 1, 1)

    @property
    def last_day(self) -> date:
        return self.day(self.on or 31)

    @property
    def fiscal_year(self) -> int:
        """The Gregorian year that the fiscal year of its last day ends in."""
        return self.year + (self.month >= FIRST_MONTH)

    @property
    def quarter(self) -> int:
        """The quarter of the fiscal year that its last day lies in: 1 (October to December) to 4."""
        return (self.month - FIRST_MONTH) % 12 // 3 + 1

    def ended_with(self, first: date | None, gone: date | None) -> bool:
        """Whether an office was there on the period's last day: that is the office which reports it.

        `first` is its first day, None for always; `gone` the first day without it, None while it lasts.
        """
        return (first is None or first <= self.last_day) and (gone is None or gone > self.last_day)

    def __str__(self) -> str:
        if self.every is Every.MONTH:
            return f"{self.year:04d}-{self.month:02d}"
        match self.every:
            case Every.QUARTER:
                return f"{self.fiscal_year:04d}-Q{self.quarter}"
            case Every.FISCAL_YEAR:
                return f"{self.fiscal_year:04d}-FY"
        return f"{self.last_day:%Y%j}"
