"""Turns to write: in order, the patient last, and never lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from models.sqlite import Turns

LONG = 10.0  # seconds; no test waits for it


class Queue:
    """Threads that want a turn one after the other, while the first is kept until told otherwise."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.order: list[str] = []
        self._threads: list[threading.Thread] = []
        self._first = self.turns.turn(patient=False, timeout=LONG)
        self._first.__enter__()

    def wants(self, name: str, *, patient: bool = False, timeout: float = LONG) -> None:
        """Returns when the thread stands in the queue."""
        before = self._standing()

        def run() -> None:
            with self.turns.turn(patient=patient, timeout=timeout):
                self.order.append(name)

        self._threads.append(threading.Thread(target=run))
        self._threads[-1].start()
        until(lambda: self._standing() == before + 1)

    def let_go(self) -> list[str]:
        self._first.__exit__(None, None, None)
        for thread in self._threads:
            thread.join(LONG)
            assert not thread.is_alive()
        return self.order

    def _standing(self) -> int:
        return sum(len(line) for line in self.turns._waiting)


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not done():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_first_come_first_served():
    queue = Queue()
    for name in "abcdef":
        queue.wants(name)
    assert queue.let_go() == list("abcdef")


def test_the_patient_go_when_nobody_else_waits():
    queue = Queue()
    for name, patient in (("sending 1", True), ("webhook 1", False), ("sending 2", True), ("webhook 2", False)):
        queue.wants(name, patient=patient)
    assert queue.let_go() == ["webhook 1", "webhook 2", "sending 1", "sending 2"]


def test_whoever_waits_too_long_goes_on_without_a_turn_and_takes_none_from_others():
    queue = Queue()
    with queue.turns.turn(patient=False, timeout=0.001):
        queue.wants("after")
    assert queue.let_go() == ["after"]
    with queue.turns.turn(patient=True, timeout=0.001):
        assert queue.turns._is_taken, "the turn was free again"


def test_a_failure_gives_the_turn_back():
    turns = Turns()
    with pytest.raises(KeyError), turns.turn(patient=False, timeout=LONG):
        raise KeyError
    with turns.turn(patient=True, timeout=LONG):
        assert turns._is_taken
    assert not turns._is_taken


def test_one_at_a_time_with_many_threads():
    turns, inside, most = Turns(), [0], [0]

    def work(number: int) -> None:
        for _ in range(50):
            with turns.turn(patient=number % 2 == 0, timeout=LONG):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert (most, inside, turns._is_taken) == ([1], [0], False)
