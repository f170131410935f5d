"""`${name}` in every cell: written in full, and of a question that is there, once; a trigger of one that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Cell
from bot.forms.xlsform.columns import TRANSLATED, Columns
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import Correct, Fault, at
from bot.nearness import nearest

_REFERENCE = re.compile(r"\$\{(?P<inner>[^}]*)(?P<end>\}?)")
_INNER = re.compile(r"(?:last-saved#)?[^\s{}$'\"=<>(),]+")
_TRIGGER = re.compile(r"\s*\$\{[^}]*\}\s*(?:,\s*\$\{[^}]*\}\s*)*")
# {name}, $name, $(name) and $ {name}, which are shown as they stand.
_NEARLY = re.compile(
    r"\$\s*\(\s*(?P<a>[\w.-]+)\s*\)|\$\s+\{\s*(?P<b>[\w.-]+)\s*\}|(?<!\$)\{\s*(?P<c>[\w.-]+)\s*\}|\$(?P<d>[A-Za-z_][\w.-]*)"
)
_NOT_READ = ("name", "note", "list_name")


def reference_faults(outline: Outline, others: Iterable[Columns] = ()) -> Iterator[Fault]:
    """Every reference that leads nowhere. In the copy a name that is missed becomes a blank calculation. `others` are
    the columns of further sheets."""
    return _References(outline).faults(others)


def nearly_references(outline: Outline) -> Iterator[Remark]:
    """What looks like a reference among words and is none."""
    columns = outline.columns
    for item in outline.items:
        for key in TRANSLATED:
            for column in columns.of(key) if item.what != "comment" else ():
                cell = columns.sheet.cell(item.row, column)
                for found in _NEARLY.finditer(cell.text):
                    name = found[str(found.lastgroup)]
                    if len(outline.names.get(name, ())) == 1:
                        remark = _marked(cell, found, item, "nearly-reference", found.group(), meant=f"${{{name}}}")
                        yield replace(remark, severity=Severity.WARNING)


class _References:
    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._made: set[str] = set()
        self._known = {f"${{{name}}}" for name, rows in outline.names.items() if len(rows) == 1}
        self._items = {item.row: item for item in outline.items}

    def faults(self, others: Iterable[Columns]) -> Iterator[Fault]:
        for columns in (self._outline.columns, *others):
            for row, texts in columns.sheet.rows.items():
                item = self._items.get(row) if columns is self._outline.columns else None
                if columns is self._outline.columns and (item is None or item.what == "comment"):
                    continue
                for column, text in texts.items():
                    meaning = columns.meanings[column]
                    if not meaning.is_known or meaning.key in _NOT_READ:
                        continue
                    if "${" in text:
                        yield from self._cell(columns, columns.sheet.cell(row, column), item)
                    if meaning.key == "trigger":
                        yield from self._trigger(columns.sheet.cell(row, column), item)

    def _cell(self, columns: Columns, cell: Cell, item: SurveyRow | None) -> Iterator[Fault]:
        meaning = columns.meanings[cell.column]
        leave_out = _empties(columns.kind, cell.row, cell.column, "x" if meaning.key == "label" else "")
        for found in _REFERENCE.finditer(cell.text):
            inner = found["inner"].strip()
            if not found["end"] or not _INNER.fullmatch(found["inner"]):
                yield Fault(
                    _marked(cell, found, item, "bad-reference", found.group(), meant=self._meant(inner)), leave_out
                )
                continue
            name = inner.removeprefix("last-saved#")
            named = self._outline.names.get(name, [])
            if not named:
                remark = _marked(cell, found, item, "unknown-name", name, meant=self._meant(name))
                # A blank calculation sets off nothing.
                is_new = name not in self._made and meaning.key != "trigger"
                yield Fault(remark, leave_out if meaning.key == "trigger" else self._adds(name, is_new))
                if is_new:
                    self._made.add(name)
            elif len(named) > 1:
                yield Fault(_marked(cell, found, item, "ambiguous-name", name), leave_out)

    def _trigger(self, cell: Cell, item: SurveyRow | None) -> Iterator[Fault]:
        leave_out = _empties("survey", cell.row, cell.column)
        if not _TRIGGER.fullmatch(cell.text):
            written = [one.group() for one in _REFERENCE.finditer(cell.text)]
            meant = ", ".join(written) if written else self._meant(cell.text)
            if all(one in self._known for one in written):
                yield Fault(at(cell, "trigger-form", item=item, suggestion=meant), leave_out)
            return
        for found in _REFERENCE.finditer(cell.text):
            named = self._outline.names.get(found["inner"], [])
            if len(named) == 1 and not self._is_seen(named[0]):
                yield Fault(_marked(cell, found, item, "trigger-not-asked", found["inner"]), leave_out)

    def _is_seen(self, item: SurveyRow) -> bool:
        """Whether the question is shown to whoever answers: what pyxform lets set off something else."""
        texts = [self._outline.columns.text(item.row, key) for key in ("label", "hint")]
        computes = any(self._outline.columns.text(item.row, key) for key in ("calculate", "trigger"))
        return item.type != "calculate" and (not computes or any(texts))

    def _meant(self, written: str) -> str:
        """The reference to write: of a question that is there, and once."""
        near = nearest(written, self._outline.names) if _INNER.fullmatch(written) else ""
        return f"${{{near}}}" if len(self._outline.names.get(near, ())) == 1 else ""

    def _adds(self, name: str, is_new: bool) -> Correct:
        columns = self._outline.columns
        types, names, formulas = (next(iter(columns.of(key)), None) for key in ("type", "name", "calculate"))

        def correct(draft: Draft) -> None:
            if types is None or names is None or not is_new:
                return
            row = {types: "calculate", names: name, formulas: "''"} if formulas else {types: "hidden", names: name}
            draft.add_row("survey", row)

        return correct


def _marked(
    cell: Cell, found: re.Match[str], item: SurveyRow | None, code: str, *facts: str, meant: str = ""
) -> Remark:
    length = len(found.group())
    return at(cell, code, *facts, item=item, position=found.start(), length=length, suggestion=meant)


def _empties(sheet: str, row: int, column: int, text: str = "") -> Correct:
    return lambda draft: draft.put(sheet, row, column, text)
