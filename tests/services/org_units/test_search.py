"""Finding offices by place and name, on each kind of database."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.thai.units import area_name, short_full_name, short_name
from models import org_unit
from models.database import Database
from models.org_unit import OrgUnit
from services.org_units import search
from tests.support.effort import calls
from tests.support.kept import kept
from tests.support.town import Town


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, Town)


def place(session: Session, code: str) -> OrgUnit:
    unit = org_unit.by_code(session, code)
    assert unit is not None
    return unit


def test_what_lies_in_a_place_is_listed_in_thai_order_offices_first(town: Town) -> None:
    with town.database.reading() as session:
        assert [unit.name for unit in search.places_in(session, None)] == ["นนทบุรี", "สมุทรปราการ"]
        province = search.places_in(session, place(session, "11"))
        assert [unit.code for unit in province] == ["02110101", "1102", "1103", "1104", "1101"]
        district = search.places_in(session, place(session, "1101"))
        assert [short_name(unit) for unit in district] == ["ทต.บางเมือง", "ทต.แพรกษา", "อบต.บางเมืองใหม่", "อบต.แพรกษา"]
        assert search.places_in(session, place(session, "1105")) == []


def test_a_closed_office_is_neither_listed_nor_found(town: Town) -> None:
    with town.database.writing() as session:
        place(session, "06110301").open_to = town.clock.now.date()
    with town.database.reading() as session:
        assert "1103" not in [unit.code for unit in search.places_in(session, place(session, "11"))]
        assert "06110301" not in [unit.code for unit in search.search(session, "บางแก้ว").units]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("แพรกษา", ["ทต.แพรกษา อ.เมืองสมุทรปราการ จ.สมุทรปราการ", "อบต.แพรกษา อ.เมืองสมุทรปราการ จ.สมุทรปราการ"]),
        ("แพรกษา อบต", []),
        ("จ.นนทบุรี", ["จังหวัดนนทบุรี", "อบจ.นนทบุรี"]),
        ("อำเภอบางบ่อ", ["อำเภอบางบ่อ"]),
        ("บางบ่อ สมุทรปราการ", ["อำเภอบางบ่อ", "ทต.บางบ่อ อ.บางบ่อ จ.สมุทรปราการ", "อบต.บางบ่อ อ.บางบ่อ จ.สมุทรปราการ"]),
        ("บางบ่อ นนทบุรี", []),
        ("", []),
        ("%", []),
        ("_", []),
    ],
)
def test_names_as_typed(town: Town, typed: str, found: list[str]) -> None:
    with town.database.reading() as session:
        hits = search.search(session, typed)
        shown = [short_full_name(unit) if unit.is_local else area_name(unit) for unit in hits.units]
        assert (shown if hits.sure else []) == found


def test_mistyped_names_are_guesses_nearest_first(town: Town) -> None:
    with town.database.reading() as session:
        hits = search.search(session, "สมุทปรากาน")
        assert not hits.sure
        assert [unit.code for unit in hits.units][:2] == ["11", "02110101"]


def test_below_a_place_only(town: Town) -> None:
    with town.database.reading() as session:
        hits = search.search(session, "บางเมือง", place(session, "12"))
        assert [unit.code for unit in hits.units] == ["06120110"]


def test_a_message_of_many_words_is_not_looked_for_word_by_word_in_every_office(town: Town) -> None:
    """Anybody may write it, and whoever waits behind it waits for the search."""
    with town.database.reading() as session:
        few, many = (
            calls(lambda words=words: search.search(session, words)) for words in ("ก บาง ร", " ".join("ก" * 30))
        )
    assert many < 2 * few
