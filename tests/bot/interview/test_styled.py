"""Styling, and labels that are the same: shown as a chat can."""

from __future__ import annotations

from tests.bot.interview.chat import Chat, form_of

FORM = """
| survey |
| | type | name | label |
| | select_one a | s | <strong>สังกัด</strong> **ใด**<br>ดู [คู่มือ](https://x.example/a_b) และ name_of_x |
| | text | t | # หมายเหตุ <span style="color:red">สำคัญ</span> ถ้า 3 < 5 และ 2*3*4 |
| choices |
| | list_name | name | label |
| | a | x | ปัญหา |
| | a | y | ปัญหา |
| | a | z | อื่น ๆ |
"""


def test_words_lose_the_marks_of_styling_and_nothing_else() -> None:
    chat = Chat(form_of(FORM))
    assert "สังกัด ใด\nดู คู่มือ (https://x.example/a_b) และ name_of_x" in chat.begin()
    chat.play("> 3\n< หมายเหตุ สำคัญ ถ้า 3 < 5 และ 2*3*4")


def test_equal_labels_are_told_apart_by_their_numbers() -> None:
    chat = Chat(form_of(FORM))
    chat.begin()
    assert [button.label for button in chat.buttons()][:3] == ["1. ปัญหา", "2. ปัญหา", "อื่น ๆ"]
    chat.play("> [2. ปัญหา]\n< ✓ เลือก: ปัญหา")
    assert chat.state()["given"]["/data/s"] == "y"
