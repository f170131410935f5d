"""Choosing an office without an invitation: province, district, office, by taps and by typing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Membership
from models.org_unit import OrgUnit
from models.reporting.conversation import Conversation
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

FULL_NAME = "องค์การบริหารส่วนตำบลแพรกษา อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def asked(phone: Phone) -> list[tuple[str, str]]:
    with phone.database.reading() as session:
        return [(row.unit.code, row.state) for row in session.scalars(select(Membership)).unique()]


def test_by_taps(town: Town) -> None:
    officer = town.phone()
    officer.follows()
    assert "1. นนทบุรี\n›\n2. สมุทรปราการ" in officer.taps("เลือกหน่วยงาน")
    districts = officer.taps("สมุทรปราการ")
    # The province's own office stands first; districts without any office are left out.
    assert "1. อบจ.สมุทรปราการ\n" in districts and "พระสมุทรเจดีย์" not in districts
    offices = officer.taps("เมืองสมุทรปราการ")
    assert "ทต.บางเมือง" in offices and "อบต.แพรกษา" in offices
    assert FULL_NAME in officer.taps("อบต.แพรกษา")
    assert "ส่งคำขอเข้าร่วมแล้ว" in officer.taps("ยืนยัน")
    assert asked(officer) == [("06110110", "pending")]


def test_by_typing_numbers_and_parts_of_names(town: Town) -> None:
    officer = town.phone(on_pc=True)
    officer.types("เลือกหน่วยงาน")
    officer.types("๒")
    assert "เมืองสมุทรปราการ: เลือกหน่วยงาน" in officer.types("เมืองสมุท")
    assert "2 รายการ" in officer.types("แพรกษา")
    assert FULL_NAME in officer.types("2")
    officer.types("ยืนยัน")
    assert asked(officer) == [("06110110", "pending")]


@pytest.mark.parametrize("typed", ["อบต.แพรกษา", "ขอเข้าร่วม อบต.แพรกษา", "อยู่อบต.แพรกษาค่ะ", "อบต.แพรกษา สมุทรปราการ"])
def test_by_typing_the_name_alone(town: Town, typed: str) -> None:
    officer = town.phone(on_pc=True)
    assert "พิมพ์ชื่อหน่วยงาน เช่น อบต.บางพลี" in officer.follows()
    assert FULL_NAME in officer.types(typed)
    officer.types("ยืนยัน")
    assert asked(officer) == [("06110110", "pending")]


def test_a_name_without_its_kind_is_found_where_it_means_nothing_else(town: Town) -> None:
    stranger = town.phone()
    assert "2 รายการ" in stranger.types("แพรกษา")
    assert FULL_NAME in stranger.types("2")
    assert "ยังไม่เข้าใจ" in town.phone().types("ฝนตกหนักมากวันนี้")
    assert "2 รายการ" not in town.member("06110110").types("แพรกษา")


def test_an_organisation_right_below_its_province(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    officer.types("สมุทรปราการ")
    shown = officer.types("1")
    assert "องค์การบริหารส่วนจังหวัดสมุทรปราการ" in shown and "อำเภอ" not in shown.split("รหัส")[0]
    officer.types("ยืนยัน")
    assert asked(officer) == [("02110101", "pending")]


def test_shared_names_are_never_chosen_between_unasked(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    shown = officer.types("บางเมือง")
    # Two offices of this name, in two provinces and of two kinds; the third name only begins so.
    assert "ทต.บางเมือง อ.เมืองสมุทรปราการ จ.สมุทรปราการ" in shown
    assert "อบต.บางเมือง อ.เมืองนนทบุรี จ.นนทบุรี" in shown
    assert asked(officer) == []
    assert "จังหวัดนนทบุรี" in officer.taps("อบต.บางเมือง อ.เมืองนนทบุรี")
    officer.taps("ยืนยัน")
    assert asked(officer) == [("06120110", "pending")]


@pytest.mark.parametrize(
    "typed", ["บางเมือง นนทบุรี", "บางเมือง จ.นนทบุรี", "องค์การบริหารส่วนตำบลบางเมือง อ.เมืองนนทบุรี", "อบต บางเมือง จังหวัดนนทบุรี"]
)
def test_a_place_beside_the_name_decides_and_the_office_is_shown_whole(town: Town, typed: str) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    shown = officer.types(typed)
    assert "องค์การบริหารส่วนตำบลบางเมือง อำเภอเมืองนนทบุรี จังหวัดนนทบุรี" in shown
    assert "ยืนยัน" in shown
    assert asked(officer) == []


@pytest.mark.parametrize("typed", ["อบต.บางเมือง", "อบต บางเมือง", "องค์การบริหารส่วนตำบลบางเมือง"])
def test_a_kind_beside_the_name_narrows_what_is_found(town: Town, typed: str) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    shown = officer.types(typed)
    # The exact name stands before the one that only begins so.
    assert "1. อบต.บางเมือง อ.เมืองนนทบุรี" in shown and "2. อบต.บางเมืองใหม่" in shown
    assert "ทต." not in shown


def test_a_kind_the_office_no_longer_is_finds_it_all_the_same(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    shown = officer.types("เทศบาลเมืองบางแก้ว")
    assert "หมายถึงรายการใด" in shown and "อบต.บางแก้ว" in shown


def test_a_misspelt_name_is_asked_about(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    assert "หมายถึงรายการใด" in officer.types("บางเก้ว")
    assert "องค์การบริหารส่วนตำบลบางแก้ว อำเภอบางพลี" in officer.taps("อบต.บางแก้ว")


def test_a_name_that_lies_in_another_province_is_found_all_the_same(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    officer.types("นนทบุรี")
    assert "จังหวัดสมุทรปราการ" in officer.types("บางแก้ว")


def test_ten_a_page_and_numbers_run_on(town: Town) -> None:
    officer = town.phone(on_pc=True)
    officer.types("เลือกหน่วยงาน")
    officer.types("สมุทรปราการ")
    first = officer.types("พระประแดง")
    assert "หน้า 1 จาก 2" in first and "10. " in first and "11. " not in first
    second = officer.types("เพิ่มเติม")
    assert "หน้า 2 จาก 2" in second and "11. " in second and "13. " in second
    assert "หน้าสุดท้าย" in officer.types("เพิ่มเติม")
    assert "หน้า 1 จาก 2" in officer.types("ย้อนกลับ")
    # A number of the other page counts too.
    assert "อำเภอพระประแดง" in officer.types("13")


def test_back_at_each_level(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    officer.types("สมุทรปราการ")
    officer.types("บางบ่อ")
    officer.types("1")
    assert "อำเภอบางบ่อ: เลือกหน่วยงาน" in officer.types("ไม่ใช่หน่วยงานนี้")
    assert "จังหวัดสมุทรปราการ: เลือกอำเภอ" in officer.types("ย้อนกลับ")
    assert "เลือกจังหวัด" in officer.taps("ย้อนกลับ")
    assert "ยกเลิกแล้ว" in officer.taps("ย้อนกลับ")
    assert asked(officer) == []


def test_back_from_what_was_found_to_where_it_was_looked_for(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    officer.types("สมุทรปราการ")
    officer.types("แพรกษา")
    officer.types("1")
    assert "2 รายการ" in officer.types("ไม่ใช่")
    assert "จังหวัดสมุทรปราการ: เลือกอำเภอ" in officer.types("ย้อน")


def test_numbers_and_names_that_lead_nowhere_show_the_list_again(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    for typed, says in (("99", "เลือกหมายเลข 1-2"), ("0", "เลือกหมายเลข 1-2"), ("ฮฮฮฮ", "ไม่พบชื่อ"), ("...", "ไม่พบชื่อ")):
        answer = officer.types(typed)
        assert says in answer and "เลือกจังหวัด" in answer
    answer = officer.types("%_{}<b>$&" * 200)
    assert "ไม่พบชื่อ" in answer and "เลือกจังหวัด" in answer


def test_an_old_button_is_not_obeyed_and_the_present_list_is_shown(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    old = officer.button("นนทบุรี")
    officer.taps("สมุทรปราการ")
    answer = officer.does(old)
    assert "ขั้นตอนก่อนหน้า" in answer and "จังหวัดสมุทรปราการ: เลือกอำเภอ" in answer
    officer.types("ยกเลิก")
    assert "เสร็จสิ้นไปแล้ว" in officer.does(old)
    officer.types("เลือกหน่วยงาน")
    # A new conversation in the same row: buttons of the one before are as old as any.
    assert "ขั้นตอนก่อนหน้า" in officer.does(old)


def test_somebody_elses_button_leads_nowhere(town: Town) -> None:
    officer, stranger = town.phone(), town.phone()
    officer.types("เลือกหน่วยงาน")
    button = officer.button("นนทบุรี")
    assert "เสร็จสิ้นไปแล้ว" in stranger.does(button)
    stranger.types("เลือกหน่วยงาน")
    assert "ขั้นตอนก่อนหน้า" in stranger.does(button)


def test_buttons_with_nonsense_in_them_change_nothing(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    data = officer.button("นนทบุรี")["data"]
    for nonsense in (data.replace("n=1", "n=x"), data.replace("n=1", "n=99999999999"), data.split("&n=")[0]):
        assert "เลือกจังหวัด" in officer.does({"type": "postback", "label": "", "data": nonsense})
    assert "เสร็จสิ้น" not in officer.taps("นนทบุรี")


def test_one_row_a_person_however_often_they_begin(town: Town) -> None:
    officer = town.phone()
    for _ in range(3):
        officer.types("เลือกหน่วยงาน")
        officer.types("สมุทรปราการ")
    officer.types("06110110")
    with town.database.reading() as session:
        assert len(session.scalars(select(Conversation)).all()) == 1


def test_without_any_office_there_is_nothing_to_choose(sqlite_database: Database) -> None:
    officer = Phone(sqlite_database, 1)
    assert "ยังไม่มีรายชื่อหน่วยงาน" in officer.types("เลือกหน่วยงาน")


def test_an_office_that_closes_while_it_is_looked_at(town: Town) -> None:
    officer = town.phone()
    officer.types("เลือกหน่วยงาน")
    officer.types("บางแก้ว")
    with town.database.writing() as session:
        session.scalars(select(OrgUnit).where(OrgUnit.code == "06110301")).one().open_to = town.clock.now.date()
    assert "ยุบเลิกแล้ว" in officer.types("ยืนยัน")
    assert asked(officer) == []
