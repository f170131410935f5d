"""The language that an officer has chosen for forms: kept over reports and forms, shown to them, erased with them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.database import Database
from models.form_version import FormVersion
from models.membership.person import Person
from services.forms import publishing
from services.membership.own_data import gather
from services.operations.setup import init, look
from tests.bot.interview.test_languages import FORM
from tests.support.examined import published
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, _town)


def _town(database: Database) -> Town:
    town = Town(database)
    looked = look(database)
    with database.writing() as session:
        letter = init(session, town.clock.now, looked).programme
        published(session, letter, FORM.encode(), "ours.md", town.clock.now)
        publishing.withdraw(
            session, session.scalars(select(FormVersion).where(FormVersion.number == 1)).one(), town.clock.now
        )
    return town


def language_of(town: Town, officer: Phone) -> str:
    with town.database.reading() as session:
        return session.get_one(Person, officer.person().id).language


def test_the_choice_is_kept_for_the_person(town: Town) -> None:
    officer, colleague = town.member("06110109"), town.member("06110109")
    assert "จำนวนบ่อ" in officer.types("รายงาน")
    assert "Number of ponds" in officer.taps("English")
    assert language_of(town, officer) == "en"
    assert "Source" in officer.types("3")
    officer.types("พัก")
    # A colleague has not chosen, and the next month's report comes in the language of whoever opens it.
    assert "แหล่งน้ำ" in colleague.types("รับช่วงต่อ")
    colleague.types("ฝน")
    colleague.types("1")
    colleague.types("-")
    assert "รับรายงานแล้ว" in colleague.types("ส่ง")
    assert "Number of ponds" in officer.types("ดูรายงาน")
    town.clock.passes(days=31)
    assert "Number of ponds" in officer.types("รายงาน")
    with town.database.reading() as session:
        told = gather(session, session.get_one(Person, officer.person().id), town.clock.now)
    assert told["ตัวท่าน"][0]["ภาษาของแบบที่เลือก"] == "en"


def test_it_goes_with_the_person(town: Town) -> None:
    officer = town.member("06110109")
    officer.types("รายงาน")
    officer.types("ภาษา 2")
    number = officer.person().id
    officer.types("พัก")
    officer.types("ลบข้อมูลของฉัน")
    officer.taps("ยืนยัน")
    with town.database.reading() as session:
        assert session.get_one(Person, number).language == ""
