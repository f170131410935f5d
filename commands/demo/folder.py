"""A folder for each demo that runs: two at once on one machine do not write into each other's database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """`number` is 1 for `demo`, 2 for `demo-2` and so on: no two running demos under one parent have the same."""

    path: Path
    number: int


@contextmanager
def own_folder(parent: Path) -> Iterator[DemoFolder]:
    """`demo` in `parent`, empty; while another demo has that one, `demo-2` and so on.

    It stays behind with its logs, and the next demo that takes it clears it. Raises OSError or sqlite3.Error where
    `parent` cannot be written to.
    """
    parent.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        path = parent / ("demo" if number == 1 else f"demo-{number}")
        # A lock of SQLite's is the standard library's only one for every system. It goes when its holder is killed.
        with closing(sqlite3.connect(path.with_suffix(".lock"), timeout=0, isolation_level=None)) as lock:
            if _is_free(lock):
                shutil.rmtree(path, ignore_errors=True)
                path.mkdir()
                yield DemoFolder(path, number)
                return


def _is_free(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
