"""How many processes a database carries: one on SQLite, on PostgreSQL as many as it has connections for."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine, text

_CONNECTIONS = text("""
    SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
           (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
""")


class TooMany(Exception):
    """Another process is in the way; the text says what to do about it."""


def take_file(engine: Engine) -> TextIO | None:
    """Makes this the one web process of a SQLite file, for as long as what comes back is kept. None on PostgreSQL, and
    for a database in memory. Raises TooMany where another process has it; whoever is killed lets go of it."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        return None
    mark = Path(f"{path}.serve").open("w")  # noqa: SIM115 (kept open: that is the lock)
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        mark.close()
        raise TooMany(
            "another `serve` uses this SQLite database: stop it, or let DATABASE_URL name a PostgreSQL for several"
        ) from None
    return mark


def need_connections(engine: Engine, wanted: int) -> None:
    """Raises TooMany where PostgreSQL has fewer free connections than these processes may open; nothing on SQLite."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect().execution_options(reading=True) as connection:
        most, used = connection.execute(_CONNECTIONS).one()
    if wanted > most - used:
        raise TooMany(
            f"PostgreSQL has {most - used} free connections, these processes may open {wanted}: "
            "raise max_connections, or run fewer processes"
        )
