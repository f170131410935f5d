"""Statements on the way of every event: made once for each kind of database, and run on the driver itself.

SQLAlchemy works out the parameters and the shape of the answer at each execution: with a hundred columns that takes ten
times as long as asking. Whoever listens for what is asked hears it as usual, and errors are SQLAlchemy's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    FromClause,
    Insert,
    SelectBase,
    SQLColumnExpression,
    Update,
    inspect,
    literal_column,
)
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_dict, instance_state

from models.base import Base
from models.database import driver_asked

Process = Callable[[Any], Any]
Entity = TypeVar("Entity", bound=Base)


@dataclass(frozen=True, slots=True)
class _Made:
    """`given` are the parameters in the driver's order, each with how the driver wants it; `constants` those that never
    change."""

    sql: str
    given: Sequence[tuple[str, Process | None]]
    constants: Mapping[str, Any]

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        found = []
        for name, process in self.given:
            value = values[name] if name in values else self.constants[name]
            found.append(value if process is None else process(value))
        return found


class Prepared:
    """A statement of which every value that changes is a `bindparam` with a name; it must hold no list that is expanded
    (`in_`) and no default that Python computes. `returns` are the columns of what a RETURNING gives."""

    def __init__(
        self,
        statement: SelectBase | Insert | Update | Delete,
        returns: Iterable[ColumnElement[Any]] = (),
    ) -> None:
        self._statement = statement
        self._columns = list(statement.selected_columns) if isinstance(statement, SelectBase) else list(returns)
        self._made: dict[str, _Made] = {}
        self._read: dict[str, list[tuple[int, Process]]] = {}

    def asked(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What it gives here, after what the session has changed so far."""
        if session.autoflush:
            session.flush()
        return self.rows(session.connection(), values)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What it gives, read as the columns' types say."""
        cursor = self._execute(connection, values)
        read = self._read.get(connection.dialect.name)
        if read is None:
            read = self._read[connection.dialect.name] = self._reading(connection.dialect, cursor)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return [_read(row, read) for row in found] if read else found

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it has changed."""
        changed: int = self._execute(connection, values).rowcount
        return changed

    def _execute(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        made = self._made.get(connection.dialect.name) or self._make(connection.dialect)
        # A cursor for each statement is kept with its connection: with another one the driver would work out again how
        # every parameter and column is written. What the last answer was stays with it until the next.
        kept: dict[Prepared, Any] = connection.connection.info.setdefault("prepared", {})
        cursor = kept.pop(self, None) or _cursor(connection)
        driver_asked(connection, made.sql, made.parameters(values), cursor)
        kept[self] = cursor
        return cursor

    def _make(self, dialect: Dialect) -> _Made:
        # Numbered parameters are the server's own: with names in it, psycopg takes a long statement apart each time.
        numbered = _numbered() if dialect.name == "postgresql" else dialect
        compiled: Any = self._statement.compile(dialect=numbered)
        required = {name for name, bind in compiled.binds.items() if bind.required}
        if "[POSTCOMPILE_" in compiled.string:
            assert isinstance(self._statement, SelectBase)
            # Constants that SQLAlchemy writes out at each execution; it wants to have seen every value by then.
            seen = self._statement.params(dict.fromkeys(required))
            compiled = seen.compile(dialect=numbered, compile_kwargs={"render_postcompile": True})
        assert not compiled.insert_prefetch and not compiled.update_prefetch, "a default that Python computes"
        assert not any(bind.expanding for bind in compiled.binds.values()), "a list"
        binds = [(name, compiled.binds[name]) for name in compiled.positiontup]
        given = [(name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds]
        constants = {name: bind.effective_value for name, bind in binds if name not in required}
        made = self._made[dialect.name] = _Made(compiled.string, given, constants)
        return made

    def _reading(self, dialect: Dialect, cursor: Any) -> list[tuple[int, Process]]:
        """The columns that do not come as they are, by their places."""
        processes = [
            column.type.dialect_impl(dialect).result_processor(dialect, about[1])
            for column, about in zip(self._columns, cursor.description, strict=True)
        ]
        return [(at, process) for at, process in enumerate(processes) if process is not None]


def _cursor(connection: Connection) -> Any:
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        return driver.cursor()
    # Only where there is a PostgreSQL: a command on SQLite starts without its driver.
    from psycopg import RawCursor

    return RawCursor(driver)


def _numbered() -> Dialect:
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

    return PGDialect_psycopg(paramstyle="numeric_dollar")


def _read(row: Sequence[Any], read: Sequence[tuple[int, Process]]) -> tuple[Any, ...]:
    found = list(row)
    for at, process in read:
        found[at] = process(found[at])
    return tuple(found)


def one_of(column: SQLColumnExpression[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """`in_` of words of ours that never change: they are written out."""
    return column.in_([literal_column(f"'{value}'") for value in values])


class Part(Generic[Entity]):
    """The columns of one entity in such a statement, deferred ones left out: those of `table`, its own or an alias.
    `first` is the place of the first of them in each row. What comes out is the session's like any other entity:
    changes are written, and what was not asked for is loaded when needed."""

    def __init__(self, entity: type[Entity], table: FromClause, first: int, without: Sequence[str] = ()) -> None:
        mapper: Mapper[Entity] = inspect(entity)
        attributes = [one for one in mapper.column_attrs if not one.deferred and one.key not in without]
        self._mapper = mapper
        self._names = [one.key for one in attributes]
        self._without = list(without)
        self._id = first + self._names.index("id")
        self._first, self._last = first, first + len(attributes)
        self.columns: list[ColumnElement[Any]] = [table.c[one.columns[0].name] for one in attributes]

    def of(self, session: Session, row: Sequence[Any]) -> Entity | None:
        """The one in this row, as a part of the session; None where the row has none."""
        if row[self._id] is None:
            return None
        key = self._mapper.identity_key_from_primary_key((row[self._id],))
        known: Entity | None = session.identity_map.get(key)
        if known is not None:
            return known
        made: Entity = self._mapper.class_manager.new_instance()
        instance_dict(made).update(zip(self._names, row[self._first : self._last], strict=True))
        # As SQLAlchemy takes in what it has loaded itself: `add` would look for what hangs on it.
        state = instance_state(made)
        state.key, state.session_id = key, session.hash_key
        session.identity_map.add(state)
        if self._without:
            session.expire(made, self._without)
        return made


class Parts:
    """Lays out the columns of a statement, one entity after the other."""

    def __init__(self) -> None:
        self.columns: list[ColumnElement[Any]] = []

    def add(self, entity: type[Entity], table: FromClause | None = None, without: Sequence[str] = ()) -> Part[Entity]:
        part = Part(entity, entity.__table__ if table is None else table, len(self.columns), without)
        self.columns += part.columns
        return part
