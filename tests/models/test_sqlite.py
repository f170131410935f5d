"""Processes that write to one SQLite file in turn: here each is a `Database` of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models import sqlite
from models.database import Database, make_engine

LONG = 30.0  # seconds; no test waits for it


@pytest.fixture
def web(sqlite_url: str) -> Iterator[Database]:
    with closing(Database(make_engine(sqlite_url))) as database:
        yield database


@contextmanager
def closing(database: Database) -> Iterator[Database]:
    yield database
    database.close()


def test_between_two_turns_of_a_process_that_gives_way_others_write(
    web: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    has_written = Event()

    def answers() -> None:
        with web.writing() as session:
            session.connection()
            order.append("answer")
        has_written.set()

    monkeypatch.setattr(sqlite, "leave_free", lambda: has_written.wait(LONG))
    with closing(Database(web.engine.execution_options(), gives_way=True)) as scheduler:

        def sends() -> None:
            with scheduler.writing() as session:
                session.connection()
                order.append("sent")

        threads = [Thread(target=answers), Thread(target=sends)]
        with scheduler.writing() as session:
            session.connection()
            for thread in threads:
                thread.start()
            order.append("sent")
        for thread in threads:
            thread.join(LONG)
    assert order == ["sent", "answer", "sent"]


def test_the_lock_is_looked_for_as_often_as_it_is_left_free(web: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    with closing(Database(make_engine(web.engine.url.render_as_string()))) as other, other.writing() as held:
        held.connection()
        monkeypatch.setattr(sqlite, "sleep", slept.append)
        monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)
        with pytest.raises(OperationalError, match="locked"), web.writing() as session:
            session.connection()
    assert len(slept) > 1 and set(slept) == {sqlite.LOOK_EVERY}
    sqlite.leave_free()
    assert slept[-1] > 2 * sqlite.LOOK_EVERY
    with web.writing() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 50


def test_what_is_no_waiting_is_raised_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "sleep", lambda seconds: pytest.fail("waited"))
    with sqlite3.connect(":memory:", isolation_level=None) as driver:
        driver.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
            sqlite.Waiting(driver.cursor()).execute("BEGIN IMMEDIATE", ())
