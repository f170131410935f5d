"""A form is replaced and withdrawn while officers are at it: a running report stays on its version until it is
withdrawn, then keeps what still fits, and its officer is told what is asked again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import form_version
from models.database import Database
from models.form_version import FormVersion
from models.membership.membership import Role
from models.membership.person import Person
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.forms import publishing
from services.operations.setup import init, look
from services.reviewing import decisions
from services.reviewing.points import Point
from tests.support.examined import published
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

pytestmark = pytest.mark.slow

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
    return kept(database, _town)


def _town(database: Database) -> Town:
    """Asked by `OURS`."""
    town = Town(database)
    looked = look(database)
    with database.writing() as session:
        letter = init(session, town.clock.now, looked).programme
        ours = published(session, letter, OURS.encode(), "ours.md", town.clock.now)
        publishing.withdraw(
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
        published(session, programme, NEXT.encode(), "next.md", town.clock.now)
        if and_withdraw:
            publishing.withdraw(session, old, town.clock.now)


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
    assert "รับรายงานฉบับแก้ไขแล้ว" in officer.types("ส่ง")
    assert version_of(town) == 2


def test_a_draft_that_was_thrown_away_begins_on_the_newest(town: Town, officer: Phone) -> None:
    officer.types("ยกเลิก")
    officer.types("ใช่")
    publish(town, and_withdraw=True)
    officer.types("รายงาน")
    assert version_of(town) == 3


# Rows of plots: how many people in each is bounded later on, and a question of each is gone.
ROWS = """
| survey |
| | type | name | label | constraint | constraint_message | required |
| | integer | people | กี่คน | | | yes |
| | begin repeat | plots | แปลง | | | |
| | text | plot | ชื่อแปลง | | | yes |
| | integer | area | กี่ไร่ | | | yes |
| | text | owner | ของใคร | | | yes |
| | image | picture | ภาพแปลง | | | |
| | end repeat | | | | | |
| | integer | money | กี่บาท | | | yes |
"""
FEWER_ROWS = ROWS.replace("กี่ไร่ | | |", "กี่ไร่ | . <= 10 | ไม่เกิน 10 ไร่ |").replace(
    "| | text | owner | ของใคร | | | yes |\n", ""
)


def test_rows_are_kept_and_only_what_does_not_fit_in_them_is_asked_again(town: Town) -> None:
    _replace(town, ROWS)
    officer = town.member("06110109")
    officer.types("รายงาน")
    for words in ("40", "วัดเหนือ", "5", "วัด"):
        officer.types(words)
    officer.photo()
    officer.types("เพิ่ม")
    for words in ("โรงเรียนใต้", "25", "โรงเรียน", "ข้าม"):
        officer.types(words)
    assert "กี่บาท" in officer.types("เสร็จ")
    _replace(town, FEWER_ROWS)
    said = officer.types("300")
    # How many, the names of both plots, the first one's area and its picture.
    assert "คำตอบเดิมยังใช้ได้ 5 ข้อ" in said
    assert "ขอให้ตอบใหม่\n• 2. โรงเรียนใต้ · กี่ไร่\n\n" in said
    assert "ไม่มีในแบบใหม่แล้ว จึงไม่นำคำตอบไปรวม\n• 1. วัดเหนือ · ของใคร\n• 2. โรงเรียนใต้ · ของใคร" in said
    # The second row's area is asked, the first row's is not.
    assert "รายการที่ 2" in said
    assert "ไม่เกิน 10 ไร่" in officer.types("25")
    said = officer.types("8")
    while "กี่บาท" not in said:
        said = officer.types("เสร็จ" if "แปลง: 2 รายการ" in said else "ข้าม")
    assert "ตรวจทานก่อนส่ง" in officer.types("300")
    assert "รับรายงานแล้ว" in officer.types("ส่ง")
    with town.database.reading() as session:
        answers = session.scalars(select(Report)).one().answers
    assert answers is not None
    picture = answers["plots"][0].pop("picture")
    assert picture
    assert answers == {
        "people": 40,
        "plots": [{"_id": "1", "plot": "วัดเหนือ", "area": 5}, {"_id": "2", "plot": "โรงเรียนใต้", "area": 8}],
        "money": 300,
    }


def test_a_returned_report_is_mended_on_the_version_that_was_looked_at(town: Town, officer: Phone) -> None:
    officer.types("100")
    officer.types("ส่ง")
    district = town.member("1101", Role.DISTRICT)
    with town.database.writing() as session:
        report = session.scalars(select(Report)).one()
        by = session.get_one(Person, district.person().id)
        point = Point("/data/people", "impossible")
        decisions.send_back(session, report, by, Level.DISTRICT, [point], revision=1, now=town.clock.now)
    publish(town, and_withdraw=True)
    said = officer.types("แก้ไขรายงาน")
    assert "ส่งกลับให้แก้ไข 1 ข้อ" in said and "กี่คน" in said and "ปรับปรุง" not in said
    # 300 passes the constraint of its own version, not that of the newest.
    said = officer.types("300")
    assert "ครบทุกข้อที่ส่งกลับแล้ว" in said and "กี่บาท" in said and "ใช้เงินกี่บาท" not in said
    assert "รับรายงานฉบับแก้ไขแล้ว" in officer.types("ส่ง")
    assert version_of(town) == 2


def test_where_nothing_fits_only_what_is_asked_again_is_told(town: Town) -> None:
    officer = town.member("06110109")
    officer.types("รายงาน")
    officer.types("40")
    publish(town, and_withdraw=True)
    said = officer.types("วัด")
    assert said.startswith("แบบรายงานนี้มีการปรับปรุงค่ะ\nข้อต่อไปนี้ขอให้ตอบใหม่\n• กี่คน") and "0 ข้อ" not in said


def _replace(town: Town, form: str) -> None:
    """Another version, the only one in use."""
    with town.database.writing() as session:
        programme = session.scalars(select(Programme)).one()
        before = form_version.newest(session, programme)
        assert before is not None
        published(session, programme, form.encode(), "rows.md", town.clock.now)
        publishing.withdraw(session, before, town.clock.now)
