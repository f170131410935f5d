"""What may be wrong with an expression, before it runs and while it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """`position` is the 0-based character in the expression's text and `length` how many characters are meant; the
    rest as in `bot.engine.definition.problems.Problem`. `is_warning` where the expression runs all the same."""

    code: str
    facts: tuple[str, ...]
    position: int
    length: int = 1
    suggestion: str = ""
    is_warning: bool = False


class SyntaxProblem(Exception):
    """The text is not an expression; nothing after the position was read."""

    def __init__(self, code: str, position: int, *facts: str | int, length: int = 1, suggestion: str = "") -> None:
        super().__init__(code)
        self.problem = ExpressionProblem(code, tuple(map(str, facts)), position, length, suggestion)


class EvaluationError(Exception):
    """A well-formed expression that has no value on these answers: `date('nonsense')`, two rows where one is wanted."""
