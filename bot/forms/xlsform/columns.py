"""Which column of a sheet means what: XLSForm's names, their older spellings, and the languages behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey

from bot.forms.workbook.sheets import Cell, Sheet

_BINDS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculate",
    "required": "required",
    "readonly": "readonly",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
}
_CONTROLS = {"jr:count": "repeat_count", "appearance": "appearance"}
_INTERNAL = frozenset({"parent", "extra_data", "actions", "children", "choices", "itemset", "flat"})
_SURVEY = frozenset(MultipleChoiceQuestion.get_slot_names()) - _INTERNAL | {"disabled", "save_to", "note", "intent"}
_CHOICES = frozenset(Option.get_slot_names()) - _INTERNAL
_SETTINGS = frozenset(Survey.get_slot_names()) - _INTERNAL

TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`key` is the column in one spelling, `language` "" where none is named; `is_known` is XLSForm's own."""

    key: str
    language: str
    is_known: bool


class Columns:
    """The columns of one sheet by what they mean."""

    def __init__(self, sheet: Sheet, kind: str) -> None:
        self.sheet = sheet
        self.kind = kind
        double = any("::" in header for header in sheet.headers.values())
        self.meanings = {column: _meaning(header, kind, double) for column, header in sheet.headers.items()}
        self._of_key: dict[str, list[int]] = {}
        for column, meaning in self.meanings.items():
            self._of_key.setdefault(meaning.key, []).append(column)

    def of(self, key: str) -> list[int]:
        """The columns of that meaning, from left to right."""
        return self._of_key.get(key, [])

    def text(self, row: int, key: str) -> str:
        """The first text in a column of that meaning."""
        texts = self.sheet.rows.get(row, {})
        return next((texts[column] for column in self.of(key) if column in texts), "")

    def cell(self, row: int, key: str) -> Cell | None:
        """The first cell of that meaning with words, else the empty one in its place; None without such a column."""
        columns = self.of(key)
        if not columns:
            return None
        texts = self.sheet.rows.get(row, {})
        return self.sheet.cell(row, next((column for column in columns if column in texts), columns[0]))

    def head(self, column: int) -> Cell:
        """The column's name itself."""
        header = self.sheet.headers[column]
        return Cell(self.sheet.name, 1, column, header, header)

    def languages(self, key: str = "label") -> list[str]:
        """The languages of that column, as written; "" for one without."""
        return list(dict.fromkeys(self.meanings[column].language for column in self.of(key)))


def _meaning(header: str, kind: str, double: bool) -> Meaning:
    known: Any = {"survey": _SURVEY, "choices": _CHOICES, "settings": _SETTINGS}[kind]
    names: Any = {
        "survey": aliases.survey_header, "choices": aliases.list_header, "settings": aliases.settings_header
    }[kind]  # fmt: skip
    _, tokens = process_header(header, double, names, known)
    first, rest = tokens[0], tokens[1:]
    is_known = first in known or first in ("bind", "control", "media", "instance", "body", "list name", "attribute")
    if first == "bind" and rest:
        key = _BINDS.get(rest[0], f"bind::{rest[0]}")
        return Meaning(key, rest[1] if len(rest) > 1 else "", True)
    if first in ("control", "body") and rest:
        return Meaning(_CONTROLS.get(rest[0], f"body::{rest[0]}"), "", True)
    if first == "media":
        return Meaning("media", rest[-1] if len(rest) > 1 else "", True)
    if first == "list name":
        return Meaning("list_name", "", True)
    if first == "list_name" and kind == "choices":
        return Meaning("list_name", "", True)
    if first in ("instance", "attribute"):
        return Meaning("::".join(tokens), "", True)
    return Meaning(first, rest[0] if rest else "", is_known)
