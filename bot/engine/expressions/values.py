"""XPath values and how one kind becomes another (JavaRosa's rules, each seen by running JavaRosa 5.1).

Blank is "". A date, a time and a dateTime are all one moment (an aware datetime in Bangkok); as a number it is its
whole day, as a string its ISO day.
"""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import Any

from bot.engine.expressions.dates import day_number, parse_moment
from bot.engine.expressions.errors import EvaluationError

_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)\s*\Z")
_SAME = 1e-12
"""Two numbers closer than this are equal, so that 0.1 + 0.2 = 0.3."""


def single(value: Any) -> Any:
    """A path's value: its one node's, "" for none. More than one is the author's slip, never silently the first."""
    if value.__class__ is not list:
        return value
    if not value:
        return ""
    if len(value) > 1:
        raise EvaluationError("several rows where one value is wanted")
    return value[0].x


def to_number(value: Any) -> float:
    kind = value.__class__
    if kind is float:
        return value
    if kind is str:
        # A comma is read as a decimal point: '1,5' + 1 is 2.5 in JavaRosa.
        return float(value.replace(",", ".")) if _NUMBER.match(value) else math.nan
    if kind is bool:
        return 1.0 if value else 0.0
    if kind is datetime:
        return float(day_number(value))
    return to_number(single(value))


def to_string(value: Any) -> str:
    kind = value.__class__
    if kind is str:
        return value
    if kind is float:
        return number_words(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is datetime:
        return f"{value.year}-{value.month:02}-{value.day:02}"
    return to_string(single(value))


def to_boolean(value: Any) -> bool:
    """Blank is false, any other string is true ('false' too); a number is true unless it is 0 or NaN."""
    kind = value.__class__
    if kind is bool:
        return value
    if kind is str:
        return value != ""
    if kind is float:
        return abs(value) > _SAME
    if kind is datetime:
        return True
    return to_boolean(single(value))


def number_words(value: float) -> str:
    """A number as Java prints it: whole ones within 32 bits plain, from 10^7 and below 10^-3 with an exponent."""
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and -(2**31) <= value < 2**31:
        return str(int(value))
    if 1e-3 <= abs(value) < 1e7:
        return repr(value)
    digits, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        whole, _, rest = digits.lstrip("-").partition(".")
        stripped = (whole + rest).lstrip("0")
        power = len(whole) - 1 if whole.strip("0") else -(len(rest) - len(rest.lstrip("0")) + 1)
        stripped = stripped.rstrip("0") or "0"
        digits = ("-" if value < 0 else "") + stripped[0] + "." + (stripped[1:] or "0")
        return f"{digits}E{power}"
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent)}"


def equal(left: Any, right: Any) -> bool:
    left, right = single(left), single(right)
    kinds = (left.__class__, right.__class__)
    if bool in kinds:
        return to_boolean(left) == to_boolean(right)
    if float in kinds:
        return abs(to_number(left) - to_number(right)) < _SAME
    return to_string(left) == to_string(right)


def comparable(left: Any, right: Any) -> tuple[float, float]:
    """Both sides of < and its kin as numbers.

    Ours, not JavaRosa's: beside a date, a string that is an ISO date is one, so that `'2024-01-10' < today()` is true
    and not silently false.
    """
    left, right = single(left), single(right)
    if left.__class__ is datetime and right.__class__ is str:
        return to_number(left), _dated(right)
    if right.__class__ is datetime and left.__class__ is str:
        return _dated(left), to_number(right)
    return to_number(left), to_number(right)


def _dated(text: str) -> float:
    moment = parse_moment(text)
    return to_number(text) if moment is None else float(day_number(moment))
