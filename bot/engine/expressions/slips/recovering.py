"""Reading on after a slip: the text as its author probably meant it, so that what else is wrong is found too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.engine.expressions.errors import ExpressionProblem, SyntaxProblem
from bot.engine.expressions.parser import parse
from bot.engine.expressions.syntax import Expr

_MOST_SLIPS = 8
_REPLACED = ("not-an-operator", "typographic-quote", "decimal-comma", "thousands-comma")
ENDED = ("unclosed-quote", "unclosed-bracket")
"""What is corrected at the end of the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`tree` is None where nothing helps. `slips` stand in the author's text; `back` maps a problem to there."""

    tree: Expr | None
    slips: tuple[ExpressionProblem, ...]
    edits: tuple[tuple[int, int, int], ...]

    def back(self, problem: ExpressionProblem) -> ExpressionProblem:
        return _back(problem, self.edits)


def read(text: str) -> Reading:
    """The text's tree, with every slip that had to be corrected on the way."""
    slips: list[ExpressionProblem] = []
    edits: list[tuple[int, int, int]] = []
    while True:
        try:
            return Reading(parse(text), tuple(slips), tuple(edits))
        except SyntaxProblem as wrong:
            found = wrong.problem
            corrected = _corrected(text, found)
            # What cannot be corrected after something was, is most likely the correcting's own fault.
            if corrected is not None or not slips:
                slips.append(_back(found, tuple(edits)))
            if corrected is None or len(slips) == _MOST_SLIPS:
                return Reading(None, tuple(slips), tuple(edits))
            text, edit = corrected
            edits.append(edit)


def applied(text: str, problem: ExpressionProblem) -> str | None:
    """The text with the problem's suggestion written into it; None where the author has to fill something in."""
    meant = problem.suggestion
    if "…" in meant or not meant or meant.startswith(("/", "${")):
        # A question's name is looked up by whoever knows the author's text.
        return None
    if problem.code in ENDED:
        return text + meant
    end = problem.position + problem.length
    if meant.endswith("()") and text[end:].lstrip().startswith("("):
        # The name alone is marked; what stands in its brackets stays.
        meant = meant.removesuffix("()")
    return written_into(text, problem.position, end, meant)


def written_into(text: str, at: int, end: int, meant: str) -> str:
    """The text with these words from `at` to `end`; an operator that is a word stands apart from its neighbours."""
    before, after = text[:at], text[end:]
    if meant in ("and", "or", "div", "mod"):
        before += "" if before[-1:].isspace() else " "
        after = after if after[:1].isspace() else f" {after}"
    return before + meant + after


def _corrected(text: str, slip: ExpressionProblem) -> tuple[str, tuple[int, int, int]] | None:
    """The text corrected, and the edit: (position, characters taken, characters put)."""
    meant = slip.suggestion
    if slip.code in ENDED:
        return text + meant, (len(text), 0, len(meant))
    if slip.code not in _REPLACED or not meant or "…" in meant:
        return None
    at, end = slip.position, slip.position + slip.length
    if meant.isalpha():
        meant = f" {meant} "
    return text[:at] + meant + text[end:], (at, slip.length, len(meant))


def _back(problem: ExpressionProblem, edits: tuple[tuple[int, int, int], ...]) -> ExpressionProblem:
    position, length = problem.position, problem.length
    for at, taken, put in reversed(edits):
        if position >= at + put:
            position += taken - put
        elif position >= at:
            position, length = at, max(taken, 1)
    return replace(problem, position=position, length=length)
