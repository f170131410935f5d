"""A cell of an export in words, for people: choices by their labels, dates in พ.ศ."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.texts.exporting import export as words
from bot.thai.dates import write_short_date
from bot.thai.numbers import write_number
from bot.thai.times import write_moment
from services.aggregation.columns import Cell, Column


def shown(column: Column, cell: Cell) -> str:
    """ "" where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return words.YES if cell else words.NO
    if isinstance(cell, int | float):
        return write_number(cell)
    if isinstance(cell, datetime):
        return write_moment(cell)
    if isinstance(cell, date):
        return write_short_date(cell)
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return in_words(column, cell)


def in_words(column: Column, cell: str | list[str]) -> str:
    if isinstance(cell, str):
        return column.words.get(cell, cell)
    return ", ".join([column.words.get(value, value) for value in cell])
