"""Terminals on databases of their own, empty and full, for the commands that carry everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import databases
from tests.support.everything import fill_with_photo
from tests.support.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[str, str], Terminal]]:
    """Makes a terminal on a migrated, empty database of a kind, with a photo store of its own."""
    opened: list[Terminal] = []

    def on(kind: str, name: str) -> Terminal:
        own = {"MEDIA_URL": str(tmp_path / name / "media"), "ERASURES_FILE": str(tmp_path / name / "erasures.jsonl")}
        opened.append(Terminal(DATABASE_URL=databases.fresh(kind), **own))
        return opened[-1]

    yield on
    for one in opened:
        one.close()


@pytest.fixture
def full(terminal, tmp_path) -> Terminal:
    """One with something in every table, and one photo."""
    one = terminal("sqlite", "full")
    fill_with_photo(one)
    return one
