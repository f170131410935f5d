import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai.digits import folded, tidy
from bot.vocabulary.commands import Command, Spoken, glossary, understand


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("เมนู", Spoken(Command.MENU)),
        ("เมนูค่ะ", Spoken(Command.MENU)),
        ("สภานะ", Spoken(Command.STATUS)),
        ("ขอดูสถานะ", Spoken(Command.STATUS)),
        ("ขอ QR หน่อยค่ะ", Spoken(Command.QR)),
        ("ย้อนกลับครับ", Spoken(Command.BACK)),
        ("=", Spoken(Command.USE)),
        ("เท่าเดิม", Spoken(Command.USE)),
        ("?", Spoken(Command.HELP)),
        ("แก้", Spoken(Command.EDIT)),
        ("แก้ 5", Spoken(Command.EDIT, 5)),
        ("แก้ไขข้อ ๑๒ ค่ะ", Spoken(Command.EDIT, 12)),
        ("เเก้ 3", Spoken(Command.EDIT, 3)),
        ("แก้แถว 2", Spoken(Command.EDIT, 2, row=True)),
        ("ลบแปลงที่ 2", Spoken(Command.REMOVE, 2, row=True)),
        ("ลบ 2", Spoken(Command.REMOVE, 2)),
        ("เริ่มใหม่", Spoken(Command.RESTART)),
        ("ส่งรายงาน", Spoken(Command.SUBMIT)),
        ("ใช่", Spoken(Command.YES)),
        ("ขอแก้ข้อที่แล้ว", Spoken(Command.BACK)),
        ("ขอกลับไปข้อที่แล้วค่ะ", Spoken(Command.BACK)),
        ("กรอกผิด", Spoken(Command.EDIT)),
        ("กรอกผิดข้อ ๓", Spoken(Command.EDIT, 3)),
        ("ข้อ 3 ตอบผิดค่ะ", Spoken(Command.EDIT, 3)),
        ("ย้อนไปข้อ 2", Spoken(Command.EDIT, 2)),
        ("กลับไปข้อที่ 2", Spoken(Command.EDIT, 2)),
        ("เหมือนเดือนที่แล้วค่ะ", Spoken(Command.USE)),
        ("ทำต่อพรุ่งนี้ครับ", Spoken(Command.PAUSE)),
        ("เดี๋ยวส่งรูปทีหลังนะคะ", Spoken(Command.PAUSE)),
        ("ข้อนี้ตอบยังไง", Spoken(Command.HELP)),
        ("ไม่เข้าใจคำถามค่ะ", Spoken(Command.HELP)),
        ("เดือนนี้ไม่ได้ทำอะไรเลยครับ", Spoken(Command.NOTHING)),
        ("ขอคุยกับเจ้าหน้าที่", Spoken(Command.CONTACT)),
    ],
)
def test_command_words(typed, spoken):
    assert understand(typed) == spoken


@pytest.mark.parametrize(
    "typed",
    ["ขอความรู้เพิ่ม", "ช่วยเหลือผู้ประสบภัย", "ส่งเสริมอาชีพ", "รายงานผลการอบรม 3 รุ่น", "ข้อ 5", "5", "", "แก้ปัญหาน้ำ 3 จุด", "พักน้ำ"],
)
def test_an_answer_that_merely_contains_a_word_stays_an_answer(typed):
    assert understand(typed) is None


def test_every_word_of_the_table_is_its_command_and_no_word_stands_twice():
    seen: dict[str, Command] = {}
    for command, words in glossary().items():
        for word in words:
            assert understand(word) == Spoken(command), word
            key = folded(word) or tidy(word)
            assert seen.setdefault(key, command) is command, word


def test_every_command_can_be_said():
    assert set(glossary()) == set(Command)


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(text):
    assert understand(text) is None or isinstance(understand(text), Spoken)
