"""Moments, days since 1970 and their words; everything in Bangkok."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.engine.expressions.errors import EvaluationError

BANGKOK = ZoneInfo("Asia/Bangkok")
_EPOCH = date(1970, 1, 1).toordinal()
_EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{1,4})-(\d{1,2})-(\d{1,2})"
    r"(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII)
# English month and day names, as Java's; not the machine's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_number(moment: datetime) -> int:
    """Whole local days since 1 January 1970."""
    return moment.toordinal() - _EPOCH


def exact_day_number(moment: datetime) -> float:
    """Days since 1970 in UTC, with the part of the day."""
    return (moment - _EPOCH_MOMENT) / timedelta(days=1)


def day_fraction(moment: datetime) -> float:
    """The part of the local day gone by."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight) / timedelta(days=1)


def midnight(moment: datetime) -> datetime:
    local = moment.astimezone(BANGKOK)
    return datetime(local.year, local.month, local.day, tzinfo=BANGKOK)


def from_day(days: float) -> datetime:
    """The local day that a number of days since 1970 falls on."""
    try:
        day = date.fromordinal(_EPOCH + math.floor(days))
    except (OverflowError, ValueError) as error:
        raise EvaluationError(f"{days} is too far away to be a date") from error
    return datetime(day.year, day.month, day.day, tzinfo=BANGKOK)


def from_exact_day(days: float) -> datetime:
    """The moment that a number of days since 1970 in UTC is; a whole number is that local day."""
    try:
        if days == math.floor(days):
            return from_day(days)
        return (_EPOCH_MOMENT + timedelta(days=days)).astimezone(BANGKOK)
    except (OverflowError, ValueError) as error:
        raise EvaluationError(f"{days} is too far away to be a date") from error


def parse_moment(text: str) -> datetime | None:
    """An ISO date or dateTime; without an offset it is Bangkok's. None when it is neither."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, part, offset = match.groups()
    return _moment((int(year), int(month), int(day)), hour, minute, second, part, offset)


def of_common_era(text: str) -> str:
    """An ISO date whose year is of the Buddhist Era (2400-2699), with the year of the common one; "" for any other."""
    year = text[:4]
    if parse_moment(text) is None or not year.isdigit() or not 2400 <= int(year) < 2700:
        return ""
    meant = f"{int(year) - 543}{text[4:]}"
    return meant if parse_moment(meant) is not None else ""


def parse_time(text: str, day: datetime) -> datetime | None:
    """An ISO time on the local day of `day`; None when it is not one."""
    match = _TIME.match(text)
    if match is None:
        return None
    hour, minute, second, part, offset = match.groups()
    return _moment((day.year, day.month, day.day), hour, minute, second, part, offset)


def _moment(
    day: tuple[int, int, int],
    hour: str | None,
    minute: str | None,
    second: str | None,
    part: str | None,
    offset: str | None,
) -> datetime | None:
    try:
        moment = datetime(
            *day, int(hour or 0), int(minute or 0), int(second or 0), int((part or "0").ljust(6, "0")), tzinfo=BANGKOK
        )
        if offset is None:
            return moment
        if offset == "Z":
            return moment.replace(tzinfo=UTC).astimezone(BANGKOK)
        hours, minutes = int(offset[1:3]), int(offset[-2:]) if len(offset) > 3 else 0
        ahead = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
        return (moment.replace(tzinfo=UTC) - ahead).astimezone(BANGKOK)
    except (OverflowError, ValueError):
        return None


def words(moment: datetime, pattern: str) -> str:
    """A moment by an ODK pattern: %Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %j %%; no other is known."""
    parts = {
        "Y": lambda: f"{moment.year:04}",
        "y": lambda: f"{moment.year % 100:02}",
        "m": lambda: f"{moment.month:02}",
        "n": lambda: str(moment.month),
        "b": lambda: _MONTHS[moment.month - 1],
        "d": lambda: f"{moment.day:02}",
        "e": lambda: str(moment.day),
        "H": lambda: f"{moment.hour:02}",
        "h": lambda: str(moment.hour),
        "M": lambda: f"{moment.minute:02}",
        "S": lambda: f"{moment.second:02}",
        "3": lambda: f"{moment.microsecond // 1000:03}",
        "a": lambda: _DAYS[moment.weekday()],
        "%": lambda: "%",
    }
    written: list[str] = []
    characters = iter(pattern)
    for character in characters:
        if character != "%":
            written.append(character)
            continue
        part = parts.get(next(characters, ""))
        if part is None:
            raise EvaluationError(f"{pattern!r} is not a date pattern")
        written.append(part())
    return "".join(written)


PATTERN_LETTERS = frozenset("YymnbdeHhMS3a%")
"""What may follow % in a date pattern."""
