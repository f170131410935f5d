"""Whether there is a day that meets a constraint at all.

What the constraint says of other questions, or in functions that are not looked into here, may be true or not: it is
taken as met. All else changes only at the days that are written in it and at the day of asking, so those are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.engine.expressions.dates import day_number, of_common_era, parse_moment
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Negation, Number, Path
from bot.engine.expressions.values import to_number

_EPOCH = date(1970, 1, 1).toordinal()
# Days that can be answered, as `bot.thai.dates` reads them; days on which a form may be asked.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2150, 12, 31)
_FIRST_ASKED, _LAST_ASKED = date(2020, 1, 1), date(2100, 12, 31)
# Days and numbers in one constraint; beyond that it is taken as met.
_MOST_WRITTEN = 8


@dataclass(frozen=True, slots=True)
class _Trial:
    """One day as the answer, on one day of asking; `name` is the question's own."""

    name: str
    in_common_era: bool
    day: float = 0.0
    today: float = 0.0


def has_a_day(tree: Expr, name: str, precision: str = "", in_common_era: bool = False) -> bool:
    """`precision` is `year` or `month` where only the first day of one is an answer. `in_common_era` reads years of the
    Buddhist Era as what they were meant to be."""
    trial = _Trial(name, in_common_era)
    parts = list(_parts(tree))
    written = {day for one in parts if isinstance(one, Literal) and (day := _day(one.value, in_common_era)) is not None}
    steps = {one.value * sign for one in parts if isinstance(one, Number) for sign in (1, -1)}
    if len(written) + len(steps) > _MOST_WRITTEN:
        return True
    first, last = _number(FIRST_DAY), _number(LAST_DAY)
    fixed = {first, last, *(day + beside for day in written for beside in (-1, 0, 1))}
    asked = {_number(_FIRST_ASKED), _number(_LAST_ASKED)}
    if any(isinstance(one, Call) and one.name in ("today", "now") for one in parts):
        asked |= {day + step for day in fixed for step in (0, *steps) if min(asked) <= day + step <= max(asked)}
    for today in asked:
        near = {today + step + beside for step in (0, *steps) for beside in (-1, 0, 1)}
        # Beyond those there are no answers, and further off no calendar has a day.
        for day in _answered({day for day in (*fixed, *near) if first <= day <= last}, precision):
            if first <= day <= last and _truth(tree, replace(trial, day=day, today=today)) is not False:
                return True
    return False


def _answered(days: set[float], precision: str) -> set[float]:
    """The days that can be answers beside these."""
    if precision not in ("year", "month"):
        return days
    found = set()
    for day in days:
        on = date.fromordinal(int(day) + _EPOCH)
        month = on.month if precision == "month" else 1
        after = (on.year + (month == 12), month % 12 + 1) if precision == "month" else (on.year + 1, 1)
        found |= {_number(date(on.year, month, 1)), _number(date(*after, 1))}
    return found


def _parts(tree: Expr) -> Iterator[Expr]:
    yield tree
    inner: tuple[Expr, ...] = ()
    if isinstance(tree, Binary):
        inner = (tree.left, tree.right)
    elif isinstance(tree, Call):
        inner = tree.arguments
    elif isinstance(tree, Negation):
        inner = (tree.operand,)
    for each in inner:
        yield from _parts(each)


def _truth(tree: Expr, trial: _Trial) -> bool | None:
    """None where it hangs on what is not known here."""
    if isinstance(tree, Call):
        if tree.name == "not" and len(tree.arguments) == 1:
            inner = _truth(tree.arguments[0], trial)
            return None if inner is None else not inner
        return {"true": True, "false": False}.get(tree.name) if not tree.arguments else None
    if not isinstance(tree, Binary):
        return None
    if tree.operator in ("and", "or"):
        decisive = tree.operator == "or"
        sides = (_truth(tree.left, trial), _truth(tree.right, trial))
        if decisive in sides:
            return decisive
        return None if None in sides else not decisive
    left, right = _value(tree.left, trial), _value(tree.right, trial)
    if left is None or right is None:
        return None
    tests = {
        "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "=": left == right,
        "!=": left != right,
    }  # fmt: skip
    return tests.get(tree.operator)


def _value(tree: Expr, trial: _Trial) -> float | None:
    """Days since 1970, or a number of them; not a number for words; None where it is not known here."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Literal):
        day = _day(tree.value, trial.in_common_era)
        return to_number(tree.value) if day is None else day
    if isinstance(tree, Negation):
        inner = _value(tree.operand, trial)
        return None if inner is None else -inner
    if isinstance(tree, Binary) and tree.operator in ("+", "-"):
        left, right = _value(tree.left, trial), _value(tree.right, trial)
        return None if left is None or right is None else left + right if tree.operator == "+" else left - right
    if isinstance(tree, Call):
        if tree.name in ("date", "date-time") and len(tree.arguments) == 1:
            return _value(tree.arguments[0], trial)
        return trial.today if tree.name in ("today", "now") and not tree.arguments else None
    return trial.day if isinstance(tree, Path) and _is_itself(tree, trial.name) else None


def _is_itself(path: Path, name: str) -> bool:
    names = [step.name for step in path.steps]
    plain = path.base is None and not any(step.predicates for step in path.steps)
    return plain and (names == ["."] or names[-1:] == [name])


def _day(text: str, in_common_era: bool) -> float | None:
    moment = parse_moment((in_common_era and of_common_era(text)) or text)
    return None if moment is None else float(day_number(moment))


def _number(day: date) -> float:
    return float(day.toordinal() - _EPOCH)
