"""A database of which nothing stays: each input finds the world as it stood, however many came before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from models.database import Database

_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")


class Undone(Database):
    """Every transaction is a savepoint of one that is rolled back. `changed` are the tables that rows were written to
    since it began, `statements` how many there were. For one thread."""

    def __init__(self, database: Database, info: dict[str, Any]) -> None:
        super().__init__(database.engine, info)
        self._info = info
        self._whole: Connection | None = None
        self.changed: set[str] = set()
        self.statements = 0
        event.listen(self.engine, "after_cursor_execute", self._executed)

    @contextmanager
    def input(self) -> Iterator[None]:
        """All that is done meanwhile is undone at the end."""
        with self.engine.connect() as connection, connection.begin() as whole:
            self._whole, self.statements = connection, 0
            self.changed.clear()
            try:
                yield
            finally:
                self._whole = None
                whole.rollback()

    @contextmanager
    def writing(self, *, patient: bool = False) -> Iterator[Session]:
        with self._session() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._session() as session:
            yield session

    @contextmanager
    def statement(self, *, patient: bool = False) -> Iterator[Connection]:
        assert self._whole is not None
        with self._whole.begin_nested():
            yield self._whole

    def _session(self) -> Session:
        assert self._whole is not None, "outside of an input"
        return Session(
            self._whole, info=dict(self._info), expire_on_commit=False, join_transaction_mode="create_savepoint"
        )

    def _executed(self, _connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if self._whole is None or statement.lstrip().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return
        self.statements += 1
        found = _WRITES.match(statement)
        if found and cursor.rowcount != 0:
            self.changed.add(found[1])
