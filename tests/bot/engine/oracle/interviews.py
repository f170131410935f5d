"""Interviews by chance: played through our engine into a script that JavaRosa can be given, and compared with it."""

from __future__ import annotations

import json
import random
from datetime import datetime
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.expressions.values import to_string
from bot.engine.filling.filling import Filling
from bot.engine.instance.tree import Node

Step = list[Any]
Standing = dict[str, list[Any]]


class Player:
    """Answers, adds and takes away at random; every step also goes through saved state."""

    def __init__(self, form: Form, seed: int, now: datetime) -> None:
        self._form = form
        self._random = random.Random(seed)
        self._now = now
        self.filling = Filling.start(form, now=now, seed=seed)
        self.script: list[Step] = []
        self.seen: list[dict[str, Any]] = [{"nodes": standing(self.filling), "gone": []}]

    def play(self, steps: int) -> None:
        for _ in range(steps):
            self._reload()
            self._step()

    def _reload(self) -> None:
        state = json.loads(json.dumps(self.filling.state()))
        self.filling = Filling.restore(self._form, state, now=self._now)
        assert self.filling.state() == state

    def _step(self) -> None:
        chance = self._random.random()
        open_repeats = self._open_repeats()
        rows = [
            node
            for node in self.filling._tree.by_path.values()
            if node.row_id and node.spec.count is None and node.relevant
        ]
        if open_repeats and chance < 0.15:
            self._add(self._random.choice(open_repeats))
        elif rows and chance < 0.2:
            self._drop(self._random.choice(rows))
        else:
            self._answer()

    def _open_repeats(self) -> list[str]:
        found = []
        for node in self.filling._tree.by_path.values():
            for child in node.spec.children:
                if child.shape == "repeat" and child.count is None and node.takes_rows(child.name):
                    found.append(f"{node.path}/{child.name}")
        return found

    def _add(self, repeat: str) -> None:
        before = placed(self.filling, repeat)
        assert self.filling.add_row(repeat)
        self._note(["row", before], {})

    def _drop(self, row: Node) -> None:
        place = placed(self.filling, row.path)
        assert self.filling.remove_row(row.path)
        self._note(["drop", place], {})

    def _answer(self) -> None:
        nodes = [
            node
            for node in self.filling._tree.by_path.values()
            if node.relevant and not node.readonly and node.spec.question and node.spec.question.kind.is_asked
        ]
        node = self._random.choice(nodes)
        question: Question = node.spec.question
        if question.kind.has_choices:
            offered = [choice.value for choice in self.filling._environment.choices(node)]
            if not set(_chosen(node.value)) <= set(offered):
                # JavaRosa takes away an answer whose choice is gone when it comes upon it again; ours asks again.
                self._say(node, None)
            self.script.append(["choices", placed(self.filling, node.path)])
            self._see({"choices": offered})
            value: Any = self._chosen(question, offered)
        else:
            value = self._value(question) if question.name != "grow" else self._more(node)
        if value is not None or not node.required:
            self._say(node, value)

    def _say(self, node: Node, value: Any) -> None:
        place = placed(self.filling, node.path)
        verdict = self.filling.answer(node.path, value)
        assert verdict.issue is None or verdict.issue.reason == "constraint", (place, value, verdict)
        self._note(["answer", place, _written(value)], {"allowed": verdict.accepted})

    def _chosen(self, question: Question, offered: list[str]) -> Any:
        if not offered or self._random.random() < 0.15:
            return None
        if question.kind is QuestionKind.SELECT_ONE:
            return self._random.choice(offered)
        return self._random.sample(offered, self._random.randint(1, len(offered)))

    def _value(self, question: Question) -> Any:
        if self._random.random() < 0.15:
            return None
        return self._random.choice(_VALUES[question.kind])

    def _more(self, node: Node) -> int:
        """Never less: JavaRosa leaves rows beyond a smaller count standing, ours puts them to rest."""
        return min(5, int(node.value or 1) + self._random.randint(0, 2))

    def _note(self, step: Step, said: dict[str, Any]) -> None:
        self.script.append(step)
        self._see(said)

    def _see(self, said: dict[str, Any]) -> None:
        self.seen.append({**said, "nodes": standing(self.filling), "gone": gone(self.filling)})


_VALUES: dict[QuestionKind, list[Any]] = {
    QuestionKind.INTEGER: [-3, 0, 1, 2, 3, 4, 5, 6, 9, 13, 21, 55, 70, 100, 1000],
    QuestionKind.DECIMAL: [0.0, 0.1, 1.5, 2.345, 3.0, -2.5, 1000.25],
    QuestionKind.TEXT: ["a", "abc", "abcdefgh", "3", "yes", "x y", "๑๒", "0"],
    QuestionKind.DATE: ["2024-01-10", "2026-11-22", "2031-01-01", "1999-12-31"],
    QuestionKind.DATETIME: ["2024-01-10T08:30:00.000+07:00", "2025-06-01T23:59:00.000+07:00"],
    QuestionKind.TIME: ["08:30:00.000+07:00", "18:45:00.000+07:00"],
    QuestionKind.GEOPOINT: ["13.75 100.5 0 0", "18.79 98.98 310 5"],
    QuestionKind.ACKNOWLEDGE: ["OK"],
    QuestionKind.IMAGE: ["photo-1", "photo-2"],
    QuestionKind.RANGE: [1, 5, 10],
}


def _chosen(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _written(value: Any) -> str | None:
    return None if value is None else " ".join(value) if isinstance(value, list) else str(value)


def placed(filling: Filling, path: str) -> str:
    """A path with rows by place from 1, as JavaRosa has them."""
    node = filling._tree.by_path.get(path)
    if node is None:
        above, _, name = path.rpartition("/")
        return f"{placed(filling, above)}/{name}"
    if node.parent is None:
        return f"/{node.name}"
    above = placed(filling, node.parent.path)
    if node.row_id:
        return f"{above}/{node.name}[{node.parent.rows(node.name).index(node) + 1}]"
    return f"{above}/{node.name}"


def standing(filling: Filling) -> Standing:
    """Every node as [relevant, required, readonly, value], values as JavaRosa's strings, blank where not relevant."""
    found: Standing = {}
    for node in filling._tree.by_path.values():
        if node.path.startswith("/data/meta"):
            continue
        value = to_string(node.x) if node.relevant and node.x != "" else None
        found[placed(filling, node.path)] = [node.relevant, node.required, node.readonly, value]
    return found


def gone(filling: Filling) -> list[str]:
    """Answers whose choice is no longer offered. JavaRosa blanks them when it next looks at them, ours asks again."""
    return [
        placed(filling, node.path)
        for node in filling._tree.by_path.values()
        if node.spec.choices and not filling._environment.offers(node).issuperset(_chosen(node.value))
    ]


def heard(said: dict[str, Any], repeats: frozenset[str]) -> dict[str, Any]:
    """What the witness said of a step, in the same shape: no [1] behind what is no repeat, hidden values blank."""
    made: Standing = {}
    for path, (relevant, required, readonly, value) in said["nodes"].items():
        if not path.startswith("/data/meta"):
            made[_bare(path, repeats)] = [relevant, required, readonly, value if relevant else None]
    return {**said, "nodes": made}


def _bare(path: str, repeats: frozenset[str]) -> str:
    steps = []
    for step in path.strip("/").split("/"):
        name, _, place = step.partition("[")
        steps.append(f"{name}[{place}" if name in repeats else name)
    return "/" + "/".join(steps)


def repeat_names(form: Form) -> frozenset[str]:
    return frozenset(path.rpartition("/")[2] for path in form.repeats)


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """What the two engines do not agree on after a step; empty when they do."""
    found = [f"JavaRosa failed: {theirs['failure']}"] if "failure" in theirs else []
    for key in ("allowed", "choices"):
        if ours.get(key) != theirs.get(key):
            found.append(f"{key}: ours {ours.get(key)}, JavaRosa {theirs.get(key)}")
    for path in sorted({*ours["nodes"], *theirs["nodes"]}):
        mine, other = ours["nodes"].get(path), theirs["nodes"].get(path)
        if mine != other and not (path in ours["gone"] and other == [*mine[:3], None]):
            found.append(f"{path}: ours {mine}, JavaRosa {other}")
    return found
