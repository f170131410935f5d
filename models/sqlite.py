"""How SQLite's file is opened, and how its one lock for writing is waited for among processes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
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
