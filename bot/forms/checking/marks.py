"""Unknown names and words in the columns of our own namespace (`bind::nong:warn` …): they would do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from bot.anomalies.warn_rule import WORDS, idle_words, read_rule
from bot.engine.definition.form_items import QuestionKind
from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Sheet
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.outline import Outline, SurveyRow
from bot.forms.xlsform.structure import Correct, Fault, at
from bot.nearness import nearest

# The words that a column takes; None where its words are the author's own.
_MARKS: dict[str, tuple[str, ...] | None] = {
    "short": None,
    "unit": None,
    "nothing": None,
    "reads": ("area", "baht"),
    "carry": ("yes", "flow", "no"),
    "plus": None,
    "said": None,
    "none": None,
    "later": ("yes", "no"),
    "rollup": ("sum", "last", "no"),
    "offer": ("scans",),
    "rows": None,
    "warn": WORDS,
}
_OURS = "bind::nong:"
_DECLARED = re.compile(r"(?:^|\s)([\w.-]+)\s*=")
_PREFIXED = re.compile(r"(?:bind|body|control|instance|attribute)::([\w.-]+):[^:]")
_ATTRIBUTE = re.compile(r"(?:bind|body|control|instance|attribute)::(.+)")
# A space, a mark other than . - _ :, or a first letter that is none.
_NO_NAME = re.compile(r"[\s!-,/;-@\[-^`{-~]|^[\d.-]")
# What every XForm of pyxform's declares.
_USUAL = frozenset({"jr", "odk", "orx", "h", "ev", "xsd", "xml", "entities"})
_KINDS = {"int": QuestionKind.INTEGER, "decimal": QuestionKind.DECIMAL, "string": QuestionKind.TEXT}


def undeclared(outline: Outline, settings: Sheet | None) -> Iterator[Fault]:
    """Columns of a namespace that the workbook does not declare, ours or another, or of a name that is none: no XForm
    can be made of them."""
    columns = outline.columns
    written = Columns(settings, "settings").text(2, "namespaces") if settings is not None else ""
    known = _USUAL | set(_DECLARED.findall(written))
    told: set[str] = set()
    for column, header in columns.sheet.headers.items():
        if not is_attribute(header) and any(column in texts for texts in columns.sheet.rows.values()):
            yield Fault(at(columns.head(column), "bad-attribute", header), _drops(columns, column, ""))
            continue
        found = _PREFIXED.match(header)
        if found is None or found[1] in known:
            continue
        prefix = found[1]
        code = "no-namespace" if prefix == "nong" else "unbound-prefix"
        if prefix not in told or prefix != "nong":
            yield Fault(at(columns.head(column), code, prefix), _drops(columns, column, prefix))
        told.add(prefix)


def is_attribute(header: str) -> bool:
    """Whether what a column adds to the form is called as an XML may have it; true of columns that add none."""
    found = _ATTRIBUTE.match(header)
    return found is None or _NO_NAME.search(found[1].partition("::")[0]) is None


def _drops(columns: Columns, column: int, prefix: str) -> Correct:
    """Without the column; with the first of ours all of them go."""

    def correct(draft: Draft) -> None:
        for other, header in columns.sheet.headers.items():
            if other == column or (prefix == "nong" and header.startswith(_OURS)):
                draft.drop_column("survey", other)

    return correct


def mark_remarks(outline: Outline) -> Iterator[Remark]:
    """On the heads first, then on the cells below."""
    columns = outline.columns
    for key in _ours(columns):
        name = key.removeprefix(_OURS)
        if name not in _MARKS:
            near = nearest(name, tuple(_MARKS))
            yield _head(columns, key, "unknown-mark", key, suggestion=f"{_OURS}{near}" if near else "")
            continue
        for item in outline.items:
            yield from _cell(columns, item, key, name)


def _cell(columns: Columns, item: SurveyRow, key: str, name: str) -> Iterator[Remark]:
    cell = columns.cell(item.row, key)
    allowed = _MARKS[name]
    if cell is None or not cell.text or allowed is None:
        return
    words = cell.text.strip()
    if name != "warn":
        if words not in allowed:
            near = nearest(words.lower(), allowed) or ""
            yield _remark(columns, item, key, "unknown-mark-word", words, ", ".join(allowed), suggestion=near)
        return
    for word in read_rule(words)[1]:
        near = nearest(word, allowed) or ""
        yield _remark(columns, item, key, "unknown-mark-word", word, ", ".join(allowed), suggestion=near)
    for word in idle_words(words, _kind(item)):
        yield _remark(columns, item, key, "idle-mark-word", word)


def _remark(columns: Columns, item: SurveyRow, key: str, code: str, *facts: str, suggestion: str = "") -> Remark:
    cell = columns.cell(item.row, key)
    assert cell is not None
    found = re.search(re.escape(facts[0]), cell.text, re.IGNORECASE)
    return at(
        cell,
        code,
        *facts,
        item=item,
        suggestion=suggestion,
        severity=Severity.WARNING,
        position=found.start() if found else None,
        length=len(facts[0]),
    )


def _head(
    columns: Columns, key: str, code: str, fact: str, suggestion: str = "", severity: Severity = Severity.WARNING
) -> Remark:
    column = columns.of(key)[0]
    cell = columns.sheet.cell(1, column)
    header = columns.sheet.headers[column]
    return Remark(
        severity, code, (fact,), columns.sheet.name, 1, header, cell.place, text=header, suggestion=suggestion
    )


def _ours(columns: Columns) -> list[str]:
    return [key for key in dict.fromkeys(each.key for each in columns.meanings.values()) if key.startswith(_OURS)]


def _kind(item: SurveyRow) -> QuestionKind:
    """As far as the rule needs it: a figure, words, or anything else."""
    bind = QUESTION_TYPE_DICT.get(item.type, {}).get("bind", {})
    if item.select or item.type in ("note", "calculate", "hidden", "acknowledge") or bind.get("jr:preload"):
        return QuestionKind.NOTE
    return _KINDS.get(str(bind.get("type")), QuestionKind.NOTE)
