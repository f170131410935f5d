"""What can be seen of a filling's answers, wherever it stands: the review, every answerable question in form order, by
group and row; and how far the conversation has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from bot.engine.definition.blueprint import Spec
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind, Repeat
from bot.engine.filling.checks import Checks
from bot.engine.filling.places import AnswerLine, Issue, Note, Section
from bot.engine.filling.stops import Around, Stop, Walk, items_in_order, walk
from bot.engine.filling.wording import Wording
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Node, Tree


class Seen:
    """The part of `Filling` that only looks at its tree and at where one can stand."""

    form: Form
    _tree: Tree
    _walked: tuple[int, Walk] | None
    _computation: Computation
    _checks: Checks
    _wording: Wording

    @property
    def size(self) -> int:
        """How many places its tree has by now."""
        return len(self._tree.by_path)

    def _walk(self) -> Walk:
        """Where one can stand now; kept as long as nothing changes that."""
        moves = self._computation.moves
        if self._walked is None or self._walked[0] != moves:
            self._walked = moves, walk(self.form.root, self._tree.root)
        return self._walked[1]

    def line(self, path: str) -> AnswerLine | None:
        """The line of the review for the question at this concrete path; None where it has none there."""
        return line(self._tree.node(path), self._wording)

    def attached(self) -> list[str]:
        """The references of every photo and file among the answers that count."""
        return attached(self.form, self._tree)

    def review(self) -> tuple[Section, ...]:
        """Every relevant question that may be answered, with its answer, in form order."""
        return sections(self.form, self._tree.root, self._wording)

    def problems(self) -> tuple[Issue, ...]:
        """Everything checked again: type, choices, required, constraint; empty when the filling may be sent."""
        found = (self._checks.standing(stop.node) for stop in self._walk().stops if not stop.is_repeat)
        return tuple(issue for issue in found if issue is not None)

    def closing_notes(self) -> tuple[Note, ...]:
        """Notes after the last question, to be read with the review."""
        return self._wording.notes(self._walk().closing)


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
            made.append(Section(headings, wording.rows(around), f"{node.path}/{item.name}", ()))
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
        made.append(Section(wording.headings(around), wording.rows(around), None, tuple(lines)))
    lines.clear()


def progress(
    asked: Iterable[Spec],
    tree: Tree,
    stops: Sequence[Stop],
    current: Stop | None,
    is_open: Callable[[Stop], bool],
    left_out: Collection[str],
    in_row: bool,
) -> tuple[int, int]:
    """(number of the current question, about how many) outside the rows of repeats, or with `in_row` within the row in
    which the conversation stands; equal at the review (`current` None).

    A question that is not relevant yet counts as long as something its relevance hangs on is still to be asked: the
    total never grows unless an answer is changed. `stops` are all places to stand at, `is_open` whether one is
    still to be asked, `asked` the form's questions, `left_out` generic paths that do not count.
    """
    row = row_of(current.path) if in_row and current is not None else ""
    place = next((at for at, stop in enumerate(stops) if stop is current), len(stops))
    counted = [
        at
        for at, stop in enumerate(stops)
        if not stop.is_repeat and stop.row == row and stop.node.spec.generic not in left_out
    ]
    possible = sum(
        not node.relevant and row_of(node.path) == row
        for spec in _possible(asked, tree, stops, is_open)
        for node in tree.nodes(spec)
        if node.spec.generic not in left_out
    )
    number = sum(at <= place for at in counted)
    total = max(number, len(counted) + possible)
    return (max(1, number), max(1, total)) if current is not None else (total, total)


def row_of(path: str) -> str:
    """The concrete path of the innermost row around this place; "" outside every repeat."""
    inside, bracket, _ = path.rpartition("]/")
    return inside + bracket[:-1]


def _possible(asked: Iterable[Spec], tree: Tree, stops: Sequence[Stop], is_open: Callable[[Stop], bool]) -> list[Spec]:
    """The questions that are not asked now, somewhere at least, and may be once those that wait are answered."""
    hidden = {spec.generic: spec for spec in asked for node in tree.nodes(spec) if not node.relevant}
    undecided = {stop.node.spec.path for stop in stops if not stop.is_repeat and is_open(stop)} if hidden else set()
    found: list[Spec] = []
    while more := [spec for spec in hidden.values() if not spec.decided_by.isdisjoint(undecided)]:
        found += more
        for spec in more:
            undecided.add(spec.path)
            del hidden[spec.generic]
    return found


def line(node: Node | None, wording: Wording) -> AnswerLine | None:
    """The line of the review for one node; None where it has none there."""
    if node is None or not node.relevant or node.spec.item is None or node.spec.question is None:
        return None
    if node.spec.question.kind is QuestionKind.NOTE or (node.readonly and node.value is None):
        return None
    return wording.line(node)


def attached(form: Form, tree: Tree) -> list[str]:
    """What stands in the answers that are photos and files, of the questions that count."""
    nodes = (node for spec in form.blueprint.attached for node in tree.nodes(spec))
    return [str(node.value) for node in nodes if node.relevant and node.value]
