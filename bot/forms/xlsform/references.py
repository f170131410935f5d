"""`${name}` in every cell of the survey: written in full, and of a question that is there, once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import Correct, Fault, at
from bot.nearness import nearest

_REFERENCE = re.compile(r"\$\{(?P<inner>[^}]*)(?P<end>\}?)")
_INNER = re.compile(r"(?:last-saved#)?[^\s{}$'\"=<>(),]+")
_NOT_READ = ("name", "note")


def reference_faults(outline: Outline) -> Iterator[Fault]:
    """Every reference that leads nowhere. In the copy a name that is missed becomes a blank calculation."""
    columns = outline.columns
    made: set[str] = set()
    by_row = {item.row: item for item in outline.items}
    for row, texts in columns.sheet.rows.items():
        item = by_row.get(row)
        if item is None or item.what == "comment":
            continue
        for column, text in texts.items():
            meaning = columns.meanings[column]
            if "${" not in text or not meaning.is_known or meaning.key in _NOT_READ:
                continue
            cell = columns.sheet.cell(row, column)
            for found in _REFERENCE.finditer(text):
                inner, length = found["inner"].strip(), len(found.group())
                if not found["end"] or not _INNER.fullmatch(found["inner"]):
                    remark = at(cell, "bad-reference", item=item, position=found.start(), length=length,
                                suggestion=_meant(inner, outline))  # fmt: skip
                    yield Fault(remark, _empties(row, column))
                    continue
                name = inner.removeprefix("last-saved#")
                named = outline.names.get(name, [])
                if not named:
                    remark = at(cell, "unknown-name", name, item=item, position=found.start(), length=length,
                                suggestion=_meant(name, outline))  # fmt: skip
                    yield Fault(remark, _adds(outline, name) if name not in made else _nothing)
                    made.add(name)
                elif len(named) > 1:
                    remark = at(cell, "ambiguous-name", name, item=item, position=found.start(), length=length)
                    yield Fault(remark, _empties(row, column))


def _meant(written: str, outline: Outline) -> str:
    """The reference to write: of a question that is there, and once."""
    near = nearest(written, outline.names) if _INNER.fullmatch(written) else ""
    return f"${{{near}}}" if len(outline.names.get(near, ())) == 1 else ""


def _adds(outline: Outline, name: str) -> Correct:
    columns = outline.columns
    types, names, formulas = (next(iter(columns.of(key)), None) for key in ("type", "name", "calculate"))

    def correct(draft: Draft) -> None:
        if types is None or names is None:
            return
        row = {types: "calculate", names: name, formulas: "''"} if formulas else {types: "hidden", names: name}
        draft.add_row("survey", row)

    return correct


def _empties(row: int, column: int) -> Correct:
    return lambda draft: draft.put("survey", row, column, "")


def _nothing(draft: Draft) -> None:
    return None
