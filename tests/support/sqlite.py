"""SQLite files for tests, migrated once a worker. Putting rows into one takes a quarter of what another file in its
place does, with all that opens it again."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from models.database import make_engine
from services.operations.migrate import migrate

# In memory where the machine has such a folder: what a test commits need not survive a power cut.
_MEMORY = Path("/dev/shm")
_numbers = count(1)
# By URL, for emptying and filling; and in which shape each file was left.
_open: dict[str, sqlite3.Connection] = {}
_left: dict[str, tuple[int, int]] = {}


@cache
def folder() -> Path:
    """The worker's own."""
    made = tempfile.mkdtemp(prefix="nong-sqlite-", dir=_MEMORY if _MEMORY.is_dir() else None)
    return Path(made)


def remove() -> None:
    """Everything that was made here."""
    for connection in _open.values():
        connection.close()
    if folder.cache_info().currsize:
        shutil.rmtree(folder())


def new() -> str:
    """The URL of a migrated, empty file."""
    path = folder() / f"{next(_numbers)}.sqlite3"
    shutil.copy(_migrated(), path)
    return f"sqlite:///{path}"


def contents(url: str) -> dict[str, list[Any]]:
    """The rows of every table that has any."""
    connection = sqlite3.connect(_path(url))
    found = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _tables(connection)}
    connection.close()
    return {table: rows for table, rows in found.items() if rows}


def put(url: str, kept: dict[str, list[Any]]) -> None:
    """Connections stay open. A file whose tables have changed, or which is another one, is made anew."""
    connection = _open.get(url)
    if connection is None or _shape(url, connection) != _left[url]:
        if connection is not None:
            connection.close()
            for old in (_path(url), Path(f"{_path(url)}-wal"), Path(f"{_path(url)}-shm")):
                old.unlink(missing_ok=True)
            shutil.copy(_migrated(), _path(url))
        connection = _open[url] = sqlite3.connect(_path(url), isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN IMMEDIATE")
    for table in _tables(connection):
        _empty(connection, table)
    for table, rows in kept.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute("COMMIT")
    _left[url] = _shape(url, connection)


def _empty(connection: sqlite3.Connection, table: str) -> None:
    if not connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
        return
    # What may only be added to is emptied without those who watch over it.
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    kept = guards.fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"DELETE FROM {table}")
    for _, made in kept:
        connection.execute(made)


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _shape(url: str, connection: sqlite3.Connection) -> tuple[int, int]:
    """Which file it is, and how often its tables were changed."""
    (changed,) = connection.execute("PRAGMA schema_version").fetchone()
    return (_path(url).stat().st_ino if _path(url).exists() else 0), changed


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@cache
def _migrated() -> Path:
    path = folder() / "migrated.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path
