"""Requests to join, decided by the level above: in the chat, by taps and by typing, and by the operator."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Membership, Role
from models.membership.person import PersonState
from models.messaging.outbox import Outbox
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

FULL_NAME = "องค์การบริหารส่วนตำบลแพรกษา อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def applicant(town: Town, code: str = "06110110") -> Phone:
    phone = town.phone()
    phone.types(code)
    assert "ส่งคำขอเข้าร่วมแล้ว" in phone.types("ยืนยัน")
    return phone


def states(town: Town) -> list[str]:
    with town.database.reading() as session:
        return list(
            session.scalars(select(Membership.state).where(Membership.role == "officer").order_by(Membership.id))
        )


def test_the_nearest_level_with_anybody_is_told_and_approves_by_a_tap(town: Town) -> None:
    province, district = town.member("11", Role.PROVINCE), town.member("1101", Role.DISTRICT)
    officer = town.phone()
    officer.types("06110110")
    with town.database.writing() as session:
        session.merge(officer.person()).name = "สมหญิง\n  ทดสอบ"
    assert "รอสำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการพิจารณา" in officer.types("ยืนยัน")
    assert province.hears() == ""
    told = district.hears()
    assert "มีคำขอเข้าร่วม" in told and FULL_NAME in told and "สมหญิง ทดสอบ" in told and "06110110" in told
    assert "อนุมัติแล้ว" in district.taps("อนุมัติ")
    assert "คำขอได้รับอนุมัติแล้ว" in officer.hears()
    assert states(town) == ["active"]
    assert officer.person().state == PersonState.ACTIVE
    with town.database.reading() as session:
        row = session.scalars(select(Membership).where(Membership.role == "officer")).unique().one()
        assert row.decided_by == district.person().id and row.from_at == town.clock.now
        pushes = session.scalars(select(Outbox).where(Outbox.purpose == "notice")).all()
        assert len(pushes) == 2 and all(push.must_arrive and push.reply_token is None for push in pushes)


def test_without_a_district_officer_the_province_decides(town: Town) -> None:
    province = town.member("11", Role.PROVINCE)
    applicant(town)
    assert "มีคำขอเข้าร่วม" in province.hears()


def test_whoever_waits_is_told_for_whom(town: Town) -> None:
    nobody, province, district = "ผู้ดูแลระบบ", "(ท้องถิ่นจังหวัดสมุทรปราการ)", "(ท้องถิ่นอำเภอเมืองสมุทรปราการ)"
    for who, code, role in ((nobody, "TH", None), (province, "11", Role.PROVINCE), (district, "1101", Role.DISTRICT)):
        if role:
            town.member(code, role)
        phone = town.phone()
        assert f"{who}" in phone.types("06110110")
        phone.types("ยืนยัน")
        for words in ("รายงาน", "สถานะ", "หนังสือ"):
            said = phone.types(words)
            assert who in said and "เริ่มรายงานได้ทันที" in said


def test_a_supervisor_who_blocked_the_bot_does_not_hold_requests_up(town: Town) -> None:
    province, district = town.member("11", Role.PROVINCE), town.member("1101", Role.DISTRICT)
    district.blocks()
    applicant(town)
    assert "มีคำขอเข้าร่วม" in province.hears()


def test_refused_by_a_tap_and_asked_again(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    officer = applicant(town)
    district.hears()
    assert "ไม่อนุมัติ" in district.taps("ไม่อนุมัติ")
    assert "ไม่ได้รับอนุมัติ" in officer.hears()
    assert officer.person().state == PersonState.NEW
    officer.types("06110110")
    officer.types("ยืนยัน")
    assert states(town) == ["refused", "pending"]


def test_by_typing_numbers_of_the_list(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    first, second, third = applicant(town), applicant(town, "05110106"), applicant(town, "06110109")
    listed = district.types("คำขอ")
    assert "3 คำขอ" in listed
    assert listed.index("อบต.แพรกษา") < listed.index("ทต.บางเมือง") < listed.index("อบต.บางเมืองใหม่")
    assert "เหลืออีก 2 คำขอ" in district.types("อนุมัติ ๒")
    assert "ได้รับอนุมัติแล้ว" in second.hears()
    # The numbers of the list that was shown go on to hold.
    district.types("ไม่อนุมัติ 1")
    assert "ไม่ได้รับอนุมัติ" in first.hears()
    assert "ไม่พบคำขอนี้" in district.types("อนุมัติ 2")
    assert "ไม่พบคำขอนี้" in district.types("อนุมัติ 9")
    assert third.hears() == ""
    district.types("อนุมัติ 3")
    assert "ไม่มีคำขอ" in district.types("คำขอ")
    assert states(town) == ["refused", "active", "active"]


def test_a_number_without_a_list_shows_the_list(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    applicant(town)
    for typed in ("อนุมัติ 1", "อนุมัติ"):
        if typed == "อนุมัติ":
            answer = district.types(typed)
            assert "คำขอใด" in answer and "อบต.แพรกษา" in answer
            continue
        answer = district.types(typed)
        assert "คำขอใด" in answer and "1 คำขอ" in answer
    assert states(town) == ["pending"]
    assert "อนุมัติแล้ว" in district.types("อนุมัติ 1")


def test_a_number_where_nothing_waits_is_not_asked_for_again(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    assert district.types("อนุมัติ 1").strip() == "ไม่มีคำขอที่รอพิจารณาค่ะ"


def test_a_number_never_means_another_request_than_the_one_shown(town: Town) -> None:
    one, other = town.member("1101", Role.DISTRICT), town.member("1101", Role.DISTRICT)
    applicant(town)
    one.types("คำขอ")
    other.hears()
    other.taps("อนุมัติ")
    later = applicant(town, "05110106")
    assert "ไม่พบคำขอนี้" in one.types("อนุมัติ 1")
    assert later.hears() == ""
    assert states(town) == ["active", "pending"]


def test_two_supervisors_the_first_is_heard(town: Town) -> None:
    one, other = town.member("1101", Role.DISTRICT), town.member("1101", Role.DISTRICT)
    officer = applicant(town)
    one.hears()
    other.hears()
    assert "อนุมัติแล้ว" in one.taps("อนุมัติ")
    assert "อาจมีผู้พิจารณาแล้ว" in other.taps("ไม่อนุมัติ")
    assert "อาจมีผู้พิจารณาแล้ว" in one.taps("อนุมัติ")
    assert officer.hears().count("คำขอได้รับอนุมัติแล้ว") == 1
    assert states(town) == ["active"]


def test_a_supervisor_of_elsewhere_gets_the_answer_of_a_request_that_is_not_there(town: Town) -> None:
    near, far = town.member("1101", Role.DISTRICT), town.member("1102", Role.DISTRICT)
    applicant(town)
    near.hears()
    foreign = far.does(near.button("อนุมัติ"))
    missing = far.does({"type": "postback", "label": "", "data": "do=join.approve&m=999999"})
    nonsense = far.does({"type": "postback", "label": "", "data": "do=join.approve&m=1%27--"})
    assert foreign == missing == nonsense
    assert "ไม่มีคำขอ" in far.types("คำขอ")
    assert states(town) == ["pending"]


def test_an_officer_decides_nothing(town: Town) -> None:
    district, officer = town.member("1101", Role.DISTRICT), town.member("05110106")
    applicant(town)
    district.hears()
    for answer in (
        officer.types("คำขอ"),
        officer.types("อนุมัติ 1"),
        officer.does(district.button("อนุมัติ")),
    ):
        assert "เฉพาะผู้มีหน้าที่" in answer
    assert states(town) == ["active", "pending"]


def test_a_supervisor_who_left_decides_nothing(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    applicant(town)
    district.hears()
    button = district.button("อนุมัติ")
    district.types("ออกจากหน่วยงาน")
    district.types("ยืนยัน")
    assert "เฉพาะผู้มีหน้าที่" in district.does(button)
    assert states(town) == ["pending"]


def test_a_request_that_was_withdrawn_is_gone(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    officer = applicant(town)
    district.hears()
    officer.types("ออกจากหน่วยงาน")
    officer.types("ยืนยัน")
    assert "ไม่พบคำขอนี้" in district.taps("อนุมัติ")
    assert states(town) == ["ended"]


def test_a_long_list_shows_the_oldest_first_and_the_others_later(town: Town) -> None:
    district = town.member("1104", Role.DISTRICT)
    for number in range(1, 8):
        applicant(town, f"061104{number:02d}")
    district.hears()
    listed = district.types("คำขอ")
    assert "7 คำขอ" in listed and "แสดง 5 คำขอแรก" in listed and "บางครุ 6" not in listed
    district.types("อนุมัติ 1")
    assert "บางครุ 6" in district.types("คำขอ")


def test_what_was_decided_is_on_record(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    applicant(town)
    district.hears()
    district.taps("อนุมัติ")
    with town.database.reading() as session:
        row = session.scalars(select(AuditLog).where(AuditLog.action == "join.approve").order_by(AuditLog.id)).all()[-1]
        membership = session.scalars(select(Membership).where(Membership.role == "officer")).unique().one()
        assert (row.person_id, row.subject) == (district.person().id, f"membership:{membership.id}")


def test_the_list_leaves_the_talk_as_it_is(town: Town) -> None:
    district = town.member("1101", Role.DISTRICT)
    applicant(town)
    district.types("เลือกหน่วยงาน")
    district.types("คำขอ")
    district.types("อนุมัติ 1")
    assert "จังหวัดสมุทรปราการ: เลือกอำเภอ" in district.types("สมุทรปราการ")
