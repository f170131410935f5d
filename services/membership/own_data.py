"""Everything that is kept about one person, as a document that they can read (section 30 of Thailand's PDPA)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from bot.texts.joining.own_data import KEPT_BY, MADE_AT, PARTS
from bot.thai.times import BANGKOK
from bot.thai.units import full_name
from models.base import Base
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from services.membership.join import contact

# By which column a row is the person's, where that is not `person_id`.
WHOSE = {
    "report": "submitted_by",
    "extension": "granted_by",
    "invite": "created_by",
    "memo_style": "updated_by",
    "circular": "created_by",
}
# Whose row it is is somebody else: that the person decided stands in the audit log.
OF_OTHERS = {("membership", "decided_by"), ("circular_version", "published_by")}


def gather(session: Session, person: Person, now: datetime) -> dict[str, Any]:
    """By the words of `bot/texts/joining/own_data.py`: when it was made, whom to ask, and a list of rows a part; parts
    without a row are left out. Times are Bangkok's."""
    names = _Names(session)
    found: dict[str, Any] = {MADE_AT: _value(now), KEPT_BY: contact(session)}
    for name, (heading, columns) in PARTS.items():
        table = Base.metadata.tables[name]
        query = select(*(table.c[column] for column in columns)).where(_is_of(table, person))
        rows = session.execute(query.order_by(*table.primary_key.columns)).mappings().all()
        if lines := [_line(row, columns, names) for row in rows]:
            found[heading] = lines
    return found


def as_file(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _is_of(table: Table, person: Person) -> ColumnElement[bool]:
    if table is Person.__table__:
        return table.c.id == person.id
    if "person_id" not in table.c and table.name not in WHOSE:
        return table.c.line_user_id == person.line_user_id
    return table.c[WHOSE.get(table.name, "person_id")] == person.id


class _Names:
    """Offices and programmes by their names."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, column: str, value: Any) -> Any:
        if column == "org_unit_id":
            return full_name(self._session.get_one(OrgUnit, value))
        return self._session.get_one(Programme, value).title if column == "programme_id" else value


def _line(row: Mapping[Any, Any], columns: Mapping[str, str], names: _Names) -> dict[str, Any]:
    return {
        columns[column]: _words(value) if column == "messages" else _read(value) if column == "event" else shown
        for column, value in row.items()
        if value is not None and (shown := _value(names.of(column, value))) is not None
    }


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(BANGKOK).isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _words(drawn: list[Any]) -> list[str]:
    """What a message says: all of a text, the summary of a card."""
    return [one.get("text") or one.get("altText") or one.get("type", "") for one in drawn]


def _read(event: str) -> Any:
    """LINE's JSON, without the key that answers it."""
    return {name: value for name, value in json.loads(event).items() if name != "replyToken"}
