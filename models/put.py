"""Writing rows whoever writes them first: of two processes that find none, both must succeed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Engine, Row, String, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


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

    PostgreSQL gets all of them as one document: as parameters, each of a thousand would have a place in the statement,
    which psycopg takes apart each time.
    """
    given: Any = rows
    if connection.dialect.name == "postgresql":
        columns, names = statement.table.c, list(rows[0])
        document = cast(bindparam("rows", type_=String), postgresql.JSON)
        found = func.json_to_recordset(document).table_valued(*(column(name, columns[name].type) for name in names))
        statement = statement.from_select(names, select(*found.render_derived(with_types=True).c))
        given = {"rows": orjson.dumps(rows, _as_text, orjson.OPT_PASSTHROUGH_DATETIME).decode()}
    if not returning:
        connection.execute(statement, given)
        return []
    return connection.execute(statement.returning(*returning), given).all()


def _as_text(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"a {type(value).__name__} in a row")
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.isoformat()


def put(session: Session, model: type[Base], **values: Any) -> None:
    """Writes these columns of the row with this primary key (one of `values`), whether or not it is there."""
    keys = [column.name for column in model.__mapper__.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    statement = insert_into(session, model).values(**values)
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))
    known = session.identity_map.get(model.__mapper__.identity_key_from_primary_key(tuple(values[key] for key in keys)))
    if known is not None:
        session.expire(known)
