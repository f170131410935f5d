"""Advice is tried before it is given: written into a copy of the workbook, its cell has to pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.engine.expressions.slips.recovering import ENDED, written_into
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Book

# Whose suggestion is the whole of the cell as it should be; of other remarks on whole cells it only names something.
_WHOLE = (
    "unknown-type", "bad-name", "name-not-latin", "unknown-language", "unknown-header", "unknown-mark", "choice-space",
    "buddhist-date", "trigger-form", "default-does-not-fit",
    "lone-word", "language-otherwise",
)  # fmt: skip


def tried(remarks: Sequence[Remark], book: Book, examine: Callable[[Book], Iterable[Remark]]) -> list[Remark]:
    """The remarks, without the suggestions that do not help. `examine` tells what is wrong with the copy."""
    written = [remark for remark in remarks if as_advised(remark) is not None]
    if not written:
        return list(remarks)
    copy = book.copy()
    for remark in sorted(written, key=lambda one: -(one.position or 0)):
        _write(copy, remark)
    left: dict[tuple[str, str], set[tuple[str, tuple[str, ...]]]] = {}
    for one in examine(copy):
        if one.severity is Severity.ERROR:
            left.setdefault((one.sheet, one.cell), set()).add((one.code, one.facts))
    before: dict[tuple[str, str], set[str]] = {}
    for one in remarks:
        before.setdefault((one.sheet, one.cell), set()).add(one.code)

    def helps(remark: Remark) -> bool:
        place = (remark.sheet, remark.cell)
        wrong = left.get(place, set())
        return (remark.code, remark.facts) not in wrong and all(code in before[place] for code, _ in wrong)

    return [replace(one, suggestion="") if one in written and not helps(one) else one for one in remarks]


def as_advised(remark: Remark) -> str | None:
    """The cell's text once the advice is followed; None where that is not for a program to say."""
    meant = remark.suggestion
    if not meant or "…" in meant or not remark.cell:
        return None
    if remark.position is None:
        return meant if remark.code in _WHOLE else None
    if remark.code in ENDED:
        return remark.text + meant
    end = remark.position + remark.length
    if meant.endswith("()") and remark.text[end:].lstrip().startswith("("):
        meant = meant.removesuffix("()")
    return written_into(remark.text, remark.position, end, meant)


def _write(book: Book, remark: Remark) -> None:
    """From the end of a cell to its beginning, so that earlier positions still hold."""
    sheet = next((one for one in book.sheets.values() if one.name == remark.sheet), None)
    if sheet is None or remark.row is None:
        return
    column = next((at for at in sheet.headers if sheet.cell(remark.row, at).place == remark.cell), None)
    if column is None:
        return
    texts = sheet.headers if remark.row == 1 else sheet.rows[remark.row]
    made = as_advised(replace(remark, text=texts.get(column, "")))
    if made is not None:
        texts[column] = made
