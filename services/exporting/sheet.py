"""One sheet of a workbook: a table with a head, filled from the top; and the formats that all sheets share.

Numbers and dates are real ones, words of choices stand in place of their values, everything else is text: a cell
that begins like a formula is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from bot.interview.values.showing import length
from bot.texts.exporting import export as words
from bot.thai.units import kind_name
from services.aggregation.columns import Cell, Column, Shape
from services.exporting.cells import in_words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # Excel's
MOST_ROWS = 1_048_576  # Excel's, the head included
MOST_LINKS = 65_530  # Excel's, a sheet
TALLEST_ROW = 409  # points: Excel's
LONGEST_SHEET_NAME = 31  # Excel's
_FORMULA = ("=", "+", "-", "@")
# Years of the Buddhist Era, as Excel and LibreOffice write them for Thai.
_DAY = "[$-107041E]d mmm yyyy"
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "section": {"bold": True, "font_size": 12, "font_color": "#24543E"},
    "note": {"font_color": "#55625B"},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8F1EA"},
    "head_number": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bottom": 1,
        "bg_color": "#E8F1EA",
        "align": "right",
    },
    "text": {"num_format": "@", "valign": "top"},
    "wrapped": {"num_format": "@", "valign": "top", "text_wrap": True},
    "formula": {"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True},
    "number": {"num_format": "#,##0.####", "valign": "top"},
    # Excel shows 7 as "7." where decimals may follow.
    "whole": {"num_format": "#,##0", "valign": "top"},
    "baht": {"num_format": "#,##0.00", "valign": "top"},
    "total_text": {"num_format": "@", "bold": True, "top": 1, "valign": "top", "text_wrap": True},
    "total_number": {"num_format": "#,##0.####", "bold": True, "top": 1, "valign": "top"},
    "total_whole": {"num_format": "#,##0", "bold": True, "top": 1, "valign": "top"},
    "total_baht": {"num_format": "#,##0.00", "bold": True, "top": 1, "valign": "top"},
    "day": {"num_format": _DAY, "valign": "top"},
    "moment": {"num_format": f"{_DAY} hh:mm", "valign": "top"},
    "time": {"num_format": "hh:mm", "valign": "top"},
    "place": {"num_format": "0.000000", "valign": "top"},
    "link": {"font_color": "#1D5A8A", "underline": 1, "valign": "top"},
}
# A figure wider than its column is shown as ###. So wide are sums in bold: of milliards, and of baht with their satang.
_WIDTHS = {Shape.DAY: 13, Shape.TIME: 8, Shape.MOMENT: 18, Shape.NUMBER: 13, Shape.YES_NO: 10}
_MONEY, _COUNT = 17, 10
# Characters across A4 lying down that can still be read: wider tables go on beside it.
_ACROSS = 220
# Points a line of Thai needs, and how much of a cell's width its characters fill before the next word wraps.
_LINE, _FILLED = 16.5, 0.85
_BY_NAME = {"code": 11, "row": 8, "kind": 8, "name": 36, "area": 26, "district": 18, "province": 16, "form_version": 8}
_BY_NAME |= {"sha256": 68} | dict.fromkeys(words.SHORT_COUNTS, _COUNT)


@contextmanager
def workbook(file: Path) -> Iterator[Workbook]:
    """A workbook that is written a row at a time into `file`, and in which no text is a formula or a link. Raises
    OSError where it cannot be written. Its library is 3 MB of a process, so whoever writes one loads it."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with Workbook(str(file), options) as book:
            yield book
    except FileCreateError as error:
        # Their own wrapping, which is no OSError.
        raise OSError(error.args[0].errno, error.args[0].strerror) from None


class Sheets:
    """Makes the sheets of one book. `title` stands at the top of each printed page."""

    def __init__(self, book: Workbook, title: str) -> None:
        self._book = book
        self._title = title
        self._names: set[str] = set()
        self.formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}

    def plain(self, name: str) -> Worksheet:
        """An empty sheet, set up for paper: A4 landscape, as wide as the page."""
        sheet = self._book.add_worksheet(_sheet_name(name, self._names))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        # & begins a code in headers and is written twice to mean itself.
        sheet.set_header("&C" + self._title.replace("&", "&&"))
        sheet.set_footer("&R" + words.PAGE_NUMBER)
        return sheet

    def table(self, name: str, columns: Sequence[Column], *, frozen: int) -> Table:
        """A table whose head and first columns stay in sight."""
        return Table(self.plain(name), columns, self.formats, frozen)


class Table:
    """A sheet filled a row at a time."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], formats: Mapping[str, Format], frozen: int) -> None:
        self._columns = columns
        self._formats = formats
        self._sheet = sheet
        self._next = 1
        self._links = 0
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        # Codes are text on purpose.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        heads = [words.head(column.label, column.part) for column in columns]
        self._widths = [_width(column) for column in columns]
        _go_on_beside(sheet, self._widths, frozen)
        sheet.set_row(0, height(zip(heads, self._widths, strict=True)))
        for at, (column, head, width) in enumerate(zip(columns, heads, self._widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, head, formats["head_number" if column.shape is Shape.NUMBER else "head"])

    def add(self, cells: Iterable[Cell], link: str = "", *, total: bool = False) -> None:
        """`link` is where the last cell leads. `total` is a row of sums: bold, below a line."""
        if self._next == MOST_ROWS:
            raise ValueError("more rows than an Excel sheet holds: export a smaller area, or CSV")
        last = len(self._columns) - 1
        said = [_said(column, cell) for column, cell in zip(self._columns, cells, strict=True)]
        # Most rows have one line, and are left as they come.
        long = [(text, width) for text, width in zip(said, self._widths, strict=True) if _is_long(text, width)]
        if long and (tall := height(long)) > _LINE:
            self._sheet.set_row(self._next, min(tall, TALLEST_ROW))
        for at, (column, cell) in enumerate(zip(self._columns, said, strict=True)):
            if cell is None:
                continue
            if link and at == last and self._links < MOST_LINKS:
                self._sheet.write_url(self._next, at, link, self._formats["link"], str(cell))
                self._links += 1
            else:
                _write_cell(self._sheet, self._next, at, column, cell, self._formats, total=total)
        self._next += 1

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._columns) - 1)


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Points that a row of wrapped texts needs, each given with its column's width in characters. Said outright:
    LibreOffice does not calculate it anew for a file that it did not write."""
    return _LINE * max((_lines(text, width) for text, width in cells if text), default=1)


# The name of an office stands on every sheet.
@lru_cache(maxsize=1024)
def _lines(text: str, width: float) -> int:
    return sum(math.ceil(length(part) / (width * _FILLED)) or 1 for part in text.split("\n"))


def _is_long(cell: Cell, width: float) -> TypeGuard[str]:
    """Whether it is a text that may need a second line in a column so wide."""
    return isinstance(cell, str) and (len(cell) > width * _FILLED or "\n" in cell)


def _width(column: Column) -> int:
    usual = _MONEY if column.is_money else _WIDTHS.get(column.shape, 22)
    return _BY_NAME.get(column.name, usual)


def _said(column: Column, cell: Cell) -> Cell:
    """The cell, in words where it has some."""
    # Of half a million cells in the country's month most are texts and numbers: they are asked for first.
    if isinstance(cell, str | list):
        is_kind = column.name == "kind" and not column.steps
        return kind_name(str(cell)) if is_kind else in_words(column, cell)
    if isinstance(cell, bool):
        return words.YES if cell else words.NO
    return cell


def _go_on_beside(sheet: Worksheet, widths: Sequence[float], frozen: int) -> None:
    """A table too wide for one page, which would be printed too small to read: its first columns stand on each."""
    first = sum(widths[:frozen])
    pages = math.ceil((sum(widths) - first) / (_ACROSS - first))
    if pages > 1:
        sheet.fit_to_pages(pages, 0)
        if frozen:
            sheet.repeat_columns(0, frozen - 1)


def _write_cell(
    sheet: Worksheet,
    row: int,
    at: int,
    column: Column,
    cell: Cell,
    formats: Mapping[str, Format],
    *,
    total: bool = False,
) -> None:
    if isinstance(cell, str):
        write_text(sheet, row, at, cell, formats, "total_text" if total else "wrapped")
    elif isinstance(cell, int | float) and column.part is not None:
        sheet.write_number(row, at, cell, formats["place"])
    elif isinstance(cell, int | float):
        write_figure(sheet, row, at, cell, formats, is_money=column.is_money, total=total)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, cell, formats["day"])
    elif isinstance(cell, time):
        sheet.write_datetime(row, at, cell, formats["time"])


def write_text(
    sheet: Worksheet, row: int, at: int, text: str, formats: Mapping[str, Format], name: str = "text"
) -> None:
    text = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
    sheet.write_string(row, at, text, formats["formula" if text.startswith(_FORMULA) else name])


def write_figure(
    sheet: Worksheet,
    row: int,
    at: int,
    value: Decimal | float | None,
    formats: Mapping[str, Format],
    *,
    is_money: bool = False,
    total: bool = False,
) -> None:
    """Nothing where it is unknown: an empty cell is no zero."""
    if value is not None:
        name = "baht" if is_money else "whole" if value == int(value) else "number"
        sheet.write_number(row, at, float(value), formats[f"total_{name}" if total else name])


def _sheet_name(label: str, taken: set[str]) -> str:
    """As Excel allows it: 31 characters, without []:*?/\\, not twice, no apostrophe at the ends."""
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in label).strip(" '")
    name = plain[:LONGEST_SHEET_NAME].strip(" '") or "-"
    number = 2
    while name.casefold() in taken:
        name = f"{plain[: LONGEST_SHEET_NAME - 3].strip()} {number}"
        number += 1
    taken.add(name.casefold())
    return name
