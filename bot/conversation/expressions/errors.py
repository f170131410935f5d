"""What may be wrong with an expression, before it runs and while it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """`position` is the 0-based character in the expression's text; the rest as in `bot.forms.problems.Problem`."""

    code: str
    detail: str
    position: int
    suggestion: str = ""


class SyntaxProblem(Exception):
    """The text is not an expression; nothing after the position was read."""

    def __init__(self, detail: str, position: int, suggestion: str = "", code: str = "syntax") -> None:
        super().__init__(detail)
        self.problem = ExpressionProblem(code, detail, position, suggestion)


class EvaluationError(Exception):
    """A well-formed expression that has no value on these answers: `date('nonsense')`, two rows where one is wanted."""
