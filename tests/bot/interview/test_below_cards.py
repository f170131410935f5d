"""What is wrong or not understood is said below a card that may be taller than the telephone, with its buttons."""

from __future__ import annotations

import pytest

from bot.messages import Card, Text
from tests.bot.interview.chat import Chat, form_of

FORM = """
| survey |              |            |           |          |
|        | type         | name       | label     | required |
|        | integer      | people     | กี่คน      | yes      |
|        | begin_repeat | areas      | พื้นที่     |          |
|        | text         | name       | ชื่อพื้นที่  | yes      |
|        | end_repeat   |            |           |          |
|        | select_multiple means | by | ทางใดบ้าง | yes      |
| choices |             |            |           |          |
|        | list_name    | name       | label     |          |
|        | means        | a          | อบรม      |          |
|        | means        | b          | ดูงาน      |          |
"""


@pytest.fixture
def chat() -> Chat:
    chat = Chat(form_of(FORM))
    chat.begin()
    chat.type("5")
    chat.type("แปลงนา")
    return chat


def below(chat: Chat) -> str:
    """The bubble below the card; the card itself must not say it, and keeps no quick buttons above it."""
    card, said = chat.turn.messages
    assert isinstance(card, Card) and isinstance(said, Text)
    assert said.text not in card.text and said.quick and not card.quick
    return said.text


def test_words_that_are_not_understood_at_a_list_of_rows_are_answered(chat: Chat) -> None:
    chat.type("อะไรนะ")
    assert below(chat).startswith("ยังไม่เข้าใจค่ะ")
    chat.type("ลบรายการ 3")
    assert below(chat) == "มีเพียงรายการที่ 1 ค่ะ"


def test_skipping_does_not_end_a_list(chat: Chat) -> None:
    said = chat.type("ข้าม")
    assert "พิมพ์ “เสร็จ”" in below(chat) and "1. แปลงนา" in said
    assert "ทางใดบ้าง" in chat.type("เสร็จ")


def test_at_options_to_tick_and_at_the_review(chat: Chat) -> None:
    chat.type("เสร็จ")
    chat.type("9")
    assert below(chat).startswith("⚠ ")
    chat.type("1")
    # What was understood stays on the card.
    (review,) = chat.turn.messages
    assert isinstance(review, Card) and "✓ เลือก: อบรม" in review.text and review.quick
    chat.type("อะไรนะ")
    assert below(chat).startswith("ยังไม่เข้าใจค่ะ")
    chat.type("แก้ 50")
    assert below(chat).startswith("ไม่มีข้อ 50 ค่ะ")
