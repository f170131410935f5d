"""A copy of the workbook that is corrected where it is known to be wrong, so that what else is wrong can be found.

It is thrown away afterwards: an author's form is never changed for him.
"""

from __future__ import annotations

from typing import Any

from bot.forms.workbook.sheets import Book


class Draft:
    """Cells by sheet, row and column, to be changed at will; row numbers stay what they were."""

    def __init__(self, book: Book) -> None:
        self._headers = {name: dict(sheet.headers) for name, sheet in book.sheets.items()}
        self._rows = {
            name: {row: dict(texts) for row, texts in sheet.rows.items()} for name, sheet in book.sheets.items()
        }
        self._names = [sheet.name for sheet in book.sheets.values()] + book.others

    def copy(self) -> Draft:
        """The same once more, to be changed apart."""
        made = Draft.__new__(Draft)
        made._headers = {name: dict(headers) for name, headers in self._headers.items()}
        made._rows = {name: {row: dict(texts) for row, texts in rows.items()} for name, rows in self._rows.items()}
        made._names = self._names
        return made

    def headers(self) -> dict[str, dict[int, str]]:
        """The columns that are left, by sheet."""
        return {name: dict(headers) for name, headers in self._headers.items()}

    def put(self, sheet: str, row: int, column: int | None, text: str) -> None:
        """Write a cell, or empty it."""
        if column is None or row not in self._rows.get(sheet, {}):
            return
        if text:
            self._rows[sheet][row][column] = text
        else:
            self._rows[sheet][row].pop(column, None)

    def drop_row(self, sheet: str, row: int) -> None:
        if row in self._rows.get(sheet, {}):
            self._rows[sheet][row] = {}

    def drop_column(self, sheet: str, column: int) -> None:
        self._headers.get(sheet, {}).pop(column, None)

    def add_row(self, sheet: str, texts: dict[int, str]) -> None:
        rows = self._rows.setdefault(sheet, {})
        rows[max(rows, default=1) + 1] = texts

    def drop_sheet(self, sheet: str) -> None:
        self._headers.pop(sheet, None)
        self._rows.pop(sheet, None)

    def replace_everywhere(self, sheet: str, old: str, new: str) -> None:
        for texts in self._rows.get(sheet, {}).values():
            for column, text in texts.items():
                if old in text:
                    texts[column] = text.replace(old, new)

    def is_empty(self, sheet: str, row: int) -> bool:
        return not self._rows.get(sheet, {}).get(row)

    def for_pyxform(self) -> dict[str, Any]:
        """As pyxform's own readers give a workbook."""
        made: dict[str, Any] = {"sheet_names": list(self._names)}
        for name, rows in self._rows.items():
            headers = self._headers[name]
            made[f"{name}_header"] = [dict.fromkeys(headers.values())]
            made[name] = [
                {headers[column]: text for column, text in rows.get(row, {}).items() if column in headers}
                for row in range(2, max(rows, default=1) + 1)
            ]
        return made
