"""Where the workbook holds what pyxform cannot say the place of: found by leaving parts of a copy out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.forms.workbook.sheets import Cell
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline

# Without these pyxform complains of something else.
_NEEDED = ("type", "name", "label", "list_name", "calculate")

Complaint = Callable[[Draft], str]
"""What pyxform says of a copy; "" where it takes it."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A cell without which the complaint is another one, or none; a column's head where all of the column is meant."""

    cell: Cell
    sheet: str
    is_column: bool

    def leave_out(self, draft: Draft) -> None:
        if self.is_column:
            draft.drop_column(self.sheet, self.cell.column)
        else:
            draft.put(self.sheet, self.cell.row, self.cell.column, "")


def find(draft: Draft, outline: Outline, complaint: Complaint, most: int) -> Culprit | None:
    """The cell that the complaint is about; None where no single one is, or `most` trials did not find it."""
    search = _Search(draft, outline, complaint, most)
    try:
        return search.cell() or search.column()
    except _Enough:
        return None


class _Enough(Exception):
    pass


class _Search:
    def __init__(self, draft: Draft, outline: Outline, complaint: Complaint, most: int) -> None:
        self._draft = draft
        self._columns = outline.columns
        self._complaint = complaint
        self._left = most
        self._said = complaint(draft)

    def column(self) -> Culprit | None:
        """A column whose head itself is wrong: of any sheet, what pyxform needs left aside."""
        for kind, headers in self._draft.headers().items():
            for column, header in headers.items():
                meant = self._columns.meanings[column].key if kind == "survey" else header
                if meant in _NEEDED:
                    continue
                if self._changes(_without(kind, column)):
                    sheet = self._columns.sheet.name if kind == "survey" else kind
                    return Culprit(Cell(sheet, 1, column, header, header), kind, True)
        return None

    def cell(self) -> Culprit | None:
        """One cell of the survey, by halves."""
        columns = [c for c, meaning in self._columns.meanings.items() if meaning.key not in _NEEDED]
        cells = [
            (row, column)
            for row, texts in self._columns.sheet.rows.items()
            for column in columns
            if column in texts and not self._draft.is_empty("survey", row)
        ]
        if not cells or not self._changes(_emptied(cells)):
            return None
        while len(cells) > 1:
            half = cells[: len(cells) // 2]
            cells = half if self._changes(_emptied(half)) else cells[len(half) :]
        if not self._changes(_emptied(cells)):
            return None
        return Culprit(self._columns.sheet.cell(*cells[0]), "survey", False)

    def _changes(self, change: Callable[[Draft], None]) -> bool:
        if not self._left:
            raise _Enough
        self._left -= 1
        copy = self._draft.copy()
        change(copy)
        return self._complaint(copy) != self._said


def _emptied(cells: Sequence[tuple[int, int]]) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        for row, column in cells:
            draft.put("survey", row, column, "")

    return change


def _without(kind: str, column: int) -> Callable[[Draft], None]:
    return lambda draft: draft.drop_column(kind, column)
