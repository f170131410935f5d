"""Coming and going, joining by an invitation or an office's code: as stories."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.events import Kind
from bot.texts.joining import join as words
from models.audit_log import AuditLog
from models.database import Database
from models.membership import invite, membership
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import PersonState
from models.messaging.outbox import Outbox
from models.org_unit import OrgUnit
from services.messaging.outbox import queue_push
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

FULL_NAME = "องค์การบริหารส่วนตำบลบางเมืองใหม่ อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    return kept(sqlite_database, Town)


def memberships(phone: Phone) -> list[tuple[str, str, str]]:
    with phone.database.reading() as session:
        query = select(Membership).join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        rows = session.scalars(query.where(Membership.person_id == phone.person().id).order_by(Membership.id)).unique()
        return [(row.unit.code, row.role, row.state) for row in rows]


def uses_left(town: Town, code: str) -> int:
    with town.database.reading() as session:
        found = invite.by_code(session, code)
        assert found is not None
        return found.uses_left


def test_whoever_adds_the_bot_is_told_what_it_does_and_how_to_begin(town: Town) -> None:
    greeting = town.phone().follows()
    for said in ("องค์ความรู้", "ส่งรายงานตามกำหนด", "แจ้งเตือน", "QR", "ชื่อหน่วยงาน", "8 หลัก", "เลือกหน่วยงาน"):
        assert said in greeting


@pytest.mark.parametrize("on_pc", [False, True], ids=["by taps", "by typing"])
def test_a_scanned_invitation_makes_a_member(town: Town, on_pc: bool) -> None:
    code = town.invite("06110109", uses=2)
    officer = town.phone(on_pc=on_pc)
    shown = officer.types(f"เข้าร่วม {code}")
    assert FULL_NAME in shown
    assert "06110109" in shown
    assert "เจ้าหน้าที่ผู้รายงาน" in shown
    for line in words.notice(""):
        assert line in shown
    # Nothing is kept and nothing used before the person has agreed.
    assert memberships(officer) == []
    assert officer.person().consent_at is None
    assert uses_left(town, code) == 2
    done = officer.types("ยืนยัน") if on_pc else officer.taps("ยืนยัน")
    assert "เข้าร่วมเรียบร้อยแล้ว" in done and FULL_NAME in done
    assert memberships(officer) == [("06110109", "officer", "active")]
    assert uses_left(town, code) == 1
    person = officer.person()
    assert (person.state, person.consent_at, person.consent_version) == (
        PersonState.ACTIVE,
        town.clock.now,
        words.NOTICE_VERSION,
    )


@pytest.mark.parametrize("how", ["เข้าร่วม {}", "{}", "  {} ", "ขอเข้าร่วม {} ครับ"])
def test_a_code_is_understood_however_it_is_typed(town: Town, how: str) -> None:
    code = town.invite("06110109")
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert FULL_NAME in town.phone().types(how.format(typed))


@pytest.mark.parametrize("on_pc", [False, True], ids=["by taps", "by typing"])
def test_not_this_office_keeps_nothing(town: Town, on_pc: bool) -> None:
    code = town.invite("06110109")
    officer = town.phone(on_pc=on_pc)
    officer.types(f"เข้าร่วม {code}")
    answer = officer.types("ไม่ใช่หน่วยงานนี้") if on_pc else officer.taps("ไม่ใช่หน่วยงานนี้")
    assert "ยังไม่ได้บันทึกข้อมูลใด" in answer
    assert memberships(officer) == [] and officer.person().consent_at is None
    assert uses_left(town, code) == 5


def test_other_words_than_yes_or_no_show_the_office_again(town: Town) -> None:
    officer = town.phone()
    officer.types(f"เข้าร่วม {town.invite('06110109')}")
    answer = officer.types("อะไรนะ")
    assert "ยืนยัน" in answer and FULL_NAME in answer
    assert "ยกเลิกแล้ว" in officer.types("ยกเลิก")
    assert memberships(officer) == []


def test_who_is_a_member_already_uses_nothing(town: Town) -> None:
    officer = town.member("06110109")
    code = town.invite("06110109", Role.DEPUTY)
    assert "อยู่แล้ว" in officer.types(f"เข้าร่วม {code}")
    assert "อยู่แล้ว" in officer.types("06110109")
    assert uses_left(town, code) == 5
    assert len(memberships(officer)) == 1


def test_confirming_twice_joins_once(town: Town) -> None:
    code = town.invite("06110109")
    officer = town.phone()
    officer.types(f"เข้าร่วม {code}")
    button = officer.button("ยืนยัน")
    officer.does(button)
    again = officer.does(button)
    assert "เสร็จสิ้นไปแล้ว" in again and FULL_NAME in again
    assert uses_left(town, code) == 4
    assert len(memberships(officer)) == 1


def test_wrong_expired_and_used_up_codes_are_told_apart(town: Town) -> None:
    officer = town.phone()
    assert "ไม่พบรหัสเชิญนี้" in officer.types("เข้าร่วม ABCD-EFGH-JKLM-NPQR")
    assert "ไม่พบรหัสเชิญนี้" in officer.types("เข้าร่วม 1234")
    short = town.invite("06110109", days=1)
    single = town.invite("06110109", uses=1)
    town.phone().types(f"เข้าร่วม {single}")
    other = town.phone()
    other.types(f"เข้าร่วม {single}")
    other.types("ยืนยัน")
    used = officer.types(f"เข้าร่วม {single}")
    assert "ใช้ครบจำนวน" in used and "อบต.บางเมืองใหม่" in used
    town.clock.passes(days=1)
    late = officer.types(f"เข้าร่วม {short}")
    assert "หมดอายุเมื่อวันที่ 3 พฤศจิกายน 2569" in late
    # The way on is one tap: asking for the office by its code.
    assert FULL_NAME in officer.taps("ขอเข้าร่วม")


def test_an_invitation_that_ends_while_the_notice_is_read(town: Town) -> None:
    code = town.invite("06110109", uses=1)
    slow, quick = town.phone(), town.phone()
    slow.types(f"เข้าร่วม {code}")
    quick.types(f"เข้าร่วม {code}")
    quick.types("ยืนยัน")
    assert "ใช้ครบจำนวน" in slow.types("ยืนยัน")
    assert memberships(slow) == []
    assert slow.person().state == PersonState.NEW


def test_an_office_that_closed_is_told(town: Town) -> None:
    code = town.invite("06110109")
    with town.database.writing() as session:
        session.scalars(select(OrgUnit).where(OrgUnit.code == "06110109")).one().open_to = town.clock.now.date()
    officer = town.phone()
    assert "ยุบเลิกแล้ว" in officer.types(f"เข้าร่วม {code}")
    assert "ยุบเลิกแล้ว" in officer.types("06110109")


def test_ten_wrong_codes_in_an_hour_and_codes_are_not_answered_for_an_hour(town: Town) -> None:
    good = town.invite("06110109")
    guesser, other = town.phone(), town.phone()
    for _ in range(9):
        assert "ไม่พบรหัสเชิญนี้" in guesser.types("เข้าร่วม ABCD-EFGH-JKLM-NPQR")
    assert "ครบ 10 ครั้ง" in guesser.types("เข้าร่วม ABCD-EFGH-JKLM-NPQR")
    # A right code must not be told from a wrong one now.
    for typed in ("เข้าร่วม ABCD-EFGH-JKLM-NPQR", f"เข้าร่วม {good}", good):
        assert guesser.types(typed) == ""
    assert "เลือกจังหวัด" in guesser.types("เลือกหน่วยงาน")
    assert FULL_NAME in other.types(good)
    town.clock.passes(minutes=60)
    assert FULL_NAME in guesser.types(good)
    with town.database.reading() as session:
        wrong = session.scalars(select(AuditLog).where(AuditLog.action == "invite.wrong")).all()
    assert len(wrong) == 10
    assert all("ABCD" not in f"{row.subject}{row.detail}" for row in wrong)


def test_nine_wrong_codes_now_and_then_stop_nobody(town: Town) -> None:
    officer = town.phone()
    for _ in range(3):
        for _ in range(9):
            assert "ไม่พบรหัสเชิญนี้" in officer.types("เข้าร่วม ABCD")
        town.clock.passes(minutes=61)


@pytest.mark.parametrize("typed", ["06110109", "๐๖๑๑๐๑๐๙", "รหัส 06110109", "เข้าร่วม 06110109"])
def test_the_office_code_asks_the_level_above(town: Town, typed: str) -> None:
    officer = town.phone(on_pc=True)
    shown = officer.types(typed)
    assert FULL_NAME in shown and "อนุมัติก่อนใช้งาน" in shown
    assert "ส่งคำขอเข้าร่วมแล้ว" in officer.types("ยืนยัน")
    assert memberships(officer) == [("06110109", "officer", "pending")]
    assert officer.person().state == PersonState.PENDING
    assert officer.person().consent_version == words.NOTICE_VERSION
    assert "กำลังรอพิจารณา" in officer.types(typed)


def test_an_office_code_that_nobody_has(town: Town) -> None:
    for code in ("06999999", "60110110"):
        assert f"ไม่พบหน่วยงานรหัส {code}" in town.phone().types(code)


def test_an_invitation_answers_a_request_that_waited(town: Town) -> None:
    officer = town.phone()
    officer.types("06110109")
    officer.types("ยืนยัน")
    officer.types(f"เข้าร่วม {town.invite('06110109')}")
    officer.types("ยืนยัน")
    assert memberships(officer) == [("06110109", "officer", "active")]
    assert officer.person().state == PersonState.ACTIVE


def test_a_few_requests_a_day_and_no_more(town: Town) -> None:
    officer = town.phone()
    for number in range(1, 6):
        officer.types(f"061104{number:02d}")
        assert "ส่งคำขอเข้าร่วมแล้ว" in officer.types("ยืนยัน")
    officer.types("06110406")
    assert "ครบ 5 คำขอ" in officer.types("ยืนยัน")
    assert len(memberships(officer)) == 5
    town.clock.passes(hours=25)
    officer.types("06110406")
    assert "ส่งคำขอเข้าร่วมแล้ว" in officer.types("ยืนยัน")


def test_several_officers_an_office_and_several_offices_an_officer(town: Town) -> None:
    code = town.invite("06110109")
    first, second = town.phone(), town.phone()
    for officer in (first, second):
        officer.types(code)
        officer.types("ยืนยัน")
    first.types(town.invite("05110106"))
    first.types("ยืนยัน")
    assert [unit for unit, _, _ in memberships(first)] == ["06110109", "05110106"]
    mine = first.types("หน่วยงานของฉัน")
    assert FULL_NAME in mine and "เทศบาลตำบลบางเมือง" in mine


def test_an_officer_moves_and_history_stays(town: Town) -> None:
    officer = town.member("06110109")
    officer.types(town.invite("05110106"))
    officer.types("ยืนยัน")
    assert "ต้องการออกจากหน่วยงานใด" in officer.types("ออกจากหน่วยงาน")
    assert FULL_NAME in officer.taps("อบต.บางเมืองใหม่")
    assert "แล้วค่ะ" in officer.taps("ยืนยัน")
    assert memberships(officer) == [("06110109", "officer", "ended"), ("05110106", "officer", "active")]
    assert officer.person().state == PersonState.ACTIVE
    # One is left: no need to ask which.
    assert "เทศบาลตำบลบางเมือง" in officer.types("ออกจากหน่วยงาน")
    officer.types("ยืนยัน")
    assert officer.person().state == PersonState.NEW
    assert "ยังไม่ได้เข้าร่วม" in officer.types("ออกจากหน่วยงาน")
    with town.database.reading() as session:
        for row in session.scalars(select(Membership)).unique():
            assert row.from_at is not None and row.to_at is not None and row.from_at < row.to_at


def test_leaving_is_asked_once_more_and_a_return_is_a_new_membership(town: Town) -> None:
    officer = town.member("06110109")
    officer.types("ออกจากหน่วยงาน")
    assert "คงเดิม" in officer.types("ยกเลิก")
    assert memberships(officer) == [("06110109", "officer", "active")]
    officer.types("ออกจากหน่วยงาน")
    officer.types("ยืนยัน")
    officer.types(town.invite("06110109"))
    officer.types("ยืนยัน")
    assert [state for _, _, state in memberships(officer)] == ["ended", "active"]


def test_a_request_can_be_withdrawn(town: Town) -> None:
    officer = town.phone()
    officer.types("06110109")
    officer.types("ยืนยัน")
    assert "ถอนคำขอ" in officer.types("ถอนคำขอ")
    officer.types("ยืนยัน")
    assert memberships(officer) == [("06110109", "officer", "ended")]
    assert officer.person().state == PersonState.NEW


def test_blocked_and_back(town: Town) -> None:
    officer = town.member("06110109")
    assert officer.blocks() == ""
    assert officer.person().state == PersonState.BLOCKED
    with town.database.writing() as session:
        person = officer.person()
        assert queue_push(session, person, [words.CANCELLED], now=town.clock.now, purpose="notice") is None
        assert session.scalar(select(func.count()).where(Outbox.purpose == "notice")) == 0
    back = officer.follows()
    assert "ยินดีต้อนรับกลับมา" in back and FULL_NAME in back
    assert officer.person().state == PersonState.ACTIVE
    assert memberships(officer) == [("06110109", "officer", "active")]


def test_back_while_a_request_waits(town: Town) -> None:
    officer = town.phone()
    officer.types("06110109")
    officer.types("ยืนยัน")
    officer.blocks()
    assert "ยังรอพิจารณา" in officer.follows()
    assert officer.person().state == PersonState.PENDING


def test_a_block_that_arrives_after_the_return_is_history(town: Town) -> None:
    officer = town.member("06110109")
    blocked_at = town.clock.now + timedelta(seconds=1)
    officer.follows()
    officer.blocks(at=blocked_at)
    assert officer.person().state == PersonState.ACTIVE


def test_forgetting_leaves_nothing_that_leads_to_the_person(town: Town) -> None:
    officer = town.member("06110109")
    with town.database.writing() as session:
        person = session.merge(officer.person())
        person.name = "สมหมาย"
        person_id = person.id
        queue_push(session, person, [words.CANCELLED], now=town.clock.now, purpose="reminder")
    officer.hears()
    assert "เรียกคืนไม่ได้" in officer.types("ลบข้อมูลของฉัน")
    assert "คงเดิม" in officer.taps("ยกเลิก")
    officer.types("ลบข้อมูลของฉัน")
    officer.taps("ยืนยัน")
    with town.database.reading() as session:
        gone = session.get_one(type(person), person_id)
        assert (gone.name, gone.state, gone.consent_at, gone.is_reachable) == ("", PersonState.LEFT, None, False)
        assert officer.user_id not in gone.line_user_id
        assert [row.state for row in session.scalars(select(Membership)).unique()] == [MembershipState.ENDED]
        reminder = session.scalars(select(Outbox).where(Outbox.purpose == "reminder")).one()
        assert reminder.state == "dropped"
        farewell = session.scalars(select(Outbox).order_by(Outbox.id.desc()).limit(1)).one()
        assert "เรียบร้อยแล้ว" in farewell.messages[0]["text"] and farewell.reply_token
    # Whoever writes from that account is new.
    assert "น้องรายงานยินดีให้บริการ" in officer.follows()
    assert officer.person().id != person_id


def test_supervisors_hear_what_will_come_to_them(town: Town) -> None:
    officer = town.phone()
    officer.types("06110109")
    officer.types("ยืนยัน")
    district = town.phone()
    shown = district.types(town.invite("1101", Role.DISTRICT))
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ" in shown and "ท้องถิ่นอำเภอ" in shown
    assert "ผู้ออกใบเชิญ" not in shown
    done = district.types("ยืนยัน")
    assert "1 คำขอรอพิจารณา" in done
    assert "มีคำขอ" not in done


@pytest.mark.parametrize("kind", [Kind.STICKER, Kind.AUDIO, Kind.LOCATION])
def test_other_things_than_words_keep_the_place(town: Town, kind: Kind) -> None:
    officer = town.phone()
    officer.types(town.invite("06110109"))
    assert officer.sends(kind) != ""
    assert "เข้าร่วมเรียบร้อยแล้ว" in officer.types("ยืนยัน")


def test_the_menu_and_back_keep_the_place(town: Town) -> None:
    officer = town.phone()
    officer.types(town.invite("06110109"))
    officer.types("เมนู")
    assert "เข้าร่วมเรียบร้อยแล้ว" in officer.types("ยืนยัน")


def test_the_word_for_joining_alone_says_how(town: Town) -> None:
    answer = town.phone().types("เข้าร่วม")
    assert "QR" in answer and "เลือกหน่วยงาน" in answer


def test_words_long_after_are_not_taken_for_an_answer(town: Town) -> None:
    officer = town.phone()
    officer.types(town.invite("06110109"))
    town.clock.passes(hours=3)
    assert FULL_NAME not in officer.types("ขอบคุณมาก")
    with town.database.reading() as session:
        assert membership.active_of(session, officer.person()) == []


def test_a_late_confirmation_is_still_heard(town: Town) -> None:
    officer = town.phone()
    officer.types(town.invite("06110109"))
    town.clock.passes(hours=3)
    assert "เข้าร่วมเรียบร้อยแล้ว" in officer.types("ยืนยัน")
