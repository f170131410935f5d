"""SQLite files for tests. Migrated once a worker; the contents of one are the file."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from models.database import make_engine
from services.operations.migrate import migrate

# In memory where the machine has such a folder: what a test commits need not survive a power cut.
_MEMORY = Path("/dev/shm")
_numbers = count(1)


@cache
def folder() -> Path:
    """The worker's own."""
    made = tempfile.mkdtemp(prefix="nong-sqlite-", dir=_MEMORY if _MEMORY.is_dir() else None)
    return Path(made)


def remove() -> None:
    """Everything that was made here."""
    if folder.cache_info().currsize:
        shutil.rmtree(folder())


def new() -> str:
    """The URL of a migrated, empty file."""
    path = folder() / f"{next(_numbers)}.sqlite3"
    shutil.copy(_migrated(), path)
    return f"sqlite:///{path}"


def contents(url: str) -> Path:
    """A copy of the file. Nobody may have it open."""
    kept = folder() / f"{next(_numbers)}.kept"
    shutil.copy(_path(url), kept)
    return kept


def put(url: str, kept: Path) -> None:
    """Whoever still has the old file open goes on with that one."""
    path = _path(url)
    for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        old.unlink(missing_ok=True)
    shutil.copy(kept, path)


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@cache
def _migrated() -> Path:
    path = folder() / "migrated.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path
