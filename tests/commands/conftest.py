"""Terminals on databases of their own, empty and full, for the commands that carry everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import databases
from tests.support.everything import fill_with_photo
from tests.support.terminal import Terminal


def fresh(kind: str, folder: Path) -> str:
    folder.mkdir()
    return databases.fresh_sqlite(folder) if kind == "sqlite" else databases.fresh_postgres()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[str, str], Terminal]]:
    """Makes a terminal on a migrated, empty database of a kind, with a photo store of its own."""
    opened: list[Terminal] = []

    def on(kind: str, name: str) -> Terminal:
        url = fresh(kind, tmp_path / name)
        opened.append(Terminal(DATABASE_URL=url, MEDIA_URL=str(tmp_path / name / "media")))
        return opened[-1]

    yield on
    for one in opened:
        url = one.wiring.settings.database_url
        one.close()
        if not url.startswith("sqlite"):
            databases.drop_postgres(url)


@pytest.fixture
def full(terminal, tmp_path) -> Terminal:
    """One with something in every table, and one photo."""
    one = terminal("sqlite", "full")
    fill_with_photo(one)
    return one
