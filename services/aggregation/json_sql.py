"""How the two databases look into a report's document, so that `sql.py` knows neither."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    Numeric,
    String,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

Sql = ColumnElement[Any]
Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """`table` is joined; `row` and `position` (it grows from row to row) are its columns."""

    table: FromClause
    row: Sql
    position: Sql


class Documents(Protocol):
    """`document` is a column that holds a JSON document, or a row of a repeat as `rows` gives it."""

    # Whether an answer is found faster in its group than in the whole document.
    by_group: bool

    def number(self, document: Sql, steps: Steps, *, whole: bool) -> Sql:
        """The number at the end of these steps, NULL for anything else. `whole`: every form has an integer there."""

    def value(self, document: Sql, steps: Steps) -> Sql:
        """What stands at the end of these steps, for `names`; NULL where nothing does."""

    def names(self, value: Sql, option: str) -> Sql:
        """Whether a `value` is this option or a list in which it stands."""

    def entries(self, document: Sql, steps: Steps, number: int) -> Entries:
        """The rows of the list at the end of these steps. `number` tells apart lists that stand inside each other."""

    def text(self, document: Sql, steps: Steps) -> Sql:
        """The text or number at the end of these steps, as text."""

    def to_number(self, text: Sql) -> Sql: ...

    def first_part(self, path: Sql, depth: int) -> Sql:
        """The code at this depth (1 is the top) of an office's path; "" where the path is shorter."""


class _Trusting:
    """PostgreSQL, for documents in which numbers are numbers and lists are lists, as forms make them: half the time
    of looking first. Raises DataError where something else stands there."""

    by_group = True

    def number(self, document: Sql, steps: Steps, *, whole: bool) -> Sql:
        # By way of text, which takes half the time; only where a form would not have taken "12" for a text.
        return cast(self.text(document, steps), BigInteger) if whole else cast(_down(document, steps), Numeric)

    def value(self, document: Sql, steps: Steps) -> Sql:
        return _down(document, steps)

    def names(self, value: Sql, option: str) -> Sql:
        return value.bool_op("?")(literal(option, String))

    def entries(self, document: Sql, steps: Steps, number: int) -> Entries:
        return _elements(_down(document, steps), number)

    def text(self, document: Sql, steps: Steps) -> Sql:
        return _down(document, steps[:-1]).op("->>")(_said(steps[-1]))

    def to_number(self, text: Sql) -> Sql:
        return cast(text, Numeric)

    def first_part(self, path: Sql, depth: int) -> Sql:
        return func.split_part(path, ".", depth)


class _Careful(_Trusting):
    """PostgreSQL, whatever stands in the documents."""

    def number(self, document: Sql, steps: Steps, *, whole: bool) -> Sql:
        found = _down(document, steps)
        return case((func.jsonb_typeof(found) == _said("number"), cast(found, Numeric)))

    def entries(self, document: Sql, steps: Steps, number: int) -> Entries:
        found = _down(document, steps)
        return _elements(case((func.jsonb_typeof(found) == _said("array"), found)), number)


class _Sqlite:
    by_group = False

    def number(self, document: Sql, steps: Steps, *, whole: bool) -> Sql:
        path = _path(steps)
        is_number = func.json_type(document, path).in_((literal_column("'integer'"), literal_column("'real'")))
        return case((is_number, func.json_extract(document, path)))

    def value(self, document: Sql, steps: Steps) -> Sql:
        return func.json_extract(document, _path(steps))

    def names(self, value: Sql, option: str) -> Sql:
        # A list comes as its text; its strings are spelled as they were stored.
        spellings = {json.dumps(option), json.dumps(option, ensure_ascii=False)}
        return or_(value == option, *(func.instr(value, spelling) > 0 for spelling in sorted(spellings)))

    def entries(self, document: Sql, steps: Steps, number: int) -> Entries:
        rows = func.json_each(document, _path(steps)).table_valued("value", "key", name=f"entry_{number}")
        return Entries(rows, rows.c.value, rows.c.key)

    def text(self, document: Sql, steps: Steps) -> Sql:
        return cast(func.json_extract(document, _path(steps)), String)

    def to_number(self, text: Sql) -> Sql:
        return cast(text, Float)

    def first_part(self, path: Sql, depth: int) -> Sql:
        rest: Sql = path.concat(".")
        for _ in range(depth - 1):
            rest = func.substr(rest, func.instr(rest, ".") + 1)
        return func.substr(rest, 1, func.max(func.instr(rest, ".") - 1, 0))


def readers(session: Session) -> tuple[Documents, ...]:
    """The ways to try, one after the other until one does not raise DataError."""
    return (_Trusting(), _Careful()) if session.get_bind().dialect.name == "postgresql" else (_Sqlite(),)


def _down(document: Sql, steps: Steps) -> Sql:
    for step in steps:
        document = document.op("->")(_said(step))
    return document


def _elements(array: Sql, number: int) -> Entries:
    elements = func.jsonb_array_elements(array).table_valued(column("value", JSONB()), with_ordinality="position")
    rows = elements.render_derived(name=f"entry_{number}")
    return Entries(rows, rows.c.value, rows.c.position)


def _said(text: str) -> Sql:
    """A literal in the statement itself, without a type that would have to be cast."""
    return literal(text, String, literal_execute=True)


def _path(steps: Steps) -> str:
    return "$" + "".join(f".{json.dumps(step, ensure_ascii=False)}" for step in steps)
