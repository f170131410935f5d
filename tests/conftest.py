"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.line.address import Address
from models.database import Database, make_engine
from tests.support import databases, strict
from tests.support.browser import browser as browser
from tests.support.emulator import TOKEN, Line
from tests.support.listening_bot import ListeningBot
from tests.support.product import Product

ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")
SECRET_KEY = "a key of the tests, long enough"


@pytest.fixture(scope="session")
def line() -> Iterator[Line]:
    """One pretend LINE for the whole run. Call `line.reset()` at the start of whatever uses it."""
    running = Line.start("--token", TOKEN)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of each kind in turn."""
    if request.param == "sqlite":
        yield databases.fresh_sqlite(tmp_path)
    else:
        url = databases.fresh_postgres()
        yield url
        databases.drop_postgres(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """SQLite alone, for tests in which the database is not the point."""
    return databases.fresh_sqlite(tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Transactions on each kind of database in turn, with addresses that lead nowhere."""
    opened = Database(make_engine(database_url), {"address": ADDRESS, "secret_key": SECRET_KEY})
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def every_message_is_judged() -> Iterator[None]:
    """Whatever a test puts into an outbox must be something LINE would take."""
    with strict.all_messages_judged():
        yield


@pytest.fixture
def product(line: Line, database_url: str, tmp_path: Path) -> Iterator[Product]:
    """The whole product on each kind of database, with the built-in programme and a small province."""
    line.reset()
    line.clock("2026-11-03T09:00:00+07:00")
    running = Product(line, database_url, tmp_path / "media")
    yield running
    running.close()
    line.clear_faults()


def pytest_sessionfinish() -> None:
    databases.stop_postgres()
    strict.dismiss_judge()


@pytest.fixture
def listening_bot() -> Iterator[ListeningBot]:
    bot = ListeningBot()
    yield bot
    bot.close()
