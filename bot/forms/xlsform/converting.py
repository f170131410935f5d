"""pyxform on a workbook that may be wrong in many places: its complaints in our words, one after another.

pyxform stops at the first thing it does not like. What it names is corrected in a copy, and the copy is tried again, so
that the author hears everything at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pyxform.errors import PyXFormError

from bot.engine.definition.problems import FormRefused, Severity
from bot.forms.remarks import Remark
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.complaints import complaints, said
from bot.forms.xlsform.culprits import find
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import at

_SAID_ELSEWHERE = (
    "Choices should have a label", "has no label", "max-pixels", "machine-readable", "is missing the",
    "Row without name", "sheets with similar names", "is no longer supported on most devices",
    "uses or_other and translations", "must not contain spaces", "'disabled' column header", "column headers are both",
)  # fmt: skip
_OURS = ("or-other-filter",)
_KEPT = ("type", "name", "label")
_FIGURES = re.compile(r"\d+")

Told = set[tuple[str, int]]
"""Sheet and row of which all has been said."""


@dataclass(slots=True)
class Attempt:
    """`xml` is None where no correcting helped."""

    xml: str | None = None
    remarks: list[Remark] = field(default_factory=list)


class Mending:
    """Corrects and converts a copy until it is a form. `convert` raises what pyxform does, or `FormRefused` for what is
    no XML; `others` are the columns of the other sheets by XLSForm's names."""

    def __init__(
        self, outline: Outline, others: dict[str, Columns], draft: Draft, convert: Callable[[dict[str, Any]], str]
    ) -> None:
        self._outline = outline
        self._others = others
        self._draft = draft
        self._convert = convert
        self._tried: dict[tuple[str, int], int] = {}
        self._made = Attempt()
        rows = len(outline.columns.sheet.rows)
        self._most = max(3, min(40, 20_000 // (rows + 1)))

    def attempt(self, known: Told) -> Attempt:
        for _ in range(self._most):
            try:
                self._made.xml = self._convert(self._draft.for_pyxform())
            except PyXFormError as error:
                if not self._answer(str(error), known):
                    break
            except MemoryError:
                # No fault of a cell: whoever set the limit says so.
                raise
            except Exception as error:
                # pyxform lets raw TypeErrors and KeyErrors through on odd sheets.
                if not self._unplaced(_unreadable(error)):
                    break
            else:
                break
        return self._made

    def _answer(self, text: str, known: Told) -> bool:
        """Tells what it complains of and corrects it; whether anything was corrected."""
        again = False
        for line in complaints(text):
            remark, sheet, row = said(line, self._outline, self._others)
            if row is None:
                again = self._unplaced(remark) or again
                continue
            # A row that was corrected or added is not the author's: what is wrong with it is our doing.
            is_ours = (sheet, row) in self._tried or not self._stands(sheet, row)
            if (sheet, row) not in known and not is_ours and remark.code not in _OURS:
                self._tell(remark)
            again = self._correct(sheet, row) or again
        return again

    def _stands(self, sheet: str, row: int) -> bool:
        """Whether the author has written such a row."""
        columns = self._outline.columns if sheet == "survey" else self._others.get(sheet)
        return columns is None or row in columns.sheet.rows

    def _unplaced(self, remark: Remark) -> bool:
        """Looks for the place; without it the complaint is worth telling where nothing else explains it."""
        found = find(self._draft, self._outline, self._complaint, self._most)
        if found is None:
            if not self._tried and not self._made.remarks:
                self._tell(replace(remark, sheet=remark.sheet or self._outline.columns.sheet.name))
            return False
        item = next((one for one in self._outline.items if one.row == found.cell.row), None)
        self._tell(at(found.cell, remark.code, *remark.facts, item=None if found.is_column else item))
        found.leave_out(self._draft)
        return True

    def _complaint(self, draft: Draft) -> str:
        try:
            self._convert(draft.for_pyxform())
        except MemoryError:
            raise
        except Exception as error:
            return _FIGURES.sub("", f"{type(error).__name__}: {error}")
        return ""

    def _tell(self, remark: Remark) -> None:
        if remark not in self._made.remarks:
            self._made.remarks.append(remark)

    def _correct(self, sheet: str, row: int) -> bool:
        """First leave only type, name and label of the row, then make it a plain text, then take it out."""
        outline, draft = self._outline, self._draft
        times = self._tried[(sheet, row)] = self._tried.get((sheet, row), 0) + 1
        if times > 3 or draft.is_empty(sheet, row):
            return False
        item = next((one for one in outline.items if one.row == row), None)
        if sheet != "survey" or times == 3 or (times > 1 and item is not None and item.what != "question"):
            draft.drop_row(sheet, row)
            return True
        columns = outline.columns
        for column, meaning in columns.meanings.items():
            if meaning.key not in _KEPT:
                draft.put(sheet, row, column, "")
        for column in columns.of("label"):
            draft.put(sheet, row, column, "x")
        if times == 2:
            for column in columns.of("type"):
                draft.put(sheet, row, column, "text")
        return True


def _unreadable(error: Exception) -> Remark:
    if isinstance(error, FormRefused):
        return Remark(Severity.ERROR, "conversion", error.problems[0].facts)
    return Remark(Severity.ERROR, "conversion", (f"{type(error).__name__}: {error}"[:200],))


def pyxform_warnings(warnings: Iterable[str], outline: Outline, others: dict[str, Columns]) -> Iterator[Remark]:
    """pyxform's own warnings, save those that are said here in our own words or mean nothing in a chat."""
    for warning in warnings:
        if any(words in warning for words in _SAID_ELSEWHERE):
            continue
        remark, _, row = said(" ".join(warning.split()), outline, others)
        if "case-insensitive match" in warning:
            name = outline.columns.text(row or 0, "name")
            cell = outline.columns.cell(row or 0, "name")
            if cell is not None:
                yield at(cell, "name-case", name, severity=Severity.WARNING)
            continue
        yield replace(remark, code="other-remark", severity=Severity.NOTE)
