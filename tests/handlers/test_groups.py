"""In a group the bot gives links of the library to whoever asks for them, and knows nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.line.webhook import read_event
from handlers import groups, inbox
from handlers.inbox import EventResult, Outcome
from models.database import Database
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.messaging.webhook_event import EventState, WebhookEvent
from services.operations import setup
from tests.support.terminal import NOON

GROUP, SENDER = "C" + "1" * 32, "U" + "7" * 32


@pytest.fixture
def library(sqlite_database: Database) -> Database:
    looked = setup.look(sqlite_database)
    with sqlite_database.writing() as session:
        setup.init(session, NOON, looked)
    return sqlite_database


def happened(
    kind: str = "message", text: str = "", self_at: tuple[int, int] | None = None, **more: Any
) -> dict[str, Any]:
    message: dict[str, Any] = {"type": "text", "id": "9", "text": text, "quoteToken": "q"}
    if self_at:
        people = [{"index": self_at[0], "length": self_at[1], "type": "user", "userId": SENDER, "isSelf": True}]
        message["mention"] = {"mentionees": people}
    return (
        {
            "type": kind,
            "mode": "active",
            "webhookEventId": f"01-{kind}-{text}",
            "timestamp": NOON.timestamp() * 1000,
            "deliveryContext": {"isRedelivery": False},
            "replyToken": "r" * 32,
            "source": {"type": "group", "groupId": GROUP, "userId": SENDER},
        }
        | ({"message": message} if kind == "message" else {})
        | more
    )


def take(database: Database, raw: dict[str, Any], later: float = 0) -> EventResult:
    event = read_event(raw)
    assert event is not None
    if event.id not in inbox.receive([event], database, NOON):
        return EventResult(Outcome.REPEAT if inbox.lane_of(event) else Outcome.IGNORED)
    result = inbox.handle_next(GROUP, database, NOON + timedelta(seconds=later))
    assert result is not None
    return result


def said(database: Database, raw: dict[str, Any]) -> str:
    result = take(database, raw)
    assert result.aloud is not None and result.aloud.reply_token == "r" * 32
    (message,) = result.aloud.messages
    assert message["type"] == "text" and "quickReply" not in message
    return str(message["text"])


def test_it_says_one_line_when_it_is_invited(library: Database) -> None:
    line = said(library, happened("join"))
    assert "ความรู้" in line and "แชตส่วนตัว" in line and "\n" not in line


@pytest.mark.parametrize(
    ("text", "self_at"),
    [
        ("ความรู้ โคก หนอง นา", None),
        ("น้องรายงาน โคก หนอง นา", None),
        ("น้องรายงาน ความรู้ โคก หนอง นา", None),
        ("😀 @น้องรายงาน โคก หนอง นา", (3, 11)),
    ],
)
def test_it_answers_who_asks_with_links(library: Database, text: str, self_at: tuple[int, int] | None) -> None:
    words = said(library, happened(text=text, self_at=self_at))
    assert 1 <= words.count("/k/") <= groups.MOST and "?v=chat" in words and "u=" not in words


def test_it_shows_the_way_where_nothing_is_asked_or_found(library: Database) -> None:
    assert "คลังความรู้: http" in said(library, happened(text="@น้องรายงาน", self_at=(0, 11)))
    assert "ไม่พบ “zzzzqqqq”" in said(library, happened(text="ความรู้ zzzzqqqq"))


@pytest.mark.parametrize(
    "raw",
    [
        *(happened(text=text) for text in ("สวัสดีครับ", "ความรู้สึกดีมาก", "รายงาน", "เมนู", "เข้าร่วม 1234", "ข้อมูลของฉัน", "")),
        *(happened(kind) for kind in ("leave", "memberJoined", "postback", "unsend", "follow", "unfollow")),
        happened(message={"type": "image", "id": "1"}),
        happened(text="ความรู้ โคก", source={"type": "group", "userId": SENDER}),
    ],
)
def test_nothing_else_is_heard_or_kept(library: Database, raw: dict[str, Any]) -> None:
    assert take(library, raw).outcome is Outcome.IGNORED
    with library.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebhookEvent)) == 0


def test_nobody_in_a_group_is_written_down(library: Database) -> None:
    raw = happened(text="@น้องรายงาน ถามให้ @สมมุติ หน่อย โคก หนอง นา", self_at=(0, 11))
    raw["message"]["mention"]["mentionees"].append({"index": 19, "length": 7, "type": "user", "userId": SENDER})
    event = read_event(raw)
    assert event is not None and event.user_id is None
    inbox.receive([event], library, NOON)
    with library.reading() as session:
        (row,) = session.scalars(select(WebhookEvent))
        assert row.line_user_id == GROUP and SENDER not in (row.event or "")
        assert "สมมุติ" not in json.loads(row.event or "")["message"]["text"]
    assert inbox.handle_next(GROUP, library, NOON) is not None
    with library.reading() as session:
        (row,) = session.scalars(select(WebhookEvent))
        assert (row.state, row.event, row.line_user_id) == (EventState.DONE, None, None)
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        assert session.scalar(select(func.count()).select_from(Outbox)) == 0


def test_a_repeat_and_an_old_token_say_nothing(library: Database) -> None:
    raw = happened(text="ความรู้ โคก")
    assert take(library, raw).aloud is not None
    assert take(library, raw).outcome is Outcome.REPEAT
    late = take(library, happened(text="ความรู้ หนอง"), later=51)
    assert (late.outcome, late.aloud) == (Outcome.DONE, None)


def test_our_own_bug_ends_as_a_dead_letter_and_tells_nobody(library: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(groups, "find", broken)
    result, now = take(library, happened(text="ความรู้ โคก")), NOON
    while result.outcome is Outcome.AGAIN:
        now += timedelta(seconds=result.wait)
        found = inbox.handle_next(GROUP, library, now)
        assert found is not None
        result = found
    assert (result.outcome, result.send_to, result.aloud) == (Outcome.FAILED, [], None)
    with library.reading() as session:
        (row,) = session.scalars(select(WebhookEvent))
        assert row.state == EventState.DEAD and SENDER not in (row.event or "")
        assert session.scalar(select(func.count()).select_from(Person)) == 0
