"""A report that was sent and is being changed: what is not sent yet is found again, and giving it up loses nothing."""

from __future__ import annotations

import pytest

from models.database import Database
from models.reporting.report import ReportStatus
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept

OFFICE = "06110109"
HANGING = "แก้ไขค้าง ยังไม่ได้ส่ง"


@pytest.fixture
def chats(sqlite_database: Database) -> Chats:
    return kept(sqlite_database, _sent)


def _sent(database: Database) -> Chats:
    made = Chats(database)
    assert "รับรายงานแล้ว" in made.fills(made.near)
    return made


def budget(chats: Chats) -> int:
    answers = chats.report_of(OFFICE).answers
    assert answers is not None
    found: int = answers["closing"]["budget"]
    return found


def changes(chats: Chats, figure: str = "13000") -> str:
    """The budget is changed and the change not sent."""
    said = chats.near.types("แก้ไขรายงาน")
    line = next(words.split(".")[0] for words in said.splitlines() if "งบประมาณที่ใช้" in words)
    chats.near.types(f"แก้ {line}")
    assert "ตรวจทานก่อนส่ง" in chats.near.types(figure)
    return chats.near.types("พัก")


@pytest.mark.parametrize("words", ["รายงาน", "ทำต่อ", "แก้ไขรายงาน", "[ทำต่อ]", "[ส่งรายงาน]"])
def test_a_paused_change_is_gone_on_with_and_sent(chats: Chats, words: str) -> None:
    assert "การแก้ไขยังไม่ได้ส่ง" in changes(chats)
    if words == "[ส่งรายงาน]":
        assert "รับรายงานฉบับแก้ไขแล้ว" in chats.near.taps("ส่งรายงาน")
    else:
        said = chats.near.taps("ทำต่อ") if words == "[ทำต่อ]" else chats.near.types(words)
        assert "13,000 บาท" in said and "ตรวจทานก่อนส่ง" in said and "ครบกำหนด" not in said
        assert budget(chats) == 12500
        assert "รับรายงานฉบับแก้ไขแล้ว" in chats.near.types("ส่ง")
    assert budget(chats) == 13000
    assert "ส่งครบแล้ว" in chats.near.types("รายงาน") and HANGING not in chats.near.types("สถานะ")


def test_status_says_that_a_change_waits_and_until_when(chats: Chats) -> None:
    changes(chats)
    said = chats.near.types("สถานะ")
    assert f"รายงานเดือนตุลาคม 2569 {HANGING}" in said and "รายงานที่ส่งไว้ยังเป็นฉบับเดิม" in said
    assert "ส่งรายงานครบแล้ว" not in said
    assert "13,000 บาท" in chats.near.taps("แก้ไขต่อ")


def test_a_report_that_was_only_looked_at_stays_sent(chats: Chats) -> None:
    chats.near.types("แก้ไขรายงาน")
    said = chats.near.types("พัก")
    assert "ไม่มีการแก้ไขค่ะ" in said and "ยังไม่ได้ส่ง" not in said
    assert "ส่งครบแล้ว" in chats.near.types("รายงาน") and HANGING not in chats.near.types("สถานะ")
    # Changed and changed back is nothing to send either.
    changes(chats, "13000")
    changes(chats, "12500")
    assert HANGING not in chats.near.types("สถานะ")


def test_giving_a_change_up_leaves_what_was_sent(chats: Chats) -> None:
    changes(chats)
    chats.near.types("รายงาน")
    said = chats.near.types("ยกเลิก")
    assert "รายงานที่ส่งไว้ยังอยู่ครบ" in said and "ลบ" not in said
    assert "13,000 บาท" in chats.near.taps("ทำต่อ")
    chats.near.types("ยกเลิก")
    assert "ยกเลิกการแก้ไขแล้ว รายงานที่ส่งไว้ยังอยู่ครบค่ะ" in chats.near.taps("ยกเลิกการแก้ไข")
    assert budget(chats) == 12500 and "ส่งครบแล้ว" in chats.near.types("รายงาน")
    assert "12,500 บาท" in chats.near.types("แก้ไขรายงาน")


def test_beginning_a_change_again_says_that_the_sent_report_stays(chats: Chats) -> None:
    chats.near.types("แก้ไขรายงาน")
    assert "รายงานที่ส่งไว้ยังอยู่ครบจนกว่าจะ" in chats.near.types("เริ่มใหม่")
    chats.near.types("ใช่")
    chats.near.types("พัก")
    assert HANGING in chats.near.types("สถานะ") and budget(chats) == 12500


def test_a_colleague_takes_a_hanging_change_over_and_knows_whose_it_is(chats: Chats) -> None:
    changes(chats)
    colleague = chats.member(OFFICE)
    assert HANGING in colleague.types("สถานะ")
    # What is not theirs is not sent by them unseen.
    for words in ("รายงาน", "แก้ไขรายงาน"):
        assert "กำลังกรอกอยู่" in colleague.types(words)
    assert "ส่งครบแล้ว" not in colleague.types("ส่ง") and budget(chats) == 12500
    assert "13,000 บาท" in colleague.types("รับช่วงต่อ")
    # Whoever goes on typing is told, whatever it was.
    for said in (*map(chats.near.types, ("13500", "ย้อน")), chats.near.photo()):
        assert "ยังไม่ได้บันทึกเป็นคำตอบ" in said and "กำลังกรอกอยู่" in said
    assert "รับรายงานฉบับแก้ไขแล้ว" in colleague.types("ส่ง") and budget(chats) == 13000
    assert "ยังไม่เข้าใจ" in chats.near.types("13500")


def test_a_word_for_a_question_is_looked_for_nowhere(chats: Chats) -> None:
    for words in ("แก้ 5", "พัก", "ทวน", "ยกเลิก", "ใช่"):
        said = chats.near.types(words)
        assert "ไม่มีข้อที่รอคำตอบ" in said and "“แก้ไขรายงาน”" in said
    chats.near.types("ความรู้")
    assert "ไม่มีข้อที่รอคำตอบ" in chats.near.types("ย้อน")
    assert "ยังไม่เข้าใจ" in chats.district.types("พัก") and "ยังไม่เข้าใจ" in chats.phone().types("พัก")


def test_what_was_approved_meanwhile_hangs_no_more(chats: Chats) -> None:
    changes(chats)
    chats.district.types("รอรับรอง")
    chats.approves_all(chats.district)
    assert chats.report_of(OFFICE).status == ReportStatus.APPROVED
    assert HANGING not in chats.near.types("สถานะ") and "ส่งครบแล้ว" in chats.near.types("รายงาน")


def test_a_month_that_is_said_with_the_word_is_the_one_that_is_meant(chats: Chats) -> None:
    for words in ("ดูรายงาน ต.ค.", "ดูรายงานรอบที่แล้ว", "แก้ไขรายงานเดือนตุลาคม 2569"):
        assert "12,500 บาท" in chats.near.types(words)
    chats.near.types("พัก")
    assert "ส่งครบแล้ว" in chats.near.types("ส่งรายงานเดือนตุลาคม")
    for words in ("ดูรายงาน ก.ย.", "แก้ไขรายงานเดือนกันยายน"):
        said = chats.near.types(words)
        assert "ไม่พบรายงานของ “" in said and "12,500" not in said
    said = chats.far.types("รายงานเดือนกันยายน")
    assert "รายงานของ “เดือนกันยายน” ที่ส่งได้" in said and "รายงานเดือนตุลาคม 2569" in said
    for words in ("รายงานเดือนตุลาคม", "รายงาน 10/69", "รายงานรอบก่อน", "ส่งรายงานประจำเดือน ต.ค. 69"):
        assert "ครบกำหนด 5 พฤศจิกายน 2569" in chats.far.types(words)
        chats.far.types("พัก")
    assert "เหตุผลที่ไม่มีการดำเนินงาน" in chats.far.types("เดือนตุลาคมไม่มีการดำเนินงาน")
    # It may be why a report is sent back.
    for words in ("ตรวจรายงาน", "เปิด 1", "ส่งกลับทั้งฉบับ"):
        chats.district.types(words)
    assert "จะส่งกลับ 1 รายการ" in chats.district.types("รายงานเดือนกันยายน")
