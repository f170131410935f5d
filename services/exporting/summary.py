"""The first sheets of a workbook: the month added up, as the desk shows it, and the same by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.texts.desk.desk import place_name
from bot.texts.exporting import export as words
from bot.thai.dates import write_period
from services.aggregation.columns import Cell, Shape
from services.aggregation.columns import Column as Head
from services.aggregation.rollup import Column, RollUp
from services.exporting.month import Export
from services.exporting.sheet import Sheets, height, write_figure, write_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (34, 22, 14, 14, 12, 16, 56)
# Heads above numbers, of the figures and of the choices.
_NUMBERS, _COUNTED = (1, 3, 4, 5), (2, 3, 4)


def write(sheets: Sheets, export: Export) -> None:
    """Adds the sheets. Everything on them is calculated now."""
    sheet = sheets.plain(words.SUMMARY)
    for at in range(len(_WIDTHS)):
        sheet.set_column(at, at, _WIDTHS[at])
    found = export.summary()
    page = _Page(sheet, sheets)
    _heading(page, export, found)
    _counts(page, found)
    if found.figures.numbers:
        _numbers(page, found)
    if found.figures.choices:
        _choices(page, found)
    if found.children:
        _children(sheets, found)


@dataclass
class _Page:
    """Where the next row goes."""

    sheet: Worksheet
    sheets: Sheets
    row: int = 0

    def text(self, at: int, text: str, name: str = "text") -> None:
        write_text(self.sheet, self.row, at, text, self.sheets.formats, name)

    def number(self, at: int, value: Decimal | int | None, *, is_money: bool = False) -> None:
        write_figure(self.sheet, self.row, at, value, self.sheets.formats, is_money=is_money)

    def head(self, labels: Sequence[str], numbers: Sequence[int]) -> None:
        self.fits(*enumerate(labels))
        for at, label in enumerate(labels):
            name = "head_number" if at in numbers else "head"
            self.sheet.write_string(self.row, at, label, self.sheets.formats[name])
        self.row += 1

    def fits(self, *texts: tuple[int, str]) -> None:
        """Makes the row high enough for these wrapped texts, before anything is written in it."""
        self.sheet.set_row(self.row, height((text, _WIDTHS[at]) for at, text in texts))

    def section(self, label: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, label, self.sheets.formats["section"])
        self.row += 1


def _heading(page: _Page, export: Export, found: RollUp) -> None:
    page.text(0, export.programme.title, "title")
    page.row += 1
    period = words.period_head(export.period), write_period(export.period)
    for label, text in ((words.AREA, place_name(export.unit)), period):
        page.text(0, label)
        page.text(1, text)
        page.row += 1
    page.text(0, words.MADE_AT)
    page.sheet.write_datetime(page.row, 1, export.made_at.replace(tzinfo=None), page.sheets.formats["moment"])
    page.row += 1
    page.text(0, found.which, "note")
    page.row += 1


def _counts(page: _Page, found: RollUp) -> None:
    page.row += 1
    labels = dict(words.COUNTS) | ({"unapproved": words.unapproved(found.awaited)} if found.awaited else {})
    for name, label in labels.items():
        page.text(0, label)
        page.number(1, getattr(found.total.counts, name))
        page.row += 1


def _numbers(page: _Page, found: RollUp) -> None:
    page.section(words.FIGURES)
    page.head(words.FIGURE_HEADS, _NUMBERS)
    for figure in found.figures.numbers:
        cell, is_money = found.total.cell(figure), figure.unit == words.BAHT
        page.fits((0, figure.label), (6, figure.definition))
        page.text(0, figure.label, "wrapped")
        page.number(1, cell.value, is_money=is_money)
        page.text(2, figure.unit)
        page.number(3, cell.offices)
        page.number(4, cell.zeros)
        page.number(5, found.before.cell(figure).value if found.before else None, is_money=is_money)
        page.text(6, figure.definition, "wrapped")
        page.row += 1


def _choices(page: _Page, found: RollUp) -> None:
    page.section(words.CHOICES)
    page.head(words.CHOICE_HEADS, _COUNTED)
    for figure in found.figures.choices:
        for option, label in figure.choices.items():
            cell = found.total.cell(figure, option)
            page.fits((0, figure.label), (1, label))
            page.text(0, figure.label, "wrapped")
            page.text(1, label, "wrapped")
            page.number(2, cell.value)
            page.number(3, cell.offices)
            page.number(4, found.before.cell(figure, option).value if found.before else None)
            page.row += 1


def _children(sheets: Sheets, found: RollUp) -> None:
    """A sheet of its own, so that it can be sorted."""
    numbers = found.figures.numbers
    columns = [Head("area", words.AREA, Shape.TEXT)]
    columns += [Head(name, label, Shape.NUMBER) for name, label in words.SHORT_COUNTS.items()]
    columns += [
        Head(one.path, words.with_unit(one.label, one.unit), Shape.NUMBER, is_money=one.unit == words.BAHT)
        for one in numbers
    ]
    table = sheets.table(words.BY_AREA[found.unit.kind], columns, frozen=1)
    for child, column in found.children:
        table.add((place_name(child), *_values(column, found)))
    table.finish()
    # Below what can be sorted and filtered.
    table.add((words.TOTAL, *_values(found.total, found)), total=True)


def _values(column: Column, found: RollUp) -> Iterator[Cell]:
    for count in words.SHORT_COUNTS:
        yield getattr(column.counts, count)
    for figure in found.figures.numbers:
        value = column.cell(figure).value
        yield None if value is None else int(value) if value == int(value) else float(value)
