"""Writing rows whoever writes them first: of two processes that find none, both must succeed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Engine, Row, String, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base, write_document


def insert_of(bind: Engine | Connection, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that takes `on_conflict_do_nothing` and `on_conflict_do_update`, which SQL itself has no words for."""
    return (postgresql.insert if bind.dialect.name == "postgresql" else sqlite.insert)(model)


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The same for the database of a session."""
    return insert_of(session.get_bind(), model)


def insert_all(
    connection: Connection,
    statement: postgresql.Insert | sqlite.Insert,
    rows: Sequence[Mapping[str, Any]],
    returning: Sequence[ColumnElement[Any]] = (),
) -> Sequence[Row[Any]]:
    """Executes this INSERT for rows that all have the same columns, by name; these columns of those that were written.

    PostgreSQL gets an array for each column: as parameters, each value of a thousand would have a place in the
    statement, which psycopg takes apart each time.
    """
    given: Any = rows
    if connection.dialect.name == "postgresql":
        statement, given = _by_column(statement, rows)
    if not returning:
        connection.execute(statement, given)
        return []
    return connection.execute(statement.returning(*returning), given).all()


def _by_column(
    statement: postgresql.Insert | sqlite.Insert, rows: Sequence[Mapping[str, Any]]
) -> tuple[postgresql.Insert | sqlite.Insert, dict[str, Any]]:
    """The INSERT from arrays, and its parameters. What is the same in all rows goes once."""
    columns = statement.table.c
    first, *others = rows
    # At least one array, for it says how many rows there are.
    many = [name for number, name in enumerate(first) if not number or any(row[name] != first[name] for row in others)]
    given: dict[str, Any] = {**first} | {name: [row[name] for row in rows] for name in many}
    types = {name: columns[name].type for name in many}
    documents = {name for name in many if isinstance(types[name], JSON)}
    for name in documents:
        types[name] = String()
        given[name] = [None if one is None else write_document(one) for one in given[name]]
    arrays = func.unnest(*(bindparam(name, type_=postgresql.ARRAY(types[name])) for name in many))
    each = arrays.table_valued(*(column(name, types[name]) for name in many)).render_derived().c

    def value(name: str) -> ColumnElement[Any]:
        if name not in each:
            return bindparam(name, type_=columns[name].type)
        return cast(each[name], columns[name].type) if name in documents else each[name]

    return statement.from_select(list(first), select(*map(value, first))), given


def put(session: Session, model: type[Base], **values: Any) -> None:
    """Writes these columns of the row with this primary key (one of `values`), whether or not it is there."""
    keys = [column.name for column in model.__mapper__.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    statement = insert_into(session, model).values(**values)
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))
    known = session.identity_map.get(model.__mapper__.identity_key_from_primary_key(tuple(values[key] for key in keys)))
    if known is not None:
        session.expire(known)
