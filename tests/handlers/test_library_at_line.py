"""Whatever the library, menu, help and contact say is something that LINE takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.knowledge.builtin import load_builtin
from bot.line.address import Address
from bot.line.render import render
from bot.messages import Picture
from models.database import Database
from models.membership.person import meet
from services.knowledge import library
from services.programmes import programmes
from tests.handlers.asking import ask
from tests.support.emulator import Line

NOW = datetime(2026, 11, 6, 2, 0, tzinfo=UTC)
WHO = "U" + "1" * 32
ADDRESS = Address("https://nong-rai-ngan.example.go.th", "@nongraingan")


@pytest.fixture
def stocked(sqlite_database: Database) -> Database:
    """The built-in library, and one item as long as an operator may make it."""
    database = sqlite_database
    builtin = load_builtin()
    with database.writing() as session:
        meet(session, WHO, NOW)
        letter = programmes.create(session, NOW, builtin.programme)
        for item in builtin.items:
            library.add(
                session,
                letter,
                item.slug,
                category=item.category,
                title=item.title,
                description=item.description,
                keywords=item.keywords,
                target=f"https://www.dla.go.th/{item.slug}",
            )
        for number in range(30):
            library.add(
                session,
                letter,
                f"{'a' * 57}-{number}",
                category="หมวดที่มีชื่อยาวมาก " + "ยาว" * 20,
                title=f"{number} " + "ที่" * 65,
                description="คำอธิบาย " * 300,
                target="https://www.dla.go.th/" + "x" * 900,
            )
    return database


@pytest.mark.parametrize(
    "text",
    [
        "ความรู้", "ความรู้ 1", "ความรู้ 2", "ความรู้ 4", "ความรู้ 4 หน้า 4", "ความรู้ 1.1", "ความรู้ 4.30", "ความรู้ 99",
        "คิวอาร์", "คิวอาร์ 3", "คิวอาร์ 3.1", "คิวอาร์ 4.1", "ค้นหา โคกหนองนา", "ค้นหา ทิดสะดีใหม่", "ค้นหา รถยนต์",
        "ค้นหา " + "ก" * 110,
    ],
)  # fmt: skip
def test_the_library(line: Line, stocked: Database, text: str) -> None:
    line.reset()
    with stocked.writing() as session:
        messages = ask(session, WHO, NOW, text)
    assert messages
    drawn = render(messages, ADDRESS)
    answer = line.call("POST", "/v2/bot/message/validate/reply", {"messages": drawn})
    assert answer.status == 200, answer.data.decode()
    # A card too large for LINE would fall back to words: these are all small enough to be drawn.
    assert [message["type"] for message in drawn] == [
        "image" if isinstance(message, Picture) else "text" if not hasattr(message, "title") else "flex"
        for message in messages
    ]


def test_menu_help_and_contact(line: Line, stocked: Database) -> None:
    line.reset()
    for word in ("เมนู", "ช่วยเหลือ", "ติดต่อ"):
        with stocked.writing() as session:
            drawn = render(ask(session, WHO, NOW, word), ADDRESS)
        answer = line.call("POST", "/v2/bot/message/validate/reply", {"messages": drawn})
        assert answer.status == 200, answer.data.decode()
        assert drawn[0]["type"] == "flex"
