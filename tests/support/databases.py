"""Databases for tests, SQLite and a real PostgreSQL. Made once a worker and emptied for each test.

Making a database costs a hundred times what its rows do, and an engine of its own costs each test the compiling of
all its statements: so both are kept, connections and all, and what a test finds in them is put there as rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from sqlalchemy import Engine

from bot.line.address import Address
from models import database as product
from models.database import Database, make_engine
from tests.support import postgres, sqlite

ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")
SECRET_KEY = "a key of the tests, long enough"
_INFO: dict[str, Any] = {"address": ADDRESS, "secret_key": SECRET_KEY}
_KINDS = {"sqlite": sqlite, "postgresql": postgres}
_free: dict[str, list[str]] = {kind: [] for kind in _KINDS}
_lent: set[str] = set()


@contextmanager
def lent(kind: str) -> Iterator[str]:
    """The URL of a migrated, empty database of this kind, the borrower's own until the end."""
    here = _KINDS[kind]
    url = _free[kind].pop() if _free[kind] else here.new()
    _put(url, _empty(kind))
    _lent.add(url)
    yield url
    _free[kind].append(url)


@contextmanager
def opened(kind: str) -> Iterator[Database]:
    """Transactions on a migrated, empty database, with addresses that lead nowhere."""
    with lent(kind) as url:
        yield database_at(url)


def fresh(kind: str) -> str:
    """The URL of a migrated, empty database that nobody has had or will have: its tables may be remade."""
    return _KINDS[kind].new()


def database_at(url: str) -> Database:
    # Listeners that a test adds are its own: they hang on this engine and not on the one behind it.
    return Database(_engine(url).execution_options(), _INFO)


@contextmanager
def one_engine_each() -> Iterator[None]:
    """Meanwhile the product opens a database that is lent here with the engine that is kept for it, whose statements
    are compiled already. Its connections are closed with the product, and another opens its own."""
    with mock.patch.object(product, "make_engine", _kept_or_new):
        yield


def _kept_or_new(url: str) -> Engine:
    return _engine(url).execution_options() if url in _lent else make_engine(url)


def contents(database: Database) -> Any:
    """Everything that is in it, to be put back with `put`, in any database of the same kind."""
    database.close()
    return _KINDS[database.engine.dialect.name].contents(_url(database))


def put(database: Database, kept: Any) -> None:
    """Exactly these contents instead of what is in it. Nobody else may be using it."""
    _put(_url(database), kept)


def _put(url: str, kept: Any) -> None:
    engine = _engine(url)
    # Its connections stay, unless somebody never gave one back.
    if engine.pool.checkedout():  # type: ignore[attr-defined]
        engine.dispose()
    _KINDS[engine.dialect.name].put(url, kept)


def _url(database: Database) -> str:
    return database.engine.url.set(drivername=database.engine.dialect.name).render_as_string(hide_password=False)


@cache
def _engine(url: str) -> Engine:
    return make_engine(url)


@cache
def _empty(kind: str) -> Any:
    here = _KINDS[kind]
    return here.contents(here.new())
