"""Bringing the database to the shape this version of the product needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


# Alembic is imported where a database is migrated or asked for its revision: most who know the errors here do neither.
def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


class BrokenReferences(Exception):
    """Rows point at rows that are not there; the text names the tables. Nothing was changed."""


def migrate(engine: Engine) -> None:
    """Runs every migration not yet run, all or none; safe to repeat."""
    with rebuilding(engine) as connection:
        migrate_within(connection)


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be taken down and built anew. Raises BrokenReferences at its end.

    SQLite changes most things about a table by copying it and dropping the old one, and takes the drop for the
    removal of every row that others point at. So foreign keys are checked once, at the end, instead.
    """
    with engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Without effect inside a transaction, hence not through SQLAlchemy, which would begin one.
            _tell(connection, "PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                check_references(connection)
        finally:
            if is_sqlite:
                _tell(connection, "PRAGMA foreign_keys = ON")


def check_references(connection: Connection) -> None:
    """Raises BrokenReferences. PostgreSQL has checked each statement already."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(", ".join(sorted({row[0] for row in broken})))


def _tell(connection: Connection, pragma: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(pragma)


def migrate_within(connection: Connection, revision: str = "head") -> None:
    """The same up to a revision, in the caller's transaction (from `rebuilding`)."""
    from alembic import command

    command.upgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the shape this version needs."""
    with engine.connect().execution_options(reading=True) as connection:
        return revision_of(connection) == revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The database's own; None where no migration has run yet."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """Every revision this version knows, oldest first; the last one is what it needs."""
    return list(_newest_first())[::-1]


@cache
def _newest_first() -> tuple[str, ...]:
    from alembic.script import ScriptDirectory

    # To load the files takes far longer than to ask the database where it stands, which strangers' pages do.
    return tuple(one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
