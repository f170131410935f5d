"""Cells as Excel holds them, made what their author sees: merged ones, dates, letters that nobody sees or that only
look like others. What an author has to know of it is a remark; nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Book, Cell
from bot.forms.xlsform.columns import TRANSLATED, Columns
from bot.forms.xlsform.structure import Fault, at
from bot.thai.digits import to_arabic
from bot.thai.yesno import read_necessity, read_yesno

_MOST_NAMED = 12
_KINDS = ("survey", "choices", "settings")
# Read by people: a letter that is not seen there breaks lines, and full width may be meant.
_WORDS = (*TRANSLATED, "media", "form_title", "note")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# Also in words: what stands between its braces is a name.
_REFERENCE = re.compile("[$][\u200b-\u200f\u2060-\u2064\ufeff]*{[^{}]*}")
_CONTROL = re.compile(r"(?:begin|end)[ _]", re.IGNORECASE)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FIGURES = ("integer", "decimal", "range", "date", "dateTime", "time")
_FIGURE = re.compile(r"-?\d+(?:[.]\d+)?|\d+(?:[-:T]\d+)+")


def tidy_cells(book: Book) -> Iterator[Remark]:
    """Tidies the book's cells in place, and says what was done to them: one remark a kind and sheet."""
    for kind in _KINDS:
        sheet = book.sheet(kind)
        if sheet is None:
            continue
        sheet.headers = {column: _plain(header) for column, header in sheet.headers.items()}
        columns = Columns(sheet, kind)
        yield from _filled_down(columns)
        yield from _told(_cleaned(columns), "cleaned-cell")
        dates = [sheet.cell(*place) for place in sheet.dates if place[1] in sheet.headers]
        yield from _told([cell for cell in dates if kind == "choices"], "date-cell", Severity.NOTE)
        headless = [Cell(sheet.name, row, at, "", text) for at, (row, text) in sorted(sheet.headless.items())]
        yield from _told(headless if sheet.headers else [], "no-head", Severity.NOTE)
        rows = [row for row in sheet.hidden if sheet.rows.get(row)]
        yield from _told([sheet.cell(row, min(sheet.rows[row])) for row in rows], "hidden-row", Severity.NOTE)
        if kind == "survey":
            _as_meant(columns)


def merged_names(book: Book) -> Iterator[Fault]:
    """Several rows with one name between them: each wants its own."""
    for kind in ("survey", "choices"):
        sheet = book.sheet(kind)
        if sheet is None:
            continue
        columns = Columns(sheet, kind)
        for top, left, bottom, _ in sheet.merged:
            is_of_several = bottom > top > 1 and any(sheet.rows.get(row) for row in range(top + 1, bottom + 1))
            if left in columns.of("name") and is_of_several:
                yield Fault(at(sheet.cell(top, left), "merged-name", f"{top}-{bottom}"), lambda draft: None)


def _filled_down(columns: Columns) -> Iterator[Remark]:
    """What stands in one cell for several rows: their type, their list, when they are asked; but no name."""
    sheet = columns.sheet
    filled: list[Cell] = []
    for top, left, bottom, _ in sheet.merged:
        text = sheet.rows.get(top, {}).get(left)
        meaning = columns.meanings.get(left)
        if top < 2 or bottom == top or not text or meaning is None or meaning.key == "name":
            continue
        if not any(sheet.rows.get(row) for row in range(top + 1, bottom + 1)):
            continue
        if meaning.key == "type" and _CONTROL.match(text):
            # One group begins or ends once: what the other rows are is theirs to say.
            continue
        for row in range(top + 1, bottom + 1):
            if sheet.rows.get(row) and left not in sheet.rows[row]:
                sheet.rows[row][left] = text
        filled.append(sheet.cell(top, left))
    yield from _told(sorted(filled, key=lambda cell: (cell.row, cell.column)), "merged-cell")


def _cleaned(columns: Columns) -> list[Cell]:
    """Cells that hold letters which nobody sees, or full-width ones, where names, references and formulas stand."""
    sheet = columns.sheet
    found = []
    for column, meaning in columns.meanings.items():
        if not meaning.is_known:
            continue
        tidied = _with_plain_references if meaning.key in _WORDS else _plain
        for row, texts in sheet.rows.items():
            text = texts.get(column)
            if text is not None and (plain := tidied(text)) != text:
                texts[column] = plain
                found.append(sheet.cell(row, column))
                if not plain:
                    del texts[column]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def _as_meant(columns: Columns) -> None:
    """Yes and no in Thai where an answer is required or a question shown, and defaults in Thai digits."""
    for row, texts in columns.sheet.rows.items():
        _rewrite(columns, texts, "required", lambda text: _yes_or_no(text, read_necessity))
        for key in ("relevant", "readonly"):
            _rewrite(columns, texts, key, lambda text: _yes_or_no(text, read_yesno))
        if columns.text(row, "type") in _FIGURES:
            _rewrite(columns, texts, "default", lambda text: to_arabic(text) if _FIGURE.fullmatch(text) else text)


def _rewrite(columns: Columns, texts: dict[int, str], key: str, change: Callable[[str], str]) -> None:
    for column in columns.of(key):
        if column in texts:
            texts[column] = change(texts[column])


def _yes_or_no(text: str, read: Callable[[str], bool | None]) -> str:
    said = None if text.isascii() else read(text)
    return text if said is None else "yes" if said else "no"


def _plain(text: str) -> str:
    return _UNSEEN.sub("", text).translate(_WIDE).strip()


def _with_plain_references(text: str) -> str:
    if not _UNSEEN.sub("", text).strip():
        return ""
    return _REFERENCE.sub(lambda found: _UNSEEN.sub("", found.group()), text) if "$" in text else text


def _told(cells: list[Cell], code: str, severity: Severity = Severity.WARNING) -> Iterator[Remark]:
    if cells:
        remark = at(cells[0], code, severity=severity)
        yield replace(remark, also=tuple(cell.place for cell in cells[1 : _MOST_NAMED + 1]))
