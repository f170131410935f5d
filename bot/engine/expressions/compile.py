"""An expression compiled with every function there is: text in, closures out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.engine.expressions.compiler import Compiler
from bot.engine.expressions.errors import ExpressionProblem
from bot.engine.expressions.frame import Code, Frame, Nodes, Surroundings
from bot.engine.expressions.functions import FUNCTIONS
from bot.engine.expressions.slips.recovering import applied, read
from bot.engine.expressions.slips.silent import bare_days
from bot.engine.expressions.syntax import Call, Expr, Literal, Number, Path


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run, any number of times and in any thread.

    `value` gives a `Scalar`; `nodes` the nodes where the expression is a path (None else). `reads` are the paths whose
    value, relevance or rows it depends on, as names from the root; `calls` the functions it names. `constant` is its
    value where it is a literal, true() or false() (None else).
    """

    text: str
    value: Code
    nodes: Callable[[Frame], Nodes] | None
    reads: frozenset[tuple[str, ...]]
    calls: frozenset[str]
    constant: Any


def compile_expression(text: str, surroundings: Surroundings) -> tuple[Compiled | None, tuple[ExpressionProblem, ...]]:
    """The compiled expression and everything wrong with it; None where not even its syntax holds.

    What has problems still runs, the JavaRosa way: an unknown path is blank, an unknown function an error when called.
    """
    compiled, problems = _compiled(text, surroundings)
    return compiled, tuple(_with_tried_advice(text, problem, problems, surroundings) for problem in problems)


def _with_tried_advice(
    text: str, problem: ExpressionProblem, beside: Sequence[ExpressionProblem], surroundings: Surroundings
) -> ExpressionProblem:
    """Without its suggestion where that, written into the text, would leave something wrong at its place."""
    mended = applied(text, problem)
    if mended is None:
        return problem
    _, left = _compiled(mended, surroundings)
    end = problem.position + max(1, len(problem.suggestion))
    is_further = bool(left) and min(one.position for one in left) >= end
    helps = (is_further or len(left) < len(beside)) and not any(problem.position <= one.position < end for one in left)
    return problem if helps else replace(problem, suggestion="")


def _compiled(text: str, surroundings: Surroundings) -> tuple[Compiled | None, tuple[ExpressionProblem, ...]]:
    reading = read(text)
    tree = reading.tree
    if tree is None:
        return None, reading.slips
    compiler = Compiler(surroundings, FUNCTIONS)
    code = compiler.value(tree, final=True)
    if reading.slips:
        return None, (*reading.slips, *(reading.back(each) for each in dict.fromkeys(compiler.problems)))
    compiler.problems.extend(bare_days(text))
    nodes = compiler.nodes(tree) if _gives_nodes(tree) else None
    constant = None
    if not compiler.reads and not compiler.problems and isinstance(tree, Number | Literal | Call):
        constant = _constant(tree)
    return (
        Compiled(text, code, nodes, frozenset(compiler.reads), frozenset(compiler.calls), constant),
        tuple(dict.fromkeys(compiler.problems)),
    )


def _gives_nodes(tree: Expr) -> bool:
    return isinstance(tree, Path) or (isinstance(tree, Call) and tree.name == "randomize")


def _constant(tree: Expr) -> Any:
    if isinstance(tree, Number | Literal):
        return tree.value
    if isinstance(tree, Call) and tree.name in ("true", "false") and not tree.arguments:
        return tree.name == "true"
    return None
