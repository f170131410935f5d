"""Bounds that can be read off a constraint, for pickers and hints. The constraint itself still decides."""

from __future__ import annotations

from datetime import date, timedelta

from bot.engine.expressions.dates import parse_moment
from bot.engine.expressions.errors import SyntaxProblem
from bot.engine.expressions.parser import parse
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Negation, Number, Path, conjuncts
from bot.engine.expressions.values import number_words

_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def literal_limits(constraint: str, data_type: str) -> tuple[str | None, str | None]:
    """(minimum, maximum), inclusive; `today` stands for the day of asking."""
    try:
        tree = parse(constraint)
    except SyntaxProblem:
        return None, None
    low: str | None = None
    high: str | None = None
    for part in conjuncts(tree):
        if not isinstance(part, Binary) or part.operator not in _MIRROR:
            continue
        operator, bound = part.operator, _bound(part.right, data_type)
        if not _is_self(part.left):
            operator, bound = _MIRROR[part.operator], _bound(part.left, data_type)
            if not _is_self(part.right):
                continue
        bound = _inclusive(bound, operator, data_type)
        if bound is None:
            continue
        if operator != "<" and operator != "<=":
            low = bound
        if operator != ">" and operator != ">=":
            high = bound
    return low, high


def _is_self(tree: Expr) -> bool:
    return isinstance(tree, Path) and not tree.absolute and tree.base is None and [s.name for s in tree.steps] == ["."]


def _bound(tree: Expr, data_type: str) -> str | None:
    if data_type in ("int", "decimal"):
        sign = 1.0
        if isinstance(tree, Negation):
            sign, tree = -1.0, tree.operand
        return number_words(sign * tree.value) if isinstance(tree, Number) else None
    if data_type == "date" and isinstance(tree, Call):
        if tree.name == "today" and not tree.arguments:
            return "today"
        if tree.name == "date" and len(tree.arguments) == 1:
            tree = tree.arguments[0]
    # Beside a date a bare text that is one counts as a date: see `bot.engine`.
    moment = parse_moment(tree.value) if data_type == "date" and isinstance(tree, Literal) else None
    return moment.date().isoformat() if moment else None


def _inclusive(bound: str | None, operator: str, data_type: str) -> str | None:
    """`. > 0` over whole numbers begins at 1, of dates on the next day; elsewhere an open bound is left out."""
    if bound is None or operator in ("<=", ">=", "="):
        return bound
    if data_type == "date" and bound != "today":
        try:
            return (date.fromisoformat(bound) + timedelta(days=1 if operator == ">" else -1)).isoformat()
        except OverflowError:
            return None
    if data_type == "int" and bound.lstrip("-").isdigit():
        return str(int(bound) + (1 if operator == ">" else -1))
    return None
