"""The overview and who has not sent, in the chat: figures, bars, pages, months, what can be done."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Membership, Role
from models.membership.person import Person, PersonState
from services.programmes import programmes
from tests.handlers.reviewing.reviewing import Chats
from tests.support.desk_site import with_a_form
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.reviewed import NOTHING, answers


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, Chats)


def data_of(phone: Phone, label: str) -> str:
    return str(phone.button(label)["data"])


def test_a_districts_overview_lists_its_offices_with_what_became_of_each(chats: Chats) -> None:
    chats.fills(chats.near)
    chats.sends("05110106", NOTHING)
    said = chats.district.types("ภาพรวม")
    assert "ภาพรวมอำเภอเมืองสมุทรปราการ" in said and "เดือนตุลาคม 2569" in said
    assert "2 จาก 4 (50.0%)" in said
    for line in ("1. ทต.บางเมือง", "ไม่มีการดำเนินงาน", "3. อบต.บางเมืองใหม่", "ส่งทันกำหนด", "ยังไม่ส่ง"):
        assert line in said
    drawn = json.dumps(chats.district.seen[-1], ensure_ascii=False)
    assert '"width": "50%"' in drawn  # the bar
    assert "งบประมาณที่ใช้" in chats.district.types("เปิด 3")
    chats.district.types("ภาพรวม")
    said = chats.district.types("เปิด 4")
    assert "อบต.แพรกษา อ.เมืองสมุทรปราการ" in said and "ยังไม่ส่ง" in said and "รับข้อความได้ 1 คน" in said


def test_a_provinces_overview_has_a_bar_for_each_district_and_leads_down(chats: Chats) -> None:
    chats.fills(chats.near)
    said = chats.province.types("ภาพรวม")
    assert "ภาพรวมจังหวัดสมุทรปราการ" in said and "อำเภอเมืองสมุทรปราการ" in said and "1/4" in said
    assert "0/13" in said and "อบจ.สมุทรปราการ" in said
    assert '"width": "25%"' in json.dumps(chats.province.seen[-1])
    said = chats.province.taps("อำเภอเมืองสมุทรปราการ")
    assert "ภาพรวมอำเภอเมืองสมุทรปราการ" in said and "อบต.บางเมืองใหม่" in said
    chats.province.types("ภาพรวม")
    # The provincial organisation hangs below the province itself.
    assert "ยังไม่ส่ง" in chats.province.taps("อบจ.สมุทรปราการ")


def test_the_departments_overview_is_paged_by_province_and_lists_no_thousands(chats: Chats) -> None:
    department = chats.member("TH", Role.DEPARTMENT)
    said = department.types("ภาพรวม")
    assert "ภาพรวมทั่วประเทศ" in said and "จังหวัดสมุทรปราการ" in said and "จังหวัดนนทบุรี" in said
    said = department.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่ง 23 แห่ง" in said and "ยังไม่ส่ง 21 จาก 21" in said
    said = department.types("เปิด 1")
    assert "ยังไม่ส่ง 21 แห่ง" in said and "จังหวัดสมุทรปราการ" in said


def test_who_has_not_sent_with_what_can_be_done_and_nobody_registered_apart(chats: Chats) -> None:
    chats.fills(chats.near)
    said = chats.district.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่ง 3 แห่ง" in said and "ใช้งานล่าสุด 2 พ.ย. 69" in said
    assert said.index("1. อบต.แพรกษา") < said.index("ยังไม่มีผู้ลงทะเบียนในระบบ") < said.index("2. ทต.บางเมือง")
    near = "p=khok-nong-na&u=06110110&m=2026-10"
    assert data_of(chats.district, "เตือน") == f"do=chase.nudge&{near}"
    assert data_of(chats.district, "ขยายเวลา") == f"do=chase.extend&{near}"
    assert data_of(chats.district, "เตือนทั้งหมด 1 แห่ง") == "do=chase.nudge&p=khok-nong-na&u=1101&m=2026-10"
    assert "invites%2F1101" in data_of(chats.district, "พิมพ์ QR เชิญ")
    said = chats.district.types("เปิด 1")
    assert "อบต.แพรกษา" in said and "5 พ.ย. 69" in said
    assert data_of(chats.district, "เตือน") == f"do=chase.nudge&{near}"


def test_those_sent_back_wait_too_and_their_report_can_be_opened(chats: Chats) -> None:
    chats.fills(chats.near)
    for words in ("ตรวจรายงาน", "เปิด 1", "ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    # One figure is of those who never sent, the other of them and of those who have to correct.
    said = chats.district.types("ภาพรวม")
    assert "ส่งกลับแก้ไข ! 1 ยังไม่ส่ง ✕ 3" in " ".join(said.split())
    assert chats.district.button("ใครยังไม่ส่งหรือต้องแก้ไข (4)")
    said = chats.district.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่งหรือต้องแก้ไข 4 แห่ง" in said and "ส่งกลับแก้ไข" in said
    said = chats.member("TH", Role.DEPARTMENT).types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่งหรือต้องแก้ไข 21 จาก 21" in said and "\nยังไม่ส่ง 2 จาก 2" in said
    said = chats.district.types("เปิด 1")
    assert "ส่งกลับแก้ไข" in said
    assert "ที่ส่งกลับให้แก้ไข" in chats.district.taps("เปิดรายงาน")


def test_pages_keep_their_numbers(chats: Chats) -> None:
    said = chats.province.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่ง 21 แห่ง" in said and "หน้า 1 จาก 4" in said and "6. " in said and "7. " not in said
    said = chats.province.taps("หน้าถัดไป (2 จาก 4)")
    assert "7. " in said and "12. " in said
    assert "อบต.บางครุ" in chats.province.types("เปิด 12")


def test_all_have_sent(chats: Chats) -> None:
    for at, office in enumerate(("06110109", "06110110", "05110106", "05110107")):
        chats.sends(office, answers(closing={"budget": at, "photo_1": office}))
    assert "อำเภอเมืองสมุทรปราการ ส่งรายงานเดือนตุลาคม 2569 ครบทุกแห่งแล้ว" in chats.district.types("ใครยังไม่ส่ง")


def test_another_month_by_word_and_by_button(chats: Chats) -> None:
    chats.sends("06110109", period="2026-09")
    said = chats.district.types("ภาพรวม ก.ย. 69")
    assert "เดือนกันยายน 2569" in said and "1 จาก 4" in said
    assert "เดือนสิงหาคม 2569" in chats.district.taps("ส.ค. 69")
    assert "เดือนกันยายน 2569" in chats.district.taps("ก.ย. 69")
    assert "ยังไม่ส่ง 3 แห่ง" in chats.district.types("ใครยังไม่ส่ง กันยายน")
    assert "ไม่มีการขอรายงานเดือนธันวาคม 2569" in chats.district.types("ภาพรวม ธ.ค. 69")
    assert "ไม่มีการขอรายงานเดือนธันวาคม 2568" in chats.district.types("ภาพรวม ธันวาคม")


def test_before_and_after_the_due_day_it_is_the_same_month(chats: Chats) -> None:
    for days in (0, 3, 5):
        chats.clock.passes(days=days)
        assert "เดือนตุลาคม 2569" in chats.district.types("ภาพรวม")
    assert "ยังไม่ส่ง เกินกำหนด" in chats.district.types("ภาพรวม")


def test_two_areas_are_chosen_from_by_tap_or_number(chats: Chats) -> None:
    chats.joins(chats.district, "1104", Role.DISTRICT)
    said = chats.district.types("ภาพรวม")
    assert "เลือกรายการที่ต้องการ" in said and "1. อำเภอเมืองสมุทรปราการ" in said
    assert "ภาพรวมอำเภอพระประแดง" in chats.district.types("เปิด 2")
    chats.district.types("ใครยังไม่ส่ง")
    assert "ยังไม่ส่ง 4 แห่ง" in chats.district.taps("อำเภอเมืองสมุทรปราการ")


def test_two_programmes_are_chosen_from_and_named(chats: Chats) -> None:
    with chats.database.writing() as session:
        second = {"code": "second", "title": "เรื่องที่สอง", "active_from": "2026-10", "audience": ["pao"]}
        made = programmes.create(session, chats.now, second)
    # Before it has a form nobody is asked.
    assert "เรื่องที่สอง" not in chats.province.types("ภาพรวม")
    with chats.database.writing() as session:
        with_a_form(session, made)
    # No office of the district is asked by the second one.
    assert "ภาพรวมอำเภอเมืองสมุทรปราการ" in chats.district.types("ภาพรวม")
    said = chats.province.types("ภาพรวม")
    assert "จังหวัดสมุทรปราการ · เรื่องที่สอง" in said
    said = chats.province.types("เปิด 2")
    assert "เรื่องที่สอง" in said and "0 จาก 1" in said


def test_last_contact_is_of_those_who_can_still_be_reached(chats: Chats) -> None:
    with chats.database.writing() as session:
        person = session.get_one(Person, chats.far.person().id)
        person.state, person.last_event_at = PersonState.BLOCKED, chats.now - timedelta(days=40)
        assert session.scalars(select(Membership).where(Membership.person_id == person.id)).unique().one()
    chats.district.types("ใครยังไม่ส่ง")
    said = chats.district.types("เปิด 2")
    assert "รับข้อความได้ 0 คน" in said and "23 ก.ย. 69" in said


def test_menu_help_and_status_name_the_words_of_supervisors(chats: Chats) -> None:
    for word in ("เมนู", "ช่วยเหลือ"):
        said = chats.district.types(word)
        assert "ภาพรวม" in said and "ใครยังไม่ส่ง" in said and "ตรวจรายงาน" in said
        assert "ใครยังไม่ส่ง" not in chats.near.types(word)
    assert "รับรองทั้งหมด" in chats.district.types("ช่วยเหลือ")
    chats.district.types("สถานะ")
    assert "ภาพรวมอำเภอเมืองสมุทรปราการ" in chats.district.taps("ภาพรวม")


def test_the_overview_says_first_what_waits_for_oneself(chats: Chats) -> None:
    chats.fills(chats.near)
    chats.asks("05110106")
    said = chats.district.types("ภาพรวม")
    assert said.index("รอท่าน") < said.index("ผลการส่ง")
    section = " ".join(said[said.index("รอท่าน") : said.index("ผลการส่ง")].split())
    assert section == "รอท่าน รับรอง ! 1 › คำขอ ! 1 › ยังไม่มีผู้ลงทะเบียน ! 2 ›"
    assert "คำขอที่รอพิจารณา 1 คำขอ" in chats.district.taps("คำขอ")
    chats.district.types("ภาพรวม")
    assert "รับรองทั้งหมด" in chats.district.taps("รับรอง")
    # An area below is not one's own to do.
    chats.province.types("ภาพรวม")
    assert "รอท่าน" not in chats.province.taps("อำเภอเมืองสมุทรปราการ")


def test_who_has_not_sent_knows_who_waits_to_be_let_in(chats: Chats) -> None:
    chats.asks("05110106")
    said = chats.district.types("ใครยังไม่ส่ง")
    assert "มีคำขอเข้าร่วมรอท่าน 1 คน" in said
    assert "คำขอที่รอพิจารณา 1 คำขอ" in chats.district.taps("ดูคำขอ")
