"""Approving in the chat: the reports in order with one tap, the others one by one, step by step up the ladder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.texts.progress import LEVELS
from models.database import Database
from models.membership.membership import Role
from models.reporting.report import ReportStatus
from services.access.jurisdiction import Level
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.readme import promised
from tests.support.reviewed import OCTOBER, answers

CLEAN = ("06110109", "06110110")
OTHERS = ("05110106", "05110107")


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, Chats)


@pytest.fixture
def four(chats: Chats) -> Chats:
    """Two reports in order, one that lacks an answer, one that spends far more than usual."""
    for at, office in enumerate(CLEAN):
        chats.sends(office, answers(closing={"budget": at, "photo_1": f"{office}-1"}))
    chats.sends(OTHERS[0], answers(closing={"budget": None, "photo_1": "photo-3"}))
    for month, budget in (("2026-07", 100), ("2026-08", 120), ("2026-09", 110)):
        chats.sends(OTHERS[1], answers(closing={"budget": budget, "photo_1": month}), period=month)
    chats.sends(OTHERS[1], answers(closing={"budget": 90000, "photo_1": "photo-4"}))
    return chats


def states(chats: Chats) -> dict[str, tuple[str, str | None]]:
    found = {}
    for office in (*CLEAN, *OTHERS):
        report = chats.report_of(office)
        found[office] = (report.status, report.approved_level)
    return found


def test_all_that_is_in_order_goes_in_as_few_acts_as_we_say(four: Chats) -> None:
    heard = [four.district.types("รับรองทั้งหมด"), four.district.taps("ยืนยันรับรอง 2 ฉบับ")]
    assert "จะรับรอง\n2 ฉบับ" in heard[0] and "ควรเปิดดูทีละฉบับ\n2 ฉบับ" in heard[0], heard[0]
    assert "รับรองแล้ว 2 ฉบับ" in heard[-1]
    assert len(heard) == promised("Approve all that is in order", "chat")


def test_the_overview_leads_straight_to_the_question_about_its_own_area(four: Chats) -> None:
    four.district.types("ภาพรวม")
    assert "จะรับรอง\n2 ฉบับ" in four.district.taps("รับรองที่เรียบร้อยทั้งหมด")
    assert "รับรองแล้ว 2 ฉบับ" in four.district.taps("ยืนยันรับรอง 2 ฉบับ")
    # What is left is to be opened: the act leads to the list.
    four.district.types("ภาพรวม")
    assert "1. ทต.บางเมือง" in four.district.taps("รับรองที่เรียบร้อยทั้งหมด")
    assert "1. ทต.บางเมือง" in four.district.types("รับรองทั้งหมด")
    assert {level for _, level in states(four).values()} == {"district", None}


def test_the_word_means_the_area_that_was_looked_at_last(four: Chats) -> None:
    four.approves_all(four.district)
    four.province.types("ภาพรวม")
    four.province.taps("อำเภอเมืองสมุทรปราการ")
    assert "อำเภอเมืองสมุทรปราการ" in four.province.types("รับรองทั้งหมด")
    assert "รับรองแล้ว 2 ฉบับ" in four.province.taps("ยืนยันรับรอง 2 ฉบับ")


def test_the_clean_ones_go_with_one_tap_and_the_others_wait(four: Chats) -> None:
    said = four.district.types("ตรวจรายงาน")
    assert "รอรับรอง อำเภอเมืองสมุทรปราการ" in said and "เดือนตุลาคม 2569" in said
    assert "เรียบร้อย 2 ฉบับ" in said and "ควรเปิดดูทีละฉบับ 2 ฉบับ" in said
    assert said.index("1. ทต.บางเมือง") < said.index("2. ทต.แพรกษา") < said.index("3. อบต.บางเมืองใหม่")
    assert "ตอบไม่ครบ" in said and "ตัวเลขต่างจากปกติ" in said
    asked = four.district.taps("รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ")
    assert "จะรับรอง\n2 ฉบับ" in asked and "ควรเปิดดูทีละฉบับ\n2 ฉบับ" in asked and "ไม่ใช้โควตา" in asked, asked
    assert set(states(four).values()) == {(ReportStatus.SUBMITTED, None)}
    said = four.district.taps("ยืนยันรับรอง 2 ฉบับ")
    assert "รับรองแล้ว 2 ฉบับ" in said and "เหลืออีก 2 ฉบับที่ควรเปิดดูทีละฉบับ" in said
    approved, sent = (ReportStatus.APPROVED, "district"), (ReportStatus.SUBMITTED, None)
    assert states(four) == {CLEAN[0]: approved, CLEAN[1]: approved, OTHERS[0]: sent, OTHERS[1]: sent}
    # The same button again does nothing more.
    assert "ไม่มีรายงานที่รับรองได้" in four.district.taps("รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ")


def test_the_others_one_by_one_by_typing(four: Chats) -> None:
    district = four.district
    district.on_pc = True
    district.types("ตรวจรายงาน")
    assert "จะรับรอง" in district.types("รับรองทั้งหมด")
    assert "รับรองแล้ว 2 ฉบับ" in district.types("ยืนยัน")
    said = district.types("เปิด 2")
    assert "ข้อสังเกต" in said and "ต่างจากปกติมาก ปกติประมาณ 110" in said
    assert "รับรองระดับอำเภอแล้ว" in district.types("รับรอง")
    assert "ระดับของท่านรับรองแล้ว" in district.types("รับรอง")  # it is still the open one
    said = district.types("ตรวจรายงาน")
    assert "1. ทต.บางเมือง" in said and "แพรกษา" not in said
    # "Approve 1" opens it: what is striking is looked at first.
    said = district.types("รับรอง 1")
    assert "งบประมาณที่ใช้" in said and "ไม่ได้ตอบ" in said and "ข้อนี้ต้องตอบ แต่ไม่มีคำตอบ" in said
    assert "รับรองระดับอำเภอแล้ว" in district.types("รับรอง")
    assert "ไม่มีรายงานที่รอท่านรับรอง" in district.types("ตรวจรายงาน")


def test_what_comes_after_the_card_is_not_approved_unseen(four: Chats) -> None:
    four.district.types("ตรวจรายงาน")
    four.clock.passes(minutes=5)
    four.sends(CLEAN[0], answers(closing={"budget": 77, "photo_1": "newer"}))
    assert "จะรับรอง\n1 ฉบับ" in four.district.taps("รับรองที่เรียบร้อยทั้งหมด")
    assert "รับรองแล้ว 1 ฉบับ" in four.district.taps("ยืนยันรับรอง")
    assert states(four)[CLEAN[0]] == (ReportStatus.SUBMITTED, None)
    # The card that came with the answer shows it, and approves it.
    four.district.taps("รับรองที่เรียบร้อยทั้งหมด 1 ฉบับ")
    assert "รับรองแล้ว 1 ฉบับ" in four.district.taps("ยืนยันรับรอง 1 ฉบับ")


def test_the_province_waits_for_the_district_and_then_approves(four: Chats) -> None:
    said = four.province.types("ตรวจรายงาน")
    assert "จังหวัดสมุทรปราการ ไม่มีรายงานที่รอท่านรับรอง" in said and "มี 4 ฉบับที่รอระดับอำเภอรับรองก่อน" in said
    four.district.types("ตรวจรายงาน")
    four.approves_all(four.district)
    said = four.province.types("ตรวจรายงาน")
    assert "เรียบร้อย 2 ฉบับ" in said and "รอระดับก่อนหน้ารับรอง 2 ฉบับ" in said
    said = four.province.taps("อบต.บางเมืองใหม่")
    assert "รับรองแล้วถึงระดับอำเภอ" in said
    assert "รับรองระดับจังหวัดแล้ว" in four.province.types("รับรอง")
    assert states(four)[CLEAN[0]] == (ReportStatus.APPROVED, "province")


def test_a_report_approved_is_locked_and_unlocked_with_a_reason(chats: Chats) -> None:
    chats.fills(chats.near)
    chats.district.types("ตรวจรายงาน")
    chats.approves_all(chats.district)
    assert "ได้รับการรับรองแล้ว แก้ไขไม่ได้" in chats.near.types("แก้ไขรายงาน")
    assert "รับรองแล้ว" in chats.near.types("สถานะ")
    chats.district.types("ภาพรวม")
    said = chats.district.taps("อบต.บางเมืองใหม่")
    assert "รับรองแล้วถึงระดับอำเภอ" in said
    assert "โปรดพิมพ์เหตุผล" in chats.district.taps("ยกเลิกการรับรอง")
    assert "โปรดระบุเหตุผลเป็นข้อความ" in chats.district.types("\u200b")
    assert "ยกเลิกการรับรองแล้ว" in chats.district.types("พบยอดซ้ำกับเดือนก่อน")
    told = chats.near.hears()
    assert "เปิดให้แก้ไขรายงานแล้ว" in told and "พบยอดซ้ำกับเดือนก่อน" in told
    assert "แก้ไขรายงานเดือนตุลาคม 2569" in chats.near.taps("แก้ไขรายงาน")
    assert chats.report_of("06110109").status == ReportStatus.SUBMITTED


def test_what_a_higher_level_approved_is_out_of_the_lower_ones_hands(chats: Chats) -> None:
    chats.fills(chats.near)
    for supervisor in (chats.district, chats.province):
        supervisor.types("ตรวจรายงาน")
        chats.approves_all(supervisor)
    chats.district.types("ภาพรวม")
    said = chats.district.taps("อบต.บางเมืองใหม่")
    assert "รับรองแล้วถึงระดับจังหวัด" in said and "ส่งกลับให้แก้ไข: แตะ" not in said
    for words in ("ส่งกลับ 10", "ยกเลิกการรับรอง"):
        assert "ระดับถัดไปรับรองแล้ว" in chats.district.types(words)
    assert "ระดับของท่านรับรองแล้ว" in chats.district.types("รับรอง")


def test_two_levels_and_a_supervisor_without_one(chats: Chats) -> None:
    with chats.database.writing() as session:
        chats.programme(session).levels = ["province"]
    chats.fills(chats.near)
    assert "ไม่ต้องรับรองที่ระดับของท่าน" in chats.district.types("ตรวจรายงาน")
    assert "รับรองแล้ว 1 ฉบับ" in _approves(chats)


def _approves(chats: Chats) -> str:
    chats.province.types("ตรวจรายงาน")
    return chats.approves_all(chats.province)


def test_an_old_question_and_one_about_other_reports_approve_nothing(four: Chats) -> None:
    four.district.types("ตรวจรายงาน")
    four.district.taps("รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ")
    sure = four.district.button("ยืนยันรับรอง 2 ฉบับ")
    assert "ยกเลิกแล้ว" in four.district.types("ยกเลิก")
    assert "จะรับรอง\n2 ฉบับ" in four.district.does(sure), "an old button asks again"
    four.clock.passes(minutes=5)
    four.sends(CLEAN[0], answers(closing={"budget": 77, "photo_1": "newer"}))
    assert "จะรับรอง\n1 ฉบับ" in four.district.does(sure), "about other versions it asks again"
    assert set(states(four).values()) == {(ReportStatus.SUBMITTED, None)}
    assert "รับรองแล้ว 1 ฉบับ" in four.district.types("ยืนยัน")
    assert "ไม่มีรายงานที่รับรองได้" in four.district.does(sure)


def test_whoever_sends_a_report_does_not_approve_it_at_any_level(chats: Chats) -> None:
    """A district's supervisor also reports for one of its offices."""
    chats.sends(CLEAN[1])
    mine = chats.sends(CLEAN[0], by=chats.district.person().id)
    said = chats.district.types("ตรวจรายงาน")
    assert "เรียบร้อย 1 ฉบับ" in said and "ท่านเป็นผู้ส่งหรือแก้ไขเอง 1 ฉบับ ต้องให้ผู้อื่นรับรอง" in said
    assert "ท่านส่งหรือแก้ไขเอง\n1 ฉบับ" in chats.district.types("รับรองทั้งหมด")
    said = chats.district.types("ยืนยัน")
    assert "รับรองแล้ว 1 ฉบับ" in said and chats.report(mine).approved_level is None
    assert "ไม่มีรายงานที่รอท่านรับรอง" in chats.district.types("ตรวจรายงาน")
    button = {"type": "postback", "data": f"do=review.approve&r={mine}&v=1"}
    assert "ท่านเป็นผู้ส่งหรือแก้ไขรายงานนี้เอง ต้องให้ผู้อื่นรับรอง" in chats.district.does(button)
    # Nobody else holds the district: its report goes to the province at once.
    assert "รับรองแล้ว 2 ฉบับ" in _approves(chats)
    assert chats.report(mine).approved_level == "province"


OFFICES = [
    *(f"061104{number:02d}" for number in range(1, 14)),
    *("06110109", "06110110", "05110106", "05110107", "05110201", "06110202", "06110301", "02110101"),
]


def test_many_reports_are_shown_by_area_first_and_approved_together(chats: Chats) -> None:
    with chats.database.writing() as session:
        chats.programme(session).levels = ["province"]
    for at, office in enumerate(OFFICES):
        lacks = office in ("06110301", "02110101")
        chats.sends(office, answers(closing={"budget": None if lacks else at, "photo_1": office}))
    said = chats.province.types("ตรวจรายงาน")
    assert "รายพื้นที่" in said and "เรียบร้อย 19 ฉบับ" in said and "ควรเปิดดูทีละฉบับ 2 ฉบับ" in said
    for line in ("1. อบจ.สมุทรปราการ", "2. อำเภอเมืองสมุทรปราการ", "เรียบร้อย 4", "เรียบร้อย 13"):
        assert line in said
    said = chats.province.types("เปิด 1")
    assert "อบจ.สมุทรปราการ" in said and "ตอบไม่ครบ" not in said and "งบประมาณที่ใช้" in said
    said = chats.province.taps("อำเภอเมืองสมุทรปราการ")
    assert "รอรับรอง อำเภอเมืองสมุทรปราการ" in said and "เรียบร้อย 4 ฉบับ" in said
    assert "รับรองแล้ว 4 ฉบับ" in chats.approves_all(chats.province)
    # What is left fits one list now.
    said = chats.province.types("ตรวจรายงาน")
    assert "เรียบร้อย 15 ฉบับ" in said and "1. อบจ.สมุทรปราการ" in said
    assert "11. " in chats.province.taps("หน้าถัดไป (2 จาก 2)")
    assert "รับรองแล้ว 15 ฉบับ" in chats.approves_all(chats.province)


def test_another_month_is_named_after_the_word(four: Chats) -> None:
    said = four.district.types("ตรวจรายงาน ก.ย. 69")
    assert "เดือนกันยายน 2569" in said and "1. ทต.แพรกษา" in said and "อบต.บางเมืองใหม่" not in said
    assert "รับรองแล้ว 1 ฉบับ" in four.approves_all(four.district)
    assert four.report_of(OTHERS[1]).status == ReportStatus.SUBMITTED


def test_levels_have_names() -> None:
    assert list(LEVELS) == [level.value for level in Level]


def test_what_waits_of_a_month_that_is_over_is_not_forgotten(chats: Chats) -> None:
    chats.sends(CLEAN[0])
    chats.clock.now = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    said = chats.district.types("ตรวจรายงาน")
    assert "ไม่มีรายงานที่รอท่านรับรองค่ะ (เดือนพฤศจิกายน 2569)" in said
    assert "งวดก่อนที่ยังรอท่านรับรอง" in said and "เดือนตุลาคม 2569\n! 1 ฉบับ" in said, said
    assert "รับรอง งวดก่อน\n! 1" in chats.district.types("ภาพรวม")
    # The province waits for the district.
    assert "งวดก่อน" not in chats.province.types("ตรวจรายงาน")
    chats.district.types("ตรวจรายงาน ต.ค. 69")
    chats.approves_all(chats.district)
    assert "งวดก่อน" not in chats.district.types("ตรวจรายงาน")
    assert "เดือนตุลาคม 2569\n! 1 ฉบับ" in chats.province.types("ตรวจรายงาน")
    chats.province.types("ตรวจรายงาน ต.ค. 69")
    chats.approves_all(chats.province)
    assert "เดือนตุลาคม 2569\n! 1 ฉบับ" in chats.member("TH", Role.DEPARTMENT).types("ตรวจรายงาน")


def test_what_waits_of_a_programme_that_has_ended_is_not_forgotten(chats: Chats) -> None:
    chats.sends(CLEAN[0])
    with chats.database.writing() as session:
        chats.programme(session).active_to = OCTOBER
    chats.clock.now = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    said = chats.district.types("ตรวจรายงาน")
    assert said.startswith("รายงานงวดก่อนที่ยังรอท่านรับรอง") and "เดือนตุลาคม 2569\n! 1 ฉบับ" in said
    assert "1. อบต.บางเมืองใหม่" in chats.district.taps("เดือนตุลาคม 2569")
