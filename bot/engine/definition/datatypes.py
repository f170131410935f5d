"""Answers between people, JSON and XPath: what a type accepts, how it is kept, how an expression sees it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bot.engine.definition.form_items import QuestionKind
from bot.engine.expressions import dates
from bot.engine.expressions.frame import Scalar
from bot.engine.expressions.values import number_words, to_string

Value = None | str | int | float | list[str]
"""An answer as plain JSON; None is blank.

text, hidden, file kinds: str · integer, range over integers: int · decimal, range over decimals: float ·
select_one: the choice's value · select_multiple and rank: list of choice values · date: `2026-11-22` ·
time: `08:30:00.000+07:00` · dateTime: `2026-11-22T08:30:00.000+07:00` · geopoint: `lat lon alt acc` (degrees, metres) ·
acknowledge: `OK`.
"""

LARGEST = 2**53
"""Beyond this a double, which is what every expression computes with, is no longer exact to 1."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry: such a text could never be exported."""


class NotOfType(ValueError):
    """A value that the question's type cannot hold."""


def accept(kind: QuestionKind, data_type: str, value: Any) -> Any:
    """The value as it is kept (`Value`), None for a blank. Raises `NotOfType`."""
    if value is None or (isinstance(value, str) and value.strip() == ""):
        return None
    if kind.has_choices:
        return _choice(value) if kind is QuestionKind.SELECT_ONE else _choices(value)
    if kind is QuestionKind.GEOPOINT:
        return _point(value)
    if kind is QuestionKind.ACKNOWLEDGE:
        if value not in (True, "OK"):
            raise NotOfType("only OK")
        return "OK"
    if data_type in ("int", "integer"):
        return _integer(value)
    if data_type == "decimal":
        return _decimal(value)
    if kind in (QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.TIME):
        return _moment(kind, value)
    if not isinstance(value, str) or _UNPRINTABLE.search(value):
        raise NotOfType("not a text")
    return value


def _integer(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,16}", value.strip()):
        value = int(value)
    if isinstance(value, Decimal | float) and math.isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise NotOfType("not a whole number")
    return value


def _decimal(value: Any) -> float:
    if isinstance(value, str) and re.fullmatch(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)", value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NotOfType("not a number")
    number = float(value)
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise NotOfType("not a number")
    return number


def _choice(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_words(float(value))
    raise NotOfType("not a choice")


def _choices(value: Any) -> list[str] | None:
    if isinstance(value, str):
        value = value.split()
    if not isinstance(value, Sequence) or not all(isinstance(each, str) for each in value):
        raise NotOfType("not a list of choices")
    if len(set(value)) != len(value):
        raise NotOfType("the same choice twice")
    return list(value) or None


def _moment(kind: QuestionKind, value: Any) -> str:
    if kind is QuestionKind.DATE:
        if isinstance(value, datetime):
            return local(value).date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        parsed = dates.parse_moment(value) if isinstance(value, str) else None
        if parsed is None:
            raise NotOfType("not a date")
        return parsed.date().isoformat()
    if kind is QuestionKind.TIME:
        return _time(value)
    if isinstance(value, str):
        value = dates.parse_moment(value)
    if not isinstance(value, datetime):
        raise NotOfType("not a date with a time")
    return local(value).isoformat(timespec="milliseconds")


def _time(value: Any) -> str:
    day = datetime(2000, 1, 1, tzinfo=dates.BANGKOK)
    if isinstance(value, time):
        value = value.isoformat()
    parsed = dates.parse_time(value, day) if isinstance(value, str) else None
    if parsed is None:
        raise NotOfType("not a time")
    return parsed.isoformat(timespec="milliseconds").partition("T")[2]


def local(moment: datetime) -> datetime:
    """In Bangkok; one without an offset is taken to be there already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dates.BANGKOK)
    return moment.astimezone(dates.BANGKOK)


def _point(value: Any) -> str:
    parts = value.split() if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError) as error:
        raise NotOfType("not a place") from error
    if not 2 <= len(numbers) <= 4 or not all(math.isfinite(number) for number in numbers):
        raise NotOfType("not a place")
    latitude, longitude, altitude, accuracy = (*numbers, 0.0, 0.0)[:4]
    if abs(latitude) > 90 or abs(longitude) > 180 or accuracy < 0:
        raise NotOfType("not a place on earth")
    return " ".join(_plain(number) for number in (latitude, longitude, altitude, accuracy))


def _plain(number: float) -> str:
    """As Java writes it, without an exponent; 8 decimals of a degree are a millimetre."""
    written = f"{number:.8f}".rstrip("0")
    return written + "0" if written.endswith(".") else written


def seen(data_type: str, value: Any, now: datetime) -> Scalar:
    """A kept value as an expression sees it. A bare time is on the day of `now`, as in JavaRosa."""
    if value is None:
        return ""
    if value.__class__ is list:
        return " ".join(value)
    if value.__class__ is int or value.__class__ is float:
        return float(value)
    if data_type in ("date", "dateTime") and value.__class__ is str:
        moment = dates.parse_moment(value)
        return value if moment is None else moment
    if data_type == "time" and value.__class__ is str:
        moment = dates.parse_time(value, local(now))
        return value if moment is None else moment
    return value if value.__class__ is str else to_string(value)


def from_text(kind: QuestionKind | None, data_type: str, text: str) -> Any:
    """A value written in the XForm (a default); None where it does not fit its type."""
    if kind is None or not kind.is_asked:
        kind = _KIND_OF.get(data_type, QuestionKind.TEXT)
    try:
        return accept(kind, data_type, text)
    except NotOfType:
        return None


_KIND_OF = {
    "date": QuestionKind.DATE,
    "dateTime": QuestionKind.DATETIME,
    "time": QuestionKind.TIME,
    "geopoint": QuestionKind.GEOPOINT,
}


def from_xpath(kind: QuestionKind | None, data_type: str, result: Scalar) -> Any:
    """What a setvalue or a calculation gives, as a question of this type keeps it; None where it does not fit."""
    if kind is None or not kind.is_asked:
        kind = _KIND_OF.get(data_type, QuestionKind.TEXT)
    if result.__class__ is float and (result != result or math.isinf(result)):
        return None
    if isinstance(result, datetime):
        value: Any = result if data_type in ("dateTime", "date") else result.isoformat(timespec="milliseconds")
        if data_type == "time":
            value = result.isoformat(timespec="milliseconds").partition("T")[2]
        elif data_type not in ("dateTime", "date"):
            value = to_string(result)
    elif data_type in ("int", "integer") and isinstance(result, float):
        value = int(result)
    elif isinstance(result, float) and data_type == "decimal":
        value = result
    else:
        value = to_string(result)
    try:
        return accept(kind, data_type, value)
    except NotOfType:
        return None


def calculated(data_type: str, result: Scalar) -> Scalar:
    """What a calculation's node holds: the result as it is, blank for NaN, cut to 32 bits for an int (JavaRosa's)."""
    if result.__class__ is float:
        number = float(result)
        if number != number:
            return ""
        if data_type in ("int", "integer"):
            return float(max(-(2**31), min(2**31 - 1, math.trunc(number)))) if math.isfinite(number) else number
        if math.isfinite(number) and abs(number - math.trunc(number)) < 1e-9:
            return float(math.trunc(number))
        return number
    if data_type == "boolean" and result != "":
        return bool(result)
    return result


def document_value(data_type: str, x: Scalar) -> Any:
    """A calculation's value for the document: a number stays one (whole ones int), a moment is ISO, None for blank."""
    if x == "" or x.__class__ is bool:
        return None if x == "" else to_string(x)
    if isinstance(x, float):
        return int(x) if math.isfinite(x) and x == int(x) else x if math.isfinite(x) else to_string(x)
    if isinstance(x, datetime):
        whole = (x.hour, x.minute, x.second, x.microsecond) == (0, 0, 0, 0) and data_type != "dateTime"
        return x.date().isoformat() if whole else x.isoformat(timespec="milliseconds")
    return x


def shown(value: Any) -> str:
    """A value in plain words without choice labels: for labels, notes and row names."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)
