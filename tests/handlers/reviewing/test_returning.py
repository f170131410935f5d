"""Return in one tap, one field: from the supervisor's tap to the officer's question and back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select

from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.reporting.conversation import Conversation
from models.reporting.report import ReportStatus
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.readme import promised

OFFICE = "06110109"


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, _one_report)


def _one_report(database: Database) -> Chats:
    chats = Chats(database)
    assert "รับรายงานแล้ว" in chats.fills(chats.near)
    return chats


def open_it(chats: Chats) -> str:
    assert "1. อบต.บางเมืองใหม่" in chats.district.types("ตรวจรายงาน")
    return chats.district.types("เปิด 1")


def test_one_value_by_taps_alone(chats: Chats) -> None:
    district, officer = chats.district, chats.near
    district.types("ตรวจรายงาน")
    said = district.taps("อบต.บางเมืองใหม่")
    assert "งบประมาณที่ใช้" in said and "12,500 บาท" in said and "คุณภาพเนื้อหา 100 จาก 100" in said
    # As its officer read it before sending.
    assert "ปัญหาและความต้องการ\nไม่มี\n" in said and "ไม่ได้ตอบ" not in said
    said = district.taps("งบประมาณที่ใช้")
    assert "ส่งกลับ: งบประมาณที่ใช้" in said and "ที่ส่งมา: 12,500 บาท" in said and "2. ค่าไม่น่าเป็นไปได้" in said
    said = district.taps("ค่าไม่น่าเป็นไปได้")
    assert "จะส่งกลับ 1 รายการ" in said
    said = district.taps("ส่งกลับ 1 รายการ")
    assert "ส่งกลับแล้ว 1 รายการ" in said and "แจ้งเจ้าหน้าที่ของหน่วยงานแล้ว 1 คน" in said

    notice = officer.hears()
    for part in (
        "รายงานถูกส่งกลับให้แก้ไข",
        "รายงานเดือนตุลาคม 2569",
        "งบประมาณที่ใช้",
        "ที่ส่งไว้: 12,500 บาท",
        "เหตุผล: ค่าไม่น่าเป็นไปได้",
    ):
        assert part in notice
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ ขอให้แก้ไข" in notice
    said = officer.taps("แก้ไขรายงาน")
    for part in ("ส่งกลับให้แก้ไข 1 ข้อ", "ส่งใหม่ได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569", "ใช้งบประมาณไปกี่บาท", "ที่ส่งไว้: 12,500 บาท"):
        assert part in said
    said = officer.types("1250")
    assert "ครบทุกข้อที่ส่งกลับแล้ว" in said and "1,250 บาท" in said
    assert "รับรายงานฉบับแก้ไขแล้ว" in officer.taps("ส่งรายงาน")

    assert "หน่วยงานแก้ไขและส่งมาใหม่แล้ว" in district.hears()
    said = district.taps("เปิดรายงาน")
    assert "แก้ไขจากฉบับก่อน" in said and "12,500 บาท → 1,250 บาท" in said and "ฉบับที่ 2" in said
    assert "รับรองระดับอำเภอแล้ว" in district.taps("รับรอง")


def test_one_answer_goes_back_in_as_few_taps_as_we_say(chats: Chats) -> None:
    menu = "ตรวจรายงาน"
    taps = ["อบต.บางเมืองใหม่", "งบประมาณที่ใช้", "ค่าไม่น่าเป็นไปได้", "ส่งกลับ 1 รายการ"]
    heard = [chats.district.types(menu), *map(chats.district.taps, taps)]
    assert "ส่งกลับแล้ว 1 รายการ" in heard[-1]
    assert len(heard) == promised("Send one answer back", "chat")


def test_several_values_by_typing_alone_on_a_pc(chats: Chats) -> None:
    district, officer = chats.district, chats.near
    district.on_pc = officer.on_pc = True
    said = open_it(chats)
    assert "2. จัดอบรมบุคลากร" in said and "10. งบประมาณที่ใช้" in said
    assert "เหตุผล" not in said and "1. ข้อมูลไม่ชัดเจน" in district.types("ส่งกลับ 10")
    assert "เพิ่มข้ออื่น พิมพ์ เช่น ส่งกลับ 7" in district.types("2")
    district.types("ส่งกลับข้อ ๓")
    said = district.types("นับวิทยากรด้วยหรือไม่")
    assert "จะส่งกลับ 2 รายการ" in said and "นับวิทยากรด้วยหรือไม่" in said
    # The same once more is another reason for it, not another line.
    district.types("ส่งกลับ 10")
    assert "จะส่งกลับ 2 รายการ" in district.types("รายละเอียดไม่ครบ")
    assert "ส่งกลับแล้ว 2 รายการ" in district.types("ส่ง")

    assert "บุคลากรที่เข้าอบรม" in officer.hears()
    said = officer.types("แก้ไขรายงาน")
    assert "ส่งกลับให้แก้ไข 2 ข้อ" in said and "รวมทุกครั้งกี่คน" in said and "นับวิทยากรด้วยหรือไม่" in said
    said = officer.types("45")
    assert "ใช้งบประมาณไปกี่บาท" in said and "รายละเอียดไม่ครบ" in said
    assert "ครบทุกข้อ" in officer.types("=")
    assert "รับรายงานฉบับแก้ไขแล้ว" in officer.types("ส่ง")
    report = chats.report_of(OFFICE)
    assert report.answers is not None and report.answers["teach"]["staff"] == 45
    assert report.status == ReportStatus.RESUBMITTED


@pytest.mark.parametrize("word", ["รายงาน", "ทำต่อ", "แก้ไขรายงาน"])
def test_every_word_for_reporting_lands_there(chats: Chats, word: str) -> None:
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    assert "ใช้งบประมาณไปกี่บาท" in chats.near.types(word)


def test_one_of_several_is_tapped_first_in_the_message(chats: Chats) -> None:
    open_it(chats)
    for words in ("ส่งกลับ 3", "1", "ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    chats.near.hears()
    assert "ใช้งบประมาณไปกี่บาท" in chats.near.taps("งบประมาณที่ใช้")
    assert "รวมทุกครั้งกี่คน" in chats.near.types("100")


def test_a_colleague_may_mend_it_and_the_status_says_so(chats: Chats) -> None:
    colleague = chats.member(OFFICE)
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    assert "งบประมาณที่ใช้" in colleague.hears() and "งบประมาณที่ใช้" in chats.near.hears()
    assert "รอการแก้ไขของท่าน" in colleague.types("สถานะ")
    assert "ใช้งบประมาณไปกี่บาท" in colleague.taps("แก้ไขรายงาน")
    # The other one presses too: who is at it is said, and taking over keeps the place and the reason.
    assert "กำลังกรอกอยู่" in chats.near.types("รายงาน")
    said = chats.near.types("รับช่วงต่อ")
    assert "ใช้งบประมาณไปกี่บาท" in said and "ค่าไม่น่าเป็นไปได้" in said
    chats.near.types("900")
    assert "รับรายงานฉบับแก้ไขแล้ว" in chats.near.types("ส่ง")
    assert "ไม่ได้รอการแก้ไขของท่านแล้ว" in colleague.does(_button(colleague, "report.mend"))


def test_what_is_being_amended_at_that_moment_is_not_sent_without_it(chats: Chats) -> None:
    officer = chats.near
    officer.types("แก้ไขรายงาน")
    assert "กี่ครั้ง" in officer.types("แก้ 2")
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    # What the officer types now answers the question that stood open, not the one that was sent back.
    said = officer.types("3")
    assert "ใช้งบประมาณไปกี่บาท" in said and "ค่าไม่น่าเป็นไปได้" in said
    officer.types("5")
    assert "รับรายงานฉบับแก้ไขแล้ว" in officer.types("ส่ง")
    report = chats.report_of(OFFICE)
    assert report.status == ReportStatus.RESUBMITTED and report.answers is not None
    assert (report.answers["teach"]["sessions"], report.answers["closing"]["budget"]) == (3, 5)


def test_a_send_button_from_before_leads_to_what_was_sent_back(chats: Chats) -> None:
    officer = chats.near
    officer.types("แก้ไขรายงาน")
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    assert "ใช้งบประมาณไปกี่บาท" in officer.taps("ส่งรายงาน")
    assert chats.report_of(OFFICE).status == ReportStatus.RETURNED


def test_a_report_whose_talk_is_gone_is_led_to_all_the_same(chats: Chats) -> None:
    with chats.database.writing() as session:
        session.execute(delete(Conversation).where(Conversation.report_id.is_not(None)))
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    with chats.database.reading() as session:
        assert session.scalars(select(Conversation).where(Conversation.report_id.is_not(None))).all() == []
    said = chats.near.taps("แก้ไขรายงาน")
    assert "ใช้งบประมาณไปกี่บาท" in said and "ที่ส่งไว้: 12,500 บาท" in said
    chats.near.types("7")
    assert "รับรายงานฉบับแก้ไขแล้ว" in chats.near.types("ส่ง")
    report = chats.report_of(OFFICE)
    assert report.answers is not None and report.answers["closing"]["budget"] == 7
    assert report.answers["spread"] == {"people": 300, "means": ["training"]}


def test_the_whole_report_and_a_reason_of_ones_own(chats: Chats) -> None:
    open_it(chats)
    chats.district.types("ส่งกลับทั้งฉบับ")
    assert "โปรดพิมพ์เหตุผล" in chats.district.types("6")
    assert "เป็นของเดือนกันยายน" in chats.district.types("เป็นของเดือนกันยายน")
    # What is typed before it goes explains it; what has no words does not.
    assert "ยังไม่ได้เพิ่มในเหตุผล" in chats.district.types("99")
    assert "เป็นของเดือนกันยายน โปรดตรวจอีกครั้ง" in chats.district.types("โปรดตรวจอีกครั้ง")
    chats.district.types("ส่ง")
    said = chats.near.taps("แก้ไขรายงาน")
    assert "↩ รายงานถูกส่งกลับทั้งฉบับ" in said and "ตรวจทานก่อนส่ง" in said
    assert "เหตุผล: เป็นของเดือนกันยายน โปรดตรวจอีกครั้ง" in said and "99" not in said


def test_a_yes_is_no_reason(chats: Chats) -> None:
    open_it(chats)
    for words, asked in (("ส่งกลับ 10", "เลือกเหตุผล"), ("6", "โปรดพิมพ์เหตุผล")):
        assert asked in chats.district.types(words)
        for yes in ("ยืนยัน", "ตกลง", "ส่ง"):
            assert asked in chats.district.types(yes)
    chats.district.types("ยกเลิก")
    chats.district.types("รับรอง")
    assert "โปรดพิมพ์เหตุผล" in chats.district.types("ยกเลิกการรับรอง")
    assert "โปรดพิมพ์เหตุผล" in chats.district.types("ยืนยัน")
    assert chats.report_of(OFFICE).status == ReportStatus.APPROVED


def test_thousands_of_digits_are_a_reason_of_ones_own(chats: Chats) -> None:
    open_it(chats)
    chats.district.types("ส่งกลับทั้งฉบับ")
    assert "11111" in chats.district.types("1" * 5000)


def test_taken_back_before_it_goes(chats: Chats) -> None:
    open_it(chats)
    chats.district.types("ส่งกลับ 10")
    assert "ยกเลิกแล้ว" in chats.district.types("ยกเลิก")
    chats.district.types("ส่งกลับ 10")
    chats.district.types("2")
    assert "ยกเลิกแล้ว" in chats.district.taps("ยกเลิก")
    assert chats.report_of(OFFICE).status == ReportStatus.SUBMITTED
    assert "ยังไม่ได้เลือกข้อ" in chats.district.does(_button(chats.district, "review.send"))
    assert chats.near.hears() == ""


def test_a_version_that_was_replaced_meanwhile_is_not_sent_back_unseen(chats: Chats) -> None:
    open_it(chats)
    chats.district.types("ส่งกลับ 10")
    chats.near.types("แก้ไขรายงาน")
    chats.near.types("แก้ 10")
    chats.near.types("600")
    chats.near.types("ส่ง")
    said = chats.district.types("2")
    assert "รายงานเปลี่ยนไปแล้ว" in said and "600 บาท" in said
    assert chats.report_of(OFFICE).status == ReportStatus.SUBMITTED


def test_words_of_the_menu_and_old_talk_do_no_harm(chats: Chats) -> None:
    open_it(chats)
    chats.district.types("ส่งกลับ 10")
    assert "เมนูน้องรายงาน" in chats.district.types("เมนู")
    assert "จะส่งกลับ 1 รายการ" in chats.district.types("2")
    # An hour later words are about something else, and the button still holds.
    chats.clock.passes(hours=2)
    assert "ยังไม่เข้าใจ" in chats.district.types("ข้อความอื่นที่ไม่เกี่ยว")
    assert "ส่งกลับแล้ว 1 รายการ" in chats.district.taps("ส่งกลับ 1 รายการ")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("ส่งกลับ 99", "ไม่มีข้อนี้ในรายงาน"),
        ("ส่งกลับ", "ต้องการส่งกลับข้อใด"),
        ("เปิด 9", "ไม่มีหมายเลขนี้ในรายการ"),
        ("เปิด", "ไม่มีหมายเลขนี้ในรายการ"),
    ],
)
def test_numbers_that_are_not_there(chats: Chats, typed: str, answer: str) -> None:
    open_it(chats)
    assert answer in chats.district.types(typed)


def test_nothing_is_open_yet(chats: Chats) -> None:
    for words in ("ส่งกลับ 5", "ยกเลิกการรับรอง", "ประวัติรายงาน"):
        assert "โปรดเปิดรายงานก่อน" in chats.district.types(words)
    assert "ยังไม่มีรายการให้เลือก" in chats.district.types("เปิด 1")


def test_an_office_that_nobody_can_reach(chats: Chats) -> None:
    with chats.database.writing() as session:
        person = chats.near.person().id
        for one in session.scalars(select(Membership).where(Membership.person_id == person)).unique():
            one.state = MembershipState.ENDED
    open_it(chats)
    chats.district.types("ส่งกลับ 10")
    chats.district.types("2")
    assert "ยังไม่มีผู้ที่รับข้อความได้" in chats.district.types("ส่ง")
    # Whoever no longer belongs there is told what a stranger is told.
    assert chats.near.hears() == ""


def test_what_waits_is_shown_and_cannot_be_sent_back_again(chats: Chats) -> None:
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    said = chats.district.does(_button(chats.district, "review.open"))
    assert "รอหน่วยงานแก้ไข" in said and "ที่ส่งกลับให้แก้ไข" in said and "ค่าไม่น่าเป็นไปได้" in said
    assert "ส่งกลับให้แก้ไขอยู่แล้ว" in chats.district.types("ส่งกลับ 3")


def test_supervisor_and_officer_in_one_person_keep_both_apart(chats: Chats) -> None:
    code = chats.invite("05110106", Role.OFFICER)
    chats.district.types(f"เข้าร่วม {code}")
    chats.district.types("ยืนยัน")
    assert "มีการดำเนินงาน" in chats.district.types("รายงาน")
    said = chats.district.types("ตรวจรายงาน")
    assert "1. อบต.บางเมืองใหม่" in said and "2. ไม่มีการดำเนินงาน" in said  # the question stands again
    chats.district.taps("อบต.บางเมืองใหม่")
    chats.district.taps("งบประมาณที่ใช้")
    chats.district.taps("ค่าไม่น่าเป็นไปได้")
    assert "ส่งกลับแล้ว" in chats.district.taps("ส่งกลับ 1 รายการ")
    assert "มีการดำเนินงาน" in chats.district.types("ทำต่อ")


def test_the_history_is_shown_to_the_supervisor(chats: Chats) -> None:
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    chats.near.types("รายงาน")
    chats.near.types("1250")
    chats.near.types("ส่ง")
    chats.district.hears()
    chats.district.taps("เปิดรายงาน")
    said = chats.district.types("ประวัติรายงาน")
    for part in ("แก้ไขตามที่ส่งกลับ", "12,500 บาท → 1,250 บาท", "ส่งกลับให้แก้ไข", "ค่าไม่น่าเป็นไปได้", "ส่งรายงาน"):
        assert part in said
    assert said.index("แก้ไขตามที่ส่งกลับ") < said.index("ส่งกลับให้แก้ไข")  # newest first


def test_the_office_sees_who_did_what_and_why(chats: Chats) -> None:
    open_it(chats)
    for words in ("ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    assert "ถูกส่งกลับให้แก้ไข และรอการแก้ไขของท่าน" in chats.near.types("ดูรายงาน")
    said = chats.near.types("ประวัติรายงาน")
    assert "ส่งกลับให้แก้ไข" in said and "งบประมาณที่ใช้" in said and "ค่าไม่น่าเป็นไปได้" in said
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ" in said
    for words in ("รายงาน", "1250", "ส่ง"):
        chats.near.types(words)
    chats.district.types("ตรวจรายงาน")
    chats.approves_all(chats.district)
    said = chats.near.types("ดูรายงาน")
    assert "รับรองแล้วถึงระดับอำเภอ" in said and "หากต้องการแก้ไข" not in said
    said = chats.near.taps("ประวัติ")
    assert "รับรอง ระดับอำเภอ" in said and "12,500 บาท → 1,250 บาท" in said
    assert "1,250 บาท" in chats.near.taps("เปิดรายงาน")


def test_the_lock_day_does_not_keep_an_office_from_mending(chats: Chats) -> None:
    chats.clock.passes(days=40)
    said = chats.district.types("ตรวจรายงาน ต.ค. 69")
    assert "1. อบต.บางเมืองใหม่" in said
    for words in ("เปิด 1", "ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    assert "ส่งใหม่ได้ถึงวันอังคารที่ 15 ธันวาคม 2569" in chats.near.hears()
    assert "ใช้งบประมาณไปกี่บาท" in chats.near.types("แก้ไขรายงาน")
    chats.near.types("8")
    assert "รับรายงานฉบับแก้ไขแล้ว" in chats.near.types("ส่ง")


def _button(phone: Phone, do: str) -> dict[str, Any]:
    """The newest button of this kind that was ever shown to the person."""
    return next(one for one in phone._buttons() if f"do={do}&" in one.get("data", ""))
