"""Date pickers stay within what LINE takes: 1900 to 2100, the end later than the beginning."""

from __future__ import annotations

import pytest

from bot.messages import PickDate
from tests.bot.interview.chat import Chat, form_of


def asked(constraint: str) -> Chat:
    chat = Chat(
        form_of(
            "| survey |\n| | type | name | label | constraint |\n"
            f"| | date | day | วันใด | {constraint} |\n| | text | t | หมายเหตุ | |"
        )
    )
    chat.begin()  # every message is held against LINE's rules
    return chat


def picker(chat: Chat) -> PickDate | None:
    return next((button.does for button in chat.buttons() if isinstance(button.does, PickDate)), None)


@pytest.mark.parametrize(
    ("constraint", "bounds"),
    [
        (". >= date('1800-01-01')", ("1900-01-01", None)),
        (". >= date('1800-01-01') and . <= date('2569-10-01')", ("1900-01-01", "2100-12-31")),
        (". >= date('2026-10-01') and . <= date('2569-10-01')", ("2026-10-01", "2100-12-31")),
        (". > date('2026-10-01') and . < date('2026-10-31')", ("2026-10-02", "2026-10-30")),
        (". <= today()", (None, "2026-11-02")),
    ],
)
def test_bounds_are_clamped(constraint: str, bounds: tuple[str | None, str | None]) -> None:
    pick = picker(asked(constraint))
    assert pick is not None
    assert tuple(each.isoformat() if each else None for each in (pick.earliest, pick.latest)) == bounds


@pytest.mark.parametrize(
    "constraint",
    [
        ". >= date('2569-10-01')",
        ". >= date('2569-10-01') and . <= date('2569-10-31')",
        ". <= date('1850-01-01')",
        ". >= date('2026-10-31') and . <= date('2026-10-01')",
    ],
)
def test_where_there_is_no_day_to_pick_the_other_buttons_stay(constraint: str) -> None:
    chat = asked(constraint)
    assert picker(chat) is None
    assert {"วันนี้", "เมื่อวาน", "ข้าม"} <= {button.label for button in chat.buttons()}


def test_the_only_day_is_a_button() -> None:
    chat = asked(". >= date('2026-10-01') and . <= date('2026-10-01')")
    assert picker(chat) is None
    chat.play("> [1 ตุลาคม 2569]\n< ✓ บันทึกแล้ว: 1 ตุลาคม 2569")


def test_an_answer_outside_what_the_picker_shows_does_not_break_it() -> None:
    chat = asked("")
    chat.play("> 5/10/2140\n> ย้อน")
    pick = picker(chat)
    assert pick is not None and pick.initial is not None and pick.initial.year == 1900
