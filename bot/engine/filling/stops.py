"""The places a conversation can stand at, in form order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.engine.definition.form_items import FormItem, Group, Question, QuestionKind, Repeat
from bot.engine.instance.tree import Node


@dataclass(slots=True)
class Stop:
    """A question's turn (`node` its leaf) or an open repeat's (`node` holds the rows).

    `notes` are the notes and read-only questions before it. `around` are the groups and repeats around it, outermost
    first, each with its node (a repeat's node is the row). `item` is None for the end, which only carries notes. `row`
    is the innermost row around it by its path, "" outside every repeat.
    """

    path: str
    item: FormItem | None
    node: Node
    notes: tuple[Node, ...]
    around: tuple[tuple[Group, Node], ...]
    is_repeat: bool = False
    row: str = ""


@dataclass(slots=True)
class Walk:
    """All stops; `closing` are the notes after the last. `stood` is where the filling stood last, by step and place,
    `progress` what was counted, by those and what was to count."""

    stops: list[Stop] = field(default_factory=list)
    closing: tuple[Node, ...] = ()
    progress: dict[tuple[int, str | None, frozenset[str], bool], tuple[int, int]] = field(default_factory=dict)
    stood: tuple[tuple[int, str | None], Stop | None] | None = None
    _places: dict[str, int] = field(default_factory=dict)

    def at(self, path: str) -> int | None:
        if not self._places:
            self._places.update({stop.path: place for place, stop in enumerate(self.stops)})
        return self._places.get(path)

    def page(self, stop: Stop, is_open: Callable[[Stop], bool]) -> list[Stop]:
        """The questions of one page from this stop on that are still to be asked; [] where it is on none
        (`Group.together`)."""
        if stop.is_repeat or not stop.around or not stop.around[-1][0].together:
            return []
        found = []
        for each in self.stops[self.at(stop.path) :]:
            if each.is_repeat or not each.around or each.around[-1][1] is not stop.around[-1][1]:
                break
            if each is stop or is_open(each):
                found.append(each)
        return found


def walk(root: Group, node: Node) -> Walk:
    """Where one can stand now: relevant questions that a person may answer, and the turns of open repeats."""
    found = Walk()
    notes: list[Node] = []
    inside: Around | None = None
    row = ""
    for item, at, around in items_in_order(root, node):
        if around is not inside:
            inside = around
            row = next((each.path for group, each in reversed(around) if isinstance(group, Repeat)), "")
        if isinstance(item, Question):
            if item.kind is QuestionKind.NOTE or at.readonly:
                if item.label or item.pictures or at.value is not None:
                    notes.append(at)
                continue
            found.stops.append(Stop(at.path, item, at, tuple(notes), around, row=row))
        else:
            found.stops.append(Stop(f"{at.path}/{item.name}", item, at, tuple(notes), around, True, row))
        notes = []
    found.closing = tuple(notes)
    return found


Around = tuple[tuple[Group, Node], ...]


def items_in_order(
    group: Group, node: Node, around: Around = (), repeat_first: bool = False
) -> Iterator[tuple[FormItem, Node, Around]]:
    """Relevant questions and open repeats with their nodes, in form order; a repeat after its rows, or before them."""
    for item, way in group.inside:
        at: Any = node
        for name in way:
            at = at.children.get(name)
            if at.__class__ is not Node:
                break
        if at.__class__ is not Node or not at.relevant:
            continue
        if isinstance(item, Question):
            yield item, at, around
        elif isinstance(item, Repeat):
            turn = not item.counted and at.takes_rows(item.name)
            if turn and repeat_first:
                yield item, at, around
            for row in at.rows(item.name):
                if row.relevant:
                    yield from items_in_order(item, row, (*around, (item, row)), repeat_first)
            if turn and not repeat_first:
                yield item, at, around
        elif isinstance(item, Group):
            yield from items_in_order(item, at, (*around, (item, at)), repeat_first)
