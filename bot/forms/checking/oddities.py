"""What is odd in the workbook without being wrong: columns and sheets nobody reads, formulas, rows without words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.engine.definition.problems import Severity
from bot.forms.checking.marks import is_attribute
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Book, Sheet
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import at, lower_heads
from bot.nearness import nearest

_SURVEY_COLUMNS = (
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint",
    "constraint_message", "calculation", "default", "choice_filter", "appearance", "parameters", "readonly",
    "repeat_count", "trigger", "image", "audio", "video",
)  # fmt: skip
_SETTINGS_COLUMNS = ("form_title", "form_id", "version", "default_language", "instance_name", "namespaces")
_SHEETS = ("survey", "choices", "settings")
_MOST_NAMED = 12


def oddities(book: Book, outline: Outline) -> Iterator[Remark]:
    """Each as a warning or a note."""
    yield from _headers(outline.columns, _SURVEY_COLUMNS)
    settings = book.sheet("settings")
    if settings is not None:
        columns = Columns(settings, "settings")
        is_known = any(one.is_known for one in columns.meanings.values())
        if not is_known and (lower := lower_heads(settings, _SETTINGS_COLUMNS, 1)):
            facts = (settings.name, str(lower))
            yield Remark(Severity.WARNING, "heads-lower", facts, settings.name, lower)
        yield from _headers(columns, _SETTINGS_COLUMNS)
        yield from (
            at(settings.cell(row, min(texts)), "settings-row", severity=Severity.WARNING)
            for row, texts in settings.rows.items()
            if row > 2 and texts
        )
    for sheet in book.sheets.values():
        yield from _formulas(sheet)
    yield from _sheets(book)
    yield from _rows(outline)


def _headers(columns: Columns, usual: tuple[str, ...]) -> Iterator[Remark]:
    sheet = columns.sheet
    for column, meaning in columns.meanings.items():
        header = sheet.headers[column]
        if meaning.key.startswith("instance::") and is_attribute(header):
            yield at(columns.head(column), "unused-column", header, severity=Severity.NOTE)
        if meaning.is_known or header.startswith(("_", "#")):
            continue
        first, colons, rest = header.partition("::")
        near = nearest(first, usual)
        if near and not colons and columns.of(near):
            # It would stand there twice.
            near = ""
        yield Remark(
            Severity.WARNING if near else Severity.NOTE,
            "unknown-header",
            (header,),
            sheet.name,
            1,
            header,
            sheet.cell(1, column).place,
            text=header,
            suggestion=f"{near}{colons}{rest}" if near else "",
        )


def _formulas(sheet: Sheet) -> Iterator[Remark]:
    """One remark for all that have a value, one for each that has none."""
    with_value = [sheet.cell(*place) for place, has_value in sheet.formulas.items() if has_value]
    for place, has_value in sheet.formulas.items():
        if not has_value:
            yield at(sheet.cell(*place), "formula-empty", severity=Severity.WARNING)
    if with_value:
        remark = at(with_value[0], "formula", severity=Severity.NOTE)
        yield replace(remark, also=tuple(cell.place for cell in with_value[1 : _MOST_NAMED + 1]))


def _sheets(book: Book) -> Iterator[Remark]:
    for name in book.others:
        near = nearest(name, _SHEETS)
        if near and near not in book.sheets and not name.startswith("_"):
            yield Remark(Severity.WARNING, "similar-sheet", (name,), name, suggestion=near)


def _rows(outline: Outline) -> Iterator[Remark]:
    columns = outline.columns
    for item in outline.items:
        cell = columns.cell(item.row, "type") or columns.sheet.cell(item.row, 1)
        if item.what == "comment" and not item.type:
            yield at(cell, "ignored-row", severity=Severity.NOTE)
        if item.what == "begin" and item.control == "repeat" and not columns.text(item.row, "label"):
            yield at(cell, "repeat-no-label", item.name, item=item, severity=Severity.NOTE)
        constraint = columns.cell(item.row, "constraint")
        if constraint is not None and constraint.text and not columns.text(item.row, "constraint_message"):
            yield at(constraint, "no-constraint-message", item=item, severity=Severity.WARNING)
