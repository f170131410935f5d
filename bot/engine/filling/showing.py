"""A stop as the place that is handed out: words, choices, what may be taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import Question, Repeat
from bot.engine.filling.checks import Checks
from bot.engine.filling.places import AskedQuestion, Reason, RepeatTurn, Suggestion
from bot.engine.filling.stops import Stop
from bot.engine.filling.wording import Wording
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.tree import Node


class Showing:
    """`suggestions` are an earlier report's values by generic or concrete path."""

    def __init__(
        self, environment: FillingEnvironment, checks: Checks, wording: Wording, suggestions: Mapping[str, Value]
    ) -> None:
        self._environment = environment
        self._checks = checks
        self._wording = wording
        self._suggestions = suggestions

    def asked(self, stop: Stop, again: bool, editing: bool) -> AskedQuestion:
        """A question's turn; `again` where its standing answer no longer passes."""
        node = stop.node
        question: Question = node.spec.question
        given = node.value if node.given else None
        return AskedQuestion(
            path=stop.path,
            generic=node.spec.generic,
            question=question,
            label=self._wording.label(node),
            hint=self._wording.hint(node),
            notes=self._wording.notes(stop.notes),
            headings=self._wording.headings(stop.around),
            rows=self._wording.rows(stop.around),
            choices=self._environment.choices(node),
            required=node.required,
            answer=given,
            answer_shown=self._wording.value_shown(node, given) if given is not None else "",
            suggestion=self._suggestion(node),
            problem=self._checks.standing(node) if again else None,
            editing=editing,
            picture=self._environment.picture(question),
            also=self._environment.choices_by_default(node),
        )

    def repeat_turn(self, stop: Stop, editing: bool, is_done: bool) -> RepeatTurn:
        """An open repeat's turn."""
        repeat = stop.item
        assert isinstance(repeat, Repeat)
        rows = [row for row in stop.node.rows(repeat.name) if row.relevant]
        return RepeatTurn(
            path=stop.path,
            label=self._wording.group_label(repeat, stop.node),
            hint=self._environment.words(repeat.hint, stop.node),
            notes=self._wording.notes(stop.notes),
            rows=tuple(self._wording.row(row) for row in rows),
            editing=editing,
            is_done=is_done,
        )

    def _suggestion(self, node: Node) -> Suggestion | None:
        for key in (node.path, node.spec.generic):
            if key in self._suggestions:
                kept = self._fitting(node, self._suggestions[key])
                if kept is not None:
                    return Suggestion(kept, self._wording.value_shown(node, kept), "previous")
        if not node.given and node.value is not None and self._fitting(node, node.value) is not None:
            return Suggestion(node.value, self._wording.shown(node), "default")
        return None

    def _fitting(self, node: Node, value: Any) -> Any:
        """The value if it passes all but the constraint, else None."""
        kept, issue = self._checks.offered(node, value)
        return None if issue is not None and issue.reason is not Reason.CONSTRAINT else kept
