"""Entities out of the rows of a statement that was asked without them.

Loading through the session works out at each execution which column goes where; here that is known beforehand. What
comes out is the session's like any other entity: changes are written, and what was not asked for is loaded when needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, inspect
from sqlalchemy.orm import Mapper, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict

from models.base import Base

Entity = TypeVar("Entity", bound=Base)


class Part(Generic[Entity]):
    """The columns of one entity in such a statement, deferred ones left out: those of `table`, its own or an alias.
    `first` is the place of the first of them in each row."""

    def __init__(self, entity: type[Entity], table: FromClause, first: int, without: Sequence[str] = ()) -> None:
        mapper: Mapper[Entity] = inspect(entity)
        attributes = [one for one in mapper.column_attrs if not one.deferred and one.key not in without]
        self._mapper = mapper
        self._names = [one.key for one in attributes]
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
        make_transient_to_detached(made)
        session.add(made)
        return made


class Parts:
    """Lays out the columns of a statement, one entity after the other."""

    def __init__(self) -> None:
        self.columns: list[ColumnElement[Any]] = []

    def add(self, entity: type[Entity], table: FromClause | None = None, without: Sequence[str] = ()) -> Part[Entity]:
        part = Part(entity, entity.__table__ if table is None else table, len(self.columns), without)
        self.columns += part.columns
        return part
