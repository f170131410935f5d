"""What an expression may say and its author hardly means: it runs, and is always true, always false or no number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from bot.engine.expressions.dates import of_common_era, parse_moment
from bot.engine.expressions.errors import ExpressionProblem
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Number
from bot.engine.expressions.values import number_words, to_number

_ORDERING = frozenset({"<", "<=", ">", ">="})
_COMPUTING = frozenset({*_ORDERING, "+", "-", "*", "div", "mod"})
_COMPARING = frozenset({*_ORDERING, "=", "!="})
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_DAY = re.compile(r"(?<![\w.\-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w.\-])")
_CALLED = re.compile(r"\bdate(?:-time)?\(\s*\Z")
_YEAR = re.compile(r"2[4-6]\d\d")


def slips_of(tree: Binary) -> Iterator[ExpressionProblem]:
    """Those of one operator and what stands beside it."""
    sides = (tree.left, tree.right)
    if tree.operator in _ORDERING and isinstance(tree.left, Binary) and tree.left.operator in _ORDERING:
        yield _slip("chained-comparison", tree.position, tree.operator, length=len(tree.operator))
    for side in sides:
        if tree.operator in ("and", "or") and (written := _written(side)):
            yield _slip("lone-value", side.position, written, tree.operator, length=len(written))
        if tree.operator in _COMPUTING and isinstance(side, Literal) and _is_of_words(side.value):
            yield _slip("text-as-number", side.position, side.value, length=len(side.value) + 2)
    if tree.operator in _COMPARING:
        for side, other in (sides, sides[::-1]):
            yield from _year(side, other)


def _written(side: Expr) -> str:
    """A value as it stands there, "" for all else and for one that is false."""
    if isinstance(side, Literal):
        return f"'{side.value}'" if side.value else ""
    return number_words(side.value) if isinstance(side, Number) and side.value else ""


def _is_of_words(text: str) -> bool:
    return bool(text.strip()) and parse_moment(text) is None and math.isnan(to_number(text))


def _year(side: Expr, other: Expr) -> Iterator[ExpressionProblem]:
    """`format-date(., '%Y') = '2569'`."""
    if isinstance(side, Call) and side.name == "number" and len(side.arguments) == 1:
        side = side.arguments[0]
    if not isinstance(side, Call) or side.name not in ("format-date", "format-date-time") or len(side.arguments) != 2:
        return
    pattern = side.arguments[1]
    if not isinstance(pattern, Literal) or pattern.value != "%Y" or not isinstance(other, Literal | Number):
        return
    written = other.value if isinstance(other, Literal) else number_words(other.value)
    if _YEAR.fullmatch(written):
        mark = "'" if isinstance(other, Literal) else ""
        meant = f"{mark}{int(written) - 543}{mark}"
        yield _slip("buddhist-date", other.position, written, length=len(meant), suggestion=meant)


def bare_days(text: str) -> Iterator[ExpressionProblem]:
    """Days that are written as a subtraction: 2026-10-01 is 2015."""
    plain = _QUOTED.sub(lambda found: "'" * len(found.group()), text)
    for found in _DAY.finditer(plain):
        day = "-".join(part.zfill(2) for part in found.groups())
        meant = of_common_era(day) or day
        if parse_moment(meant) is None:
            continue
        is_inside = _CALLED.search(plain[: found.start()]) and plain[found.end() :].lstrip().startswith(")")
        suggestion = f"'{meant}'" if is_inside else f"date('{meant}')"
        yield _slip("unquoted-date", found.start(), found.group(), length=len(found.group()), suggestion=suggestion)


def _slip(code: str, position: int, *facts: str, length: int, suggestion: str = "") -> ExpressionProblem:
    return ExpressionProblem(code, facts, position, length, suggestion, True)
