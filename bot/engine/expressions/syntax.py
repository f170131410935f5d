"""The tree of an expression. `position` is the 0-based character where the piece begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    position: int


@dataclass(frozen=True, slots=True)
class Literal:
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is one of or and = != < <= > >= + - * div mod."""

    operator: str
    left: Expr
    right: Expr
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Expr
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Expr, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is a local name, `*`, `..` or `.`."""

    name: str
    predicates: tuple[Expr, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Path:
    """`base` is a call to instance() or current(), or None; `absolute` paths begin with `/`."""

    absolute: bool
    base: Call | None
    steps: tuple[Step, ...]
    position: int


Expr = Number | Literal | Binary | Negation | Call | Path


def conjuncts(tree: Expr) -> Iterator[Expr]:
    """What must all hold, one by one: the parts between `and`."""
    if isinstance(tree, Binary) and tree.operator == "and":
        yield from conjuncts(tree.left)
        yield from conjuncts(tree.right)
    else:
        yield tree
