"""The watch over transactions that the journeys run under sees what it has to."""

from __future__ import annotations

import socket

import pytest
from sqlalchemy import text

from bot.line import errors
from bot.line.client import LineClient
from models.database import Database
from services.storage.sheet import SheetError
from services.untrusted import readings
from tests.support.no_calls import watched


@pytest.mark.parametrize("kind", ["writing", "reading", "statement"])
def test_a_connection_within_a_transaction_is_caught(sqlite_database: Database, kind: str) -> None:
    with watched() as caught, getattr(sqlite_database, kind)(), socket.socket() as one:
        one.connect_ex(("127.0.0.1", 9))
    assert len(caught) == 1 and caught[0].startswith("socket.connect within a transaction")


def test_reading_a_file_is_caught_unless_the_transaction_was_let_go(sqlite_database: Database) -> None:
    with watched() as caught, sqlite_database.reading() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(SheetError):
            readings.table(b"PK\x03\x04")
        assert len(caught) == 1 and caught[0].startswith("run within a transaction")
        session.commit()
        with pytest.raises(SheetError):
            readings.table(b"PK\x03\x04")
        assert len(caught) == 1
        session.execute(text("SELECT 1"))
        with pytest.raises(SheetError):
            readings.table(b"PK\x03\x04")
    assert len(caught) == 2


def test_a_call_to_line_is_caught_and_none_after_the_transaction(sqlite_database: Database) -> None:
    line = LineClient(token="x", api_base="http://127.0.0.1:9", data_api_base="http://127.0.0.1:9")
    with watched() as caught:
        with sqlite_database.writing(), pytest.raises(errors.LineUnreachable):
            line.push("U", [], "key")
        within = len(caught)
        with pytest.raises(errors.LineUnreachable):
            line.push("U", [], "key")
    assert within == 2 and len(caught) == within  # the call, and its connection
