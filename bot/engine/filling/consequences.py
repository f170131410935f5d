"""What an answer does to the rest of a filling: questions that vanish, appear, or have to be asked again."""

from __future__ import annotations

from bot.engine.filling.checks import Checks
from bot.engine.filling.places import Issue, Verdict
from bot.engine.filling.wording import Wording
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import Node, Tree

Again = dict[str, None]
"""Paths of answered questions that are to be asked once more, in the order in which that was found."""


class Consequences:
    """Looks at a tree that has been computed anew; changes nothing in it but what is to be asked again."""

    def __init__(self, tree: Tree, computation: Computation, checks: Checks, wording: Wording) -> None:
        self._tree = tree
        self._computation = computation
        self._checks = checks
        self._wording = wording

    def askable(self) -> dict[str, Node]:
        """Questions for a person that are relevant now."""
        return {
            path: node
            for path, node in self._tree.by_path.items()
            if node.relevant and node.spec.is_asked and not node.readonly
        }

    def of(self, answered: Node, before: dict[str, Node], again: Again) -> Verdict:
        """The verdict on an accepted answer; `before` is what was askable until then."""
        after = self.askable()
        # What cannot be changed any more, but still counts, has not vanished.
        gone = (node for path, node in before.items() if self._tree.by_path.get(path) is not node or not node.relevant)
        vanished = [node for node in gone if node.given and node.value is not None]
        for path, node in after.items():
            if path not in before and node.given and node.value is None:
                again[path] = None
        reopened = self.reopened(again, but=answered.path)
        return Verdict(True, None, tuple(map(self._wording.line, vanished)), reopened)

    def reopened(self, again: Again, but: str = "") -> tuple[Issue, ...]:
        """Asks again what was answered and no longer passes because of what was just touched."""
        touched = self._computation.touched
        found: list[Issue] = []
        if touched:
            checkers = self._computation.checkers
            reading = frozenset().union(*(checkers.get(path, ()) for path in touched))
            for path, node in self.askable().items() if reading else ():
                if node.given and path != but and node.spec.path in reading:
                    issue = self._checks.standing(node)
                    if issue is not None:
                        again[path] = None
                        found.append(issue)
            touched.clear()
        return tuple(found)
