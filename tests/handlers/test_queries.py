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
from tests.support.kept import kept

# As many as there are on PostgreSQL; fewer is better, more wants a reason.
BEGINNING, GOING_ON, ANSWER, PHOTO, SENDING, MENU = 12, 10, 4, 6, 20, 4
# What every event writes is one statement there (models/messaging/handled.py); on SQLite three, and four to ask on.
MORE_ON_SQLITE, MORE_TO_ASK = 2, 3


@pytest.fixture
def database(any_database: Database) -> Database:
    return any_database


@pytest.fixture
def chats(database: Database) -> Chats:
    chats = kept(database, Chats)
    with database.reading() as session:
        warm(session)
    return chats


def most(database: Database, number: int, more: int = MORE_ON_SQLITE) -> int:
    return number + more * (database.engine.dialect.name == "sqlite")


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
    assert len(statements(database, lambda: officer.types("รายงาน"))) <= most(database, BEGINNING)
    for said in USUAL:
        asked = statements(database, lambda said=said: officer.types(said))  # type: ignore[misc]
        assert len(asked) <= most(database, ANSWER, MORE_TO_ASK), said
        assert sum("FROM person" in one for one in asked) == 1
    assert len(statements(database, officer.photo)) <= most(database, PHOTO)
    officer.types("พัก")
    assert len(statements(database, lambda: officer.types("ทำต่อ"))) <= most(database, GOING_ON)
    assert len(statements(database, lambda: officer.types("ส่ง"))) <= most(database, SENDING)
    assert "ส่งแล้ว" in officer.types("สถานะ")


def test_a_tap_takes_no_more_than_a_word(chats: Chats, database: Database) -> None:
    officer = chats.near
    officer.types("รายงาน")
    assert len(statements(database, lambda: officer.taps("มีการดำเนินงาน"))) <= most(database, ANSWER, MORE_TO_ASK)


def test_the_menu_by_word_and_by_tile(chats: Chats, database: Database) -> None:
    tile = {"type": "postback", "data": press("menu")}
    assert len(statements(database, lambda: chats.near.types("เมนู"))) <= most(database, MENU)
    assert len(statements(database, lambda: chats.near.does(tile))) <= most(database, MENU)
    assert len(statements(database, lambda: chats.district.types("เมนู"))) <= most(database, MENU)


def test_more_memberships_take_no_more_queries(chats: Chats, database: Database) -> None:
    officer = chats.near
    for code in ("06110110", "06110202"):
        officer.types(f"เข้าร่วม {chats.invite(code)}")
        officer.types("ยืนยัน")
    assert len(statements(database, lambda: officer.types("รายงาน 1"))) <= most(database, BEGINNING)
    assert len(statements(database, lambda: officer.types("1"))) <= most(database, ANSWER, MORE_TO_ASK)
