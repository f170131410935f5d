"""The workbook as its author sees it: cells with their sheet, row and column.

Read beside what `pyxform` reads, to say where a problem stands in the author's own words. Only in the process that
may be stopped: a workbook is somebody else's file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.xls2json_backends import xls_value_to_unicode, xlsx_value_to_str
from xlrd import open_workbook

from bot.engine.definition.problems import FormRefused, refused
from bot.forms.workbook.looking import MOST_ROWS, WorkbookKind
from bot.forms.workbook.markdown import sheets_of

# As pyxform has it: after so many empty ones nothing more is expected.
_EMPTY_COLUMNS, _EMPTY_ROWS = 20, 60
_WIDEST = 500
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

    `formulas` are places of cells that hold a formula, (row, column), with whether it has a value."""

    name: str
    headers: dict[int, str] = field(default_factory=dict)
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        return Cell(self.name, row, column, self.headers.get(column, ""), self.rows.get(row, {}).get(column, ""))


@dataclass(slots=True)
class Book:
    """The sheets of a form by their XLSForm names (a lone sheet is the survey); `others` are names of the rest."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet | None:
        return self.sheets.get(name)


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
        book.sheets[key] = _sheet(name, key, tables[name], str)
    return book


def _of_xls(content: bytes) -> Book:
    opened = open_workbook(file_contents=content)
    book = Book()
    try:
        for name, key in _parts(opened.sheet_names(), book).items():
            sheet = opened.sheet_by_name(name)
            rows = (sheet.row(at) for at in range(sheet.nrows))
            words = lambda cell: xls_value_to_unicode(cell.value, cell.ctype, opened.datemode)  # noqa: E731
            book.sheets[key] = _sheet(name, key, rows, words, lambda cell: cell.value)
    finally:
        opened.release_resources()
    return book


def _of_xlsx(content: bytes) -> Book:
    book = Book()
    opened = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for name, key in _parts(opened.sheetnames, book).items():
            sheet = opened[name]
            # A sheet may claim a million rows that it does not have.
            sheet.reset_dimensions()
            book.sheets[key] = _sheet(name, key, sheet.iter_rows(values_only=True), xlsx_value_to_str)
    finally:
        opened.close()
    if _has_formulas(content):
        _mark_formulas(book, content)
    return book


def _parts(names: Iterable[str], book: Book) -> dict[str, str]:
    """The sheets that make the form: name as written → name in XLSForm."""
    written = list(names)
    found = {name: name.lower() for name in written if name.lower() in SUPPORTED_SHEET_NAMES}
    if not found and len(written) == 1:
        found = {written[0]: "survey"}
    book.others = [name for name in written if name not in found]
    return found


def _sheet(
    name: str,
    key: str,
    rows: Iterable[Iterable[object]],
    words: Callable[..., str],
    value_of: Callable[..., object] = lambda value: value,
) -> Sheet:
    sheet = Sheet(name)
    empty = 0
    for number, row in enumerate(rows, 1):
        found: dict[int, str] = {}
        blank = 0
        for column, cell in enumerate(row, 1):
            value = value_of(cell)
            text = words(cell).strip() if value is not None and str(value).strip() else ""
            if text:
                found[column] = text
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


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            b"<f>" in part or b"<f " in part
            for name in archive.namelist()
            if "/worksheets/" in name and name.endswith(".xml")
            for part in _pieces(archive, name)
        )


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    tail = b""
    with archive.open(name) as stream:
        while piece := stream.read(1 << 20):
            yield tail + piece
            tail = piece[-3:]


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
