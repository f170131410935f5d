"""Statements on the way of every event: made once for each kind of database, and run on the driver itself.

SQLAlchemy works out the parameters and the shape of the answer at each execution: with a hundred columns that takes ten
times as long as asking. Whoever listens for what is asked hears it as usual, and errors are SQLAlchemy's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Delete, Dialect, FromClause, Insert, Select, Update, inspect
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_dict, instance_state

from models.base import Base
from models.database import driver_asked

Process = Callable[[Any], Any]
Entity = TypeVar("Entity", bound=Base)


@dataclass(frozen=True, slots=True)
class _Made:
    """`given` says how the driver wants each parameter, by name; `constants` are those that never change. `order` is
    that of the parameters where they have no names."""

    sql: str
    given: Sequence[tuple[str, Process | None]]
    constants: Mapping[str, Any]
    order: Sequence[str] | None

    def parameters(self, values: Mapping[str, Any]) -> Any:
        found = dict(self.constants)
        for name, process in self.given:
            value = values[name]
            found[name] = process(value) if process is not None else value
        return found if self.order is None else [found[name] for name in self.order]


class Prepared:
    """A statement of which every value that changes is a `bindparam` with a name; it must hold no list that is expanded
    (`in_`) and no default that Python computes. `returns` are the columns of what a RETURNING gives."""

    def __init__(
        self, statement: Select[Any] | Insert | Update | Delete, returns: Iterable[ColumnElement[Any]] = ()
    ) -> None:
        self._statement = statement
        self._columns = list(statement.selected_columns) if isinstance(statement, Select) else list(returns)
        self._made: dict[str, _Made] = {}
        self._read: dict[str, list[tuple[int, Process]]] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What it gives, read as the columns' types say."""
        cursor = self._execute(connection, values)
        read = self._read.get(connection.dialect.name)
        if read is None:
            read = self._read[connection.dialect.name] = self._reading(connection.dialect, cursor)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return [_read(row, read) for row in found] if read else found

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it has changed."""
        cursor = self._execute(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _execute(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        made = self._made.get(connection.dialect.name) or self._make(connection.dialect)
        return driver_asked(connection, made.sql, made.parameters(values))

    def _make(self, dialect: Dialect) -> _Made:
        compiled: Any = self._statement.compile(dialect=dialect)
        required = {name for name, bind in compiled.binds.items() if bind.required}
        if "[POSTCOMPILE_" in compiled.string:
            assert isinstance(self._statement, Select)
            # Constants that SQLAlchemy writes out at each execution; it wants to have seen every value by then.
            seen = self._statement.params(dict.fromkeys(required))
            compiled = seen.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        assert not compiled.insert_prefetch and not compiled.update_prefetch, "a default that Python computes"
        given: list[tuple[str, Process | None]] = []
        constants: dict[str, Any] = {}
        for name, bind in compiled.binds.items():
            assert not bind.expanding, "a list"
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if name in required:
                given.append((name, process))
            else:
                value = bind.effective_value
                constants[name] = process(value) if process is not None else value
        order = compiled.positiontup if compiled.positional else None
        made = self._made[dialect.name] = _Made(compiled.string, given, constants, order)
        return made

    def _reading(self, dialect: Dialect, cursor: Any) -> list[tuple[int, Process]]:
        """The columns that do not come as they are, by their places."""
        processes = [
            column.type.dialect_impl(dialect).result_processor(dialect, about[1])
            for column, about in zip(self._columns, cursor.description, strict=True)
        ]
        return [(at, process) for at, process in enumerate(processes) if process is not None]


def _read(row: Sequence[Any], read: Sequence[tuple[int, Process]]) -> tuple[Any, ...]:
    found = list(row)
    for at, process in read:
        found[at] = process(found[at])
    return tuple(found)


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
