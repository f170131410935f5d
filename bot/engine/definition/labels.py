"""The words of a question's choices without a filling: for tables of many reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.engine.definition.blueprint import Blueprint, Choices
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question
from bot.engine.definition.styling import unmarked
from bot.engine.expressions.frame import Node
from bot.engine.expressions.values import to_string

_LIST = re.compile(r"\s*(?:randomize\s*\(\s*)?instance\s*\(\s*(?:'([^']+)'|\"([^\"]+)\")\s*\)")


def choice_labels(form: Form, question: Question) -> dict[str, str]:
    """Stored value → words, in the form's default language, of everything the question can ever offer.

    A filter on the choices is left aside: what was chosen was on offer then. Empty for a question without choices,
    and where they are other answers of the same report.
    """
    spec = form.blueprint.specs.get(tuple(question.path.strip("/").split("/")))
    if spec is None or spec.choices is None:
        return {}
    source = spec.choices
    if source.nodes is None:
        return {value: words.plain(form.default_language) for value, words in source.fixed}
    named = _LIST.match(source.nodes.text)
    root = form.blueprint.instances.get((named[1] or named[2]) if named else "")
    return _of_list(root, source, form.blueprint) if root is not None else {}


def _of_list(root: Node, source: Choices, blueprint: Blueprint) -> dict[str, str]:
    items = root.children.get("item", [])
    found: dict[str, str] = {}
    for item in items if isinstance(items, list) else [items]:
        value, label = _text(item.children, source.value), _text(item.children, source.label)
        if source.label_is_key:
            words = blueprint.itext.get(label)
            label = words.plain(blueprint.default_language) if words else ""
        else:
            label = unmarked(label)
        if value:
            found.setdefault(value, label or value)
    return found


def _text(children: Mapping[str, Any], name: str) -> str:
    child = children.get(name)
    return "" if child is None else to_string(child.x)
