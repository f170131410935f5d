"""One filling as its expressions see it: clock, chance, lists and words."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.engine.definition.blueprint import Blueprint, Choices
from bot.engine.definition.form_items import Choice, Question, Words
from bot.engine.definition.styling import unmarked
from bot.engine.expressions import EvaluationError, Frame
from bot.engine.expressions.values import to_string
from bot.engine.instance.tree import Node
from bot.styles import Runs, Style


class FillingEnvironment:
    """Implements `expressions.Environment`. `now` is aware; `seed` makes chance the same on every replay. `styled` are
    the texts read so far of which parts look unlike the rest."""

    def __init__(self, blueprint: Blueprint, root: Node, now: datetime, seed: int, language: str) -> None:
        self.blueprint = blueprint
        self.root = root
        self.now = now
        self.version = blueprint.version
        self.instances: Mapping[str, Any] = blueprint.instances
        self.seed = seed
        self.language = language
        self.styled: dict[str, Runs] = {}

    def chance(self, node: Any, site: int) -> float:
        # A new generator each time: the same place of the same filling must answer the same after a restart.
        return random.Random(f"{self.seed} {node.path} {site}").random()  # noqa: S311 (a form's chance, no secret)

    def identifier(self, node: Any, site: int) -> str:
        bits = random.Random(f"{self.seed} {node.path} {site} uuid").getrandbits(128)  # noqa: S311 (the same)
        return str(uuid.UUID(int=bits, version=4))

    def itext(self, name: str) -> str:
        words = self.blueprint.itext.get(name)
        return self.words(words, self.root) if words else ""

    def item_index(self, instance: str, names: tuple[str, ...], column: str) -> Mapping[str, list[Any]]:
        key = (instance, names, column)
        found = self.blueprint.indexes.get(key)
        if found is None:
            found = {}
            root = self.instances.get(instance)
            nodes = [root] if root is not None else []
            for name in names:
                nodes = [each for node in nodes for each in _below(node, name)]
            for node in nodes:
                cell = node.children.get(column)
                found.setdefault(to_string(cell.x) if cell is not None else "", []).append(node)
            self.blueprint.indexes[key] = found
        return found

    def words(self, words: Words, node: Any) -> str:
        """A text in the filling's language (else the form's default, else any), its values filled in at `node`."""
        parts = words.parts
        pieces = (
            parts.get(self.language) or parts.get(self.blueprint.default_language) or next(iter(parts.values()), ())
        )
        if len(pieces) == 1 and pieces[0].__class__ is str and not words.styles:
            return str(pieces[0])
        written: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                written.append(piece)
                continue
            try:
                written.append(to_string(piece.value(Frame(self, node))))
            except EvaluationError:
                written.append("")
        text = "".join(written).strip()
        if words.styles and text:
            styles = next((words.styles.get(language) for language, one in parts.items() if one is pieces), None)
            if styles:
                self.styled[text] = _runs(written, styles)
        return text

    def picture(self, question: Question) -> str:
        """The file that is shown with a question, chosen as its words are; "" for none."""
        found = question.pictures
        if not found:
            return ""
        return found.get(self.language) or found.get(self.blueprint.default_language) or next(iter(found.values()))

    def choices(self, node: Any) -> tuple[Choice, ...]:
        """What a select offers now, in order; an option that is offered twice stands once."""
        source = node.spec.choices
        if source is None:
            return ()
        if source.nodes is None:
            return tuple(Choice(value, self.words(words, node)) for value, words in source.fixed)
        key = (node.spec.path, self.language)
        made: tuple[Choice, ...] | None = self.blueprint.offers.get(key) if source.constant else None
        if made is None:
            made = self._made_choices(node, source)
            if source.constant:
                self.blueprint.offers[key] = made
        return made

    def choices_by_default(self, node: Any) -> tuple[Choice, ...]:
        """The same in the form's default language; () where that is the filling's."""
        if self.language == self.blueprint.default_language or node.spec.choices is None:
            return ()
        language, self.language = self.language, self.blueprint.default_language
        try:
            return self.choices(node)
        finally:
            self.language = language

    def _made_choices(self, node: Any, source: Choices) -> tuple[Choice, ...]:
        found: dict[str, Choice] = {}
        for item in self._items(node):
            value = _text(item, source.value)
            if value and value not in found:
                found[value] = Choice(value, self._item_label(item, source) or value)
        return tuple(found.values())

    def offers(self, node: Any) -> frozenset[str]:
        """The values alone: all that a check needs."""
        source = node.spec.choices
        if source.nodes is None:
            return frozenset(value for value, _ in source.fixed)
        if not source.constant:
            return frozenset(_text(item, source.value) for item in self._items(node))
        key = (node.spec.path, None)
        made: frozenset[str] | None = self.blueprint.offers.get(key)
        if made is None:
            made = frozenset(_text(item, source.value) for item in self._items(node))
            self.blueprint.offers[key] = made
        return made

    def choice_label(self, node: Any, value: str) -> str:
        """The words of one option among all that the question offers now, "" where it is not one."""
        source = node.spec.choices if node.spec is not None else None
        if source is None or not value:
            return ""
        if source.nodes is None:
            return next((self.words(words, node) for each, words in source.fixed if each == value), "")
        for item in self._items(node):
            if _text(item, source.value) == value:
                return self._item_label(item, source) or value
        return ""

    def _item_label(self, item: Any, source: Choices) -> str:
        label = _text(item, source.label)
        return self.itext(label) if source.label_is_key else unmarked(label)

    def _items(self, node: Any) -> list[Any]:
        nodes = node.spec.choices.nodes.nodes
        try:
            found: list[Any] = nodes(Frame(self, node)) if nodes else []
        except EvaluationError:
            return []
        return found


def _runs(pieces: list[str], styles: tuple[Style, ...]) -> Runs:
    """Without blank space at the ends, as the text itself."""
    whole = "".join(pieces)
    first, last = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    letters = [(letter, style) for piece, style in zip(pieces, styles, strict=True) for letter in piece][first:last]
    return tuple(
        ("".join(letter for letter, _ in same), style) for style, same in groupby(letters, key=lambda one: one[1])
    )


def _below(node: Any, name: str) -> list[Any]:
    child = node.children.get(name)
    return child if isinstance(child, list) else [] if child is None else [child]


def _text(item: Any, name: str) -> str:
    child = item.children.get(name)
    if child is None:
        return to_string(item.x) if name in (".", "") else ""
    return to_string(child.x) if child.__class__ is not list and child.relevant else ""
