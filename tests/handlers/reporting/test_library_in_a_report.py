"""The library in the middle of a report, and after it: the question waits, an answer stays an answer."""

from __future__ import annotations

import pytest

from bot.knowledge.builtin import load_builtin
from models.database import Database
from services.operations.setup import init, look
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

TITLE = load_builtin().items[0].title
FIRST = "1. มีการดำเนินงาน\n2. ไม่มีการดำเนินงาน"


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, _town)


def _town(database: Database) -> Town:
    town = Town(database)
    looked = look(database)
    with database.writing() as session:
        init(session, town.clock.now, looked)
    return town


@pytest.fixture
def officer(town: Town) -> Phone:
    officer = town.member("06110109")
    assert FIRST in officer.types("รายงาน")
    return officer


@pytest.mark.parametrize("asked", ["ความรู้ 1.1", "ค้นหา หลักสูด", "คิวอาร์ 1.1"])
def test_the_library_answers_and_the_question_stands_again(officer: Phone, asked: str) -> None:
    said = officer.types(asked)
    assert TITLE in said.translate(str.maketrans("‘’", "“”")) and FIRST in said
    assert FIRST not in officer.types("1")


def test_the_word_alone_shows_the_categories_and_the_question(officer: Phone) -> None:
    said = officer.types("ความรู้")
    assert "คลังความรู้" in said and FIRST in said


def test_the_other_words_of_the_menu_too(officer: Phone) -> None:
    for word, sign in (("เมนู", "เมนูน้องรายงาน"), ("คิวอาร์", "ขอ QR")):
        said = officer.types(word)
        assert sign in said and FIRST in said, word


def test_a_number_is_an_answer_in_a_report_and_a_choice_in_the_library(town: Town, officer: Phone) -> None:
    assert TITLE not in officer.types("1")
    other = town.member("06110110")
    other.types("ความรู้")
    assert TITLE in other.types("1")


def test_a_stranger_reads_and_gets_a_qr_without_an_office(town: Town) -> None:
    stranger = town.phone(on_pc=True)
    assert "ชุดข้อมูลองค์ความรู้" in stranger.types("ความรู้")
    assert TITLE in stranger.taps("ชุดข้อมูลองค์ความรู้")
    assert "ตามหนังสือ" in stranger.taps(TITLE[:20])
    stranger.taps("ขอ QR")
    assert stranger.seen[-1]["originalContentUrl"].endswith("/k/curriculum/qr.png")
    assert stranger.button("คลังความรู้")


def test_an_officers_links_name_the_office(town: Town) -> None:
    officer = town.member("06110109")
    officer.types("ความรู้ 1.1")
    assert officer.button("เปิดอ่าน")["uri"].endswith("/k/curriculum?v=chat&u=06110109")
    officer.types("คิวอาร์ 1.1")
    assert officer.seen[-1]["originalContentUrl"].endswith("/k/curriculum/qr.png?u=06110109")
