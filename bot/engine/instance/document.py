"""The answers as one nested document: what a report keeps."""

from __future__ import annotations

from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.blueprint import Spec
from bot.engine.definition.form_items import QuestionKind
from bot.engine.instance.tree import Node


def document(root: Node) -> dict[str, Any]:
    """See `Filling.answers`."""
    return _group(root)


def _group(node: Node) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, child in node.children.items():
        if isinstance(child, list):
            rows = [{"_id": row.row_id, **_group(row)} for row in child if row.relevant]
            if rows:
                made[name] = rows
            continue
        if not child.relevant:
            continue
        spec: Spec = child.spec
        if spec.shape == "group":
            inner = _group(child) if not (name == "meta" and len(spec.path) == 2) else {}
            if inner:
                made[name] = inner
            continue
        value = _value(child, spec)
        if value is not None:
            made[name] = value
    return made


def _value(node: Node, spec: Spec) -> Any:
    if spec.question is not None and spec.question.kind is QuestionKind.NOTE:
        return None
    if spec.computed:
        return datatypes.document_value(spec.data_type, node.x)
    return list(node.value) if isinstance(node.value, list) else node.value
