"""A look at a file before anything opens it: what it is, and whether it is more than a form could be."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from typing import IO

from bot.engine.definition.problems import refused

LARGEST_FILE = 10_000_000
LARGEST_LIST = 20_000_000
"""Bytes of one csv or xml file that a form reads. The national list of 7,851 offices has 1 MB."""
LARGEST_UNPACKED = 80_000_000
"""Bytes. The largest of 49 real forms had 1.1 MB packed; a zip bomb unpacks a thousandfold."""
MOST_PARTS = 2_000
MOST_ROWS = 20_000
"""Rows of a sheet. A national list of 7,851 offices fits; 100,000 rows keep pyxform busy for a minute."""

_ZIP = b"PK\x03\x04"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_LONGEST_MARK = 20


class WorkbookKind(StrEnum):
    """What the file is by its first bytes, whatever its name says."""

    XLSX = ".xlsx"
    XLS = ".xls"
    MARKDOWN = ".md"


def sniff(content: bytes) -> WorkbookKind | None:
    """The kind of workbook these bytes are, None when they are none."""
    if content.startswith(_ZIP):
        return WorkbookKind.XLSX
    if content.startswith(_OLE):
        return WorkbookKind.XLS
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return WorkbookKind.MARKDOWN if re.search(r"^[ \t]*\|[ \t]*survey[ \t]*\|", text, re.MULTILINE) else None


def look(content: bytes) -> WorkbookKind:
    """The kind of workbook; raises `FormRefused` for what is none, and for one too large to be read."""
    if len(content) > LARGEST_FILE:
        raise refused("file-too-large", len(content) // 1_000_000, LARGEST_FILE // 1_000_000)
    kind = sniff(content)
    if kind is None:
        raise refused("not-a-workbook")
    if kind is WorkbookKind.XLSX:
        _look_inside(content)
    # The directory of an old workbook names its macros' project so.
    if kind is WorkbookKind.XLS and "_VBA_PROJECT".encode("utf-16-le") in content:
        raise refused("macros")
    return kind


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise refused("unpacks-too-large")
            if "mimetype" in names and archive.open("mimetype").read(100).strip() == _ODS:
                raise refused("ods-workbook")
            if "xl/workbook.xml" not in names:
                raise refused("zip-without-workbook")
            if any(name.endswith("vbaProject.bin") for name in names):
                raise refused("macros")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _read_through(stream, part.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise refused("damaged-workbook") from error


def _read_through(stream: IO[bytes], name: str) -> None:
    """A part never declares a document type (only an attack does), and a sheet has only so many rows."""
    rows, tail = 0, b""
    is_sheet = "/worksheets/" in name
    while chunk := stream.read(1 << 20):
        window = tail + chunk
        if any(mark in window for mark in _DECLARATIONS):
            raise refused("xml-entities")
        if is_sheet:
            rows += window.count(b"<row ") + window.count(b"<row>") - tail.count(b"<row ") - tail.count(b"<row>")
            if rows > MOST_ROWS:
                raise refused("too-many-rows", f"{MOST_ROWS:,}")
        tail = window[-_LONGEST_MARK:]
