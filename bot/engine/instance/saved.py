"""A filling's state as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from bot.engine.definition.blueprint import Spec
from bot.engine.definition.datatypes import Value
from bot.engine.expressions.dates import parse_moment
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Node, Tree, append_row

SHAPE = 1
"""Of the state's JSON; to be raised when an older one can no longer be read as it is."""


@dataclass(frozen=True, slots=True)
class RepeatRows:
    """The rows of one repeat by their ids: those that stand, those at rest, and the number that the newest got."""

    ids: Sequence[str]
    rest: Sequence[str]
    last: int


@dataclass(frozen=True, slots=True)
class FillingState:
    """Everything of a filling that cannot be computed again. All paths are concrete.

    `started` is aware. `given` is what people answered (None: skipped), hidden or not; `standing` are defaults that
    nobody touched; `kept` results of once(). `again` are questions to be asked again, `done` repeats that get no more
    rows. `at` is where the filling was guided to stand (None: at the first place that is open), `editing` whether only
    to change what stands there."""

    form: str
    version: str
    language: str
    seed: int
    username: str
    started: datetime
    step: int
    rows: Mapping[str, RepeatRows]
    given: Mapping[str, Value]
    standing: Mapping[str, Value]
    kept: Mapping[str, Any]
    suggestions: Mapping[str, Value]
    again: Sequence[str]
    done: Sequence[str]
    at: str | None
    editing: bool

    def to_json(self) -> dict[str, Any]:
        """Plain JSON (it survives json.dumps and json.loads)."""
        return {
            "shape": SHAPE,
            **{name: getattr(self, name) for name in _PLAIN},
            "started": self.started.astimezone(UTC).isoformat(),
            "rows": {
                path: {"ids": list(one.ids), "rest": list(one.rest), "last": one.last}
                for path, one in self.rows.items()
            },
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> FillingState:
        """`to_json` undone; other keys are let be. Raises ValueError for a shape that is not known."""
        if state["shape"] != SHAPE:
            raise ValueError(f"a filling of shape {state['shape']}, and {SHAPE} is the one that is known")
        return cls(
            **{name: state[name] for name in _PLAIN},
            started=datetime.fromisoformat(state["started"]),
            rows={path: RepeatRows(**one) for path, one in state["rows"].items()},
        )


# What is the same in JSON.
_PLAIN = tuple(one.name for one in fields(FillingState) if one.name not in ("started", "rows"))


def tree_state(tree: Tree) -> dict[str, Any]:
    """The fields of `FillingState` that the tree knows: `rows`, `given`, `standing` and `kept`."""
    rows: dict[str, RepeatRows] = {}
    given: dict[str, Any] = {}
    standing: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    _gather(tree.root, rows, given, standing, kept)
    return {"rows": rows, "given": given, "standing": standing, "kept": kept}


def _gather(
    node: Node, rows: dict[str, RepeatRows], given: dict[str, Any], standing: dict[str, Any], kept: dict[str, Any]
) -> None:
    spec: Spec = node.spec
    if spec.shape == "leaf":
        if spec.kept:
            if node.x != "":
                kept[node.path] = {"moment": node.x.isoformat()} if isinstance(node.x, datetime) else node.x
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
        rows[f"{node.path}/{name}"] = RepeatRows(
            [row.row_id for row in child], [row.row_id for row in spare], node.numbered.get(name, 0)
        )
        for row in (*child, *spare):
            _gather(row, rows, given, standing, kept)


def restore_tree(tree: Tree, state: FillingState, computation: Computation) -> None:
    """Put rows and values back; what the form does not know is left out. Nothing is computed yet."""
    nodes = tree.by_path
    if not all(_stands(tree, path, rows) for path, rows in state.rows.items()):
        nodes = {}
        _restore_rows(tree.root, state.rows, nodes)
        tree.reindex()
    for path, value in state.standing.items():
        _put(nodes.get(path), value, computation, given=False)
    for path, value in state.given.items():
        _put(nodes.get(path), value, computation, given=True)
    for path, value in state.kept.items():
        node = nodes.get(path)
        if node is not None:
            node.x = _unplain(value)


def _stands(tree: Tree, path: str, stored: RepeatRows) -> bool:
    """Whether a new tree has just these rows of a repeat."""
    found = tree.repeat_at(path)
    if found is None or stored.rest:
        return False
    parent, repeat = found
    ids = [row.row_id for row in parent.rows(repeat.name)]
    return ids == stored.ids and parent.numbered.get(repeat.name, 0) == stored.last


def _restore_rows(node: Node, rows: Mapping[str, RepeatRows], nodes: dict[str, Node]) -> None:
    nodes[node.path] = node
    spec: Spec = node.spec
    for child in spec.children:
        if child.shape != "repeat":
            _restore_rows(node.children[child.name], rows, nodes)
            continue
        stored = rows.get(f"{node.path}/{child.name}")
        if stored is not None:
            node.rows(child.name).clear()
            for row_id in (*stored.ids, *stored.rest):
                append_row(node, child, row_id)
            node.numbered[child.name] = stored.last
        made = node.rows(child.name)
        for row in made:
            _restore_rows(row, rows, nodes)
        if stored is not None:
            node.spare[child.name] = made[len(stored.ids) :]
            del made[len(stored.ids) :]


def _put(node: Node | None, value: Any, computation: Computation, given: bool) -> None:
    if node is None or node.spec.shape != "leaf" or node.spec.computed:
        return
    node.value = value
    node.given = given
    computation.see(node)


def _unplain(value: Any) -> Any:
    if isinstance(value, dict):
        return parse_moment(value["moment"]) or ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
