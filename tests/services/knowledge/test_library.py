"""What an operator may do to the library and to programmes, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from models import programme
from models.database import Database
from models.knowledge import knowledge_item
from services.knowledge import library
from services.knowledge.shelves import find, shelves
from services.programmes import programmes

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LETTER = {"code": "letter", "title": "หนังสือ", "active_from": "2026-01"}
ITEM = {"category": "หมวด", "title": "เรื่อง", "target": "https://www.dla.go.th/a"}


@pytest.fixture
def stocked(database: Database) -> Database:
    with database.writing() as session:
        letter = programmes.create(session, NOW, LETTER)
        library.add(session, letter, "first", **ITEM)
    return database


def test_a_change_makes_a_new_version_and_no_change_makes_none(stocked: Database) -> None:
    with stocked.writing() as session:
        assert library.change(session, "first", title="ชื่อใหม่").version == 2
        assert library.change(session, "first", title="ชื่อใหม่").version == 2
        assert library.change(session, "first", is_active=False).version == 2
        assert library.change(session, "first", target="https://www.dla.go.th/b").version == 3


@pytest.mark.parametrize(
    ("slug", "columns"),
    [
        ("missing", {"title": "x"}),
        ("first", {"title": "  "}),
        ("first", {"title": "x" * 201}),
        ("first", {"category": "x" * 81}),
        ("first", {"target": "javascript:alert(1)"}),
        ("first", {"title": "ok", "target": "ftp://a"}),
    ],
)
def test_a_bad_change_is_refused_whole(stocked: Database, slug: str, columns: dict[str, str]) -> None:
    with pytest.raises(ValueError), stocked.writing() as session:
        library.change(session, slug, **columns)
    with stocked.reading() as session:
        item = knowledge_item.by_slug(session, "first")
        assert item is not None and (item.title, item.version) == ("เรื่อง", 1)


@pytest.mark.parametrize("slug", ["first", "", "UPPER", "a b", "a/b", "../x", "-a", "a-", "ก", "a" * 61])
def test_a_slug_is_new_and_plain(stocked: Database, slug: str) -> None:
    with pytest.raises(ValueError, match=r"slug|already"), stocked.writing() as session:
        letter = programme.by_code(session, "letter")
        assert letter is not None
        library.add(session, letter, slug, **ITEM)


def test_a_hidden_slug_is_not_given_away(stocked: Database) -> None:
    with stocked.writing() as session:
        library.change(session, "first", is_active=False)
        letter = programme.by_code(session, "letter")
        assert letter is not None
        with pytest.raises(ValueError, match="already"):
            library.add(session, letter, "first", **ITEM)


def test_shelves_number_what_people_type(stocked: Database) -> None:
    with stocked.writing() as session:
        letter = programme.by_code(session, "letter")
        assert letter is not None
        library.add(session, letter, "second", **ITEM | {"category": "หมวดสอง"})
        third = library.add(session, letter, "third", **ITEM | {"title": "ปุ๋ยหมัก"})
        found = shelves(session, NOW.date())
        assert [(shelf.number, shelf.name, len(shelf.items)) for shelf in found] == [(1, "หมวด", 2), (2, "หมวดสอง", 1)]
        assert found[0].numbered["1.2"].id == third.id and found[0].key != found[1].key
        assert find("ปุ๋ยหมัก", found).matches == ("third",)


@pytest.mark.parametrize(
    "columns",
    [
        {"code": "letter"},
        {"code": "Not A Code"},
        {"code": "x" * 41},
        {"title": ""},
        {"title": "x" * 201},
        {"active_from": "2569-01-01"},
        {"active_from": "2026-13"},
        {"audience": ["province"]},
        {"audience": []},
        {"schedule": {"due_day": 31}},
        {"schedule": {"opens_day": 9, "due_day": 5}},
        {"schedule": {"nonsense": 1}},
        {"circular_date": "5/7/69"},
        {"active_to": "2025-12"},
    ],
)
def test_a_bad_programme_is_refused(stocked: Database, columns: dict[str, Any]) -> None:
    with pytest.raises(ValueError), stocked.writing() as session:
        programmes.create(session, NOW, LETTER | {"code": "other"} | columns)
    with stocked.reading() as session:
        assert [one.code for one in programme.every(session)] == ["letter"]


def test_a_programme_may_end_but_not_move_its_due_day(stocked: Database) -> None:
    with stocked.writing() as session:
        assert programmes.change(session, "letter", {"active_to": "2026-12"}).active_to == "2026-12"
    for columns in ({"schedule": {"due_day": 6}}, {"code": "x"}, {"active_to": "2025-01"}, {"title": "x" * 201}):
        with pytest.raises(ValueError), stocked.writing() as session:
            programmes.change(session, "letter", columns)
    with pytest.raises(ValueError, match="no programme"), stocked.writing() as session:
        programmes.change(session, "nothing", {"title": "x"})
