"""A letter by chat: it comes with the next reply, is opened, acknowledged, corrected and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.database import Database
from models.membership.membership import Role
from services.circulars import publishing
from services.circulars.letters import LetterFile
from services.circulars.status import Progress
from tests.handlers.circulars.letters import LETTER, NUMBER, SUBJECT, Letters

HERE, THERE = "06110109", "06120110"
NEWER = LetterFile("circulars/b.pdf", "หนังสือ แก้ไข.pdf", "application/pdf", 10, "cd" * 32)


@pytest.fixture
def letters(any_database: Database) -> Letters:
    return Letters(any_database)


def test_it_comes_with_the_next_reply_and_is_acknowledged_by_a_tap(letters: Letters) -> None:
    officer, far = letters.town.member(HERE), letters.town.member(THERE)
    out = letters.publish(replace(LETTER, ack_by=date(2027, 1, 4)), items=2)
    assert (out.offices, out.people) == (4, 1)
    assert SUBJECT not in far.types("เมนู")
    said = officer.types("เมนู")
    assert NUMBER in said and SUBJECT in said and "โปรดรับทราบภายในวันจันทร์ที่ 4 มกราคม 2570" in said
    assert said.index(SUBJECT) < said.index("เมนูน้องรายงาน"), "the letter first, the answer below it"
    assert SUBJECT not in officer.types("เมนู"), "once"
    assert letters.progress(out.code).reached == 0, "nobody has looked whether it arrived"
    assert letters.settled() == 1
    assert letters.progress(out.code) == Progress(offices=4, reached=1, opened=0, acknowledged=0, nobody=3)
    opened = officer.taps("เปิดหนังสือ")
    assert "ขอให้รายงานผลทุกเดือน" in opened
    assert letters.progress(out.code).opened == 1
    assert "เอกสาร 1" in officer.taps("ความรู้")
    receipt = officer.taps("รับทราบ")
    assert "รับทราบหนังสือแล้ว" in receipt and "ab" * 32 in receipt and "บางเมืองใหม่" in receipt and "ผู้รายงาน" in receipt
    assert letters.progress(out.code).acknowledged == 1
    (row,) = letters.receipts()
    assert (row.role, row.how, row.file_sha256) == (Role.OFFICER, "button", "ab" * 32)
    assert row.acknowledged_at is not None and row.opened_at is not None and row.scrolled_at is None
    assert "รับทราบไว้ก่อนแล้ว" in officer.taps("รับทราบ"), "a second tap changes nothing"
    assert letters.receipts()[0].acknowledged_at == row.acknowledged_at


def test_by_typing_on_a_pc(letters: Letters) -> None:
    officer = letters.town.member(HERE)
    first, second = letters.publish(), letters.publish(replace(LETTER, number="ว 2", subject="เรื่องที่สอง"))
    said = officer.types("เมนู")
    assert "2 ฉบับ" in said and SUBJECT in said and "เรื่องที่สอง" in said
    assert "มีหนังสือรอรับทราบ 2 ฉบับ" in officer.types("รับทราบค่ะ")
    assert "เรื่องที่สอง" in officer.types("หนังสือ 1"), "the newest first"
    assert "เรื่องที่สอง" in officer.types("รับทราบ ๑")
    assert letters.progress(second.code).acknowledged == 1
    assert SUBJECT in officer.types("รับทราบแล้วครับ"), "the one that is left"
    assert letters.progress(first.code).acknowledged == 1
    assert letters.receipts()[0].how == "words"
    assert "ไม่มีหนังสือที่รอรับทราบ" in officer.types("รับทราบ")
    assert "รับทราบแล้ว" in officer.types("หนังสือ") and "ไม่มีหนังสือหมายเลขนี้" in officer.types("หนังสือ 9")
    # Said to something else, before the letter has come: it is shown, and not yet acknowledged.
    third = letters.publish(replace(LETTER, number="ว 3", subject="เรื่องที่สาม"))
    said = officer.types("รับทราบค่ะ")
    assert "โปรดอ่านก่อน" in said and "เรื่องที่สาม" in said and letters.progress(third.code).acknowledged == 0
    assert "รับทราบหนังสือแล้ว" in officer.types("รับทราบค่ะ") and letters.progress(third.code).acknowledged == 1


def test_a_correction_asks_again_and_an_old_button_counts_for_nothing(letters: Letters) -> None:
    officer = letters.town.member(HERE)
    out = letters.publish()
    officer.types("เมนู")
    old = officer.button("รับทราบ")
    officer.taps("รับทราบ")
    again = letters.correct(out.code, body="ขอให้รายงานภายในวันที่ 3", file=NEWER)
    assert again.version == 2 and letters.progress(out.code).acknowledged == 0
    said = officer.types("เมนู")
    assert "ฉบับแก้ไข" in said and "สิ่งที่แก้ไข: เนื้อหา, ไฟล์หนังสือ" in said
    assert "มีฉบับแก้ไขครั้งที่ 1 แล้ว" in officer.does(old) and letters.progress(out.code).acknowledged == 0
    assert "cd" * 32 in officer.taps("รับทราบ") and letters.progress(out.code).acknowledged == 1


def test_one_that_was_taken_back_says_so(letters: Letters) -> None:
    officer, far = letters.town.member(HERE), letters.town.member(THERE)
    out = letters.publish()
    officer.types("เมนู")
    letters.withdraw(out.code)
    for button in ("รับทราบ", "เปิดหนังสือ"):
        assert "ถูกยกเลิกแล้ว" in officer.does(officer.button(button))
    assert "ไม่ได้ส่งถึง" in far.does(officer.button("รับทราบ"))
    assert "ยังไม่มีหนังสือเวียน" in officer.types("หนังสือ")
    assert letters.receipts()[0].acknowledged_at is None


def test_it_waits_again_where_its_message_never_arrives(letters: Letters) -> None:
    from sqlalchemy import update

    from models.messaging.outbox import Outbox, OutboxState

    officer = letters.town.member(HERE)
    out = letters.publish()
    officer.types("เมนู")
    with letters.database.writing() as session:
        session.execute(update(Outbox).values(state=OutboxState.DROPPED))
    letters.settled()
    assert letters.progress(out.code).reached == 0
    assert SUBJECT in officer.types("เมนู")


def test_nobody_is_interrupted_in_the_middle_of_a_report_and_whoever_joins_is_welcomed_first(letters: Letters) -> None:
    letters.publish()
    officer = letters.town.phone()
    officer.types(f"เข้าร่วม {letters.town.invite(HERE)}")
    assert SUBJECT not in officer.types("ยืนยัน")
    assert SUBJECT in officer.types("สถานะ")


def test_colleagues_have_a_receipt_each_and_the_office_one(letters: Letters) -> None:
    one, two = letters.town.member(HERE), letters.town.member(HERE, Role.DEPUTY)
    out = letters.publish()
    one.types("เมนู")
    two.types("เมนู")
    one.taps("รับทราบ")
    assert "รับทราบไว้ก่อนแล้ว" in two.taps("รับทราบ")
    assert [row.role for row in letters.receipts()] == [Role.OFFICER, Role.DEPUTY]
    assert letters.progress(out.code).acknowledged == 1
    assert "ยังไม่ได้เข้าร่วมหน่วยงาน" in letters.town.phone().types("หนังสือ")


def test_publishing_that_breaks_off_has_not_begun(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = letters.town.member(HERE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_address", "_mark"):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(publishing, step, killed)
            letters.publish()
    assert SUBJECT not in officer.types("เมนู") and "ยังไม่มีหนังสือเวียน" in officer.types("หนังสือ")
    assert letters.publish().version == 1
    assert SUBJECT in officer.types("เมนู")
