"""How often the database is asked for one event, from its id being written down to its answer in the outbox.

BEGIN and COMMIT are not counted, nor is what it takes to compile a form once a process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from bot.buttons import press
from models.database import Database
from services.forms.compiled import warm
from tests.handlers.reviewing.reviewing import USUAL, Chats

# As many as there are; fewer is better, more wants a reason.
BEGINNING, GOING_ON, ANSWER, PHOTO, SENDING, MENU = 14, 12, 7, 8, 22, 6


@pytest.fixture
def chats(database: Database) -> Chats:
    chats = Chats(database)
    with database.reading() as session:
        warm(session)
    return chats


def statements(database: Database, does: Callable[[], Any]) -> list[str]:
    """What is asked by what somebody does; not what the telephone does to see the answer, and to have seen it."""
    asked: list[str] = []

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not connection.get_execution_options().get("reading") and not statement.startswith(
            ("BEGIN", "UPDATE outbox")
        ):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        does()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return asked


def test_a_report_from_the_first_word_to_the_receipt(chats: Chats, database: Database) -> None:
    officer = chats.near
    assert len(statements(database, lambda: officer.types("รายงาน"))) <= BEGINNING
    for said in USUAL:
        asked = statements(database, lambda said=said: officer.types(said))  # type: ignore[misc]
        assert len(asked) <= ANSWER, said
        assert sum("FROM person" in one for one in asked) == 1
    assert len(statements(database, officer.photo)) <= PHOTO
    officer.types("พัก")
    assert len(statements(database, lambda: officer.types("ทำต่อ"))) <= GOING_ON
    assert len(statements(database, lambda: officer.types("ส่ง"))) <= SENDING
    assert "ส่งแล้ว" in officer.types("สถานะ")


def test_a_tap_takes_no_more_than_a_word(chats: Chats, database: Database) -> None:
    officer = chats.near
    officer.types("รายงาน")
    assert len(statements(database, lambda: officer.taps("มีการดำเนินงาน"))) <= ANSWER


def test_the_menu_by_word_and_by_tile(chats: Chats, database: Database) -> None:
    tile = {"type": "postback", "data": press("menu")}
    assert len(statements(database, lambda: chats.near.types("เมนู"))) <= MENU
    assert len(statements(database, lambda: chats.near.does(tile))) <= MENU
    assert len(statements(database, lambda: chats.district.types("เมนู"))) <= MENU


def test_more_memberships_take_no_more_queries(chats: Chats, database: Database) -> None:
    officer = chats.near
    for code in ("06110110", "06110202"):
        officer.types(f"เข้าร่วม {chats.invite(code)}")
        officer.types("ยืนยัน")
    assert len(statements(database, lambda: officer.types("รายงาน 1"))) <= BEGINNING
    assert len(statements(database, lambda: officer.types("1"))) <= ANSWER
