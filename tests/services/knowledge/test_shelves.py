"""Who sees what of the library, on which day, in which order; and its files in the store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from models import org_unit
from models.database import Database
from models.knowledge import knowledge_file, knowledge_item
from models.knowledge.knowledge_file import FileUse
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import VisitKind
from services.knowledge import files, library, ordering, shelves
from services.knowledge.files import FileRefused
from services.knowledge.ordering import Way
from services.knowledge.visits import Visits
from services.programmes import programmes
from services.storage import sweeping
from services.storage.store import Store
from tests.support import documents
from tests.support.kept import kept
from tests.support.town import Town

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 3)


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, Town)


def unit(session: Session, code: str) -> org_unit.OrgUnit:
    found = org_unit.by_code(session, code)
    assert found is not None
    return found


def put(session: Session, slug: str, owner: str = "", **columns: object) -> KnowledgeItem:
    owner_id = unit(session, owner).id if owner else None
    values = {"category": "หมวด", "title": slug, "body": "บทความ"} | columns
    return library.add(session, None, slug, owner_unit_id=owner_id, **values)


def seen(session: Session, code: str, day: date = DAY) -> list[str]:
    """Slugs of what somebody of this unit sees."""
    found = shelves.shelves(session, day, shelves.owners_of([unit(session, code)]))
    return [item.slug for shelf in found for item in shelf.items]


def test_a_province_s_own_shelf_is_seen_below_it_alone(town: Town) -> None:
    with town.database.writing() as session:
        put(session, "own", "11")
        put(session, "all")
        assert seen(session, "06110110") == seen(session, "1101") == seen(session, "11") == ["all", "own"]
        assert seen(session, "06120110") == ["all"]
        assert [item.slug for shelf in shelves.shelves(session, DAY) for item in shelf.items] == ["all"]


def test_to_look_for_something_makes_no_entity_of_every_item(town: Town) -> None:
    with town.database.writing() as session:
        put(session, "all", title="ปุ๋ยหมักแห้ง")
    with town.database.reading() as session:
        assert shelves.find("ปุ๋ยหมัก", shelves.shelves(session, DAY)).matches == ("all",)
        assert not [one for one in session.identity_map.values() if isinstance(one, KnowledgeItem)]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, (True, True, True)),
        (DAY, DAY, (False, True, False)),
        (DAY, None, (False, True, True)),
        (None, DAY, (True, True, False)),
    ],
)
def test_an_item_is_shown_on_its_days(
    town: Town, first: date | None, last: date | None, days: tuple[bool, ...]
) -> None:
    with town.database.writing() as session:
        put(session, "item", valid_from=first, valid_to=last)
        around = [DAY + timedelta(days=step) for step in (-1, 0, 1)]
        assert tuple(seen(session, "06110110", day) == ["item"] for day in around) == days


def test_what_explains_a_question_is_known_by_office_and_day(town: Town) -> None:
    with town.database.writing() as session:
        letter = programmes.create(session, NOW, {"code": "letter", "title": "หนังสือ", "active_from": "2026-01"})
        for slug, owner, more in (
            ("all", "", {"explains": "people"}),
            ("own", "11", {"explains": "area"}),
            ("over", "", {"explains": "photo", "valid_to": DAY - timedelta(days=1)}),
        ):
            put(session, slug, owner, programme_id=letter.id, **more)

        def known(code: str) -> frozenset[str]:
            asked = knowledge_item.explained(literal(letter.id), literal(unit(session, code).id), literal(DAY))
            return frozenset((session.scalar(select(asked)) or "").split())

        assert known("06110110") == {"people", "area"} and known("06120110") == {"people"}


def test_items_and_categories_change_places(town: Town) -> None:
    with town.database.writing() as session:
        for slug, category in (("a", "ก"), ("b", "ก"), ("c", "ข")):
            put(session, slug, category=category)
        own = put(session, "own", "11")
        items = {item.slug: item for item in knowledge_item.of_shelf(session, None)}

        def order() -> list[str]:
            session.flush()
            return [item.slug for item in knowledge_item.of_shelf(session, None)]

        assert ordering.move(session, items["b"], Way.UP) and order() == ["b", "a", "c"]
        assert not ordering.move(session, items["b"], Way.UP) and not ordering.move(session, own, Way.DOWN)
        assert ordering.move(session, items["a"], Way.CATEGORY_DOWN) and order() == ["c", "b", "a"]


def test_newest_and_often_used(town: Town) -> None:
    with town.database.writing() as session:
        first, second, old = (put(session, slug) for slug in ("first", "second", "old"))
        session.flush()
        ids = first.id, second.id, old.id
    readers = Visits()
    for item_id, days, times in zip(ids, (1, 1, 200), (2, 1, 9), strict=True):
        for _ in range(times):
            readers.count(item_id, VisitKind.CHAT, "", NOW - timedelta(days=days))
    for _ in range(3):
        readers.count(ids[1], VisitKind.CLICK, "", NOW)
    readers.write(town.database)
    with town.database.reading() as session:
        among = shelves.shelves(session, DAY)
        assert [item.slug for item in shelves.newest(among, 2)] == ["old", "second"]
        assert [item.slug for item in shelves.often_used(session, among, 8, NOW)] == ["first", "second"]


def test_a_file_lies_in_the_store_before_its_row_and_one_without_is_swept(town: Town) -> None:
    store = Store(f"memory://{uuid4().hex}")
    kept_file = files.keep(documents.pdf(), "คู่มือ.PDF", FileUse.PRINT, store.put_bytes, NOW)
    lost = files.keep(documents.picture(), "a.png", FileUse.READ, store.put_bytes, NOW)
    with town.database.writing() as session:
        item = put(session, "item")
        row = files.attach(session, item, kept_file, NOW)
        assert (row.name, row.media_type, item.version) == ("คู่มือ.pdf", "application/pdf", 2)
        assert store.read(row.key).startswith(b"%PDF")

    def sweep(days: int) -> int:
        return sweeping.sweep(
            town.database, knowledge_file.keys, store.keys(files.FOLDER), store.remove, NOW + timedelta(days=days)
        )

    # Its row may still be on its way.
    assert sweep(0) == sweep(1) == 0
    assert sweep(2) == 2 and sweep(2) == 0
    with pytest.raises(FileNotFoundError):
        store.read(lost.key)
    assert kept_file.preview_key is not None
    assert sorted(store.keys(files.FOLDER)) == sorted([kept_file.key, kept_file.preview_key])


def test_a_replaced_file_keeps_its_address_and_the_cover_goes_with_it(town: Town) -> None:
    store = Store(f"memory://{uuid4().hex}")
    one, two = (
        files.keep(documents.picture(size=size), "a.png", FileUse.INFOGRAPHIC, store.put_bytes, NOW)
        for size in ((900, 1200), (800, 800))
    )
    with town.database.writing() as session:
        item = put(session, "item")
        row = files.attach(session, item, one, NOW)
        item.picture_key = row.preview_key
        number = row.id
        assert files.attach(session, item, two, NOW, row).id == number
        assert item.picture_key == row.preview_key == two.preview_key
        assert shelves.pictures(session, [item])[item.id].id == number
        item.body = ""
        assert not files.drop(session, item, row), "nothing would be left to read"
        item.target = "https://www.dla.go.th/"
        assert files.drop(session, item, row) and item.picture_key is None
        session.flush()
        assert knowledge_file.of_item(session, item.id) == []


@pytest.mark.parametrize(
    ("body", "name", "use", "why"),
    [
        (b"", "a.pdf", FileUse.READ, "none"),
        (documents.picture(), "a.pdf", FileUse.READ, "lies"),
        (documents.pdf(), "a.docx", FileUse.READ, "lies"),
        (documents.picture(), "a.svg", FileUse.READ, "lies"),
        (b"<svg></svg>", "a.png", FileUse.READ, "runs"),
        (documents.pdf(), "a.pdf", FileUse.INFOGRAPHIC, "not_for_chat"),
        (documents.picture("WEBP"), "a.webp", FileUse.INFOGRAPHIC, "not_for_chat"),
        (b"%PDF-" + b"x" * files.LARGEST, "a.pdf", FileUse.READ, "too_large"),
    ],
)
def test_a_file_that_is_not_taken_is_not_kept(body: bytes, name: str, use: FileUse, why: str) -> None:
    kept_keys: list[str] = []
    with pytest.raises(FileRefused) as refused:
        files.keep(body, name, use, lambda key, _: kept_keys.append(key), NOW)
    assert refused.value.why == why and kept_keys == []
