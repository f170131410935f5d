"""Styling, and labels that are the same: shown as a chat can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.engine.definition.styling import unmarked
from bot.interview import interview
from bot.line.spans import readable
from bot.messages import as_text
from tests.bot.interview.chat import NOW, Chat, form_of

FORM = """
| survey |
| | type | name | label |
| | select_one a | s | <strong>สังกัด</strong> **ใด**<br>ดู [คู่มือ](https://x.example/a_b) และ name_of_x |
| | text | t | # หมายเหตุ <span style="color:red">สำคัญ</span> ถ้า 3 < 5 และ 2*3*4 |
| choices |
| | list_name | name | label |
| | a | x | **ปัญหา** |
| | a | y | ปัญหา |
| | a | z | อื่น ๆ |
"""
BOLD = """
| survey |
| | type | name | label | hint | constraint | constraint_message |
| | integer | n | จำนวน **ครัวเรือน** ที่ _เข้าร่วม_ | นับ <b>ทุกหลัง</b> | . < 100 | ต้อง **น้อยกว่า** 100 |
| | note | told | ท่านตอบว่า <span style="color: #c00">**${n} ครัวเรือน**</span> | | | |
| | select_multiple a | m | มี **อะไร** บ้าง | | | |
| choices |
| | list_name | name | label |
| | a | x | ปัญหา |
| | a | y | อุปสรรค |
"""


def spans(drawn: Any) -> Iterator[dict[str, Any]]:
    if isinstance(drawn, dict):
        if drawn.get("type") == "span":
            yield drawn
        drawn = list(drawn.values())
    for inner in drawn if isinstance(drawn, list) else ():
        yield from spans(inner)


def unlike(chat: Chat) -> dict[str, dict[str, Any]]:
    """Look by words, of the spans that have any."""
    looks = {one["text"]: {key: each for key, each in one.items() if key not in ("type", "text")}
             for one in spans(chat.drawn)}  # fmt: skip
    return {text: look for text, look in looks.items() if look}


def test_words_lose_the_marks_of_styling_and_nothing_else() -> None:
    chat = Chat(form_of(FORM))
    assert "สังกัด ใด\nดู คู่มือ (https://x.example/a_b) และ name_of_x" in chat.begin()
    assert chat.drawn[-1]["type"] == "text", "an address can be tapped in a plain text alone"
    chat.play("> 3\n< หมายเหตุ สำคัญ ถ้า 3 < 5 และ 2*3*4")
    assert unlike(chat)["สำคัญ"] == {"weight": "bold", "size": "lg", "color": "#E60000"}


def test_equal_labels_are_told_apart_by_their_numbers() -> None:
    chat = Chat(form_of(FORM))
    chat.begin()
    assert [button.label for button in chat.buttons()][:3] == ["1. ปัญหา", "2. ปัญหา", "อื่น ๆ"]
    chat.play("> [2. ปัญหา]\n< ✓ เลือก: ปัญหา")
    assert chat.state()["given"]["/data/s"] == "y"


def test_what_is_bold_is_bold_in_questions_notes_cards_and_reviews() -> None:
    chat = Chat(form_of(BOLD))
    assert "จำนวน ครัวเรือน ที่ เข้าร่วม" in chat.begin()
    assert unlike(chat) == {"ครัวเรือน": {"weight": "bold"}, "เข้าร่วม": {"style": "italic"}, "ทุกหลัง": {"weight": "bold"}}
    assert "จำนวน ครัวเรือน ที่ เข้าร่วม" in chat.drawn[-1]["altText"]
    assert "quickReply" in chat.drawn[-1]
    chat.play("> 200\n< ต้อง น้อยกว่า 100")
    chat.play("> 5\n< ท่านตอบว่า 5 ครัวเรือน")
    assert unlike(chat) == {"5 ครัวเรือน": {"weight": "bold", "color": "#CC0000"}, "อะไร": {"weight": "bold"}}
    [header] = [one["contents"]["header"]["contents"][0] for one in chat.drawn]
    assert "weight" not in header, "bold among bold cannot be seen"
    chat.play("> 1 2\n< จำนวน ครัวเรือน ที่ เข้าร่วม: 5")
    assert unlike(chat)["ครัวเรือน"] == {"weight": "bold"}
    assert chat.drawn[-1]["altText"] == as_text(chat.turn.messages[-1])  # type: ignore[arg-type]


def test_what_has_no_marks_stays_a_plain_text() -> None:
    chat = Chat(form_of(FORM.replace("# หมายเหตุ", "หมายเหตุ").replace("color:red", "color:ivory")))
    chat.begin()
    chat.play("> 3\n< หมายเหตุ สำคัญ")
    assert chat.drawn[-1]["type"] == "text", "a colour that nobody could read is none"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("__หนา__ และ **หนา**", "หนา และ หนา"),
        ("กรุณา_ตอบ_ด้วย *ทุกข้อ*", "กรุณาตอบด้วย ทุกข้อ"),
        ("ชื่อ ______ สกุล ______", "ชื่อ ______ สกุล ______"),
        ("file_name_x, 2*3*4, 2 * 3 * 4, * ข้อ 1\n* ข้อ 2", "file_name_x, 2*3*4, 2 * 3 * 4, * ข้อ 1\n* ข้อ 2"),
        ("## หัวข้อ\n#1 ไม่ใช่หัวข้อ", "หัวข้อ\n#1 ไม่ใช่หัวข้อ"),
        ("<span style='font-weight:bold'>หนา</b></span></span> ต่อ", "หนา ต่อ"),
        ("<em>เอียง", "เอียง"),
        ("a < b และ <ชื่อ>", "a < b และ <ชื่อ>"),
    ],
)
def test_marks_go_and_words_stay(text: str, words: str) -> None:
    assert unmarked(text) == words


@pytest.mark.parametrize(
    ("color", "shown"),
    [("red", "#E60000"), ("#00f", "#0000FF"), ("rgb(0, 128, 0)", "#008000"), ("yellow", ""), ("nosuch", ""), ("", "")],
)
def test_colours_are_readable_or_left_out(color: str, shown: str) -> None:
    assert readable(color) == shown


def test_a_sent_report_is_shown_with_its_styles() -> None:
    [card], _ = interview.show(form_of(BOLD), {"n": 5}, Chat(form_of(BOLD)).about, NOW)
    assert card.styled
