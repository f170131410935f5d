"""What can be seen of a filling's answers, wherever it stands."""

from __future__ import annotations

from bot.engine.definition.form import Form
from bot.engine.filling import overview
from bot.engine.filling.checks import Checks
from bot.engine.filling.places import AnswerLine, Issue, Note, Section
from bot.engine.filling.stops import Walk, walk
from bot.engine.filling.wording import Wording
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Tree


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
        return overview.line(self._tree.node(path), self._wording)

    def attached(self) -> list[str]:
        """The references of every photo and file among the answers that count."""
        return overview.attached(self.form, self._tree)

    def review(self) -> tuple[Section, ...]:
        """Every relevant question that may be answered, with its answer, in form order."""
        return overview.sections(self.form, self._tree.root, self._wording)

    def problems(self) -> tuple[Issue, ...]:
        """Everything checked again: type, choices, required, constraint; empty when the filling may be sent."""
        found = (self._checks.standing(stop.node) for stop in self._walk().stops if not stop.is_repeat)
        return tuple(issue for issue in found if issue is not None)

    def closing_notes(self) -> tuple[Note, ...]:
        """Notes after the last question, to be read with the review."""
        return self._wording.notes(self._walk().closing)
