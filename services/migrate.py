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
        command.upgrade(_config(connection), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the shape this version needs."""
    with engine.connect().execution_options(reading=True) as connection:
        head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head
