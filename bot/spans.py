"""Spans of periods that figures are added up over. Pure; what a fiscal year is says `bot/periods.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.periods import FIRST_MONTH, Every, Period

BE = 543


class SpanKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ONCE = "once"


KINDS: dict[Every, tuple[SpanKind, ...]] = {
    Every.MONTH: (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.YEAR),
    Every.QUARTER: (SpanKind.QUARTER, SpanKind.YEAR),
    Every.FISCAL_YEAR: (SpanKind.YEAR,),
    Every.ONCE: (SpanKind.ONCE,),
}
"""The spans that periods of a rhythm can be added up over; the first is a period alone."""


@dataclass(frozen=True, slots=True)
class Span:
    """The periods from the beginning of a month, quarter or fiscal year up to and with `through`. `kind` is one of
    `KINDS` of its rhythm."""

    kind: SpanKind
    through: Period

    @classmethod
    def alone(cls, period: Period) -> Span:
        """The period by itself."""
        return cls(KINDS[period.every][0], period)

    @property
    def is_alone(self) -> bool:
        return self.kind is KINDS[self.through.every][0]

    @property
    def months(self) -> tuple[Period, ...]:
        """Its periods, oldest first; never empty."""
        if self.is_alone:
            return (self.through,)
        into = (self.through.month - FIRST_MONTH) % 12
        months = into % 3 if self.kind is SpanKind.QUARTER else into
        return tuple(reversed(self.through.back(months // self.through.every.months)))

    @property
    def periods(self) -> tuple[str, ...]:
        """Their keys, oldest first."""
        return tuple(map(str, self.months))

    @property
    def year_before(self) -> Span | None:
        """The same periods of the year before; None where it is asked once."""
        if self.through.every is Every.ONCE:
            return None
        return Span(self.kind, self.through.plus(-12 // self.through.every.months))

    @property
    def fiscal_year(self) -> int:
        """พ.ศ."""
        return fiscal_year(self.through)

    @property
    def quarter(self) -> int:
        """1 (October-December) to 4."""
        return self.through.quarter


def fiscal_year(period: Period) -> int:
    """The fiscal year (พ.ศ.) that the period lies in."""
    return period.fiscal_year + BE
