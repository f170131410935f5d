"""The workbook as its author sees it: cells with their sheet, row and column.

Read beside what `pyxform` reads, to say where a problem stands in the author's own words. Only in the process that
may be stopped: a workbook is somebody else's file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.xls2json_backends import xlsx_value_to_str
from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, open_workbook, xldate_as_tuple

from bot.engine.definition.problems import FormRefused, refused
from bot.forms.workbook.looking import MOST_ROWS, WorkbookKind
from bot.forms.workbook.markdown import sheets_of

# As pyxform has it: after so many empty ones nothing more is expected.
_EMPTY_COLUMNS, _EMPTY_ROWS = 20, 60
_WIDEST = 500
_MERGED = re.compile(rb"<mergeCell [^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")
_ROW = re.compile(rb"<row [^>]*>")
_HIDDEN = re.compile(rb"\shidden=\"(?:1|true)\"")
_NUMBER = re.compile(rb"\sr=\"([0-9]{1,7})\"")
_LONGEST_TAG = 1_000
MOST_QUESTIONS = 3_000
"""Rows of the survey sheet. The longest of 49 real forms had 900; nobody answers more in a chat."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with words in it. `row` and `column` count from 1; `header` is its column's name as written."""

    sheet: str
    row: int
    column: int
    header: str
    text: str

    @property
    def place(self) -> str:
        """`D5`."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(slots=True)
class Sheet:
    """`headers` by column, `rows` by number from 2 on, each its texts by column; empty cells are left out.

    `formulas` are places of cells that hold a formula, (row, column), with whether it has a value; `dates` of cells
    that hold a date. `headless` are the first cells of columns without a name, with their text: they stand in no row.
    `merged` are cells that are one: (first row, first column, last row, last column). `hidden` are
    rows that Excel does not show."""

    name: str
    headers: dict[int, str] = field(default_factory=dict)
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    dates: list[tuple[int, int]] = field(default_factory=list)
    headless: dict[int, tuple[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell:
        return Cell(self.name, row, column, self.headers.get(column, ""), self.rows.get(row, {}).get(column, ""))


@dataclass(slots=True)
class Book:
    """The sheets of a form by their XLSForm names (a lone sheet is the survey); `others` are names of the rest."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet | None:
        return self.sheets.get(name)

    def copy(self) -> Book:
        """The same cells, to be changed apart."""
        sheets = {
            key: replace(one, headers=dict(one.headers), rows={row: dict(texts) for row, texts in one.rows.items()})
            for key, one in self.sheets.items()
        }
        return Book(sheets, list(self.others))


def read_book(content: bytes, kind: WorkbookKind) -> Book:
    """Every sheet. Raises `FormRefused` where the file cannot be read after all."""
    try:
        if kind is WorkbookKind.MARKDOWN:
            return _of_markdown(content.decode("utf-8-sig"))
        return _of_xls(content) if kind is WorkbookKind.XLS else _of_xlsx(content)
    except (FormRefused, MemoryError):
        raise
    except Exception as error:
        # Both libraries let errors of every kind through on damaged files; whatever it is, the file is at fault.
        raise refused("unreadable-workbook", f"{type(error).__name__}: {error}"[:200]) from error


def _of_markdown(text: str) -> Book:
    book = Book()
    tables = sheets_of(text)
    for name, key in _parts(tables, book).items():
        book.sheets[key] = _sheet(name, key, tables[name])
    return book


def _of_xls(content: bytes) -> Book:
    try:
        opened = open_workbook(file_contents=content, formatting_info=True)
    except MemoryError:
        raise
    except Exception as error:
        # Of any kind, in words about the file's inside: to its author it is damaged.
        raise refused("damaged-workbook") from error
    book = Book()
    try:
        for name, key in _parts(opened.sheet_names(), book).items():
            sheet = opened.sheet_by_name(name)
            rows = ([_held(cell, opened.datemode) for cell in sheet.row(at)] for at in range(sheet.nrows))
            made = book.sheets[key] = _sheet(name, key, rows)
            made.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
            made.hidden = [at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden]
    finally:
        opened.release_resources()
    return book


def _of_xlsx(content: bytes) -> Book:
    book = Book()
    opened = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    has_formulas = False
    try:
        for name, key in _parts(opened.sheetnames, book).items():
            sheet = opened[name]
            # A sheet may claim a million rows that it does not have.
            sheet.reset_dimensions()
            made = book.sheets[key] = _sheet(name, key, sheet.iter_rows(values_only=True))
            has_formulas |= _look_over(content, sheet._worksheet_path, made)
    finally:
        opened.close()
    if has_formulas:
        _mark_formulas(book, content)
    return book


def _held(cell: Any, datemode: int) -> object:
    """What an old workbook's cell holds, as openpyxl has it."""
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != XL_CELL_DATE:
        return cell.value
    parts = xldate_as_tuple(cell.value, datemode)
    return datetime(*parts) if parts[0] else time(*parts[3:])


def _parts(names: Iterable[str], book: Book) -> dict[str, str]:
    """The sheets that make the form: name as written → name in XLSForm."""
    written = list(names)
    found: dict[str, str] = {}
    for name in sorted(written, key=lambda name: name != name.strip()):
        key = name.strip().lower()
        if key in SUPPORTED_SHEET_NAMES and key not in found.values():
            found[name] = key
    if not found and len(written) == 1:
        found = {written[0]: "survey"}
    book.others = [name for name in written if name not in found]
    return found


def _words(value: object) -> str:
    """A cell's value as its author sees it: a day without the midnight that Excel holds with it."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return str(xlsx_value_to_str(value))


def _sheet(name: str, key: str, rows: Iterable[Iterable[object]]) -> Sheet:
    sheet = Sheet(name)
    empty = 0
    for number, row in enumerate(rows, 1):
        found: dict[int, str] = {}
        blank = 0
        for column, value in enumerate(row, 1):
            text = _words(value).strip() if value is not None else ""
            if text:
                found[column] = text
                if isinstance(value, datetime) and number > 1:
                    sheet.dates.append((number, column))
            if number == 1:
                blank = 0 if text else blank + 1
                if blank > _EMPTY_COLUMNS or column >= _WIDEST:
                    break
            elif column >= _WIDEST:
                break
        if number == 1:
            sheet.headers = {column: " ".join(text.split()) for column, text in found.items()}
            continue
        sheet.rows[number] = {column: text for column, text in found.items() if column in sheet.headers}
        for column in found.keys() - sheet.headers.keys() - sheet.headless.keys():
            sheet.headless[column] = number, found[column]
        if len(sheet.rows) > MOST_QUESTIONS and key == "survey":
            raise refused("too-many-questions", f"{MOST_QUESTIONS:,}")
        if len(sheet.rows) > MOST_ROWS:
            raise refused("too-many-rows", f"{MOST_ROWS:,}")
        empty = 0 if found else empty + 1
        if empty > _EMPTY_ROWS:
            break
    while sheet.rows and not sheet.rows[max(sheet.rows)]:
        del sheet.rows[max(sheet.rows)]
    return sheet


def _look_over(content: bytes, part: str, sheet: Sheet) -> bool:
    """Notes what is merged and hidden, which a reader that keeps no sheet in memory passes over; whether there are
    formulas."""
    has_formulas = False
    tail = b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
        while piece := stream.read(1 << 20):
            window = tail + piece
            has_formulas = has_formulas or b"<f>" in window or b"<f " in window
            for merged in _MERGED.findall(window):
                left, top, right, bottom = range_boundaries(merged.decode())
                sheet.merged.append((top, left, bottom, right))
            for row in _ROW.findall(window):
                if _HIDDEN.search(row) and (number := _NUMBER.search(row)):
                    sheet.hidden.append(int(number[1]))
            # What is cut in two is looked at again; what was whole is not.
            tail = window[max(window.rfind(b"<"), len(window) - _LONGEST_TAG) :]
    sheet.merged, sheet.hidden = list(dict.fromkeys(sheet.merged)), list(dict.fromkeys(sheet.hidden))
    return has_formulas


def _mark_formulas(book: Book, content: bytes) -> None:
    opened = load_workbook(io.BytesIO(content), read_only=True)
    try:
        for sheet in book.sheets.values():
            each = opened[sheet.name]
            each.reset_dimensions()
            last = max(sheet.rows, default=1) + 1
            for row in each.iter_rows(min_row=2, max_row=last):
                for cell in row:
                    if getattr(cell, "data_type", "") == "f" and cell.column in sheet.headers:
                        has_value = bool(sheet.rows.get(cell.row, {}).get(cell.column))
                        sheet.formulas[(cell.row, cell.column)] = has_value
    finally:
        opened.close()
