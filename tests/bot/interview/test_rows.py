"""The open repeat: rows of new model areas added, changed, deleted, by tap and by word, where nobody said how many."""

from pathlib import Path

import pytest

from bot.engine.xform.reading import load_form
from tests.bot.interview.chat import Chat

# The built-in form as it was before it said of which rows `new_areas` is the number.
FORM = load_form(Path("tests/bot/interview/states/khok_nong_na-2026112201.xml").read_bytes())

ROW = ["วัด", "1", "3 ไร่", "ขุดแล้ว", "ข้าม", "ข้าม"]


@pytest.fixture
def chat():
    chat = Chat(FORM)
    chat.begin()
    for words in ["มี", "0", "2", "5", "แปลงวัดเหนือ", *ROW]:
        chat.type(words)
    return chat


def test_rows_are_added_and_finished_by_word(chat):
    chat.play(
        """
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: 1 รายการ
        < 1. แปลงวัดเหนือ
        > เพิ่ม
        < ▌พื้นที่ต้นแบบที่เพิ่มขึ้น รายการที่ 2
        > แปลงโรงเรียนใต้
        > โรงเรียน
        > 2
        > 2 งาน
        > ยังไม่ขุด
        > ข้าม
        > ข้าม
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: 2 รายการ
        < 2. แปลงโรงเรียนใต้
        > เสร็จ
        < ดำเนินงานผ่านศูนย์ช่วยเหลือประชาชน
        """
    )


def test_fewer_rows_than_areas_are_pointed_out(chat):
    chat.play("> เสร็จ\n< แจ้งพื้นที่ต้นแบบใหม่ไว้ 2 แห่ง แต่กรอกรายละเอียดไว้ไม่เท่ากัน")


def test_rows_are_added_and_finished_by_tap(chat):
    chat.play("> [เพิ่มอีก]\n< รายการที่ 2\n> ย้อน\n< พื้นที่ต้นแบบที่เพิ่มขึ้น")


def test_a_row_is_changed_by_word(chat):
    chat.play(
        """
        > แก้แถว 1
        < 1. ชื่อแปลง: แปลงวัดเหนือ
        < 4. เนื้อที่: 3 ไร่
        > แก้ 4
        < คำตอบปัจจุบัน: 3 ไร่
        > 3-2-0
        < ✓ บันทึกแล้ว: 3 ไร่ 2 งาน
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: 1 รายการ
        > แก้แถว 7
        < มีเพียงรายการที่ 1 ค่ะ
        """
    )


def test_a_row_is_changed_by_tap(chat):
    chat.play(
        """
        > [1. แปลงวัดเหนือ]
        < 2. ที่ดินของ: วัด
        > [2. ที่ดินของ]
        > [ศูนย์การเรียนรู้]
        < ✓ เลือก: ศูนย์การเรียนรู้
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: 1 รายการ
        > [1. แปลงวัดเหนือ]
        > 4
        < คำตอบปัจจุบัน: 3 ไร่
        """
    )


def test_a_row_is_deleted_after_a_question(chat):
    chat.play(
        """
        > ลบแถว 1
        < ลบ “1. แปลงวัดเหนือ” และคำตอบของรายการนี้ ใช่หรือไม่คะ
        > ไม่
        < ไม่มีการเปลี่ยนแปลงค่ะ
        < 1. แปลงวัดเหนือ
        > ลบ 1
        > ใช่
        < ✓ ลบ “1. แปลงวัดเหนือ” แล้ว
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: ยังไม่มีรายการ
        > [เพิ่มรายการ]
        < รายการที่ 1
        """
    )


def test_a_photo_of_a_deleted_row_is_dropped():
    chat = Chat(FORM)
    chat.begin()
    for words in ["มี", "0", "1", "5", "แปลงวัดเหนือ", *ROW[:-1]]:
        chat.type(words)
    chat.play("> (ภาพ)\n> [1. แปลงวัดเหนือ]\n> [ลบรายการนี้]\n> [ลบรายการนี้]")
    assert chat.turn.dropped == ("photo-11",)


def test_rows_at_the_review_are_one_line_each_and_open_by_number(chat):
    for words in ["เสร็จ", "ไม่ใช่", "ข้าม", "0", "0", "ข้าม", "(ภาพ)"]:
        chat.play(f"> {words}")
    chat.play(
        """
        < 5. เพิ่มหรือลบรายการ
        < 6. แปลงวัดเหนือ: วัด · ระดับตำบล (CLM) · 3 ไร่ · ขุดแล้ว
        > แก้ 6
        < 4. เนื้อที่: 3 ไร่
        > แก้ 4
        > 5 ไร่
        < ตรวจทานก่อนส่ง
        < 6. แปลงวัดเหนือ: วัด · ระดับตำบล (CLM) · 5 ไร่ · ขุดแล้ว
        > แก้ 5
        < พื้นที่ต้นแบบที่เพิ่มขึ้น: 1 รายการ
        > เพิ่ม
        > แปลงที่สอง
        > วัด
        > 1
        > 1 ไร่
        > ขุดแล้ว
        > ข้าม
        > ข้าม
        > เสร็จ
        < ตรวจทานก่อนส่ง
        > ส่ง
        """
    )
    assert [row["area_name"] for row in chat.answers["teach"]["areas"]] == ["แปลงวัดเหนือ", "แปลงที่สอง"]
