"""A table out of a file that somebody saved: CSV in any encoding Thai offices use, or an Excel workbook."""

from __future__ import annotations

import csv
import io
from zipfile import BadZipFile

from bot.engine.definition.problems import FormRefused
from bot.forms.workbook.looking import look
from bot.texts.admin import registry as words

Table = list[list[str]]

# The national registry has 7,851; a sheet that was filled to its end by mistake a million.
MOST_ROWS = 20_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class SheetError(ValueError):
    """The file is no readable table; `code` and `facts` say it to `bot/texts/admin/registry.py` for Thai."""

    def __init__(self, code: str, *facts: str) -> None:
        super().__init__(words.english(code, facts))
        self.code = code
        self.facts = facts


def read_table(data: bytes) -> Table:
    """The rows of a CSV file, or of a workbook's first sheet, as text without spaces at the ends.

    What it is is seen from the content, never from the file's name. Text is UTF-8 (with or without a BOM),
    UTF-16 as Excel's "Unicode text" writes it, or TIS-620/Windows-874. Row 1 is the first, empty rows keep
    their place, whole numbers lose Excel's ".0". Raises SheetError.
    """
    if data.startswith(_ZIP):
        return _workbook(data)
    if data.startswith(_OLE):
        raise SheetError("old-excel")
    return _bounded(_text(_decoded(data)))


def _bounded(table: Table) -> Table:
    if len(table) > MOST_ROWS:
        raise SheetError("too-many-rows", f"{MOST_ROWS:,}")
    return table


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError("no-table")


def _text(text: str) -> Table:
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetError("bad-csv", str(error)) from None
    return [[cell.strip() for cell in row] for row in rows]


def _workbook(data: bytes) -> Table:
    # Imported by whoever reads one: it is large, and most who know the errors here do not.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # A zip bomb is found before it goes off.
        look(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if not book.worksheets:
            raise SheetError("no-sheet")
        sheet = book.worksheets[0]
        # What a sheet claims to hold may be a single cell, or a million rows that it does not have.
        sheet.reset_dimensions()
        return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except (BadZipFile, InvalidFileException, KeyError, OSError, SyntaxError, ValueError) as error:
        raise SheetError("bad-workbook", type(error).__name__) from None
    except FormRefused as error:
        code = error.problems[0].code
        if code == "too-many-rows":
            raise SheetError(code, f"{MOST_ROWS:,}") from None
        raise SheetError("bad-workbook", code) from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
