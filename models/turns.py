"""Whose turn it is to write: SQLite has one writer at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A queue for the threads of one process, first come first served, in two classes.

    SQLite itself lets whoever waits look again at growing intervals: with many threads the unlucky ones wait for
    seconds. Here each is woken when its turn comes. The patient go when nobody else waits: a webhook has to be
    answered within two seconds, what is sent or fetched after it has a minute. `rest` is called after each turn, before
    the next one: a moment for other processes.
    """

    def __init__(self, rest: Callable[[], None] | None = None) -> None:
        self._rest = rest
        self._mutex = Lock()
        self._is_taken = False
        self._waiting: tuple[deque[Lock], deque[Lock]] = (deque(), deque())

    @contextmanager
    def turn(self, *, patient: bool, timeout: float) -> Iterator[None]:
        """Waits for the turn, `timeout` seconds at most: after that SQLite's own waiting decides."""
        mine = self._enter(patient, timeout)
        try:
            yield
        finally:
            if mine:
                if self._rest:
                    self._rest()
                self._leave()

    def _enter(self, patient: bool, timeout: float) -> bool:
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            gate = Lock()
            gate.acquire()
            line = self._waiting[patient]
            line.append(gate)
        if gate.acquire(timeout=timeout):
            return True
        with self._mutex:
            if gate in line:
                line.remove(gate)
                return False
        # The turn was handed over in the very moment of giving up.
        return True

    def _leave(self) -> None:
        """Hands the turn over, so that nobody who comes by can take it first."""
        with self._mutex:
            line = next((line for line in self._waiting if line), None)
            if line is None:
                self._is_taken = False
            else:
                line.popleft().release()
