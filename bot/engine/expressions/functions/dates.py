"""today now date date-time format-date format-date-time decimal-date-time decimal-time"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.engine.expressions import dates
from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.errors import EvaluationError
from bot.engine.expressions.frame import Code
from bot.engine.expressions.functions.registry import Takes, function
from bot.engine.expressions.syntax import Call, Literal
from bot.engine.expressions.values import single, to_string


@function("today", 0, takes=Takes.CODE)
def _today() -> Code:
    return lambda frame: dates.midnight(frame.environment.now)


@function("now", 0, takes=Takes.CODE)
def _now() -> Code:
    return lambda frame: frame.environment.now.astimezone(dates.BANGKOK)


def _moment(value: Any) -> datetime | None:
    """A date, an ISO string or a number of days as a moment; None for a blank."""
    value = single(value)
    if value.__class__ is datetime:
        return value
    if value.__class__ is float:
        return None if value != value else dates.from_exact_day(value)
    text = to_string(value)
    if text == "":
        return None
    moment = dates.parse_moment(text) if value.__class__ is str else None
    if moment is None:
        raise EvaluationError(f"{text!r} is not a date")
    return moment


def _check_literal(call: Call, compiler: CompileContext) -> None:
    value = call.arguments[0]
    if not isinstance(value, Literal) or not value.value:
        return
    length = len(value.value) + 2
    if dates.parse_moment(value.value) is None:
        compiler.report("date", value.position, value.value, length=length)
    elif meant := dates.of_common_era(value.value):
        compiler.report(
            "buddhist-date", value.position, value.value, length=length, suggestion=f"'{meant}'", is_warning=True
        )


@function("date", 1, check=_check_literal)
def _date(value: Any) -> datetime | str:
    """The whole day; only a string that names a time keeps it (as JavaRosa has it)."""
    moment = _moment(value)
    if moment is None:
        return ""
    return moment if value.__class__ is str else dates.midnight(moment)


@function("date-time", 1, check=_check_literal)
def _date_time(value: Any) -> datetime | str:
    moment = _moment(value)
    return "" if moment is None else moment


def _check_pattern(call: Call, compiler: CompileContext) -> None:
    _check_literal(call, compiler)
    pattern = call.arguments[1]
    if isinstance(pattern, Literal):
        try:
            dates.words(datetime(2026, 1, 1, tzinfo=dates.BANGKOK), pattern.value)
        except EvaluationError:
            known = " ".join(sorted(f"%{letter}" for letter in dates.PATTERN_LETTERS))
            compiler.report("date-pattern", pattern.position, pattern.value, known, length=len(pattern.value) + 2)


@function("format-date", 2, check=_check_pattern)
def _format_date(value: Any, pattern: Any) -> str:
    moment = _moment(value)
    return "" if moment is None else dates.words(moment, to_string(pattern))


function("format-date-time", 2, check=_check_pattern)(_format_date)


@function("decimal-date-time", 1, check=_check_literal)
def _decimal_date_time(value: Any) -> float | str:
    """Days since 1970 in UTC with the part of the day."""
    if value.__class__ is float:
        return value
    moment = _moment(value)
    return "" if moment is None else dates.exact_day_number(moment)


@function("decimal-time", 1)
def _decimal_time(value: Any) -> float | str:
    """The part of the local day gone by."""
    moment = _moment(value)
    return "" if moment is None else dates.day_fraction(moment)
