"""Everything computed: relevance, required, read-only, calculations, counted rows; by dependency, never all of it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.blueprint import Blueprint, PathNames, SetValue, Spec, Task
from bot.engine.expressions import EvaluationError, Frame
from bot.engine.expressions.values import to_boolean, to_number
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.tree import MOST_ROWS, Node, Tree, append_row, spread

DEEPEST_ACTIONS = 20
"""One trigger setting off another; real forms have one or two in a row."""


class Computation:
    """Keeps a tree in step with its form's expressions.

    `touched` gathers the generic paths whose value, relevance or rows changed, until it is cleared. `moves` grows
    whenever it may have changed where a person can stand, and what is read there before. `faults` are
    (concrete path, aspect, reason) of expressions that had no value; such a relevance is true, such a calculation
    blank, such a constraint met: a slip of the author's never locks an officer out.
    """

    def __init__(self, blueprint: Blueprint, tree: Tree, environment: FillingEnvironment) -> None:
        self._blueprint = blueprint
        self._tree = tree
        self._environment = environment
        self._set = {
            "relevant": self._set_relevant,
            "readonly": self._set_readonly,
            "required": self._set_required,
            "calculate": self._set_calculate,
        }
        self._waiting: list[int] = []
        self._queued: set[int] = set()
        self.touched: set[PathNames] = set()
        self.moves = 0
        self.faults: list[tuple[str, str, str]] = []

    @property
    def checkers(self) -> Mapping[PathNames, frozenset[PathNames]]:
        """As in the blueprint."""
        return self._blueprint.checkers

    def see(self, node: Node) -> None:
        """Let expressions see the node's value."""
        spec: Spec = node.spec
        node.x = datatypes.seen(spec.data_type, node.value, self._environment.now)

    def fill_defaults(self, nodes: Iterable[Node]) -> None:
        """The defaults that the form's own instance writes down."""
        for node in nodes:
            spec: Spec = node.spec
            if spec.default and spec.shape == "leaf":
                kind = spec.question.kind if spec.question else None
                node.value = datatypes.from_text(kind, spec.data_type, spec.default)
                self.see(node)

    def everything(self, restoring: bool = False) -> None:
        """Compute all of it in order. While restoring, values that a person may have changed are left as stored."""
        self._waiting, self._queued = [], set()
        for at, task in enumerate(self._blueprint.tasks):
            # Whatever it reads has been computed by now: what was queued for it is done with this.
            self._queued.discard(at)
            if restoring and task.aspect == "calculate" and not task.spec.computed:
                continue
            # Rows aside, all is there already while restoring, and whatever reads this comes later in the loop.
            if self._run(task) and not restoring:
                self._queue(self._blueprint.after[at])
        self._settle()

    def value_changed(self, node: Node) -> None:
        """Compute what reads this node's value."""
        self.touched.add(node.spec.path)
        self._queue(self._blueprint.readers.get(node.spec.path, ()))
        self._settle()

    def rows_changed(self, repeat: Spec, new_rows: Iterable[Node] = ()) -> None:
        """Compute what belongs to or reads a repeat whose rows came or went."""
        self._tree.reindex()
        self.moves += 1
        rows = list(new_rows)
        self._begin_rows(rows)
        self._mark_below(repeat)
        self._queue(self._blueprint.row_readers.get(repeat.path, ()))
        self._settle()
        for row in rows:
            self._dynamic_defaults(repeat, row)

    def run_actions(self, actions: Iterable[SetValue], around: Node, depth: int = 0) -> None:
        """setvalue: targets in the same rows as `around`, else everywhere. What it changes sets off further ones."""
        if depth > DEEPEST_ACTIONS:
            self.faults.append((around.path, "trigger", "triggers set each other off without end"))
            return
        for action in actions:
            for node in self._targets(action.target, around):
                value: Any = None
                if action.expression is not None:
                    kind = node.spec.question.kind if node.spec.question else None
                    result = self._evaluate(action.expression.value, node, "default", "")
                    value = datatypes.from_xpath(kind, node.spec.data_type, result)
                if value != node.value:
                    node.value = value
                    self.see(node)
                    self._read_there(node)
                    self.value_changed(node)
                    self.run_actions(node.spec.on_change, node, depth + 1)

    def _targets(self, path: PathNames, around: Node) -> list[Node]:
        """The nodes of a generic path that share the most rows with a node."""
        above = around
        while above.parent is not None and above.spec.path != path[: len(above.spec.path)]:
            above = above.parent
        found = [above]
        for name in path[len(above.spec.path) :]:
            below: list[Node] = []
            for node in found:
                child = node.children[name]
                below.extend(child if isinstance(child, list) else [child])
            found = below
        return found

    def _queue(self, places: Iterable[int]) -> None:
        for at in places:
            if at not in self._queued:
                self._queued.add(at)
                heapq.heappush(self._waiting, at)

    def _settle(self) -> None:
        while self._waiting:
            at = heapq.heappop(self._waiting)
            if at not in self._queued:
                continue
            self._queued.discard(at)
            if self._run(self._blueprint.tasks[at]):
                self._queue(self._blueprint.after[at])

    def _run(self, task: Task) -> bool:
        """Whether something that others may read has changed; for rows, what reads them is queued here."""
        if task.aspect == "count":
            self._count_rows(task)
            return False
        changed = False
        if task.aspect == "relevant" and task.spec.shape == "repeat":
            self._set_takes(task)
        work, nodes = self._set[task.aspect], self._tree.nodes(task.spec)
        if len(nodes) == 1:
            return work(nodes[0], task)
        for node in nodes:
            if work(node, task):
                changed = True
        return changed

    def _evaluate(self, code: Any, node: Any, aspect: str, otherwise: Any) -> Any:
        try:
            return code(Frame(self._environment, node))
        except EvaluationError as error:
            self.faults.append((getattr(node, "path", ""), aspect, str(error)))
            return otherwise

    def _set_relevant(self, node: Node, task: Task) -> bool:
        relevant = self._evaluate(task.expression.value, node, "relevant", True)
        if relevant.__class__ is not bool:
            relevant = to_boolean(relevant)
        if relevant == node.own_relevant:
            return False
        node.own_relevant = relevant
        self._spread_relevance(node)
        return True

    def _set_takes(self, task: Task) -> None:
        """Where a repeat has no rows there is no node to ask; one is stood in for."""
        name = task.spec.name
        for parent in self._tree.nodes(task.spec.parent):
            if not parent.rows(name):
                stand_in = self._stand_in(parent, task.spec)
                relevant = self._evaluate(task.expression.value, stand_in, "relevant", True)
                parent.takes[name] = to_boolean(relevant)
                self.moves += 1

    @staticmethod
    def _stand_in(parent: Node, repeat: Spec) -> Node:
        return Node(repeat.name, parent, f"{parent.path}/{repeat.name}", repeat)

    def _spread_relevance(self, node: Node) -> None:
        relevant = node.own_relevant and (node.parent is None or node.parent.relevant)
        if relevant == node.relevant:
            return
        node.relevant = relevant
        self.moves += 1
        self.touched.add(node.spec.path)
        for child in node.children.values():
            for each in child if isinstance(child, list) else (child,):
                self._spread_relevance(each)

    def _set_readonly(self, node: Node, task: Task) -> bool:
        node.own_readonly = to_boolean(self._evaluate(task.expression.value, node, "readonly", False))
        self._spread_readonly(node)
        return False

    def _spread_readonly(self, node: Node) -> None:
        readonly = node.own_readonly or (node.parent is not None and node.parent.readonly)
        if readonly == node.readonly:
            return
        node.readonly = readonly
        self.moves += 1
        for child in node.children.values():
            for each in child if isinstance(child, list) else (child,):
                self._spread_readonly(each)

    def _set_required(self, node: Node, task: Task) -> bool:
        node.required = to_boolean(self._evaluate(task.expression.value, node, "required", False))
        return False

    def _set_calculate(self, node: Node, task: Task) -> bool:
        spec = task.spec
        result = self._evaluate(task.expression.value, node, "calculate", "")
        if spec.computed or spec.question is None or not spec.question.kind.is_asked:
            x = datatypes.calculated(spec.data_type, result)
            if x == node.x and x.__class__ is node.x.__class__:
                return False
            node.x, node.value = x, datatypes.document_value(spec.data_type, x)
        else:
            value = datatypes.from_xpath(spec.question.kind, spec.data_type, result)
            if value == node.value:
                return False
            node.value = value
            self.see(node)
        self._read_there(node)
        self.touched.add(spec.path)
        return True

    def _read_there(self, node: Node) -> None:
        """A value that was set: without words of its own it is read before the next question only where it is not
        blank."""
        if node.readonly or node.spec.item is not None:
            self.moves += 1

    def _count_rows(self, task: Task) -> None:
        """Make or rest rows until there are as many as `jr:count` says; those at rest keep their answers."""
        repeat = task.spec
        new_rows: list[Node] = []
        back: list[Node] = []
        changed = False
        for parent in self._tree.nodes(repeat.parent):
            # The count is read where a row would stand, though there may be none yet.
            stand_in = self._stand_in(parent, repeat)
            number = to_number(self._evaluate(task.expression.value, stand_in, "repeat_count", 0.0))
            wanted = int(max(0.0, min(number, float(MOST_ROWS)))) if number == number else 0
            rows, spare = parent.rows(repeat.name), parent.spare.setdefault(repeat.name, [])
            while len(rows) > wanted:
                spare.insert(0, rows.pop())
                changed = True
            while len(rows) < wanted:
                if spare:
                    back.append(spare.pop(0))
                    rows.append(back[-1])
                else:
                    new_rows.append(append_row(parent, repeat))
                changed = True
        if not changed:
            return
        self.moves += 1
        self._tree.reindex()
        self._begin_rows(new_rows)
        # What is around them may have become relevant or read-only while they rested.
        spread(back)
        self._mark_below(repeat)
        self._queue(self._blueprint.row_readers.get(repeat.path, ()))
        self._settle_new(repeat, new_rows)

    def _settle_new(self, repeat: Spec, rows: list[Node]) -> None:
        if any(spec.new_row for spec in (repeat, *repeat.repeats_below())):
            self._settle()
            for row in rows:
                self._dynamic_defaults(repeat, row)

    def _begin_rows(self, rows: list[Node]) -> None:
        for row in rows:
            self.fill_defaults(row.within())
        spread(rows)

    def _dynamic_defaults(self, repeat: Spec, row: Node) -> None:
        self.run_actions(repeat.new_row, row)
        for inner in repeat.repeats_below():
            for node in row.within():
                if node.spec is inner:
                    self.run_actions(inner.new_row, node)

    def _mark_below(self, spec: Spec) -> None:
        self.touched.add(spec.path)
        for child in spec.children:
            self._mark_below(child)
