"""The answers of one filling as a tree, rows of repeats included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.engine.definition.blueprint import Below, Spec
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
    """`by_path` finds a node by its concrete path, in document order."""

    def __init__(self, root: Spec) -> None:
        self.by_path: dict[str, Node] = {}
        self._in_rows: dict[str, list[Node]] = {}
        self._outside_rows = _built(root, None)
        self.root: Node = self._outside_rows[0]
        self.reindex()

    def reindex(self) -> None:
        """To be called whenever rows came or went."""
        by_path: dict[str, Node] = {}
        in_rows: dict[str, list[Node]] = {}
        for node in self._outside_rows:
            if node.__class__ is not list:
                by_path[node.path] = node
                continue
            for row in node:
                for each in row.within():
                    by_path[each.path] = each
                    in_rows.setdefault(each.spec.generic, []).append(each)
        self.by_path, self._in_rows = by_path, in_rows

    def nodes(self, spec: Spec | None) -> Sequence[Node]:
        """All nodes of one spec, in document order; () for what stands above the form."""
        if spec is None:
            return ()
        found = self._in_rows.get(spec.generic)
        if found is not None:
            return found
        only = self.by_path.get(spec.generic)
        return (only,) if only is not None else ()

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
    row = _built(spec, parent, row_id, original=row_id == "1" and parent.original)[0]
    rows.append(row)
    return row


def spread(rows: Iterable[Node]) -> None:
    """Let what is around these rows count for all that is in them."""
    for row in rows:
        for node in row.within():
            node.relevant = node.own_relevant and (node.parent is None or node.parent.relevant)
            node.readonly = node.own_readonly or (node.parent is not None and node.parent.readonly)


def _built(spec: Spec, parent: Node | None, row_id: str = "", original: bool = True) -> list[Any]:
    """A node and all below it, in document order; in a repeat's place stands the list of its rows.

    `original` is false for rows (and what is in them) that the form's own instance does not hold."""
    first = Node(spec.name, parent, spec.generic if parent is None else f"{parent.path}/{spec.name}", spec)
    if row_id:
        first.row_id = row_id
        first.path += f"[{row_id}]"
    _begin(first, original)
    made: list[Any] = [first]
    for each, name, at, required, is_plain in spec.below or _laid_out(spec):
        above: Node = made[at]
        if each.shape == "repeat":
            made.append(_no_rows_yet(each, above))
            if each.count is None:
                for _ in range(each.first_rows if original else each.later_rows):
                    append_row(above, each)
            continue
        node = Node(name, above, f"{above.path}/{name}" if row_id else each.generic, each)
        if is_plain and original and above.relevant and not above.readonly:
            node.required = required
        else:
            _begin(node, original)
        above.children[name] = node
        made.append(node)
    return made


def _begin(node: Node, original: bool) -> None:
    """What holds of a new node until something is computed."""
    spec, parent = node.spec, node.parent
    node.original = original
    if spec.relevant is not None:
        node.own_relevant = spec.relevant.constant
    if spec.required is not None:
        node.required = spec.required.constant
    if spec.readonly is not None:
        node.own_readonly = spec.readonly.constant
    node.relevant = node.own_relevant and (parent is None or parent.relevant)
    node.readonly = node.own_readonly or (parent is not None and parent.readonly)


def _no_rows_yet(repeat: Spec, parent: Node) -> list[Node]:
    if parent.takes is _NONE:
        parent.spare, parent.numbered, parent.takes = {}, {}, {}
    parent.takes[repeat.name] = repeat.relevant is None or repeat.relevant.constant
    rows: list[Node] = []
    parent.children[repeat.name] = rows
    return rows


def _laid_out(spec: Spec) -> Sequence[Below]:
    """What stands below a spec. Worked out once; the same whoever does it, so threads need no lock."""
    found: list[Below] = []

    def inside(above: Spec, at: int) -> None:
        for child in above.children:
            is_required = child.required is not None and child.required.constant
            hides = child.relevant is not None and not child.relevant.constant
            locks = child.readonly is not None and child.readonly.constant
            found.append(Below(child, child.name, at, is_required, not (hides or locks)))
            if child.shape != "repeat":
                inside(child, len(found))

    inside(spec, 0)
    spec.below = found
    return found
