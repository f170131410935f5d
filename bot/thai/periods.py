"""A month as it is said after a word ("ภาพรวม ก.ย. 69"), with or without its year."""

from __future__ import annotations

import re

from bot.thai.dates import BE
from bot.thai.digits import tidy
from bot.thai.months import month_number

_NAMED = re.compile(r"(?:เดือน|งวด|รอบ)? ?(?P<name>[^0-9]+?) ?(?:พ\.? ?ศ\.? ?|ปี ?)?(?P<year>[0-9]{4}|[0-9]{2})?")
_FIGURES = re.compile(r"(?:เดือน|งวด|รอบ)? ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4}|[0-9]{2})")
# this month, this round: the one that is asked for now
_THIS = ("เดือนนี้", "งวดนี้", "รอบนี้", "ล่าสุด")


def read_period(text: str, newest: str) -> str | None:
    """The month (`2026-09`) that `text` names; None where it names none.

    Without a year it is the latest such month up to `newest`, the one that is asked for now. A year above 2400 is พ.ศ.,
    and so are two digits.
    """
    words = tidy(text)
    if not words or len(words) > 40:
        return None
    if words in _THIS:
        return newest
    named, figures = _NAMED.fullmatch(words), _FIGURES.fullmatch(words)
    if figures:
        return _month(int(figures["month"]), figures["year"], newest)
    month = month_number(named["name"]) if named else None
    return _month(month, named["year"], newest) if named and month is not None else None


def _month(month: int, year: str | None, newest: str) -> str | None:
    if not 1 <= month <= 12:
        return None
    if year is None:
        last = int(newest[:4]) - (month > int(newest[5:]))
        return f"{last:04d}-{month:02d}"
    number = int(year) + (2500 if len(year) == 2 else 0)
    number -= BE if number > 2400 else 0
    return f"{number:04d}-{month:02d}" if 1900 <= number <= 2150 else None
