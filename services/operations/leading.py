"""Which of several schedulers leads: the one that holds a lock in the database. SQLite has one process anyway."""

from __future__ import annotations

from contextlib import suppress

import structlog
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger(__name__)

# Any number will do that no other lock of a session has (event handling locks by 64 bits of a hash, in transactions).
KEY = 7_851_005


class Leadership:
    """Held on a connection of its own: when its process ends, or loses the database, the lock is free at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def is_ours(self) -> bool:
        """Whether this process leads now; taken where nobody does. Raises what the database raises when it is away."""
        if self._engine.dialect.name != "postgresql":
            return True
        if self._connection is not None:
            try:
                self._connection.execute(text("SELECT 1"))
                return True
            except SQLAlchemyError:
                log.warning("leadership lost")
                self.give_up()
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}):
                self._connection = connection
                return True
        finally:
            if self._connection is not connection:
                connection.close()
        return False

    def give_up(self) -> None:
        """Lets another lead."""
        if self._connection is None:
            return
        with suppress(SQLAlchemyError):
            self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": KEY})
        # Not back into the pool: the lock would be the next one's.
        self._connection.invalidate()
        self._connection.close()
        self._connection = None
