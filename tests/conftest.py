"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from models.database import Database
from tests.support import databases, examined, postgres, sqlite, strict
from tests.support.browser import browser as browser
from tests.support.emulator import TOKEN, Line
from tests.support.listening_bot import ListeningBot

# While all is loaded and collected nearly nothing is garbage: to look for it costs a sixth of that.
gc.disable()
# However busy the machine is, and however long another test keeps its processor, what is drawn and checked is the same.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
# Fixtures behind which other programs run.
PROGRAMS = {"browser", "line", "office_suite"}


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: while one waits for a browser, a server or another program, another works."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m fast` picks what needs neither another program nor PostgreSQL, and is not marked slow. Slow files go first,
    those that say how many seconds their longest test takes before all: in the end no worker waits for another's."""
    for item in items:
        given = getattr(item, "callspec", None)
        is_on_postgres = given is not None and "postgresql" in given.params.values()
        fixtures = PROGRAMS.intersection(getattr(item, "fixturenames", ()))
        if not (is_on_postgres or fixtures or item.get_closest_marker("slow")):
            item.add_marker("fast")
    items.sort(key=_seconds, reverse=True)


def _seconds(item: pytest.Item) -> float:
    slow = item.get_closest_marker("slow")
    return slow.kwargs.get("seconds", 1) if slow else 0


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it for garbage again and again is a twentieth of all. So
    is looking as often as a process that serves for months must."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def line() -> Iterator[Line]:
    """One pretend LINE for the whole run. Call `line.reset()` at the start of whatever uses it."""
    running = Line.start("--token", TOKEN)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of each kind in turn."""
    with databases.lent(request.param) as url:
        yield url


@pytest.fixture
def sqlite_url() -> Iterator[str]:
    """SQLite alone, for tests in which the database is not the point."""
    with databases.lent("sqlite") as url:
        yield url


@pytest.fixture
def any_database(database_url: str) -> Database:
    """Transactions on each kind of database in turn, with addresses that lead nowhere."""
    return databases.database_at(database_url)


@pytest.fixture
def database(any_database: Database) -> Database:
    """The same, but in folders whose tests say that SQLite is enough for them."""
    return any_database


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Database:
    """The same on SQLite alone."""
    return databases.database_at(sqlite_url)


@pytest.fixture(autouse=True)
def every_message_is_judged() -> Iterator[None]:
    """Whatever a test puts into an outbox must be something LINE would take."""
    with strict.all_messages_judged():
        yield


@pytest.fixture(scope="session", autouse=True)
def workbooks_are_examined_once() -> Iterator[None]:
    with examined.each_workbook_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    with databases.one_engine_each():
        yield


def pytest_sessionfinish() -> None:
    postgres.stop()
    sqlite.remove()


@pytest.fixture
def servers_folder() -> Iterator[Path]:
    """One that PostgreSQL reaches as its own user: pytest's is closed to it whenever another suite starts beside."""
    with tempfile.TemporaryDirectory(prefix="nong-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def listening_bot() -> Iterator[ListeningBot]:
    bot = ListeningBot()
    yield bot
    bot.close()
