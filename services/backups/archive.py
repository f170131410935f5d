"""What a backup file looks like inside: names, columns, and how a value is written so that any database takes it.

A zip file: `manifest.json`, `tables/<table>.jsonl` (a row a line, an object by column), `media.jsonl` (an object a
stored file: key, bytes, sha256) and `media/<key>` as the files lie below MEDIA_URL.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, Table
from sqlalchemy.types import TypeEngine

from models.base import Document, UtcDateTime

PRODUCT = "nong-rai-ngan"
FORMAT = 1
MANIFEST, MEDIA_LIST = "manifest.json", "media.jsonl"
TABLES, MEDIA = "tables/", "media/"
# What we name files ourselves, and nothing that could lead out of a folder on any system.
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,5}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class ArchiveRefused(Exception):
    """The file is no backup that can be used; the text says why."""


class Kind(StrEnum):
    """What a column holds, whichever database it stands in."""

    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    DAY = "day"
    BYTES = "bytes"
    DOCUMENT = "document"


# In this order: a boolean is stored as an integer by some, a moment is a decorated type.
_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (UtcDateTime, Kind.MOMENT),
    (Boolean, Kind.BOOLEAN),
    (Date, Kind.DAY),
    (LargeBinary, Kind.BYTES),
    (JSON, Kind.DOCUMENT),
    (Integer, Kind.INTEGER),
    (Float, Kind.NUMBER),
    (String, Kind.TEXT),
)
TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.INTEGER: Integer(),
    Kind.NUMBER: Float(),
    Kind.TEXT: String(),
    Kind.BOOLEAN: Boolean(),
    Kind.MOMENT: UtcDateTime(),
    Kind.DAY: Date(),
    Kind.BYTES: LargeBinary(),
    Kind.DOCUMENT: Document,
}


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table in the archive. `bytes` and `sha256` are of its uncompressed lines."""

    name: str
    columns: dict[str, Kind]
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`revision` is the migration whose shape the tables have. `tables` stand in the order of their dependencies.
    `media` counts the stored files; None where the backup was made without them. `media_sha256` is of the list."""

    revision: str
    made_at: datetime
    tables: list[TablePart]
    media: int | None = None
    media_bytes: int = 0
    media_sha256: str = ""
    product: str = PRODUCT
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """Raises ArchiveRefused for anything that is no manifest of a format we know."""
        try:
            value = json.loads(data)
            if value["product"] != PRODUCT:
                raise ArchiveRefused("it is the backup of another product")
            if value["format"] != FORMAT:
                raise ArchiveRefused(f"its format is {value['format']!r}; this version reads format {FORMAT}")
            tables = [_part(one) for one in value["tables"]]
            made_at = datetime.fromisoformat(value["made_at"])
            media = None if value["media"] is None else _count(value["media"])
            media_bytes, media_sha256 = _count(value["media_bytes"]), str(value["media_sha256"])
            found = cls(str(value["revision"]), made_at, tables, media, media_bytes, media_sha256)
        except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
            raise ArchiveRefused("its manifest cannot be read") from None
        if len({part.name for part in tables}) != len(tables):
            raise ArchiveRefused("its manifest names a table twice")
        return found


def _part(value: dict[str, Any]) -> TablePart:
    names = [value["name"], *value["columns"]]
    if not all(isinstance(name, str) and NAME.fullmatch(name) for name in names):
        raise ValueError
    columns = {name: Kind(kind) for name, kind in value["columns"].items()}
    return TablePart(value["name"], columns, _count(value["rows"]), _count(value["bytes"]), str(value["sha256"]))


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def kinds_of(table: Table) -> dict[str, Kind]:
    """Column → kind. Raises TypeError for a column type that backups do not know yet."""
    return {column.name: _kind(column.type) for column in table.columns}


def _kind(of: TypeEngine[Any]) -> Kind:
    for known, kind in _KINDS:
        if isinstance(of, known):
            return kind
    raise TypeError(f"no way to write a {type(of).__name__} into a backup")


def write_value(value: Any) -> Any:
    """A column's value as JSON takes it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value


def readers(columns: dict[str, Kind]) -> dict[str, Callable[[Any], Any]]:
    """How each column's value is read back; None stays None. They raise ValueError for a value of another kind."""
    return {name: _READERS[kind] for name, kind in columns.items()}


def _of(*types: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise ValueError(f"a {type(value).__name__} where {types[0].__name__} was expected")
        return value

    return read


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_of(str)(value))
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.INTEGER: _of(int),
    Kind.NUMBER: _of(float, int),
    Kind.TEXT: _of(str),
    Kind.BOOLEAN: _of(bool),
    Kind.MOMENT: _moment,
    Kind.DAY: lambda value: date.fromisoformat(_of(str)(value)),
    Kind.BYTES: lambda value: b64decode(_of(str)(value), validate=True),
    Kind.DOCUMENT: lambda value: value,
}
