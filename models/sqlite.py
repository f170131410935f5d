"""How SQLite's file is opened, and how its one lock for writing is waited for: by the threads of a process, whose turn
it is, and among processes."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import Any

BUSY_TIMEOUT = 5.0  # seconds
# SQLite's own waiting soon looks no more often than every 0.1 s: beside a process that writes one transaction after the
# other it hardly ever finds the lock free.
LOOK_EVERY = 0.001  # seconds
# A process that gives way looks less often than others, and lets go for so long between two of its transactions: all
# that wait in another process go in one after the other, and then its next one.
GIVING_WAY = 5 * LOOK_EVERY


def prepare(connection: Any, _record: Any) -> None:
    # The driver's own implicit BEGIN is switched off: `models/database.py` says which kind is wanted.
    connection.isolation_level = None
    cursor = connection.cursor()
    _be_patient(cursor, BUSY_TIMEOUT)
    cursor.execute("PRAGMA journal_mode = WAL")
    # A power cut may lose the last commits under NORMAL: an officer's report is worth the fsync.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def leave_free() -> None:
    """For so long that whoever waits for the lock sees it free."""
    sleep(GIVING_WAY)


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


class Waiting:
    """A cursor that executes a BEGIN IMMEDIATE as soon as it finds the lock free."""

    def __init__(self, cursor: Any, *, gives_way: bool = False) -> None:
        self._cursor, self._every = cursor, GIVING_WAY if gives_way else LOOK_EVERY

    def execute(self, sql: str, parameters: Sequence[Any]) -> None:
        _be_patient(self._cursor, 0)
        try:
            self._execute(sql, parameters)
        finally:
            _be_patient(self._cursor, BUSY_TIMEOUT)

    def close(self) -> None:
        self._cursor.close()

    def _execute(self, sql: str, parameters: Sequence[Any]) -> None:
        until = monotonic() + BUSY_TIMEOUT
        while True:
            try:
                self._cursor.execute(sql, parameters)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
            sleep(self._every)


def _be_patient(cursor: Any, seconds: float) -> None:
    cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
