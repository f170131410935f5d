"""The answers of one filling as a tree, rows of repeats included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.engine.definition.blueprint import PathNames, Spec
from bot.engine.expressions.frame import Scalar

MOST_ROWS = 200
"""Rows of one repeat. Far above any real report; a typed 1,000,000,000 must not become as many rows."""

_NONE: dict[str, Any] = {}


class Node:
    """One place for an answer, a group, or a row.

    `value` is plain JSON (see `datatypes.Value`), `x` the same as expressions see it. `relevant` and `readonly` count
    the groups around, `own_…` do not. `given` is true once a person has answered or skipped it. `spare` are rows beyond
    the repeat's count, kept with their answers; `numbered` the last row id given, `takes` whether a repeat without rows
    is relevant; all by the repeat's name."""

    __slots__ = (
        "children", "given", "name", "numbered", "original", "own_readonly", "own_relevant", "parent", "path",
        "readonly", "relevant", "required", "row_id", "spare", "spec", "takes", "value", "x",
    )  # fmt: skip

    def __init__(self, name: str, parent: Node | None, path: str = "", spec: Spec | None = None) -> None:
        self.name = name
        self.parent = parent
        self.path = path
        self.spec: Any = spec
        self.children: dict[str, Any] = {}
        self.value: Any = None
        self.x: Scalar = ""
        self.relevant = True
        self.own_relevant = True
        self.readonly = False
        self.own_readonly = False
        self.required = False
        self.given = False
        self.original = True
        self.row_id = ""
        # Only what holds repeats has these; of the many others none is ever written to.
        self.spare: dict[str, list[Node]] = _NONE
        self.numbered: dict[str, int] = _NONE
        self.takes: dict[str, bool] = _NONE

    def rows(self, name: str) -> list[Node]:
        """The rows of the repeat of that name in this node."""
        found: list[Node] = self.children[name]
        return found

    def takes_rows(self, name: str) -> bool:
        """Whether the repeat of that name is relevant here: some row is, or, without any, one would be."""
        rows = self.rows(name)
        return self.relevant and (any(row.relevant for row in rows) if rows else self.takes.get(name, True))

    def within(self) -> Iterator[Node]:
        """This node and all below it, in form order; spare rows are not there."""
        yield self
        for child in self.children.values():
            if child.__class__ is list:
                for row in child:
                    yield from row.within()
            else:
                yield from child.within()


class Tree:
    """`by_path` finds a node by its concrete path, `of_spec` all nodes of one generic path."""

    def __init__(self, root: Spec) -> None:
        self.root = _built(root, None)
        self.by_path: dict[str, Node] = {}
        self.of_spec: dict[PathNames, list[Node]] = {}
        self.reindex()

    def reindex(self) -> None:
        """To be called whenever rows came or went."""
        self.by_path, self.of_spec = {}, {}
        self._index(self.root)

    def _index(self, node: Node) -> None:
        self.by_path[node.path] = node
        self.of_spec.setdefault(node.spec.path, []).append(node)
        for child in node.children.values():
            if child.__class__ is Node:
                self._index(child)
            else:
                for row in child:
                    self._index(row)

    def nodes(self, path: PathNames) -> list[Node]:
        return self.of_spec.get(path, [])

    def node(self, path: str) -> Node | None:
        return self.by_path.get(path)

    def open_repeat(self, path: str) -> tuple[Node, Spec] | None:
        """An open repeat that can be stood at now, and the node its rows hang under."""
        found = self.repeat_at(path)
        if found is None or found[1].count is not None or not found[0].takes_rows(found[1].name):
            return None
        return found

    def repeat_at(self, path: str) -> tuple[Node, Spec] | None:
        """The node that holds a repeat's rows, and the repeat, by the repeat's concrete path."""
        before, _, name = path.rpartition("/")
        parent = self.by_path.get(before)
        if parent is None:
            return None
        spec = next((child for child in parent.spec.children if child.name == name), None)
        return (parent, spec) if spec is not None and spec.shape == "repeat" else None


def append_row(parent: Node, spec: Spec, row_id: str | None = None) -> Node:
    """A new row at the end (a given id is a stored row's); `Tree.reindex` is left to the caller."""
    rows = parent.rows(spec.name)
    if row_id is None:
        parent.numbered[spec.name] = parent.numbered.get(spec.name, 0) + 1
        row_id = str(parent.numbered[spec.name])
    row = _built(spec, parent, row_id, original=row_id == "1" and parent.original)
    rows.append(row)
    return row


def _built(spec: Spec, parent: Node | None, row_id: str = "", original: bool = True) -> Node:
    """`original` is false for rows (and what is in them) that the form's own instance does not hold."""
    above = parent.path if parent is not None else ""
    path = f"{above}/{spec.name}[{row_id}]" if row_id else f"{above}/{spec.name}"
    node = Node(spec.name, parent, path, spec)
    node.row_id = row_id
    node.original = original
    if spec.relevant is not None:
        node.own_relevant = spec.relevant.constant
    if spec.required is not None:
        node.required = spec.required.constant
    if spec.readonly is not None:
        node.own_readonly = spec.readonly.constant
    node.relevant = node.own_relevant and (parent is None or parent.relevant)
    node.readonly = node.own_readonly or (parent is not None and parent.readonly)
    for child in spec.children:
        if child.shape == "repeat":
            if node.takes is _NONE:
                node.spare, node.numbered, node.takes = {}, {}, {}
            node.children[child.name] = []
            node.takes[child.name] = child.relevant is None or child.relevant.constant
            if child.count is None:
                for _ in range(child.first_rows if original else child.later_rows):
                    append_row(node, child)
        else:
            node.children[child.name] = _built(child, node, original=original)
    return node
