"""What paths and functions are compiled against: the one who compiles the expression around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.engine.expressions.frame import Code, Frame, Nodes, Surroundings
from bot.engine.expressions.syntax import Expr, Path


class CompileContext(Protocol):
    """One context of an expression while it is compiled (`compiler.Compiler` is the only one).

    `context` are the names from the root to the node that relative paths begin at, `outer_context` to the node the
    whole expression stands at. In a condition on a list of choices `foreign` is true: relative paths there are columns
    of the list, and `listed` is its name and columns; `words` are positions of names that stand beside a column and are
    none. `reads` gathers the paths the expression depends on, `several` those that may give more than one row.
    """

    surroundings: Surroundings
    context: tuple[str, ...]
    outer_context: tuple[str, ...]
    foreign: bool
    listed: tuple[str, frozenset[str]]
    words: set[int]
    reads: set[tuple[str, ...]]
    several: list[Path]

    def report(
        self,
        code: str,
        position: int,
        *facts: str | int,
        length: int = 1,
        suggestion: str = "",
        is_warning: bool = False,
    ) -> None:
        """Something is wrong at a 0-based position of the expression; `code` and `facts` as in `ExpressionProblem`."""

    def inside(self, context: tuple[str, ...]) -> CompileContext:
        """For a condition on the form's node at `context`."""

    def inside_foreign(self, name: str = "", columns: frozenset[str] = frozenset()) -> CompileContext:
        """For a condition on an item of the list of that name, which has these columns."""

    def condition(self, tree: Expr) -> Code:
        """Code of a condition on a node: only the boolean true lets it through."""

    def value(self, tree: Expr) -> Code:
        """Code that gives one value, never a list of nodes."""

    def nodes(self, tree: Expr) -> Callable[[Frame], Nodes]:
        """Code that gives the nodes of a path, and an empty list for anything else."""

    def site(self) -> int:
        """A number for each call that must differ from its neighbours (random, uuid)."""
