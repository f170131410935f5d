"""number int round abs pow sqrt sum min max random, and the rarer mathematics of JavaRosa"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.errors import EvaluationError
from bot.engine.expressions.frame import Code
from bot.engine.expressions.functions.registry import Takes, check_path, function
from bot.engine.expressions.syntax import Call
from bot.engine.expressions.values import to_number


@function("number", 1)
def _number(value: Any) -> float:
    return to_number(value)


@function("int", 1)
def _int(value: Any) -> float:
    """Towards zero."""
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


@function("round", 1, 2)
def _round(value: Any, places: Any = 0.0) -> float:
    """Halves go up (round(-2.5) is -2), counted on the decimal digits as written: round(1.005, 2) is 1.01."""
    number, wanted = to_number(value), to_number(places)
    if not math.isfinite(number):
        return number
    power = int(wanted) if math.isfinite(wanted) else 0
    if power > 300 or abs(number) >= 1e300:
        return number
    if power < -300:
        return 0.0
    with localcontext() as context:
        context.prec = 700
        scaled = Decimal(repr(number)).scaleb(power) + Decimal("0.5")
        return float(Decimal(math.floor(scaled)).scaleb(-power))


@function("abs", 1)
def _abs(value: Any) -> float:
    return abs(to_number(value))


@function("pow", 2)
def _pow(base: Any, exponent: Any) -> float:
    try:
        result = math.pow(to_number(base), to_number(exponent))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan
    return result


def _of_one(name: str, work: Callable[[float], float]) -> None:
    def run(value: Any) -> float:
        try:
            return work(to_number(value))
        except (ValueError, OverflowError):
            return math.nan

    function(name, 1)(run)


def _log(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else base(number)


_of_one("sqrt", math.sqrt)
_of_one("exp", math.exp)
_of_one("exp10", lambda number: math.pow(10, number))
_of_one("log", _log(math.log))
_of_one("log10", _log(math.log10))
_of_one("sin", math.sin)
_of_one("cos", math.cos)
_of_one("tan", math.tan)
_of_one("asin", math.asin)
_of_one("acos", math.acos)
_of_one("atan", math.atan)


@function("atan2", 2)
def _atan2(y: Any, x: Any) -> float:
    return math.atan2(to_number(y), to_number(x))


@function("pi", 0)
def _pi() -> float:
    return math.pi


def _numbers(values: Iterable[Any]) -> list[float]:
    """Blanks and what is no number are skipped, as though they were not there."""
    found: list[float] = []
    for value in values:
        if value.__class__ is list:
            found += [to_number(node.x) for node in value]
        else:
            found.append(to_number(value))
    return [number for number in found if number == number]


@function("sum", 1, takes=Takes.NODES, check=check_path)
def _sum(values: Any) -> float:
    if values.__class__ is not list:
        raise EvaluationError("sum() takes a question")
    # Exact addition: the order of rows must not change the total.
    numbers = _numbers([values])
    return math.fsum(numbers) if all(map(math.isfinite, numbers)) else sum(numbers)


@function("min", 0, None, takes=Takes.NODES)
def _min(*values: Any) -> float:
    return min(_numbers(values), default=math.nan)


@function("max", 0, None, takes=Takes.NODES)
def _max(*values: Any) -> float:
    return max(_numbers(values), default=math.nan)


@function("random", 0, takes=Takes.BUILD)
def _random(call: Call, compiler: CompileContext) -> Code:
    site = compiler.site()
    return lambda frame: frame.environment.chance(frame.current, site)
