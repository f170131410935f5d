"""The value that was meant where one is written as people write it: a day, a number with commas, an option's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.forms.remarks import Remark
from bot.thai.dates import read_date
from bot.thai.digits import to_arabic

_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
# Read on days so far apart, a date that hangs on the day of reading comes out twice.
_READ_ON = (date(1990, 1, 1), date(2090, 1, 1))


def meant_day(text: str) -> str:
    """As a form takes it: `1/10/2569` is 2026-10-01. "" where it is no day, or hangs on when it is read."""
    found = {read_date(text, on) for on in _READ_ON} if any(each.isdigit() for each in text) else set()
    (day,) = found if len(found) == 1 else (None,)
    return day.isoformat() if isinstance(day, date) else ""


def meant_number(text: str) -> str:
    """`๑,๒๐๐` is 1200; "" where it is no number."""
    plain = to_arabic(text).strip()
    return plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else ""


def meant_option(text: str, options: Mapping[str, str]) -> str:
    """The name of the one option that is called so; "" where none is, or several are."""
    said = text.strip().casefold()
    found = [name for name, label in options.items() if said in (name.casefold(), label.strip().casefold())]
    return found[0] if len(found) == 1 else ""


def with_meant_day(remark: Remark) -> Remark:
    """In an expression: what is no date for it may be one all the same."""
    meant = meant_day(remark.facts[0]) if remark.code in ("date", "text-as-number") else ""
    if not meant:
        return remark
    return replace(remark, suggestion=f"'{meant}'" if remark.code == "date" else f"date('{meant}')")
