"""What pyxform says of a workbook, in our own words and at the author's cell."""

from __future__ import annotations

import re

from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.outline import MADE_NAME, Outline, SurveyRow
from bot.forms.xlsform.structure import at

_PLACE = re.compile(
    r"\[row : (?P<row>\d+)\](?: On the '(?P<sheet>\w+)' sheet, (?:the '(?P<column>[^']+)' value is \w+\.)?)?\s*"
)
_NO_LABEL = re.compile(r"survey element named '(?P<name>[^']+)' has no label", re.IGNORECASE)
# What it complains of, the code, the column where it most likely stands; the pattern's groups are the facts.
_KNOWN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), code, column)
    for pattern, code, column in (
        (_NO_LABEL.pattern, "no-label", "label"),
        ("Missing calculation", "no-calculation", "calculate"),
        ("Choice filter not supported with or_other", "or-other-filter", "type"),
        ("entity properties|'save_to' value|On the 'entities' sheet", "unsupported-entities", "bind::entities:saveto"),
        ("Names must begin with a letter", "bad-name", "name"),
        ("Audits must always be named", "audit-name", "name"),
        (r"Media type: (?P<name>\S+) not supported", "unknown-media", "media"),
        ("big-image, you must also specify an image", "big-image-alone", "media"),
        (
            r"accepted parameter keys .* '(?P<known>[^']*)'.*invalid parameter key\(s\): '(?P<wrong>[^']*)'",
            "parameter-unknown",
            "parameters",
        ),
        ("key1=value1", "parameters-form", "parameters"),
        (r"parameter '(?P<name>[^']+)' must be a number", "range-number", "parameters"),
        (r"parameter '(?P<name>[^']+)' must not be '0'", "range-zero", "parameters"),
        (r"parameter '(?P<name>[^']+)' must not be larger", "range-larger", "parameters"),
        (r"parameter '(?P<name>[^']+)' must be a multiple of 'step'", "range-multiple", "parameters"),
        (r"parameter '?(?P<name>[\w-]+)'? must have an? (?:integer|numeric)", "parameter-number", "parameters"),
        (r"'(?P<name>[\w-]+)' parameter must have a numeric", "parameter-number", "parameters"),
        (r"'(?P<name>[\w-]+)' parameter must be either", "parameter-truth", "parameters"),
        (r"\A(?P<name>randomize) must be set to", "parameter-truth", "parameters"),
        (r"Invalid value for (?P<name>[\w-]+)\.", "parameter-value", "parameters"),
        ("include randomize=true to use a seed", "seed-alone", "parameters"),
        (r"\A(?P<name>seed) value must be a number", "parameter-number", "parameters"),
        ("'parameters' value", "bad-parameters", "parameters"),
    )
)  # fmt: skip


def complaints(text: str) -> list[str]:
    """A message of several lines names a row in each, or is one complaint."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(_PLACE.match(line) for line in lines):
        return lines
    return [" ".join(lines) or "unknown"]


def said(line: str, outline: Outline, others: dict[str, Columns]) -> tuple[Remark, str, int | None]:
    """A complaint as a remark, the sheet that it speaks of (as XLSForm calls it) and the row, None where it names none.
    `others` are the columns of the other sheets."""
    placed = _PLACE.search(line)
    sheet = (placed["sheet"] if placed else None) or "survey"
    row = int(placed["row"]) if placed else None
    column = (placed["column"] if placed else None) or ""
    if sheet == "settings":
        row = 2
    words = _PLACE.sub("", line).strip() or line
    code, key, facts = _known(line) or ("conversion", column, (words[:300],))
    item: SurveyRow | None = None
    if row is None and (unnamed := _NO_LABEL.search(line)):
        made = MADE_NAME.fullmatch(unnamed["name"])
        item = next(iter(outline.names.get(unnamed["name"], [])), None)
        row = item.row if item else int(made[1]) if made else None
    if row is not None and sheet == "survey":
        item = next((one for one in outline.items if one.row == row), item)
    if code == "bad-parameters":
        facts = (words[:300],)
    columns = outline.columns if sheet == "survey" else others.get(sheet)
    if columns is None or row is None:
        return Remark(Severity.ERROR, code, facts, sheet if placed else "", row), sheet, row
    first = "type" if sheet == "survey" else "name"
    cell = columns.cell(row, key) or columns.cell(row, first) or columns.sheet.cell(row, 1)
    if code == "bad-name":
        return at(cell, code, cell.text, item=item, suggestion="form"), sheet, row
    return at(cell, code, *facts, item=item), sheet, row


def _known(line: str) -> tuple[str, str, tuple[str, ...]] | None:
    for pattern, code, key in _KNOWN:
        if found := pattern.search(line):
            groups = found.groupdict()
            facts = (groups["wrong"], groups["known"]) if "wrong" in groups else tuple(groups.values())
            return code, key, () if code == "no-label" else facts
    return None
