"""Writing rows whoever writes them first: of two processes that find none, both must succeed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


def insert_of(bind: Engine | Connection, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that takes `on_conflict_do_nothing` and `on_conflict_do_update`, which SQL itself has no words for."""
    return (postgresql.insert if bind.dialect.name == "postgresql" else sqlite.insert)(model)


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The same for the database of a session."""
    return insert_of(session.get_bind(), model)


def put(session: Session, model: type[Base], **values: Any) -> None:
    """Writes these columns of the row with this primary key (one of `values`), whether or not it is there."""
    keys = [column.name for column in model.__mapper__.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    statement = insert_into(session, model).values(**values)
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))
    known = session.identity_map.get(model.__mapper__.identity_key_from_primary_key(tuple(values[key] for key in keys)))
    if known is not None:
        session.expire(known)
