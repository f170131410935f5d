"""A filling's state as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.engine.definition.blueprint import Spec
from bot.engine.expressions.dates import parse_moment
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Node, Tree, append_row

SHAPE = 1
"""Of the state; to be raised when an older state can no longer be read as it is."""


def tree_state(tree: Tree) -> dict[str, Any]:
    """`rows`: repeats' row ids, those at rest and the last id; `given`: what people answered (None: skipped), hidden
    or not; `standing`: defaults that nobody touched; `kept`: results of once()."""
    rows: dict[str, Any] = {}
    given: dict[str, Any] = {}
    standing: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    _gather(tree.root, rows, given, standing, kept)
    return {"rows": rows, "given": given, "standing": standing, "kept": kept}


def _gather(
    node: Node, rows: dict[str, Any], given: dict[str, Any], standing: dict[str, Any], kept: dict[str, Any]
) -> None:
    spec: Spec = node.spec
    if spec.shape == "leaf":
        if spec.kept:
            if node.x != "":
                kept[node.path] = _plain(node.x)
        elif not spec.computed and node.given:
            given[node.path] = node.value
        elif not spec.computed and (node.value is not None or spec.default):
            standing[node.path] = node.value
        return
    for name, child in node.children.items():
        if not isinstance(child, list):
            _gather(child, rows, given, standing, kept)
            continue
        spare = node.spare.get(name, [])
        rows[f"{node.path}/{name}"] = {
            "ids": [row.row_id for row in child],
            "rest": [row.row_id for row in spare],
            "last": node.numbered.get(name, 0),
        }
        for row in (*child, *spare):
            _gather(row, rows, given, standing, kept)


def restore_tree(tree: Tree, state: Mapping[str, Any], computation: Computation) -> None:
    """Put rows and values back; what the form does not know is left out. Nothing is computed yet."""
    nodes: dict[str, Node] = {}
    _restore_rows(tree.root, state.get("rows", {}), nodes)
    tree.reindex()
    for path, value in state.get("standing", {}).items():
        _put(nodes.get(path), value, computation, given=False)
    for path, value in state.get("given", {}).items():
        _put(nodes.get(path), value, computation, given=True)
    for path, value in state.get("kept", {}).items():
        node = nodes.get(path)
        if node is not None:
            node.x = _unplain(value)


def _restore_rows(node: Node, rows: Mapping[str, Any], nodes: dict[str, Node]) -> None:
    nodes[node.path] = node
    spec: Spec = node.spec
    for child in spec.children:
        if child.shape != "repeat":
            _restore_rows(node.children[child.name], rows, nodes)
            continue
        stored = rows.get(f"{node.path}/{child.name}")
        if stored is not None:
            node.rows(child.name).clear()
            for row_id in (*stored["ids"], *stored["rest"]):
                append_row(node, child, str(row_id))
            node.numbered[child.name] = int(stored["last"])
        made = node.rows(child.name)
        for row in made:
            _restore_rows(row, rows, nodes)
        if stored is not None:
            node.spare[child.name] = made[len(stored["ids"]) :]
            del made[len(stored["ids"]) :]


def _put(node: Node | None, value: Any, computation: Computation, given: bool) -> None:
    if node is None or node.spec.shape != "leaf" or node.spec.computed:
        return
    node.value = value
    node.given = given
    computation.see(node)


def _plain(x: Any) -> Any:
    return {"moment": x.isoformat()} if isinstance(x, datetime) else x


def _unplain(value: Any) -> Any:
    if isinstance(value, dict):
        return parse_moment(value["moment"]) or ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
