"""Small pictures: drawn once, kept beside the large ones, gone with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database import Database
from services.photos import attachments
from services.photos.keeper import Keeper
from services.storage.media_types import NotOfKind
from services.untrusted import readings
from tests.services.photos.test_keeper import BODY, OFFICE, keeper, row, stored
from tests.support.kept import kept
from tests.support.reviewed import Desk


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    """On SQLite alone: nothing here depends on the database."""
    return kept(sqlite_database, Desk)


@pytest.fixture
def media_url(tmp_path: Path) -> str:
    return f"{tmp_path}/media"


def kept_one(desk: Desk, media_url: str, body: bytes = BODY) -> tuple[Keeper, int, str]:
    desk.photo(desk.draft(OFFICE), "a")
    keeps = keeper(desk, media_url, body)
    keeps.fetch_due()
    return keeps, row(desk).id, row(desk).key or ""


def test_the_small_one_is_drawn_once(desk: Desk, media_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keeps, number, key = kept_one(desk, media_url)
    first = keeps.open_small(number, key)
    monkeypatch.setattr(readings, "small_picture", None)
    assert keeps.open_small(number, key) == first
    assert keeps.open(key) == BODY and len(stored(media_url)) == 2


def test_one_that_cannot_be_drawn_is_not_tried_again(
    desk: Desk, media_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps, number, key = kept_one(desk, media_url)
    keeps._store.put_bytes(key, b"spoilt in the store")
    with pytest.raises(NotOfKind):
        keeps.open_small(number, key)
    monkeypatch.setattr(readings, "small_picture", None)
    with pytest.raises(NotOfKind):
        keeps.open_small(number, key)


def test_one_taken_back_while_it_is_drawn_leaves_nothing(
    desk: Desk, media_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps, number, key = kept_one(desk, media_url)

    def drawn(body: bytes) -> bytes:
        with desk.database.writing() as session:
            attachments.take_back(session, "message-a", desk.now)
        keeps.fetch_due()
        return b"small"

    monkeypatch.setattr(readings, "small_picture", drawn)
    keeps.open_small(number, key)
    assert stored(media_url) == []
