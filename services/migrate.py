"""Bringing the database to the shape this version of the product needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Runs every migration not yet run; safe to repeat."""
    with engine.begin() as connection:
        migrate_within(connection)


def migrate_within(connection: Connection, revision: str = "head") -> None:
    """The same up to a revision, in the caller's transaction."""
    command.upgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the shape this version needs."""
    with engine.connect().execution_options(reading=True) as connection:
        return revision_of(connection) == revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The database's own; None where no migration has run yet."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """Every revision this version knows, oldest first; the last one is what it needs."""
    script = ScriptDirectory(str(MIGRATIONS))
    return [one.revision for one in script.walk_revisions()][::-1]
