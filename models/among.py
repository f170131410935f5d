"""Asking about many rows at once, without a parameter for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import orjson
from sqlalchemy import ColumnElement, String, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session

T = TypeVar("T", int, str)


def among(session: Session, column: InstrumentedAttribute[T], values: Iterable[T]) -> ColumnElement[bool]:
    """Whether it is one of these. They go to the database as one value: a statement with hundreds of parameters is made
    and taken apart anew whenever there is one more or less."""
    wanted = sorted(set(values))
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(bindparam(None, wanted, ARRAY(column.type)))
    each = func.json_each(bindparam(None, orjson.dumps(wanted).decode(), String)).table_valued("value")
    return column.in_(select(each.c.value))
