"""Whether an answer may stand: type, choices, range, constraint, required."""

from __future__ import annotations

from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.blueprint import Spec
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.expressions import EvaluationError, Frame
from bot.engine.expressions.values import to_boolean
from bot.engine.filling.places import Issue, Reason
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.tree import Node


class Checks:
    """Looks, never changes. `faults` as in `Computation`."""

    def __init__(self, environment: FillingEnvironment, faults: list[tuple[str, str, str]]) -> None:
        self._environment = environment
        self._faults = faults

    def askable(self, path: str, node: Node | None) -> Issue | None:
        """Why a person may not answer here now; None where they may."""
        if node is None or not node.relevant or node.spec.question is None or not node.spec.question.kind.is_asked:
            return Issue(path, Reason.NOT_ASKED, "")
        return Issue(path, Reason.READONLY, "") if node.readonly else None

    def offered(self, node: Node, value: Any) -> tuple[Any, Issue | None]:
        """A value as it would be kept, or why it may not be. A blank is None and passes (`required` is asked apart)."""
        question: Question = node.spec.question
        try:
            kept = datatypes.accept(question.kind, question.data_type, value)
        except datatypes.NotOfType:
            return None, Issue(node.path, Reason.TYPE, "")
        return kept, self._passes(node, kept)

    def standing(self, node: Node) -> Issue | None:
        """What is wrong with the answer that stands (or with there being none)."""
        if node.value is None:
            return self.missing(node)
        return self._passes(node, node.value)

    def missing(self, node: Node) -> Issue | None:
        """The issue of leaving it blank, None where that is allowed."""
        if not node.required:
            return None
        return Issue(node.path, Reason.REQUIRED, self._environment.words(node.spec.question.required_message, node))

    def _passes(self, node: Node, value: Any) -> Issue | None:
        if value is None:
            return None
        spec: Spec = node.spec
        if spec.choices is not None:
            offers = self._environment.offers(node)
            chosen = value if isinstance(value, list) else [value]
            if not offers.issuperset(chosen):
                return Issue(node.path, Reason.CHOICE, "")
            if spec.question is not None and spec.question.kind is QuestionKind.RANK and len(chosen) != len(offers):
                return Issue(node.path, Reason.TYPE, "")
        if spec.bounds is not None and not _in_range(float(value), spec.bounds):
            return Issue(node.path, Reason.RANGE, "")
        if spec.constraint is not None and not self._meets(node, value):
            words = spec.question.constraint_message if spec.question else None
            return Issue(node.path, Reason.CONSTRAINT, self._environment.words(words, node) if words else "")
        return None

    def _meets(self, node: Node, value: Any) -> bool:
        """The constraint with the value in place; everything else as it stands."""
        spec: Spec = node.spec
        standing = node.x
        node.x = datatypes.seen(spec.data_type, value, self._environment.now)
        try:
            return spec.constraint is None or to_boolean(spec.constraint.value(Frame(self._environment, node)))
        except EvaluationError as error:
            self._faults.append((node.path, "constraint", str(error)))
            return True
        finally:
            node.x = standing


def _in_range(value: float, bounds: tuple[float, float, float]) -> bool:
    start, end, step = bounds
    if not min(start, end) <= value <= max(start, end):
        return False
    if step == 0:
        return True
    steps = (value - start) / step
    return abs(steps - round(steps)) < 1e-6
