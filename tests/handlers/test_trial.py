"""A form tried in the author's own chat: the interview as officers will see it, marked, and kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.buttons import press
from bot.events import Kind
from bot.forms.examining import examine
from models import Base
from models.database import Database
from models.form_version import FormVersion
from models.membership import membership
from models.membership.membership import Role
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import WebhookEvent
from models.photos.attachment import Attachment
from models.programme import Programme
from models.reporting.conversation import Conversation
from models.reporting.report import Report
from services.forms import drafts
from services.forms.drafts import Draft
from services.membership import erasing, leaving
from services.operations import retention
from services.operations.setup import init, look
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

FORM = """
| survey |
| | type | name | label | constraint | constraint_message | required |
| | integer | people | กี่คน | . <= 500 | ไม่เกิน 500 คน | yes |
| | image | photo | ส่งภาพ | | | yes |
| | select_one yn | done | เสร็จหรือยัง | | | yes |
| choices |
| | list_name | name | label |
| | yn | yes | เสร็จแล้ว |
| | yn | no | ยังไม่เสร็จ |
| settings |
| | form_title |
| | แบบคลองสวย |
"""
MARK = "[ทดลอง]"
# What a message leaves behind whatever it is about.
MACHINERY = {Outbox.__tablename__, WebhookEvent.__tablename__, Conversation.__tablename__, "person"}


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, _town)


def _town(database: Database) -> Town:
    town = Town(database)
    looked = look(database)
    with database.writing() as session:
        init(session, town.clock.now, looked)
    return town


def draft(town: Town, author: Phone, form: str = FORM) -> int:
    with town.database.writing() as session:
        programme = session.scalars(select(Programme)).one()
        looked = examine(form.encode())
        made = Draft(form.encode(), {}, looked)
        return drafts.keep(session, author.person(), programme, "คลอง.md", made, town.clock.now).id


@pytest.fixture
def author(town: Town) -> Phone:
    author = town.member("TH", Role.DEPARTMENT)
    draft(town, author)
    return author


def contents(town: Town) -> dict[str, list[tuple[object, ...]]]:
    with town.database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name not in MACHINERY
        }


def conversations(town: Town, about: str) -> int:
    with town.database.reading() as session:
        return session.scalar(select(func.count()).where(Conversation.about == about)) or 0


def bubbles(phone: Phone) -> list[str]:
    """The words of each message of the last answer."""
    with phone.database.reading() as session:
        newest = session.scalars(select(Outbox).order_by(Outbox.id.desc()).limit(1)).one()
        return [one.get("altText") or one["text"] for one in newest.messages]


def test_from_the_word_to_the_end_every_message_is_marked_and_nothing_is_kept(town: Town, author: Phone) -> None:
    before = contents(town)
    said = author.types("ลองกรอก")
    assert "ลองกรอก “แบบคลองสวย”" in said and "ไม่บันทึกเป็นรายงาน" in said and "กี่คน" in said
    assert "รายงานที่ท่านกรอกค้าง" not in said
    assert all(one.startswith(MARK) for one in bubbles(author))
    steps = (
        (lambda: author.types("๖๐๐"), "ไม่เกิน 500 คน"),
        (lambda: author.types("40"), "ส่งภาพ"),
        (lambda: author.sends(Kind.STICKER), "ส่งภาพ"),
        (lambda: author.photo(), "เสร็จหรือยัง"),
        (lambda: author.taps("ย้อน"), "ส่งภาพ"),
        (lambda: author.photo(), "เสร็จหรือยัง"),
        (lambda: author.types("ช่วยเหลือ"), "คำที่พิมพ์ได้"),
        (lambda: author.taps("เสร็จแล้ว"), "ตรวจทานก่อนส่ง"),
    )
    for does, expected in steps:
        assert expected in does()
        assert all(one.startswith(MARK) for one in bubbles(author)), bubbles(author)
    said = author.taps("ส่งรายงาน")
    assert "จบการทดลอง" in said and "3 คำตอบ" in said and "ไม่มีการบันทึกเป็นรายงาน" in said
    assert contents(town) == before
    assert conversations(town, "trial") == 0
    with town.database.reading() as session:
        assert session.scalars(select(Report)).all() == [] and session.scalars(select(Attachment)).all() == []


def test_a_trial_that_was_stored_before_its_state_had_a_version_goes_on(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    author.types("40")
    with town.database.writing() as session:
        conversation = session.scalars(select(Conversation).where(Conversation.about == "trial")).one()
        assert conversation.state["version"] == 1
        conversation.state = {name: conversation.state[name] for name in ("of", "mark", "rests", "talk")}
    assert "เสร็จหรือยัง" in author.photo()
    assert "ตรวจทานก่อนส่ง" in author.types("เสร็จแล้ว")
    assert "3 คำตอบ" in author.taps("ส่งรายงาน")


def test_it_is_begun_again_by_the_button_at_its_end(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    assert "เลิกลองแล้ว" in author.types("เลิกลอง")
    assert "กี่คน" in author.taps("ลองอีกครั้ง")
    # Without a conversation the words mean nothing more than that.
    author.types("เลิกลองค่ะ")
    assert "ขณะนี้ไม่มีการทดลอง" in author.types("เลิกลอง")


def test_a_report_of_one_s_own_rests_and_is_gone_on_with(town: Town, author: Phone) -> None:
    author.types(f"เข้าร่วม {town.invite('06110109')}")
    author.types("ยืนยัน")
    first = author.types("รายงาน")
    assert "มีการดำเนินงานโคก หนอง นา" in first
    author.types("มี")
    with town.database.reading() as session:
        state = session.scalars(select(Conversation.state).where(Conversation.about == "report")).one()
    said = author.types("ลองกรอก")
    assert "รายงานที่ท่านกรอกค้างไว้ยังอยู่ครบ" in said and "กี่คน" in said
    author.types("40")
    with town.database.reading() as session:
        assert session.scalars(select(Conversation.state).where(Conversation.about == "report")).one() == state
    assert "พิมพ์ “รายงาน” เพื่อทำต่อ" in author.types("เลิกลอง")
    assert "จัดอบรม" in author.taps("ทำรายงานต่อ")
    assert MARK not in author.types("2")


def test_a_button_of_the_report_goes_back_to_it_and_the_word_to_the_trial(town: Town, author: Phone) -> None:
    author.types(f"เข้าร่วม {town.invite('06110109')}")
    author.types("ยืนยัน")
    author.types("รายงาน")
    button = author.button("ไม่มีการดำเนินงาน")
    author.types("ลองกรอก")
    author.types("40")
    assert "เหตุผลที่ไม่มี" in author.does(button)
    said = author.types("ลองกรอก")
    assert said.startswith(MARK) and "ส่งภาพ" in said
    assert "พิมพ์ “รายงาน” เพื่อทำต่อ" in author.types("เลิกลอง")


def test_words_of_the_menu_are_done_and_the_question_stands_again(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    for word, expected in (("เมนู", "ความรู้"), ("ความรู้", "ความรู้"), ("สถานะ", ""), ("ติดต่อ", "")):
        said = author.types(word)
        assert expected in said and "กี่คน" in said, word
    assert "กี่คน" in author.types("รายงาน")
    assert "ภาพรวม" in author.types("ภาพรวม")


def test_nothing_to_report_is_of_the_form_that_is_tried(town: Town, author: Phone) -> None:
    with town.database.reading() as session:
        version = session.scalars(select(FormVersion)).one()
    author.does({"type": "postback", "data": press("trial.start", v=version.id)})
    said = author.types("ไม่มีการดำเนินงาน")
    assert said.startswith(MARK) and "เหตุผลที่ไม่มี" in said
    with town.database.reading() as session:
        assert session.scalars(select(Report)).all() == []


def test_paused_and_gone_on_with(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    author.types("40")
    said = author.types("พัก")
    assert said.startswith(MARK) and "พักการทดลองไว้แล้ว" in said and "“รายงาน”" not in said
    # Words mean what they always do while it rests.
    assert "ยังไม่เข้าใจ" in author.types("40")
    author.types("พัก")
    assert "ส่งภาพ" in author.types("ลองกรอก")
    author.types("พัก")
    assert "ส่งภาพ" in author.taps("ทำต่อ")


def test_thrown_away_by_the_interview_s_own_word(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    assert author.types("ยกเลิก").startswith(MARK)
    assert "เลิกลองแล้ว" in author.types("ใช่")
    assert conversations(town, "trial") == 0


def test_a_newer_draft_is_tried_instead(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    town.clock.passes(minutes=1)
    draft(town, author, FORM.replace("กี่คน", "มากี่คน"))
    assert "มากี่คน" in author.types("ลองกรอก")


def test_without_a_draft_the_forms_in_use_are_offered(town: Town) -> None:
    author = town.member("TH", Role.DEPARTMENT)
    said = author.types("ลองกรอก")
    assert "ไม่มีฉบับร่าง" in said and "1. " in said
    with town.database.reading() as session:
        title = session.scalars(select(FormVersion.title)).one()
    assert "มีการดำเนินงานโคก หนอง นา" in author.taps(title[:10])


def test_a_draft_with_errors_is_not_tried(town: Town, author: Phone) -> None:
    broken = draft(town, author, FORM.replace(". <= 500", ". <= "))
    data = press("trial.start", d=broken)
    assert "ปุ่มนี้เป็นของรายการเก่า" in author.does({"type": "postback", "data": data})
    # The newest that can be tried is the one before.
    assert "กี่คน" in author.types("ลองกรอก")


def test_a_draft_that_has_gone_ends_the_trial(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    with town.database.writing() as session:
        for kept in drafts.every(session, author.person()):
            session.delete(kept)
    said = author.types("40")
    assert "ถูกลบหรือเปลี่ยนไปแล้ว" in said
    assert conversations(town, "trial") == 0


def test_after_a_day_it_is_over_and_words_mean_what_they_always_do(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    town.clock.passes(hours=25)
    said = author.types("สถานะ")
    assert "หมดเวลาแล้ว" in said and "กี่คน" not in said
    assert conversations(town, "trial") == 0


def test_what_nobody_went_on_with_is_cleaned_away(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    with town.database.writing() as session:
        retention.clean(session, town.clock.now + timedelta(hours=23))
    assert conversations(town, "trial") == 1
    with town.database.writing() as session:
        retention.clean(session, town.clock.now + timedelta(hours=25))
    assert conversations(town, "trial") == 0


def test_whoever_loses_the_department_loses_the_trial(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    button = author.button("เมนู")
    with town.database.writing() as session:
        person = session.get_one(Person, author.person().id)
        for one in membership.active_of(session, person):
            leaving.end(session, one.id, town.clock.now, by=person)
    said = author.types("40")
    assert MARK not in said and "ยังไม่เข้าใจ" in said
    assert conversations(town, "trial") == 0
    assert "ปุ่มนี้เป็นของรายการเก่า" in author.does(button)


@pytest.mark.parametrize("role", [None, Role.OFFICER, Role.DISTRICT, Role.PROVINCE])
def test_everybody_else_is_answered_as_though_there_were_no_trial(town: Town, author: Phone, role: Role | None) -> None:
    units = {Role.OFFICER: "06110109", Role.DISTRICT: "1101", Role.PROVINCE: "11"}
    other = town.member(units[role], role) if role is not None else town.phone()
    nonsense = other.types("ลองกรุบ")
    for words in ("ลองกรอก", "เลิกลอง"):
        assert other.types(words) == nonsense
    unknown = other.does({"type": "postback", "data": "do=nothing"})
    for data in ("do=trial.start&d=1", "do=trial.start&v=1", "do=trial.leave", "do=trial.start", "do=trial.start&d=²"):
        assert other.does({"type": "postback", "data": data}) == unknown
    assert conversations(town, "trial") == 0


def test_a_draft_is_its_author_s_alone(town: Town, author: Phone) -> None:
    colleague = town.member("TH", Role.DEPARTMENT)
    with town.database.reading() as session:
        [kept] = drafts.every(session, author.person())
    mine, none = (
        colleague.does({"type": "postback", "data": press("trial.start", d=number)}) for number in (kept.id, 999)
    )
    assert mine == none
    author.types("ลองกรอก")
    button = author.button("ช่วยเหลือ")
    assert "ปุ่มนี้เป็นของรายการเก่า" in colleague.does(button)
    assert conversations(town, "trial") == 1


def test_in_an_officer_s_report_the_word_is_an_answer(town: Town) -> None:
    officer = town.member("06110109")
    officer.types("รายงาน")
    assert "มีการดำเนินงานโคก หนอง นา" in officer.types("ลองกรอก")
    assert conversations(town, "trial") == 0


def test_help_names_it_to_those_who_may(town: Town, author: Phone) -> None:
    assert "ลองกรอก" in author.types("ช่วยเหลือ")
    assert "ลองกรอก" not in town.member("11", Role.PROVINCE).types("ช่วยเหลือ")


def test_whoever_is_forgotten_leaves_no_draft_and_no_trial(town: Town, author: Phone) -> None:
    author.types("ลองกรอก")
    with town.database.writing() as session:
        person = session.get_one(Person, author.person().id)
        erasing.forget(session, person, town.clock.now)
        assert drafts.every(session, person) == []
    assert conversations(town, "trial") == 0
