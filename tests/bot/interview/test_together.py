"""Short questions of one page (`field-list`, `table-list`), asked in one message, answered a line each."""

from __future__ import annotations

import pytest

from tests.bot.interview.chat import Chat, form_of

FORM = """
| survey |
| | type | name | label | appearance | required | constraint | constraint_message | relevant |
| | begin group | g | ผู้เข้าร่วม | field-list | | | | |
| | integer | men | ชาย | | yes | . <= 100 | ไม่เกิน 100 คน | |
| | integer | women | หญิง | | | | | |
| | select_one yn | meal | เลี้ยงอาหาร | | yes | | | |
| | date | day | วันที่จัด | | | | | |
| | end group | | | | | | | |
| | text | last | หมายเหตุ | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | ใช่ |
| | yn | no | ไม่ใช่ |
"""
TABLE = """
| survey |
| | type | name | label | appearance |
| | begin group | g | ความพอใจ | table-list |
| | select_one lv | place | สถานที่ | |
| | select_one lv | food | อาหาร | |
| | end group | | | |
| choices |
| | list_name | name | label |
| | lv | good | ดี |
| | lv | bad | ไม่ดี |
"""


def begun(markdown: str = FORM, on_pc: bool = False) -> Chat:
    chat = Chat(form_of(markdown), on_pc)
    chat.begin()
    return chat


def given(chat: Chat) -> dict[str, object]:
    return {path.rsplit("/", 1)[-1]: value for path, value in chat.state()["given"].items()}


def test_one_message_asks_and_one_answers() -> None:
    chat = begun(on_pc=True)
    chat.play(["< 1. ชาย\n< 2. หญิง (ไม่บังคับ)\n< 3. เลี้ยงอาหาร", " ใช่, 2 = ไม่ใช่"][0])
    assert "1 = ใช่, 2 = ไม่ใช่" in chat.says and "ตอบ 4 ข้อนี้ในข้อความเดียว บรรทัดละข้อตามลำดับ" in chat.says
    chat.type("๑๒\n8 คน\nใช่\n5 ต.ค. 69")
    chat.play("< ✓ บันทึกแล้ว: ชาย: 12\n< เลี้ยงอาหาร: ใช่\n< วันที่จัด: 5 ตุลาคม 2569\n< หมายเหตุ")
    assert given(chat) == {"men": 12, "women": 8, "meal": "yes", "day": "2026-10-05"}


def test_a_line_left_out_a_line_too_many_and_a_few_lines() -> None:
    chat = begun()
    chat.type("12\n-\n1")
    assert given(chat) == {"men": 12, "women": None, "meal": "yes"}
    chat.play("< หญิง: ไม่ได้ตอบ\n< วันที่จัด")
    chat = begun()
    chat.type("1\n2\n3\n4\n5")
    assert "พิมพ์มา 5 บรรทัด แต่ถามอยู่ 4 ข้อ" in chat.says and given(chat) == {}


def test_what_cannot_be_read_is_asked_again_with_the_rest() -> None:
    chat = begun()
    chat.type("12\nมาก\nใช่")
    assert given(chat) == {"men": 12}
    chat.play("< ✓ บันทึกแล้ว: ชาย: 12\n< ⚠ หญิง:\n< 1. หญิง (ไม่บังคับ)\n< ตอบ 3 ข้อนี้ในข้อความเดียว")
    chat = begun()
    chat.type("500\n8")
    chat.play("< ⚠ ชาย: ไม่เกิน 100 คน\n< 1. ชาย")
    assert given(chat) == {}
    chat.type("-\n8")
    chat.play("< ⚠ ข้อนี้จำเป็นต้องตอบค่ะ\n< 1. ชาย")


def test_one_by_one_goes_too_and_back_and_unsend() -> None:
    chat = begun()
    chat.play("> 12\n< ✓ บันทึกแล้ว: 12\n< 1. หญิง\n> [ข้าม]\n< 1. เลี้ยงอาหาร\n> ย้อน\n< หญิง")
    chat = begun()
    chat.type("12\n8\nใช่")
    chat.play("> (ยกเลิกข้อความ)\n< ลบคำตอบที่มาจากข้อความที่ยกเลิกการส่งแล้ว\n< 1. ชาย")
    assert given(chat) == {}


def test_a_table_list_is_asked_together() -> None:
    chat = begun(TABLE)
    assert "1. สถานที่" in chat.says and "2. อาหาร" in chat.says
    chat.type("ดี\n2")
    assert given(chat) == {"place": "good", "food": "bad"}


@pytest.mark.parametrize(
    "change",
    [
        ("| integer | men | ชาย", "| image | men | ชาย"),
        ("| ชาย |", f"| {'ยาวมาก ' * 60} |"),
        ("field-list", "w1"),
    ],
)
def test_what_does_not_fit_is_asked_by_itself(change: tuple[str, str]) -> None:
    chat = begun(FORM.replace(*change))
    assert "2. หญิง" not in chat.says and "ในข้อความเดียว" not in chat.says


def test_more_than_five_are_asked_by_themselves() -> None:
    rows = "".join(f"| | integer | n{at} | ข้อ {at} | |\n" for at in range(6))
    head = "| survey |\n| | type | name | label | appearance |\n| | begin group | g | ก | field-list |\n"
    assert "ในข้อความเดียว" not in begun(f"{head}{rows}| | end group | | | |").says


def test_an_answer_that_changes_what_is_asked_leaves_the_rest() -> None:
    hidden = FORM.replace("| integer | women | หญิง | | | | | |", "| integer | women | หญิง | | | | | ${men} > 5 |")
    chat = begun(hidden.replace("| date | day | วันที่จัด | | | | | |", "| date | day | วันที่จัด | | | | | ${meal} = 'yes' |"))
    chat.type("12\nใช่")
    assert given(chat) == {"men": 12}
    chat.play("< คำตอบบรรทัดก่อนหน้าทำให้ข้อถัดไปเปลี่ยน\n< 1. หญิง")
