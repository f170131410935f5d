"""Stops and nodes in words: what `places` says of them."""

from __future__ import annotations

from bot.engine.definition import datatypes
from bot.engine.definition.form_items import Group, Question, Repeat
from bot.engine.filling.places import AnswerLine, Note, Row
from bot.engine.filling.stops import Around
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.tree import Node


class Wording:
    """Reads labels in the filling's language, values filled in."""

    def __init__(self, environment: FillingEnvironment) -> None:
        self._environment = environment

    def label(self, node: Node) -> str:
        """A question's label; its name where the author wrote none."""
        question: Question = node.spec.question
        return self._environment.words(question.label, node) or question.name

    def hint(self, node: Node) -> str:
        return self._environment.words(node.spec.question.hint, node)

    def group_label(self, group: Group, node: Node) -> str:
        return self._environment.words(group.label, node)

    def notes(self, nodes: tuple[Node, ...]) -> tuple[Note, ...]:
        return tuple(
            Note(
                self._environment.words(node.spec.question.label, node),
                self.shown(node),
                self._environment.picture(node.spec.question),
            )
            for node in nodes
        )

    def headings(self, around: Around) -> tuple[str, ...]:
        labels = (self.group_label(group, node) for group, node in around)
        return tuple(label for label in labels if label)

    def rows(self, around: Around) -> tuple[Row, ...]:
        """The rows around a place, outermost first."""
        return tuple(self.row(node) for group, node in around if isinstance(group, Repeat))

    def row(self, node: Node) -> Row:
        beside = node.parent.rows(node.name) if node.parent is not None else [node]
        return Row(node.path, beside.index(node) + 1, self.row_label(node))

    def row_label(self, row: Node) -> str:
        for node in row.within():
            question: Question | None = node.spec.question
            if question is None or not node.relevant or node.value is None or not node.given:
                continue
            if question.kind.is_asked and not question.kind.is_attachment:
                return self.shown(node)
        return ""

    def shown(self, node: Node) -> str:
        """A value in words: labels of choices, else the plain value."""
        return self.value_shown(node, node.value) if node.value is not None else ""

    def value_shown(self, node: Node, value: object) -> str:
        """Another value for the same question, in words."""
        if node.spec.choices is None:
            return datatypes.shown(value)
        chosen = value if isinstance(value, list) else [str(value)]
        return ", ".join(self._environment.choice_label(node, each) or each for each in chosen)

    def line(self, node: Node) -> AnswerLine:
        return AnswerLine(
            path=node.path,
            generic=node.spec.generic,
            question=node.spec.question,
            label=self.label(node),
            value=node.value,
            shown=self.shown(node),
            readonly=node.readonly,
        )
