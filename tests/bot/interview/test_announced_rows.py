"""Rows whose number was given before: as many are asked for, none is dropped unasked, and another number is said."""

import re

import pytest

from bot.messages import Text
from tests.bot.interview.chat import Chat

REST = ["วัด", "1", "3 ไร่", "ขุดแล้ว", "ข้าม", "ข้าม"]
TO_REVIEW = ["ไม่ใช่", "ข้าม", "0", "0", "ข้าม", "(ภาพ)"]


@pytest.fixture
def chat() -> Chat:
    """Two new areas are announced, the first one is filled in."""
    chat = Chat()
    chat.begin()
    for words in ["มี", "0", "2", "5", "แปลงวัดเหนือ", *REST]:
        chat.type(words)
    return chat


def at_the_review(chat: Chat) -> str:
    for words in TO_REVIEW:
        chat.play(f"> {words}")
    return chat.says


def test_the_next_one_is_asked_for_at_once_and_the_last_one_ends_them(chat: Chat) -> None:
    assert "▌พื้นที่ต้นแบบที่เพิ่มขึ้น แห่งที่ 2 จาก 2 แห่ง" in chat.says
    for words in ("แปลงโรงเรียนใต้", *REST):
        chat.type(words)
    assert "▌ด้านที่ 2" in chat.says and chat.typed == 4 + 7 + 7


def test_skipping_asks_before_it_ends_them_and_no_goes_on(chat: Chat) -> None:
    chat.play(
        """
        > ข้าม
        < พื้นที่ต้นแบบที่เพิ่มขึ้น กรอกแล้ว 1 จาก 2 แห่ง จะหยุดไว้เท่านี้ก่อน ใช่หรือไม่คะ
        > [ทำต่อ]
        < แห่งที่ 2 จาก 2 แห่ง
        > แปลงโรงเรียนใต้
        > ข้าม
        < ⚠ ข้อนี้จำเป็นต้องตอบค่ะ
        """
    )


def test_what_was_left_out_is_said_with_both_numbers_and_can_be_filled_in(chat: Chat) -> None:
    chat.play("> เสร็จ\n> [หยุดไว้เท่านี้]\n< ▌ด้านที่ 2")
    at_the_review(chat)
    _card, below = chat.turn.messages
    assert isinstance(below, Text)
    assert "พื้นที่ต้นแบบที่เพิ่มขึ้น แจ้งจำนวนไว้ 2 แห่ง แต่กรอกรายละเอียดไว้ 1 แห่ง" in below.text
    assert [button.label for button in below.quick][:2] == ["กรอกอีก 1 แห่ง", "แก้เป็น 1 แห่ง"]
    chat.play("> [กรอกอีก 1 แห่ง]\n< แห่งที่ 2 จาก 2 แห่ง\n> แปลงโรงเรียนใต้")
    for words in REST:
        chat.type(words)
    assert "ตรวจทานก่อนส่ง" in chat.says and "แจ้งจำนวนไว้" not in chat.says


def test_the_number_is_corrected_with_a_tap_or_a_word(chat: Chat) -> None:
    chat.play("> ข้าม\n> ใช่")
    said = at_the_review(chat)
    line = re.search(r"พิมพ์ “(แก้ [0-9]+)”", said)
    assert line is not None
    chat.play(f"> {line[1]}\n< คำตอบปัจจุบัน: 2 แห่ง\n> =\n> เพิ่ม\n< แห่งที่ 2 จาก 2 แห่ง\n> เสร็จ\n> ใช่")
    chat.play("> [แก้เป็น 1 แห่ง]\n< พื้นที่ต้นแบบใหม่: 1 แห่ง\n<! แจ้งจำนวนไว้\n> ส่ง")
    assert chat.answers["teach"]["new_areas"] == len(chat.answers["teach"]["areas"]) == 1


def test_back_passes_the_rows_that_are_all_there(chat: Chat) -> None:
    for words in ("แปลงโรงเรียนใต้", *REST):
        chat.type(words)
    chat.play("> ย้อน\n< แห่งที่ 2 จาก 2 แห่ง\n< ภาพถ่ายของแปลง")


def test_the_total_never_grows_while_two_areas_are_filled_in() -> None:
    chat = Chat()
    totals = [_total(chat.begin())]
    for words in ["มี", "2", "40", "2", "5", *["แปลง", *REST] * 2, "ใช่", "12", "1", "300", "1", "500", "-"]:
        said = chat.type(words)
        if "จากประมาณ" in said and "แห่งที่" not in said:
            totals.append(_total(said))
    assert totals == sorted(totals, reverse=True) and len(totals) > 8
    assert totals[0] <= 20


def _total(said: str) -> int:
    found = re.search(r"ข้อ [0-9]+ จากประมาณ ([0-9]+) ข้อ", said)
    assert found is not None, said
    return int(found[1])
