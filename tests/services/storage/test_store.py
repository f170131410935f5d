"""A store that fails in its own way, as an object store does that is away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from services.backups.backup import _piece
from services.operations.health_place import of_media
from services.storage.store import Created, Store


class EndpointConnectionError(Exception):
    """No OSError, and its words hold the address: as of the library that speaks to S3."""


class Away(MemoryFileSystem):
    """Nothing of it can be reached."""

    cachable = False

    def _away(self, *_args: Any, **_how: Any) -> Any:
        raise EndpointConnectionError("https://key:secret@s3.example")

    pipe_file = put_file = cat_file = rm_file = find = open = read = write = close = _away


ASKED: dict[str, Callable[[Store], object]] = {
    "put": lambda store: store.put("a/b", Path(__file__)),
    "put_bytes": lambda store: store.put_bytes("a/b", b"body"),
    "create": lambda store: store.create("a/b"),
    "open": lambda store: store.open("a/b"),
    "read": lambda store: store.read("a/b"),
    "remove": lambda store: store.remove("a/b"),
    "keys": lambda store: store.keys("a/"),
    "a piece to write": lambda _store: Created(Away()).write(b"body"),  # type: ignore[arg-type]
    "the end": lambda _store: Created(Away()).__exit__(),  # type: ignore[arg-type]
    "a piece to back up": lambda _store: _piece(Away()),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("what", ASKED)
def test_a_store_that_is_away_says_so_as_every_other_file_does(what: str) -> None:
    """So that whoever waits for it waits: photos on their way are tried again, pages say what to do."""
    store = Store("memory://away")
    store._files = Away()
    with pytest.raises(OSError, match="the store does not answer") as said:
        ASKED[what](store)
    assert "EndpointConnectionError" in str(said.value) and "secret" not in str(said.value)


def test_the_doctor_says_what_kind_of_failure_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryFileSystem, "pipe_file", Away._away)
    assert "does not answer (EndpointConnectionError)" in of_media("memory://away").says


def test_what_is_not_there_is_not_away() -> None:
    store = Store("memory://store")
    with pytest.raises(FileNotFoundError):
        store.read("a/none")
    store.remove("a/none")
    assert store.keys("none/") == []
