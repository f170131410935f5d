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

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import at

_PLACE = re.compile(
    r"\[row : (?P<row>\d+)\](?: On the '(?P<sheet>\w+)' sheet, (?:the '(?P<column>[^']+)' value is \w+\.)?)?\s*"
)
_UNKNOWN_PARAMETER = re.compile(
    r"accepted parameter keys .* '(?P<known>[^']*)'.*invalid parameter key\(s\): '(?P<wrong>[^']*)'"
)
_RANGE = (
    (re.compile(r"parameter '(?P<name>[^']+)' must be a number"), "range-number"),
    (re.compile(r"parameter '(?P<name>[^']+)' must not be '0'"), "range-zero"),
    (re.compile(r"parameter '(?P<name>[^']+)' must not be larger"), "range-larger"),
)
_NO_LABEL = re.compile(r"survey element named '(?P<name>[^']+)' has no label", re.IGNORECASE)
_SAID_ELSEWHERE = (
    "Choices should have a label", "has no label", "max-pixels", "machine-readable", "is missing the",
    "Row without name", "sheets with similar names", "is no longer supported on most devices",
    "uses or_other and translations",
)  # fmt: skip
_KEPT = ("type", "name", "label")


@dataclass(slots=True)
class Attempt:
    """`xml` is None where no correcting helped."""

    xml: str | None = None
    remarks: list[Remark] = field(default_factory=list)


def convert_mended(
    outline: Outline, draft: Draft, convert: Callable[[dict[str, Any]], str], known: set[tuple[str, int]]
) -> Attempt:
    """Corrects and converts the copy until it is a form. `known`: (sheet, row) of which all has been said."""
    made = Attempt()
    tried: dict[tuple[str, int], int] = {}
    rows = len(outline.columns.sheet.rows)
    for _ in range(max(3, min(40, 20_000 // (rows + 1)))):
        try:
            made.xml = convert(draft.for_pyxform())
            return made
        except PyXFormError as error:
            again = False
            for line in _complaints(str(error)):
                remark, sheet, row = _said(line, outline)
                # A row that was corrected is no longer the author's: what is wrong with it now is our doing.
                is_told = (sheet, row or 0) in known or (sheet, row or 0) in tried
                if not is_told and remark not in made.remarks:
                    made.remarks.append(remark)
                if row is not None and _correct(draft, outline, sheet, row, tried):
                    again = True
            if not again:
                return made
        except MemoryError:
            # No fault of a cell: whoever set the limit says so.
            raise
        except Exception as error:
            # pyxform lets raw TypeErrors and KeyErrors through on odd sheets.
            if not known and not made.remarks:
                made.remarks.append(
                    Remark(Severity.ERROR, "unreadable-workbook", (f"{type(error).__name__}: {error}"[:200],))
                )
            return made
    return made


def pyxform_warnings(warnings: Iterable[str], outline: Outline) -> Iterator[Remark]:
    """pyxform's own warnings, save those that are said here in our own words or mean nothing in a chat."""
    for warning in warnings:
        if any(words in warning for words in _SAID_ELSEWHERE):
            continue
        remark, _, row = _said(" ".join(warning.split()), outline)
        if "case-insensitive match" in warning:
            name = outline.columns.text(row or 0, "name")
            cell = outline.columns.cell(row or 0, "name")
            if cell is not None:
                yield at(cell, "name-case", name, severity=Severity.WARNING)
            continue
        yield replace(remark, code="other-remark", severity=Severity.NOTE)


def _complaints(text: str) -> list[str]:
    """A message of several lines names a row in each, or is one complaint."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(_PLACE.match(line) for line in lines):
        return lines
    return [" ".join(lines) or "unknown"]


def _said(line: str, outline: Outline) -> tuple[Remark, str, int | None]:
    placed = _PLACE.search(line)
    sheet = (placed["sheet"] if placed else None) or "survey"
    row = int(placed["row"]) if placed else None
    words = _PLACE.sub("", line).strip() or line
    item: SurveyRow | None = None
    if row is None and (unnamed := _NO_LABEL.search(line)):
        item = next(iter(outline.names.get(unnamed["name"], [])), None)
        row = item.row if item else None
    if row is not None and sheet == "survey":
        item = next((one for one in outline.items if one.row == row), item)
    code, facts = _code(line, words)
    if item is None or sheet != "survey":
        return Remark(Severity.ERROR, code, facts, sheet if placed else "", row), sheet, row
    key = "label" if code == "no-label" else "calculate" if code == "no-calculation" else ""
    key = key or ("parameters" if "parameters" in (placed["column"] or "" if placed else "") else "type")
    cell = outline.columns.cell(item.row, key) or outline.columns.sheet.cell(item.row, 1)
    return at(cell, code, *facts, item=item), sheet, row


def _code(line: str, words: str) -> tuple[str, tuple[str, ...]]:
    if _NO_LABEL.search(line):
        return "no-label", ()
    if "Missing calculation" in line:
        return "no-calculation", ()
    if unknown := _UNKNOWN_PARAMETER.search(line):
        return "parameter-unknown", (unknown["wrong"], unknown["known"])
    if "key1=value1" in line:
        return "parameters-form", ()
    for pattern, code in _RANGE:
        if found := pattern.search(line):
            return code, (found["name"],)
    if "'parameters' value" in line:
        return "bad-parameters", (words,)
    return "conversion", (words[:300],)


def _correct(draft: Draft, outline: Outline, sheet: str, row: int, tried: dict[tuple[str, int], int]) -> bool:
    """First leave only type, name and label of the row, then make it a plain text, then take it out."""
    times = tried[(sheet, row)] = tried.get((sheet, row), 0) + 1
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
