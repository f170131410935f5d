"""Fillings that this process put down a moment ago, taken up again without all of it being computed anew.

What is stored stays the truth: a filling is taken up only for exactly the state that it was put down with. In another
process, after a restart or once others have pushed it out, it is restored from that state, which comes to the same.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.instance.saved import FillingState

MOST_NODES = 20_000
"""Of all kept fillings together, some ten megabytes: 400 of a month's report, or 70 of 230 questions."""
_OF_THE_TIME = frozenset({"now", "today"})


class Kept:
    """May be shared between threads; a filling that is taken up is its taker's own."""

    def __init__(self, most: int = MOST_NODES) -> None:
        self._most = most
        self._nodes = 0
        self._lock = Lock()
        # By form and seed, which each conversation has its own; the one used longest ago first.
        self._kept: OrderedDict[tuple[int, int], tuple[FillingState, Filling]] = OrderedDict()

    def put_down(self, filling: Filling, state: FillingState) -> None:
        """`state` is its `saved()`, and nothing has changed since; from now on it is nobody's."""
        if filling.form.once(_hangs_on_the_time):
            return
        with self._lock:
            self._drop(_key(filling.form, state))
            self._kept[_key(filling.form, state)] = state, filling
            self._nodes += filling.size
            while self._nodes > self._most:
                self._drop(next(iter(self._kept)))

    def taken_up(self, form: Form, state: FillingState, now: datetime) -> Filling | None:
        """The filling that was put down with this state, at `now` (aware); None where there is none."""
        with self._lock:
            found = self._drop(_key(form, state))
        if found is None or found[1].form is not form or found[0] != state:
            return None
        filling = found[1]
        filling.go_on(now)
        return filling

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._nodes = 0

    def _drop(self, key: tuple[int, int]) -> tuple[FillingState, Filling] | None:
        found = self._kept.pop(key, None)
        if found is not None:
            self._nodes -= found[1].size
        return found


def _key(form: Form, state: FillingState) -> tuple[int, int]:
    return id(form), state.seed


def _hangs_on_the_time(form: Form) -> bool:
    """Whether something that is computed once, and not when it is asked for, is another at another time."""
    return any(task.expression.calls & _OF_THE_TIME for task in form.blueprint.tasks) or any(
        spec.data_type == "time" for spec in form.blueprint.specs.values()
    )
