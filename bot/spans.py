"""Spans of months that figures are added up over. Pure.

The fiscal year runs from October to September and is named by the Buddhist year it ends in (พ.ร.บ. วิธีการงบประมาณ
พ.ศ. 2561, section 4): October 2026 opens fiscal year 2570. Its quarters are October-December and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.schedule import Period

BE = 543
_FIRST_MONTH = 10


class SpanKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """The months from the beginning of a month, quarter or fiscal year up to and with `through`."""

    kind: SpanKind
    through: Period

    @property
    def months(self) -> tuple[Period, ...]:
        """Oldest first; never empty."""
        into = (self.through.month - _FIRST_MONTH) % 12
        back = {SpanKind.MONTH: 0, SpanKind.QUARTER: into % 3, SpanKind.YEAR: into}[self.kind]
        return tuple(self.through.plus(-step) for step in range(back, -1, -1))

    @property
    def periods(self) -> tuple[str, ...]:
        """`2026-10`, oldest first."""
        return tuple(map(str, self.months))

    @property
    def year_before(self) -> Span:
        """The same months of the year before."""
        return Span(self.kind, self.through.plus(-12))

    @property
    def fiscal_year(self) -> int:
        """พ.ศ."""
        return fiscal_year(self.through)

    @property
    def quarter(self) -> int:
        """1 (October-December) to 4."""
        return (self.through.month - _FIRST_MONTH) % 12 // 3 + 1


def fiscal_year(month: Period) -> int:
    """The fiscal year (พ.ศ.) that the month lies in."""
    return month.year + BE + (month.month >= _FIRST_MONTH)
