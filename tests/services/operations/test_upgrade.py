"""An upgrade (stop, migrate, start) while events wait: none is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.messages import Message, Text
from handlers.inbox import Outcome, handle_next
from handlers.request import Request
from models.database import Database, make_engine
from services.operations.migrate import migrate, migrate_within, rebuilding
from tests.handlers.test_inbox import event
from tests.support import postgres
from tests.support.databases import ADDRESS
from tests.support.inbox import raw

WAITING = text("""
    INSERT INTO webhook_event (id, kind, line_user_id, at, received_at, position, event, state, attempts)
    VALUES (:id, 'text', 'U1', :at, :at, 0, :event, 'waiting', 0)
""")
LETTER = text("""
    INSERT INTO dead_letter (webhook_event_id, at, event, error) VALUES ('E-1', :at, :event, 'KeyError')
""")
NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'old.sqlite3'}" if request.param == "sqlite" else postgres.not_migrated()


def test_events_that_wait_are_handled_after_it_in_their_order(empty: str) -> None:
    engine = make_engine(empty)
    heard: list[str] = []

    def hearing(request: Request) -> list[Message]:
        heard.append(request.event.text)
        return [Text("ค่ะ")]

    with rebuilding(engine) as connection:
        migrate_within(connection, "0014")
        for number in range(5):
            at = (NOW + timedelta(seconds=number)).replace(tzinfo=None)
            said = event(text=f"คำที่ {number}", number=f"E-{number}")
            connection.execute(WAITING, {"id": said.id, "at": at, "event": json.dumps(raw(said))})
    migrate(engine)
    database = Database(engine, {"address": ADDRESS})
    while (result := handle_next("U1", database, NOW + timedelta(minutes=1), handle=hearing)) is not None:
        assert result.outcome is Outcome.DONE
    assert heard == [f"คำที่ {number}" for number in range(5)]
    database.close()


def test_dead_letters_of_before_can_be_played_again(empty: str) -> None:
    engine = make_engine(empty)
    with rebuilding(engine) as connection:
        migrate_within(connection, "0013")
        at = NOW.replace(tzinfo=None)
        connection.execute(
            text("INSERT INTO webhook_event (id, kind, received_at) VALUES ('E-1', 'text', :at)"), {"at": at}
        )
        connection.execute(
            text(
                "INSERT INTO dead_letter (webhook_event_id, at, event, error) VALUES ('E-1', :at, :event, 'KeyError')"
            ),
            {"at": at, "event": json.dumps(raw(event(number="E-1")))},
        )
    migrate(engine)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT state, line_user_id, error FROM webhook_event")).one()
    assert tuple(found) == ("dead", "U1", "KeyError")
    engine.dispose()
