"""One cause, one remark: what is wrong in many cells for one reason is told at the first, with the others named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.engine.expressions.dates import of_common_era
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Book

_MOST_NAMED = 12
_MISSED = ("no-type", "no-name", "no-label", "no-calculation", "choice-no-name", "choice-no-label", "choice-no-list")
_MOST_MERGED = 200
_IMPOSSIBLE = ("no-possible-date", "no-date-in-years")
# Of a date as it is written, which is the first fact.
_WRITTEN_DATES = ("buddhist-date", "bare-date")
# One name, list or language that is missed wherever it is used; the cells differ, what is to be done does not.
_SHARED = (
    "unknown-name", "ambiguous-name", "bad-reference", "nearly-reference", "unknown-list", "unknown-function",
    "unknown-column", "missing-text", "no-constraint-message", "choice-no-list", "bare-null", "bare-truth",
    "default-does-not-fit",
)  # fmt: skip
# Of these not even the column says anything.
_ANYWHERE = ("unknown-name", "ambiguous-name", "bad-reference", "nearly-reference")


def with_consequences(remarks: Sequence[Remark]) -> list[Remark]:
    """That no day can be answered is told with what is the cause of it in its cell: an error that is told anyway, words
    that are no number, or the first year of the Buddhist Era."""
    wrong = {(one.sheet, one.cell) for one in remarks if one.severity is Severity.ERROR and one.code not in _IMPOSSIBLE}
    impossible = {
        (one.sheet, one.cell): one for one in remarks if one.code in _IMPOSSIBLE and (one.sheet, one.cell) not in wrong
    }
    made: list[Remark] = []
    for one in remarks:
        if one.code in _IMPOSSIBLE:
            continue
        found = impossible.get((one.sheet, one.cell))
        if found is not None and one.code == "text-as-number":
            del impossible[(one.sheet, one.cell)]
            one = replace(one, severity=found.severity)
        elif found is not None and found.code == "no-date-in-years" and _is_of_the_buddhist_era(one):
            del impossible[(one.sheet, one.cell)]
            one = replace(one, code=found.code, severity=found.severity)
        made.append(one)
    return [*made, *(replace(one, code="no-possible-date") for one in impossible.values())]


def with_formulas(remarks: Sequence[Remark]) -> list[Remark]:
    """A cell is empty because its formula has no value: what is missed in it is told with that."""
    empty = {(one.sheet, one.cell) for one in remarks if one.code == "formula-empty"}
    missed = {
        (one.sheet, one.cell) for one in remarks if one.severity is Severity.ERROR and (one.sheet, one.cell) in empty
    }
    return [
        replace(one, severity=Severity.ERROR) if (one.sheet, one.cell) in missed else one
        for one in remarks
        if one.code == "formula-empty" or (one.sheet, one.cell) not in missed
    ]


def with_merged(remarks: Sequence[Remark], book: Book) -> list[Remark]:
    """A cell is empty because it is one with its neighbour: what is missed in it is told as that."""
    merged: dict[tuple[str, str], str] = {}
    for sheet in book.sheets.values():
        for top, left, bottom, right in sheet.merged:
            for row in range(top, min(bottom, top + _MOST_MERGED) + 1):
                for column in range(left + 1, min(right, left + _MOST_MERGED) + 1):
                    merged[(sheet.name, sheet.cell(row, column).place)] = sheet.cell(top, left).place
    return [
        replace(one, code="merged-across", facts=(merged[(one.sheet, one.cell)], one.column), suggestion="")
        if one.code in _MISSED and (one.sheet, one.cell) in merged
        else one
        for one in remarks
    ]


def _is_of_the_buddhist_era(remark: Remark) -> bool:
    return remark.code in _WRITTEN_DATES and bool(of_common_era(remark.facts[0]))


def folded(remarks: Iterable[Remark]) -> list[Remark]:
    """In the order of the first of each. What stands in the same cell is told apart."""
    made: dict[object, Remark] = {}
    for number, remark in enumerate(remarks):
        key: object = number
        if remark.code in _SHARED and remark.cell:
            column = "" if remark.code in _ANYWHERE else remark.column
            key = (remark.code, remark.facts, remark.suggestion, remark.severity, remark.sheet, column)
        first = made.setdefault(key, remark)
        cells = (first.cell, *first.also)
        if first is remark or remark.cell in cells:
            if first is not remark:
                made[number] = remark
            continue
        also = (*first.also, remark.cell)
        made[key] = replace(first, also=also if len(also) <= _MOST_NAMED else (*also[:_MOST_NAMED], "…"))
    return list(made.values())
