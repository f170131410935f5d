"""An export as an Excel workbook: what a province looks at and sends up.

Numbers and dates are real ones, words of choices stand in place of their values, everything else is text: a cell
that begins like a formula is none. Written a row at a time (constant memory).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.texts import export as words
from bot.texts.dates import write_period
from bot.texts.units import kind_name
from services.export import Export
from services.export_columns import ROW_HEADS, Cell, Column, Shape
from services.whole_files import WholeFiles

LONGEST_CELL = 32_767  # Excel's
MOST_ROWS = 1_048_576  # Excel's, the head included
LONGEST_SHEET_NAME = 31  # Excel's
_FORMULA = ("=", "+", "-", "@")
# Years of the Buddhist Era, as Excel and LibreOffice write them for Thai.
_DAY = "[$-107041E]d mmm yyyy"
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8F1EA"},
    "text": {"num_format": "@", "valign": "top"},
    "formula": {"num_format": "@", "valign": "top", "quote_prefix": True},
    "number": {"num_format": "#,##0.####", "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "day": {"num_format": _DAY, "valign": "top"},
    "moment": {"num_format": f"{_DAY} hh:mm", "valign": "top"},
    "time": {"num_format": "hh:mm", "valign": "top"},
    "place": {"num_format": "0.000000", "valign": "top"},
}
_WIDTHS = {Shape.DAY: 13, Shape.TIME: 8, Shape.MOMENT: 18, Shape.NUMBER: 12, Shape.YES_NO: 10}


def write(export: Export, target: Path) -> list[Path]:
    """Writes `target`: the offices on the first sheet, the rows of each repeat on one of their own."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with WholeFiles() as files:
        try:
            with xlsxwriter.Workbook(str(files.open(target)), options) as book:
                _fill(book, export)
        except FileCreateError as error:
            # Their own wrapping, which is no OSError.
            raise OSError(error.args[0].errno, error.args[0].strerror) from None
    return files.written


def _fill(book: Workbook, export: Export) -> None:
    book.set_properties({"title": export.programme.title, "created": export.made_at.replace(tzinfo=None)})
    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    title = words.page_title(export.programme.title, write_period(export.period))
    names: set[str] = set()
    main = _Sheet(book, _sheet_name(words.SHEET, names), export.heads, formats, title, frozen=3)
    parts = [
        (table, _Sheet(book, _sheet_name(table.label, names), (*ROW_HEADS, *table.columns), formats, title, frozen=3))
        for table in export.tables
    ]
    for line in export.lines:
        main.add((*line.office, *(column.cell(line.answers) for column in export.columns)))
        for table, sheet in parts:
            for number, row in table.found(line.answers):
                heads = (line.office[0], line.office[2], number)
                sheet.add((*heads, *(column.cell(row) for column in table.columns)))
    for sheet in (main, *(sheet for _, sheet in parts)):
        sheet.finish()


class _Sheet:
    """One sheet, filled from the top."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        columns: Sequence[Column],
        formats: dict[str, Format],
        title: str,
        *,
        frozen: int,
    ) -> None:
        self._columns = columns
        self._formats = formats
        self._sheet: Worksheet = book.add_worksheet(name)
        self._next = 1
        self._sheet.freeze_panes(1, frozen)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        # & begins a code in headers and is written twice to mean itself.
        self._sheet.set_header("&C" + title.replace("&", "&&"))
        self._sheet.set_footer("&R" + words.page_number())
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, _WIDTHS.get(column.shape, 12 if column.name in ("code", "row") else 22))
            self._sheet.write_string(0, at, words.head(column.label, column.part), formats["head"])

    def add(self, cells: Iterable[Cell]) -> None:
        if self._next == MOST_ROWS:
            raise ValueError("more rows than an Excel sheet holds: export a smaller area, or CSV")
        for at, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            if cell is not None:
                self._write(at, column, cell)
        self._next += 1

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._columns) - 1)

    def _write(self, at: int, column: Column, cell: Cell) -> None:
        row, formats = self._next, self._formats
        if isinstance(cell, bool):
            self._sheet.write_string(row, at, words.YES if cell else words.NO, formats["text"])
        elif isinstance(cell, int | float):
            name = "place" if column.part is not None else "whole" if isinstance(cell, int) else "number"
            self._sheet.write_number(row, at, cell, formats[name])
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(row, at, cell.replace(tzinfo=None), formats["moment"])
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, at, cell, formats["day"])
        elif isinstance(cell, time):
            self._sheet.write_datetime(row, at, cell, formats["time"])
        else:
            text = _in_words(column, cell)
            self._sheet.write_string(row, at, text, formats["formula" if text.startswith(_FORMULA) else "text"])


def _in_words(column: Column, cell: Cell) -> str:
    if column.name == "kind" and not column.steps:
        return kind_name(str(cell))
    values = cell if isinstance(cell, list) else [str(cell)]
    text = ", ".join(column.words.get(value, value) for value in values)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


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
