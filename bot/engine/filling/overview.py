"""The review: every answerable question in form order, by group and row; and how far the conversation has come."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind, Repeat
from bot.engine.filling.places import AnswerLine, Section
from bot.engine.filling.stops import Around, Stop, items_in_order
from bot.engine.filling.wording import Wording
from bot.engine.instance.tree import Node, Tree


def sections(form: Form, root: Node, wording: Wording) -> tuple[Section, ...]:
    """See `Filling.review`."""
    made: list[Section] = []
    lines: list[AnswerLine] = []
    standing: Around | None = None
    for item, node, around in items_in_order(form.root, root, repeat_first=True):
        if isinstance(item, Repeat):
            _close(made, lines, standing, wording)
            standing = None
            label = wording.group_label(item, node)
            headings = (*wording.headings(around), *([label] if label else []))
            rows = wording.rows(around)
            made.append(Section(headings, rows[-1] if rows else None, rows, f"{node.path}/{item.name}", ()))
            continue
        if not isinstance(item, Question) or item.kind is QuestionKind.NOTE or (node.readonly and node.value is None):
            continue
        if standing is None or _places(standing) != _places(around):
            _close(made, lines, standing, wording)
            standing = around
        lines.append(wording.line(node))
    _close(made, lines, standing, wording)
    return tuple(made)


def _places(around: Around) -> list[str]:
    return [node.path for _, node in around]


def _close(made: list[Section], lines: list[AnswerLine], around: Around | None, wording: Wording) -> None:
    if lines and around is not None:
        rows = wording.rows(around)
        made.append(Section(wording.headings(around), rows[-1] if rows else None, rows, None, tuple(lines)))
    lines.clear()


def progress(form: Form, tree: Tree, stops: Sequence[Stop], current: str | None, is_open: set[str]) -> tuple[int, int]:
    """(number of the current question, about how many).

    A question that is not relevant yet counts half while something its relevance hangs on is still to be asked: the
    best guess there is before the answer. `stops` are all places to stand at, `is_open` the paths of those still
    to be asked.
    """
    questions = [stop for stop in stops if not stop.is_repeat]
    possible = 0
    waiting = {stop.node.spec.path for stop in questions if stop.path in is_open}
    if waiting:
        for path, spec in form.blueprint.specs.items():
            asked = spec.question is not None and spec.question.kind.is_asked
            if asked and not spec.decided_by.isdisjoint(waiting):
                possible += sum(not node.relevant for node in tree.nodes(path))
    number = len(questions)
    if current is not None:
        place = next((at for at, stop in enumerate(stops) if stop.path == current), len(stops))
        number = sum(not stop.is_repeat for stop in stops[: place + 1])
    total = max(number, len(questions) + math.ceil(possible / 2))
    return (max(1, number), max(1, total)) if current is not None else (total, total)
