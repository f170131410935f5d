"""What the author is told about one place of the workbook."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

import regex

from bot.engine.definition.problems import Severity
from bot.texts.forms.problems import advice, english, thai

_WINDOW = 76
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Remark:
    """`sheet`, `row` (from 1, as Excel shows it), `column` (its name as written) and `cell` (`D5`) say where; "" and
    None where the whole workbook or sheet is meant. `question` is the row's name. `text` is the cell's own text and
    `position` the 0-based character in it with `length` characters meant, None where the whole cell is meant.
    `code`, `facts` and `suggestion` as in `bot.engine.definition.problems.Problem`. `also` are further cells of which
    the same is true."""

    severity: Severity
    code: str
    facts: tuple[str, ...] = ()
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""
    question: str = ""
    text: str = ""
    position: int | None = None
    length: int = 1
    suggestion: str = ""
    also: tuple[str, ...] = ()

    @property
    def th(self) -> str:
        """What is wrong, in Thai."""
        return thai(self.code, self.facts)

    @property
    def en(self) -> str:
        return english(self.code, self.facts)

    @property
    def todo_th(self) -> str:
        """What to do, in Thai; "" where there is nothing to say."""
        return advice(self.code, self.facts, self.suggestion).th

    @property
    def todo_en(self) -> str:
        return advice(self.code, self.facts, self.suggestion).en

    @property
    def excerpt(self) -> tuple[str, str, str]:
        """The line of the text that is meant, in three parts: before, the part itself, after. Long ones are cut."""
        if self.position is None:
            return _cut(self.text.split("\n", 1)[0], _WINDOW), "", ""
        start = self.text.rfind("\n", 0, self.position) + 1
        end = self.text.find("\n", self.position)
        line = self.text[start : end if end >= 0 else len(self.text)]
        first, last = _whole_letters(line, self.position - start, self.length)
        before, part, after = line[:first], line[first:last], line[last:]
        if len(line) <= _WINDOW:
            return before, part, after
        if len(before) > _WINDOW // 2:
            cut, _ = _whole_letters(before, len(before) - _WINDOW // 2, 1)
            before = "…" + before[cut:]
        return before, _cut(part, _WINDOW), _cut(after, _WINDOW // 2)

    @property
    def caret(self) -> str:
        """Spaces and carets to stand under the excerpt in a fixed-width fount; "" where the whole cell is meant."""
        if self.position is None:
            return ""
        before, part, _ = self.excerpt
        return " " * _width(before) + "^" * max(1, _width(part))

    def as_json(self) -> dict[str, Any]:
        """Every field, and the words."""
        fields = asdict(self)
        words = {"th": self.th, "en": self.en, "todo_th": self.todo_th, "todo_en": self.todo_en}
        return {**fields, "excerpt": "".join(self.excerpt), "caret": self.caret, **words}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Remark:
        """`as_json` undone."""
        kept = {name: fields[name] for name in cls.__dataclass_fields__ if name in fields}
        kept["severity"] = Severity(kept["severity"])
        kept["facts"], kept["also"] = tuple(kept.get("facts", ())), tuple(kept.get("also", ()))
        return cls(**kept)


def in_order(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Errors first, then warnings, then notes; within each as they stand in the workbook; nothing twice."""
    sheets = {"": 0, "survey": 1, "choices": 2, "settings": 3}
    ordered = sorted(
        dict.fromkeys(remarks),
        key=lambda one: (
            _ORDER[one.severity],
            sheets.get(one.sheet.lower(), 4),
            one.row or 0,
            _column_number(one.cell),
            one.position or 0,
        ),
    )
    return tuple(ordered)


def _column_number(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    return len(letters), letters


def _whole_letters(line: str, at: int, length: int) -> tuple[int, int]:
    """From and to, with every letter whole: a Thai vowel or tone mark is never parted from its consonant."""
    end = min(at + length, len(line))
    for letter in regex.finditer(r"\X", line):
        if letter.start() < at < letter.end():
            at = letter.start()
        if letter.start() < end < letter.end():
            return at, letter.end()
        if letter.end() >= end:
            break
    return at, end


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: _whole_letters(text, most - 1, 0)[0]] + "…"


def _width(text: str) -> int:
    """Columns in a terminal: Thai vowels and tone marks above and below take none, wide letters two."""
    width = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width
