"""A form is replaced and withdrawn while officers are at it: a running report stays on its version until it is
withdrawn, then keeps what still fits, and its officer is told what is asked again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.database import Database
from models.form_version import FormVersion
from models.report import Report
from services import forms
from services.setup import init
from tests.support.phone import Phone
from tests.support.town import Town

OURS = """
| survey |
| | type | name | label | constraint | constraint_message | required |
| | integer | people | กี่คน | . <= 500 | ไม่เกิน 500 | yes |
| | text | where | ที่ใด | | | yes |
| | integer | money | กี่บาท | | | yes |
"""
NEXT = OURS.replace(". <= 500 | ไม่เกิน 500", ". <= 30 | ไม่เกิน 30").replace("กี่บาท", "ใช้เงินกี่บาท")


@pytest.fixture
def town(database: Database) -> Town:
    town = Town(database)
    with database.writing() as session:
        letter = init(session, town.clock.now).programme
        ours = forms.publish(session, letter, OURS.encode(), "ours.md", town.clock.now)
        forms.withdraw(
            session, session.scalars(select(FormVersion).where(FormVersion.number == 1)).one(), town.clock.now
        )
        assert ours.number == 2
    return town


@pytest.fixture
def officer(town: Town) -> Phone:
    """At the third question, with 40 people answered."""
    officer = town.member("06110109")
    assert "กี่คน" in officer.types("รายงาน")
    officer.types("40")
    assert "กี่บาท" in officer.types("วัดบ้านเหนือ")
    return officer


def publish(town: Town, *, and_withdraw: bool) -> None:
    with town.database.writing() as session:
        old = session.scalars(select(FormVersion).where(FormVersion.number == 2)).one()
        programme = session.get_one(Report, 1).programme
        forms.publish(session, programme, NEXT.encode(), "next.md", town.clock.now)
        if and_withdraw:
            forms.withdraw(session, old, town.clock.now)


def version_of(town: Town) -> int:
    with town.database.reading() as session:
        report = session.scalars(select(Report)).one()
        return session.get_one(FormVersion, report.form_version_id).number


def test_a_running_report_stays_on_its_version(town: Town, officer: Phone) -> None:
    publish(town, and_withdraw=False)
    assert "ตรวจทานก่อนส่ง" in officer.types("100")
    assert "รับรายงานแล้ว" in officer.types("ส่ง")
    assert version_of(town) == 2


def test_at_the_next_message_what_fits_is_kept_and_the_rest_is_named(town: Town, officer: Phone) -> None:
    publish(town, and_withdraw=True)
    said = officer.types("100")
    assert "แบบรายงานนี้มีการปรับปรุงค่ะ คำตอบเดิมยังใช้ได้ 1 ข้อ" in said
    assert "• กี่คน" in said and "100" not in said
    assert version_of(town) == 3
    # It is said once, and only what did not fit is asked again.
    said = officer.types("25")
    assert "ใช้เงินกี่บาท" in said and "ปรับปรุง" not in said
    assert "ตรวจทานก่อนส่ง" in officer.types("100")
    assert "รับรายงานแล้ว" in officer.types("ส่ง")
    with town.database.reading() as session:
        report = session.scalars(select(Report)).one()
        assert report.answers == {"people": 25, "where": "วัดบ้านเหนือ", "money": 100}


def test_the_word_that_opens_the_report_tells_it_too(town: Town, officer: Phone) -> None:
    officer.types("พัก")
    publish(town, and_withdraw=True)
    said = officer.types("รายงาน")
    assert "ปรับปรุง" in said and "• กี่คน" in said and "ครบกำหนด" in said


def test_an_old_button_is_answered_kindly(town: Town, officer: Phone) -> None:
    button = officer.button("ย้อน")
    publish(town, and_withdraw=True)
    assert "• กี่คน" in officer.does(button)
    assert "กี่คน" in officer.does(button)


def test_what_was_sent_stays_on_its_version(town: Town, officer: Phone) -> None:
    officer.types("100")
    officer.types("ส่ง")
    publish(town, and_withdraw=True)
    said = officer.types("แก้ไขรายงาน")
    assert "กี่บาท" in said and "ปรับปรุง" not in said
    officer.types("แก้ 1")
    assert "500" not in officer.types("450")
    assert "รับแก้ไขรายงานแล้ว" in officer.types("ส่ง")
    assert version_of(town) == 2


def test_a_draft_that_was_thrown_away_begins_on_the_newest(town: Town, officer: Phone) -> None:
    officer.types("ยกเลิก")
    officer.types("ใช่")
    publish(town, and_withdraw=True)
    officer.types("รายงาน")
    assert version_of(town) == 3
