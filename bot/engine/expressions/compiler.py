"""A tree to closures. Everything that can be known before it runs is checked here.

Which functions there are is told to it: this file names none of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from bot.engine.expressions.dates import of_common_era, parse_moment
from bot.engine.expressions.errors import EvaluationError, ExpressionProblem
from bot.engine.expressions.frame import Code, Frame, Nodes, Surroundings
from bot.engine.expressions.functions.registry import Function, Takes
from bot.engine.expressions.paths import compile_path
from bot.engine.expressions.slips.names import meant_function
from bot.engine.expressions.slips.silent import slips_of
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Negation, Number, Path
from bot.engine.expressions.values import comparable, equal, single, to_boolean, to_number


class Compiler:
    """Compiles for one context. In a condition the context is the node that the condition is about, which in a list of
    choices is `foreign`: relative paths there are columns, absolute ones still the form's. `listed` are that list's
    name and columns, `words` the places of names that stand beside a column and are none. `functions` are all that may
    be called, by name. Implements `CompileContext`."""

    def __init__(
        self,
        surroundings: Surroundings,
        functions: Mapping[str, Function],
        context: tuple[str, ...] | None = None,
        parent: Compiler | None = None,
    ) -> None:
        self.surroundings = surroundings
        self._functions = functions
        self.context = surroundings.context if context is None else context
        self.outer_context = surroundings.context
        self.foreign = False
        self.listed: tuple[str, frozenset[str]] = ("", frozenset())
        self.words: set[int] = set()
        self.reads: set[tuple[str, ...]] = parent.reads if parent else set()
        self.calls: set[str] = parent.calls if parent else set()
        self.problems: list[ExpressionProblem] = parent.problems if parent else []
        self.several: list[Path] = []
        self._sites: Iterator[int] = parent._sites if parent else count(1)

    def report(
        self,
        code: str,
        position: int,
        *facts: str | int,
        length: int = 1,
        suggestion: str = "",
        is_warning: bool = False,
    ) -> None:
        self.problems.append(ExpressionProblem(code, tuple(map(str, facts)), position, length, suggestion, is_warning))

    def inside(self, context: tuple[str, ...]) -> Compiler:
        return Compiler(self.surroundings, self._functions, context, self)

    def inside_foreign(self, name: str = "", columns: frozenset[str] = frozenset()) -> Compiler:
        inner = Compiler(self.surroundings, self._functions, self.context, self)
        inner.foreign = True
        inner.listed = (name, columns)
        return inner

    def condition(self, tree: Expr) -> Code:
        """A condition on a node: only the boolean true lets it through."""
        return self.value(tree)

    def value(self, tree: Expr, final: bool = False) -> Code:
        """Code that gives one value, never a list of nodes."""
        if isinstance(tree, Number | Literal):
            constant = tree.value
            return lambda frame: constant
        if isinstance(tree, Path):
            compiled = compile_path(tree, self)
            self._several_rows()
            return compiled.value
        if isinstance(tree, Negation):
            operand = self.value(tree.operand)
            return lambda frame: -to_number(operand(frame))
        if isinstance(tree, Binary):
            return self._binary(tree)
        code = self._call(tree)
        return code if tree.name not in _MAY_GIVE_NODES else lambda frame: single(code(frame))

    def nodes(self, tree: Expr) -> Callable[[Frame], Nodes]:
        """Code that gives the nodes of a path, and an empty list for anything else."""
        if isinstance(tree, Path):
            compiled = compile_path(tree, self)
            self.several.clear()
            return compiled.nodes
        code = self._call(tree) if isinstance(tree, Call) else None
        if code is None:
            return lambda frame: []

        def found(frame: Frame) -> Nodes:
            value = code(frame)
            return value if value.__class__ is list else []

        return found

    def either(self, tree: Expr) -> Code:
        """Code that gives the nodes of a path, or the value of anything else."""
        if isinstance(tree, Path):
            return self.nodes(tree)
        return self._call(tree) if isinstance(tree, Call) else self.value(tree)

    def site(self) -> int:
        """A number for each call that must differ from its neighbours (random, uuid)."""
        return next(self._sites)

    def _several_rows(self) -> None:
        for path in self.several:
            self.report("several-rows", path.position, suggestion="indexed-repeat(…)")
        self.several.clear()

    def _binary(self, tree: Binary) -> Code:
        if tree.operator in _WANT_NUMBERS:
            self._bare_dates(tree)
        self.problems.extend(slips_of(tree))
        if self.foreign and tree.operator in ("=", "!="):
            self._words_beside_columns(tree)
        left, right = self.value(tree.left), self.value(tree.right)
        if tree.operator == "=" and isinstance(tree.right, Literal):
            return _is_word(left, tree.right.value)
        return _OPERATORS[tree.operator](left, right)

    def _bare_dates(self, tree: Binary) -> None:
        for side in (tree.left, tree.right):
            if isinstance(side, Literal) and parse_moment(side.value) is not None:
                meant = f"date('{of_common_era(side.value) or side.value}')"
                length = len(side.value) + 2
                self.report("bare-date", side.position, side.value, length=length, suggestion=meant, is_warning=True)

    def _words_beside_columns(self, tree: Binary) -> None:
        """`province = bangkok`: one side is a column, the other a word that misses its quotation marks."""
        for column, word in ((tree.left, tree.right), (tree.right, tree.left)):
            if lone_name(column) in self.listed[1] and lone_name(word) not in (None, *self.listed[1]):
                self.words.add(word.position)

    def _call(self, tree: Call) -> Code:
        self.calls.add(tree.name)
        function = self._functions.get(tree.name)
        if function is None:
            suggestion = meant_function(tree.name, self._functions)
            self.report("unknown-function", tree.position, tree.name, length=len(tree.name), suggestion=suggestion)
            for argument in tree.arguments:
                self.value(argument)
            return _missing(tree.name)
        if not function.fits(len(tree.arguments)):
            given = len(tree.arguments)
            self.report("argument-count", tree.position, tree.name, function.wants(), given, length=len(tree.name))
            return _missing(tree.name)
        function.check(tree, self)
        if function.takes is Takes.BUILD:
            return function.run(tree, self)
        alone = function.takes is Takes.NODES and len(tree.arguments) == function.apart + 1
        codes = tuple(
            self.either(argument) if alone and at == function.apart else self.value(argument)
            for at, argument in enumerate(tree.arguments)
        )
        if function.takes is Takes.CODE:
            return function.run(*codes)
        return _apply(function.run, codes)


def lone_name(tree: Expr) -> str | None:
    """The name where the expression is nothing but one; None for anything else."""
    if isinstance(tree, Path) and not tree.absolute and tree.base is None and len(tree.steps) == 1:
        step = tree.steps[0]
        return step.name if step.name not in (".", "..", "*") and not step.predicates else None
    return None


_WANT_NUMBERS = frozenset({"<", "<=", ">", ">=", "+", "-"})
_MAY_GIVE_NODES = frozenset({"indexed-repeat", "randomize", "if", "coalesce", "once"})


def _missing(name: str) -> Code:
    def fail(frame: Frame) -> Any:
        raise EvaluationError(f"{name}() cannot be called so")

    return fail


def _apply(run: Callable[..., Any], codes: tuple[Code, ...]) -> Code:
    if len(codes) == 1:
        only = codes[0]
        return lambda frame: run(only(frame))
    if len(codes) == 2:
        first, second = codes
        return lambda frame: run(first(frame), second(frame))
    return lambda frame: run(*[code(frame) for code in codes])


def _is_word(left: Code, word: str) -> Code:
    """`${question} = 'yes'`, of which forms are full."""

    def same(frame: Frame) -> bool:
        value = left(frame)
        return bool(value == word) if value.__class__ is str else equal(value, word)

    return same


def _divide(left: float, right: float) -> float:
    if right == 0:
        if left == 0 or left != left:
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1.0, right)
    return left / right


def _remainder(left: float, right: float) -> float:
    """Java's %: the sign is the left side's."""
    if right == 0 or math.isinf(left) or left != left or right != right:
        return math.nan
    return math.fmod(left, right)


def _compare(test: Callable[[float, float], bool]) -> Callable[[Code, Code], Code]:
    def build(left: Code, right: Code) -> Code:
        return lambda frame: test(*comparable(left(frame), right(frame)))

    return build


def _compute(work: Callable[[float, float], float]) -> Callable[[Code, Code], Code]:
    def build(left: Code, right: Code) -> Code:
        return lambda frame: work(to_number(left(frame)), to_number(right(frame)))

    return build


_OPERATORS: dict[str, Callable[[Code, Code], Code]] = {
    "or": lambda left, right: lambda frame: to_boolean(left(frame)) or to_boolean(right(frame)),
    "and": lambda left, right: lambda frame: to_boolean(left(frame)) and to_boolean(right(frame)),
    "=": lambda left, right: lambda frame: equal(left(frame), right(frame)),
    "!=": lambda left, right: lambda frame: not equal(left(frame), right(frame)),
    "<": _compare(lambda left, right: left < right),
    "<=": _compare(lambda left, right: left <= right),
    ">": _compare(lambda left, right: left > right),
    ">=": _compare(lambda left, right: left >= right),
    "+": _compute(lambda left, right: left + right),
    "-": _compute(lambda left, right: left - right),
    "*": _compute(lambda left, right: left * right),
    "div": _compute(_divide),
    "mod": _compute(_remainder),
}
