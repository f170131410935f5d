"""Reminding and giving more time in the chat: first what it would do and cost, then doing it, by taps or by typing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from bot.buttons import press
from bot.events import Kind
from bot.vocabulary.intents import Do
from handlers.reminding import manual_reminder
from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.messaging import line_quota
from models.messaging.outbox import Outbox
from models.reporting.conversation import About, Conversation
from models.reporting.extension import Extension
from services.reminding import pending_step
from tests.handlers.reminding.following_up import Chasing
from tests.support.kept import kept
from tests.support.phone import Phone

FRIDAY = datetime(2026, 11, 13, 2, 0, tzinfo=UTC)  # 09:00; the clock itself has nothing to say on that day
OCTOBER = {"p": "khok-nong-na", "m": "2026-10"}
DISTRICT, NEAR, FAR = "1101", "06110109", "06110110"
BUTTONS = [do.value for do in Do if do.startswith("chase.")]
NOT_HERE = "ไม่พบข้อมูลนี้ในพื้นที่ที่ท่านกำกับดูแล"
# Whoever gives no time may ask for some.
ASK_ABOVE = "ขอจากหน่วยงานที่กำกับดูแล"


@pytest.fixture
def chats(sqlite_database: Database) -> Chasing:
    """Four offices below 1101: `near` and `far` have somebody, the others nobody. On SQLite alone: what is said does
    not depend on the database, and what is written is tested on both with the services."""
    return kept(sqlite_database, _chats)


@pytest.fixture
def any_chats(any_database: Database) -> Chasing:
    """The same on each kind of database in turn."""
    return kept(any_database, _chats)


def _chats(database: Database) -> Chasing:
    chats = Chasing(database)
    chats.clock.now = FRIDAY
    for phone in (chats.near, chats.far, chats.district, chats.province):
        phone.hears()
    return chats


def presses(phone: Phone, do: str, picked: str = "", **values: object) -> str:
    return phone._does(Kind.POSTBACK, data=press(do, **values), picked=picked)


def extensions(chats: Chasing) -> dict[str, date]:
    with chats.database.reading() as session:
        rows = session.execute(
            select(Extension.org_unit_id, Extension.due_on, Extension.reason).order_by(Extension.org_unit_id)
        ).all()
        return {chats.code_of(unit_id): (day, reason) for unit_id, day, reason in rows}


def pushes(chats: Chasing) -> int:
    with chats.database.reading() as session:
        return session.scalar(select(func.count(Outbox.id)).where(Outbox.purpose.in_(("reminder", "notice")))) or 0


# Reminding


def test_a_district_is_reminded_after_a_preview_with_its_cost(chats: Chasing) -> None:
    with chats.database.writing() as session:
        line_quota.keep(session, 300, 6, chats.clock.now)
    said = chats.district.types("เตือนทั้งหมด")
    for words in (
        "เตือนให้ส่งรายงาน",
        "อำเภอเมืองสมุทรปราการ",
        "เดือนตุลาคม 2569",
        "2 หน่วยงาน 2 คน",
        "2 ข้อความ",
        "294 ข้อความ",
        "ทันที",
        "อบต.บางเมืองใหม่, อบต.แพรกษา",
        "ยังไม่มีผู้ลงทะเบียน 2 หน่วยงาน",
        "พิมพ์ QR เชิญ",
    ):
        assert words in said
    assert chats.near.hears() == "" and pushes(chats) == 0
    done = chats.district.taps("ยืนยันส่งข้อความเตือน")
    assert "ส่งข้อความเตือนแล้ว" in done and "เตือน 2 คน ใน 2 หน่วยงาน" in done and "ยังไม่มีผู้ลงทะเบียน 2 หน่วยงาน" in done
    heard = chats.near.hears()
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ ขอติดตามรายงาน" in heard
    assert "เดือนตุลาคม 2569" in heard and "5 พฤศจิกายน 2569" in heard
    assert chats.far.hears() != "" and chats.near.hears() == ""


def test_pressing_twice_and_another_supervisor_remind_nobody_again(chats: Chasing) -> None:
    chats.district.types("เตือนทั้งหมด")
    button = chats.district.button("ยืนยันส่งข้อความเตือน")
    chats.district.does(button)
    again = chats.district.does(button)
    assert "ไม่มีผู้ที่เตือนได้ในขณะนี้" in again and "ได้รับข้อความของวันนี้แล้ว 2 หน่วยงาน" in again
    assert "ได้รับข้อความของวันนี้แล้ว 2 หน่วยงาน" in presses(chats.province, "chase.nudge", u=DISTRICT, **OCTOBER)
    assert pushes(chats) == 2


def test_everything_works_by_typing_alone(any_chats: Chasing) -> None:
    chats = any_chats
    chats.district.on_pc = True
    assert "2. อบต.แพรกษา" in chats.district.types("ใครยังไม่ส่ง")
    said = chats.district.types("เตือน 2")
    assert "อบต.แพรกษา" in said and "1 หน่วยงาน 1 คน" in said and "อบต.บางเมืองใหม่" not in said
    assert "ส่งข้อความเตือนแล้ว" in chats.district.types("ยืนยัน")
    assert chats.far.hears() != "" and chats.near.hears() == ""
    assert chats.district.types("เตือน ๑") and "ยกเลิกแล้ว" in chats.district.types("ยกเลิก")
    assert chats.near.hears() == ""
    assert "ยังไม่เข้าใจ" in chats.district.types("ยืนยัน"), "nothing waits any more"


def test_all_after_a_list_means_that_list(chats: Chasing) -> None:
    presses(chats.province, "review.missing", u=DISTRICT, **OCTOBER)
    assert "อำเภอเมืองสมุทรปราการ" in chats.province.types("เตือนทั้งหมด")
    chats.clock.passes(hours=2)
    said = chats.province.types("เตือนทั้งหมด")
    assert "จังหวัดสมุทรปราการ\n" in said and "อำเภอเมืองสมุทรปราการ\nเดือน" not in said


def test_one_office_can_be_named_by_its_code(chats: Chasing) -> None:
    assert "อบต.บางเมืองใหม่" in chats.district.types(f"เตือน {NEAR}")
    assert NOT_HERE in chats.district.types("เตือน 06110301")
    assert NOT_HERE in chats.district.types("เตือน 06999999")


@pytest.mark.parametrize("words", ["เตือน", "เตือน 9", "เตือน 0", "ขยายเวลา", "ขยายเวลา 77"])
def test_a_number_of_no_list_and_the_word_alone_ask_whom(chats: Chasing, words: str) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    assert "หมายถึงหน่วยงานใดคะ" in chats.district.types(words)


def test_whoever_supervises_two_areas_is_asked_which(chats: Chasing) -> None:
    chats.also(chats.district, "1102", Role.DISTRICT)
    said = chats.district.types("เตือนทั้งหมด")
    assert "เลือกรายการที่ต้องการ" in said and "อำเภอบางบ่อ" in said
    assert "อำเภอเมืองสมุทรปราการ" in chats.district.taps("อำเภอเมืองสมุทรปราการ")


def test_those_whom_nothing_reaches_are_listed(chats: Chasing) -> None:
    colleague = chats.member(NEAR)
    colleague.blocks()
    chats.far.blocks()
    said = chats.district.types("เตือนทั้งหมด")
    assert "ส่งข้อความไม่ถึง 1 หน่วยงาน" in said and "อบต.แพรกษา" in said
    assert "ผู้ที่ส่งข้อความไม่ถึง" in said and "1 คน" in said
    done = chats.district.types("ยืนยัน")
    assert "เตือน 1 คน ใน 1 หน่วยงาน" in done and "ผู้ที่ส่งข้อความไม่ถึง" in done


def test_where_all_have_sent_there_is_nobody_to_remind(chats: Chasing) -> None:
    chats.fills(chats.near)
    said = presses(chats.district, "chase.nudge", u=NEAR, **OCTOBER)
    assert "ครบแล้ว ไม่มีหน่วยงานที่ต้องเตือน" in said


def test_after_hours_the_morning_is_named(chats: Chasing) -> None:
    chats.clock.passes(hours=9)
    assert "วันเสาร์ที่ 14 พฤศจิกายน 2569 เวลา 08:30 น." in chats.district.types("เตือนทั้งหมด")
    done = chats.district.types("ยืนยัน")
    assert "ตั้งเวลาส่งข้อความเตือนแล้ว" in done and "วันเสาร์ที่ 14 พฤศจิกายน 2569 เวลา 08:30 น." in done


def test_a_button_of_yesterday_shows_how_it_stands_now(chats: Chasing) -> None:
    chats.district.types("เตือนทั้งหมด")
    button = chats.district.button("ยืนยันส่งข้อความเตือน")
    chats.clock.passes(days=1)
    said = chats.district.does(button)
    assert "น้องตรวจข้อมูลล่าสุดให้ใหม่" in said and "เตือนให้ส่งรายงาน" in said and pushes(chats) == 0
    assert "ส่งข้อความเตือนแล้ว" in chats.district.taps("ยืนยันส่งข้อความเตือน")


def test_a_locked_month_offers_the_extension(chats: Chasing) -> None:
    chats.clock.now = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)
    said = presses(chats.district, "chase.nudge", u=DISTRICT, **OCTOBER)
    assert "ปิดรับแล้ว ต้องขยายเวลาก่อน 4 หน่วยงาน" in said
    assert "ขยายเวลาถึงวันใด" in chats.district.taps("ขยายเวลา")
    # Where the list is looked at nothing else is offered.
    listed = chats.district.types("ใครยังไม่ส่ง ต.ค. 69")
    assert "เตือน" not in listed and "ขยายเวลา 1" in listed
    assert "เตือน" in chats.district.types("ใครยังไม่ส่ง")


# Giving more time


def test_more_time_for_one_office_by_taps(chats: Chasing) -> None:
    said = presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    assert "ขยายเวลาถึงวันใด" in said and "ครบกำหนดปัจจุบันวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in said
    # Counted from today, for the due day has passed.
    assert "1. อีก 3 วัน\nวันจันทร์ที่ 16 พฤศจิกายน 2569" in said
    said = chats.district.taps("อีก 5 วัน")
    assert "เหตุผลที่ขยายเวลา" in said and "1. น้ำท่วมหรือภัยพิบัติ" in said
    said = chats.district.taps("น้ำท่วมหรือภัยพิบัติ")
    assert "ยืนยันการขยายเวลา" in said and "1 คน (นับ 1 ข้อความ)" in said and extensions(chats) == {}
    said = chats.district.taps("ยืนยันขยายเวลา")
    assert "ขยายเวลาแล้ว" in said and "ส่งได้ถึงวันพุธที่ 18 พฤศจิกายน 2569" in said and "อบต.แพรกษา" in said
    assert extensions(chats) == {FAR: (date(2026, 11, 18), "น้ำท่วมหรือภัยพิบัติ")}
    heard = chats.far.hears()
    assert "ขยายเวลาส่งรายงานเดือนตุลาคม 2569 ถึงวันพุธที่ 18 พฤศจิกายน 2569" in heard
    assert "น้ำท่วมหรือภัยพิบัติ" in heard and chats.near.hears() == ""


def test_more_time_for_an_approved_report_unlocks_it(chats: Chasing) -> None:
    chats.fills(chats.near)
    report = chats.report_of(NEAR)
    presses(chats.district, "review.approve", r=report.id, v=1)
    chats.near.hears()
    said = chats.district.types(f"ขยายเวลา {NEAR}")
    assert "รายงานนี้รับรองแล้ว การขยายเวลาจะยกเลิกการรับรอง" in said and "ยังไม่ส่ง" not in said
    chats.district.taps("อีก 5 วัน")
    assert "ต้องรับรองใหม่ทุกระดับ" in chats.district.taps("น้ำท่วมหรือภัยพิบัติ")
    said = chats.district.taps("ยืนยันขยายเวลา")
    assert "ยกเลิกการรับรองแล้ว หน่วยงานแก้ไขรายงานได้ถึงวันพุธที่ 18 พฤศจิกายน 2569" in said
    heard = chats.near.hears()
    assert "เปิดให้แก้ไขรายงานแล้ว" in heard and "เหตุผล: น้ำท่วมหรือภัยพิบัติ" in heard
    assert "แก้ไขได้ถึงวันพุธที่ 18 พฤศจิกายน 2569" in heard


def test_a_confirmation_from_before_the_approval_withdraws_none_unseen(chats: Chasing) -> None:
    chats.district.types(f"ขยายเวลา {NEAR} ถึง 20 พ.ย. เพราะน้ำท่วม")
    button = chats.district.button("ยืนยันขยายเวลา")
    chats.fills(chats.near)
    presses(chats.district, "review.approve", r=chats.report_of(NEAR).id, v=1)
    said = chats.district.does(button)
    assert "การขยายเวลาจะยกเลิกการรับรอง" in said and "น้ำท่วม" in said
    assert chats.report_of(NEAR).approved_level == "district" and extensions(chats) == {}
    assert "ยกเลิกการรับรองแล้ว" in chats.district.types("ยืนยัน")


def test_pressing_the_confirmation_twice_tells_once(chats: Chasing) -> None:
    chats.district.types("ขยายเวลาทั้งหมด ถึง 20 พ.ย. เพราะน้ำท่วม")
    button = chats.district.button("ยืนยันขยายเวลา")
    assert "ขยายเวลาแล้ว" in chats.district.does(button)
    assert "อยู่แล้ว ไม่มีการเปลี่ยนแปลง" in chats.district.does(button)
    assert pushes(chats) == 2 and chats.near.hears().count("ขยายเวลาส่งรายงาน\n") == 1


def test_more_time_by_typing_alone(any_chats: Chasing) -> None:
    chats = any_chats
    chats.district.on_pc = True
    chats.district.types("ใครยังไม่ส่ง")
    assert "ขยายเวลาถึงวันใด" in chats.district.types("ขยายเวลา 1")
    assert "เหตุผลที่ขยายเวลา" in chats.district.types("2")
    # A yes would be the reason that the office reads.
    for no_reason in ("ยืนยัน", "ตกลง", "ก"):
        said = chats.district.types(no_reason)
        assert "ยังไม่ใช่เหตุผล" in said and "วันพุธที่ 18 พฤศจิกายน 2569" in said
    assert "ยืนยันการขยายเวลา" in chats.district.types("สะพานขาด เดินทางไม่ได้")
    assert "ขยายเวลาแล้ว" in chats.district.types("ยืนยัน")
    assert extensions(chats) == {NEAR: (date(2026, 11, 18), "สะพานขาด เดินทางไม่ได้")}
    assert "สะพานขาด เดินทางไม่ได้" in chats.near.hears()


def test_all_in_one_sentence(chats: Chasing) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    said = chats.district.types("ขยายเวลา 2 ถึง 20 พ.ย. เพราะน้ำท่วมถนนขาด")
    assert "ยืนยันการขยายเวลา" in said and "วันศุกร์ที่ 20 พฤศจิกายน 2569" in said and "น้ำท่วมถนนขาด" in said
    chats.district.types("ตกลง")
    assert extensions(chats) == {FAR: (date(2026, 11, 20), "น้ำท่วมถนนขาด")}


def test_a_day_in_the_sentence_and_the_reason_by_its_number(chats: Chasing) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    assert "เหตุผลที่ขยายเวลา" in chats.district.types("ขยายเวลา 2 ถึง 20 พ.ย.")
    assert "ระบบหรืออินเทอร์เน็ตขัดข้อง" in chats.district.types("๒")
    chats.district.types("ยืนยัน")
    assert extensions(chats) == {FAR: (date(2026, 11, 20), "ระบบหรืออินเทอร์เน็ตขัดข้อง")}


def test_thousands_of_digits_are_a_reason_of_ones_own(chats: Chasing) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    chats.district.types("ขยายเวลา 2 ถึง 20 พ.ย.")
    assert "ยืนยันการขยายเวลา" in chats.district.types("9" * 5000)


def test_another_day_by_the_picker(chats: Chasing) -> None:
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    assert "ขยายถึงวันอังคารที่ 24 พฤศจิกายน 2569" in presses(
        chats.district, "chase.until", picked="2026-11-24", u=FAR, **OCTOBER
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("12 พ.ย.", "วันที่ระบุผ่านไปแล้วค่ะ"),
        ("1 มี.ค. 70", "ขยายได้ไม่เกินวันอังคารที่ 12 มกราคม 2570 ค่ะ"),
        ("สักวัน", "ยังไม่เข้าใจวันที่ค่ะ"),
        ("99", "ยังไม่เข้าใจวันที่"),
        pytest.param("9" * 5000, "ยังไม่เข้าใจวันที่", id="thousands of digits"),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(chats: Chasing, words: str, answer: str) -> None:
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    said = chats.district.types(words)
    assert answer in said and "ขยายเวลาถึงวันใด" in said
    assert "เหตุผลที่ขยายเวลา" in chats.district.types("อีก 3 วัน")


def test_a_day_that_is_no_later_is_refused_with_the_present_one(chats: Chasing) -> None:
    chats.clock.now = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    assert "โปรดเลือกวันหลังจากวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in chats.district.types("4 พ.ย.")
    assert "วันจันทร์ที่ 9 พฤศจิกายน 2569" in chats.district.types("1"), "three days after the due day is a Sunday"


def test_a_day_that_is_no_working_day_is_named_as_one(chats: Chasing) -> None:
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    assert "วันอาทิตย์ที่ 22 พฤศจิกายน 2569 เป็นวันหยุดราชการ" in chats.district.types("22 พ.ย.")
    assert "วันอาทิตย์ที่ 22 พฤศจิกายน 2569 เป็นวันหยุดราชการ" in chats.district.types("1")


def test_more_time_is_taken_back_by_a_button_or_by_words(chats: Chasing) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    chats.district.types("ขยายเวลา 2 ถึง 20 พ.ย. เพราะน้ำท่วมถนนขาด")
    chats.district.types("ยืนยัน")
    assert len(extensions(chats)) == 1
    card = chats.district.taps("ยกเลิกการขยายเวลา")
    assert "ยืนยันยกเลิกการขยายเวลา" in card and "ยังส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in card
    assert len(extensions(chats)) == 1
    assert "ยกเลิกการขยายเวลาแล้ว 1 หน่วยงาน" in chats.district.types("ยืนยัน")
    assert extensions(chats) == {}
    chats.district.types("ใครยังไม่ส่ง")
    assert "ไม่มีการขยายเวลาที่ท่านยกเลิกได้" in chats.district.types("ยกเลิกการขยายเวลา 2")


def test_an_old_button_takes_back_nothing_that_was_given_since(chats: Chasing) -> None:
    chats.district.types(f"ขยายเวลา {NEAR} ถึง 20 พ.ย. เพราะน้ำท่วม")
    chats.district.types("ยืนยัน")
    assert "อบต.บางเมืองใหม่ (เดิมถึง 20 พ.ย. 69)" in presses(chats.district, "chase.back", u=DISTRICT, **OCTOBER)
    button = chats.district.button("ยืนยันยกเลิกการขยายเวลา")
    chats.clock.passes(hours=1)
    chats.province.types(f"ขยายเวลา {FAR} ถึง 20 พ.ย. เพราะไฟดับ")
    chats.province.types("ยืนยัน")
    chats.district.types(f"ขยายเวลา {NEAR} ถึง 24 พ.ย. เพราะน้ำยังท่วม")
    chats.district.types("ยืนยัน")
    said = chats.district.does(button)
    assert "น้องตรวจข้อมูลล่าสุดให้ใหม่" in said and "อบต.บางเมืองใหม่ (เดิมถึง 24 พ.ย. 69)" in said
    assert set(extensions(chats)) == {NEAR, FAR}
    assert "ยกเลิกการขยายเวลาแล้ว 1 หน่วยงาน" in chats.district.types("ยืนยัน") and set(extensions(chats)) == {FAR}


def test_an_old_confirmation_whose_words_are_forgotten_asks_for_them_again(chats: Chasing) -> None:
    chats.district.types("ใครยังไม่ส่ง")
    chats.district.types("ขยายเวลา 2 ถึง 20 พ.ย. เพราะน้ำท่วมถนนขาด")
    button = chats.district.button("ยืนยันขยายเวลา")
    chats.district.types("ขยายเวลา 1 ถึง 21 พ.ย. เพราะไฟดับ")
    assert "เหตุผลที่ขยายเวลา" in chats.district.does(button) and extensions(chats) == {}


def test_another_command_in_the_middle_is_that_command(chats: Chasing) -> None:
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    chats.district.types("อีก 3 วัน")
    assert "ภาพรวมอำเภอ" in chats.district.types("ภาพรวม")
    assert "เตือนให้ส่งรายงาน" in chats.district.types("เตือนทั้งหมด")
    assert extensions(chats) == {}


def test_an_hour_later_free_words_are_about_something_else(chats: Chasing) -> None:
    presses(chats.district, "chase.extend", u=FAR, **OCTOBER)
    chats.clock.passes(hours=1.1)
    assert "เหตุผลที่ขยายเวลา" not in chats.district.types("อีก 3 วัน")


def test_an_area_of_which_all_have_sent_has_nothing_to_extend(chats: Chasing) -> None:
    chats.fills(chats.near)
    said = presses(chats.district, "chase.extend", u=NEAR, **OCTOBER)
    assert "จึงไม่มีอะไรต้องขยายเวลาค่ะ" in said


def test_offices_with_nobody_to_tell_are_counted(chats: Chasing) -> None:
    chats.district.types("ขยายเวลาทั้งหมด ถึง 20 พ.ย. เพราะน้ำท่วม")
    said = chats.district.types("ยืนยัน")
    assert "ได้รับการขยายเวลา 4 หน่วยงาน" in said and "2 คน" in said
    assert "ไม่มีผู้รับข้อความ โปรดแจ้งด้วยวิธีอื่น\n! 2 หน่วยงาน" in said


# Who may


@pytest.mark.parametrize("do", [do for do in BUTTONS if do != "chase.cancel"])
def test_a_foreign_area_answers_as_one_that_does_not_exist(chats: Chasing, do: str) -> None:
    said = {
        presses(chats.elsewhere, do, u=unit, d="2026-11-13", r="disaster", s="1", **OCTOBER)
        for unit in ("11", DISTRICT, NEAR, "99", "TH", "x", "1" * 40)
    }
    assert len(said) == 1 and NOT_HERE in said.pop()
    assert pushes(chats) == 0 and extensions(chats) == {}


@pytest.mark.parametrize("do", BUTTONS)
def test_nobody_but_supervisors(chats: Chasing, do: str) -> None:
    stranger = chats.phone()
    stranger.follows()
    for phone in (chats.near, stranger):
        said = presses(phone, do, u=DISTRICT, d="2026-11-13", r="disaster", s="1", **OCTOBER)
        assert (ASK_ABOVE if do == "chase.extend" else "ใช้ได้เฉพาะผู้มีหน้าที่") in said
    assert pushes(chats) == 0 and extensions(chats) == {}


@pytest.mark.parametrize("words", ["เตือนทั้งหมด", "เตือน 1", "ขยายเวลาทั้งหมด", "ขยายเวลา 1 ถึง 20 พ.ย."])
def test_the_words_of_somebody_who_supervises_nobody(chats: Chasing, words: str) -> None:
    refusal = ASK_ABOVE if words.startswith("ขยายเวลา") else "ใช้ได้เฉพาะผู้มีหน้าที่"
    assert refusal in chats.near.types(words) and refusal in chats.phone().types(words)


def test_whoever_lost_the_post_cannot_confirm_any_more(chats: Chasing) -> None:
    chats.district.types("ขยายเวลาทั้งหมด ถึง 20 พ.ย. เพราะน้ำท่วม")
    button = chats.district.button("ยืนยันขยายเวลา")
    with chats.database.writing() as session:
        person = chats.district.person().id
        for one in session.scalars(select(Membership).where(Membership.person_id == person)).unique():
            one.state = MembershipState.ENDED
    assert "ใช้ได้เฉพาะผู้มีหน้าที่" in chats.district.types("ยืนยัน")
    assert "ใช้ได้เฉพาะผู้มีหน้าที่" in chats.district.does(button)
    assert extensions(chats) == {}


@pytest.mark.parametrize(
    "values",
    [
        {"u": DISTRICT, "m": "2026-10"},
        {"u": DISTRICT, "p": "none", "m": "2026-10"},
        {"u": DISTRICT, "p": "khok-nong-na", "m": "2026-13"},
        {"u": DISTRICT, "p": "khok-nong-na", "m": ""},
        {"u": DISTRICT, "p": "khok-nong-na", "m": "2031-01"},
    ],
)
@pytest.mark.parametrize("do", BUTTONS)
def test_buttons_that_we_never_wrote_change_nothing(chats: Chasing, do: str, values: dict[str, str]) -> None:
    said = presses(chats.district, do, **values, d="2026-99-99", r="x", s="x")
    assert any(words in said for words in (NOT_HERE, "ไม่มีการขอรายงาน", "ไม่มีรายการที่รอการยืนยัน"))
    assert pushes(chats) == 0 and extensions(chats) == {}


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "9999-12-31", "2026-11-01"])
@pytest.mark.parametrize("do", ["chase.until", "chase.because", "chase.grant"])
def test_a_day_that_is_none_is_asked_for_again(chats: Chasing, do: str, day: str) -> None:
    assert "ขยายเวลาถึงวันใด" in presses(chats.district, do, u=FAR, d=day, r="disaster", **OCTOBER)
    assert extensions(chats) == {}


# Beside other conversations


def test_in_the_middle_of_a_report_the_report_rests(any_chats: Chasing) -> None:
    chats = any_chats
    chats.also(chats.district, NEAR, Role.OFFICER)
    chats.district.types("รายงาน")
    said = chats.district.types("เตือนทั้งหมด")
    assert "รายงานที่กรอกค้างไว้ยังอยู่ครบ" in said and "เตือนให้ส่งรายงาน" in said
    assert "ส่งข้อความเตือนแล้ว" in chats.district.types("ยืนยัน")
    assert "รายงานเดือนตุลาคม 2569" in chats.district.types("ทำต่อ")


def test_an_answer_in_a_report_stays_an_answer(chats: Chasing) -> None:
    chats.far.types("รายงาน")
    assert "ใช้ได้เฉพาะ" not in chats.far.types("เตือนทั้งหมด")


def test_there_is_one_row_for_it_and_one_active_talk(any_chats: Chasing) -> None:
    chats = any_chats
    for words in ("เตือนทั้งหมด", "ขยายเวลาทั้งหมด", "อีก 3 วัน", "1", "ยืนยัน", "เตือนทั้งหมด"):
        chats.district.types(words)
    with chats.database.reading() as session:
        rows = session.scalars(select(Conversation).where(Conversation.about == About.FOLLOW_UP)).all()
        assert len(rows) == 1 and rows[0].step >= 6
        assert pending_step.load(session, session.get(Person, rows[0].person_id)).step == rows[0].step


def test_more_people_than_a_chat_can_serve_are_sent_from_the_page(
    chats: Chasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats.district.types("เตือนทั้งหมด")
    button = chats.district.button("ยืนยันส่งข้อความเตือน")
    monkeypatch.setattr(manual_reminder, "MOST_IN_CHAT", 1)
    assert "มีผู้ที่ต้องเตือน 2 คน โปรดส่งจากหน้าเว็บ" in chats.district.does(button)
    assert pushes(chats) == 0


def test_what_was_done_is_in_the_log(chats: Chasing) -> None:
    for words in ("เตือนทั้งหมด", "ยืนยัน", "ขยายเวลาทั้งหมด ถึง 20 พ.ย. เพราะน้ำท่วม", "ยืนยัน"):
        chats.district.types(words)
    with chats.database.reading() as session:
        notes = session.scalars(select(AuditLog).where(AuditLog.action.in_(("nudge", "extend")))).all()
        assert [note.action for note in notes] == ["nudge", "extend"]
        assert {note.person_id for note in notes} == {chats.district.person().id}


def test_a_blocked_supervisor_who_comes_back_works_on(chats: Chasing) -> None:
    with chats.database.writing() as session:
        session.get(Person, chats.district.person().id).state = PersonState.BLOCKED
    assert "เตือนให้ส่งรายงาน" in chats.district.types("เตือนทั้งหมด")
