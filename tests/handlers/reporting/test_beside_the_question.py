"""What is said in the middle of a report and is no answer to its question: done, and then the question stands again."""

from __future__ import annotations

import pytest

from bot.events import Kind
from models.database import Database
from tests.handlers.reviewing.reviewing import USUAL, Chats
from tests.support.kept import kept


@pytest.fixture
def chats(sqlite_database: Database) -> Chats:
    return kept(sqlite_database, Chats)


def test_words_that_a_question_refuses_are_understood_as_anywhere_else(chats: Chats) -> None:
    chats.near.types("รายงาน")
    chats.near.types("1")
    for words, sign in (("ส่งไปแล้วนะ", "กรอกค้างไว้"), ("กำหนดส่งวันไหนคะ", "5 พ.ย."), ("ขอบคุณค่ะ", "ด้วยความยินดี")):
        said = chats.near.types(words)
        assert sign in said and "กี่ครั้ง" in said and "ยังอ่านเป็นตัวเลขไม่ได้" not in said
    # What is somebody else's to ask is refused as an answer.
    assert "ยังอ่านเป็นตัวเลขไม่ได้" in chats.near.types("ใครส่งแล้วบ้าง")
    assert "ยังไม่เข้าใจ" not in chats.near.types("เดือนนี้ไม่ได้ทำอะไร")


def test_a_sentence_at_a_question_for_words_is_its_answer(chats: Chats) -> None:
    for words in ("รายงาน", *USUAL[:10]):
        chats.near.types(words)
    assert "ปัญหา อุปสรรค" in chats.near.types("กำหนดส่งวันไหน")
    assert "บันทึกข้อความแล้ว" in chats.near.types("ส่งไปแล้ว")


def test_another_period_is_named_at_the_review(chats: Chats) -> None:
    for words in ("รายงาน", *USUAL):
        chats.near.types(words)
    chats.near.photo()
    assert "ไม่พบรายงานของ “เดือนกันยายน”" in chats.near.types("แก้ไขรายงานเดือนกันยายน")
    assert "รายงานของ “เดือนกันยายน” ที่ส่งได้" in chats.near.types("รายงานเดือนกันยายน")
    assert "รับรายงานแล้ว" in chats.near.types("ส่ง")


def test_an_officer_who_asks_for_more_time_hears_whom_to_ask(chats: Chats) -> None:
    for words in ("ขอขยายเวลาส่งค่ะ", "ส่งไม่ทันครับ"):
        assert "ขอจากหน่วยงานที่กำกับดูแล" in chats.near.types(words)
    assert "ขยายเวลา" in chats.district.types("ขอขยายเวลาส่งค่ะ")


def test_what_is_sent_while_nothing_is_asked_is_answered_for_what_it_is(chats: Chats) -> None:
    said = chats.near.photo()
    assert "ภาพนี้ยังไม่ได้บันทึกค่ะ" in said and "“แก้ไขรายงาน” เพื่อเพิ่มภาพในรายงานที่ส่งแล้ว" in said
    assert "ด้วยความยินดีค่ะ" in chats.near.sends(Kind.STICKER)
    assert "“ภาพรวม”" in chats.district.photo() and "“รายงาน”" in chats.near.sends(Kind.AUDIO)
    assert "“เลือกหน่วยงาน”" in chats.phone().photo() and "“เลือกหน่วยงาน”" in chats.phone().types("มาใหม่ทำไงดี")
