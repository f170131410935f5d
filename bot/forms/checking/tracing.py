"""From a problem in the XForm to the author's cell."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.engine.definition.problems import Problem
from bot.forms.checking.aligning import place_in
from bot.forms.remarks import Remark
from bot.forms.workbook.sheets import Book, Cell
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.outline import Outline, SurveyRow

# Where an aspect of the XForm may have been written, most likely first.
_COLUMNS = {
    "relevant": ("relevant",),
    "constraint": ("constraint",),
    "calculate": ("calculate",),
    "required": ("required",),
    "readonly": ("readonly",),
    "repeat_count": ("repeat_count",),
    "choice_filter": ("choice_filter", "type"),
    "default": ("default", "calculate"),
    "appearance": ("appearance", "parameters"),
    "type": ("type",),
    "label": ("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    "media": ("media",),
}
# Types that read a file by the name of their row.
_NAMED_AFTER = ("csv-external", "xml-external")
_SETTINGS = {
    "unsupported-encryption": "public_key",
    "ignored-submission-url": "submission_url",
}
_OF_LISTS = re.compile(r"/data(?:/[\w.\-]+)*")


class Tracer:
    """Reads the workbook once and places any number of problems in it."""

    def __init__(self, book: Book, outline: Outline) -> None:
        self._book = book
        self._outline = outline
        self._columns = outline.columns

    def remark(self, problem: Problem) -> Remark:
        """The problem as the author is told it: in the author's own text where that can be found."""
        made = Remark(problem.severity, problem.code, problem.facts, suggestion=problem.suggestion)
        if problem.code == "unsupported-entities":
            return replace(made, sheet="entities")
        if problem.code in _SETTINGS:
            return self._in_settings(made, _SETTINGS[problem.code])
        if problem.aspect == "media" and problem.facts:
            named = self._at_file(made, problem.facts[0])
            if named.cell:
                return named
        if problem.code in ("missing-file", "unreadable-file", "converted-file", "unsupported-geojson"):
            return self._at_file(made, problem.facts[0])
        if problem.code == "unsupported-last-saved":
            return self._at_words(made, "last-saved#")
        names = tuple(name for name in problem.path.split("/") if name)
        item = self._outline.at(names)
        if item is None and names[-2:] == ("meta", "instanceName"):
            return self._in_settings(self._told(made), "instance_name")
        if item is None:
            return self._of_choices(made) if problem.aspect == "media" else made
        made = replace(self._told(made), question=item.name, sheet=self._columns.sheet.name, row=item.row)
        if item.path != names and names[-1:] == (f"{item.name}_count",):
            problem = replace(problem, aspect="repeat_count")
        return self._in_row(made, problem, item)

    def _in_row(self, made: Remark, problem: Problem, item: SurveyRow) -> Remark:
        keys = _COLUMNS.get(problem.aspect, (problem.aspect,))
        if problem.code in ("cycle", "cycle-itself"):
            keys = (*keys, "repeat_count")
        cells = [
            self._columns.sheet.cell(item.row, column)
            for key in keys
            for column in self._columns.of(key)
            if column in self._columns.sheet.rows[item.row]
        ]
        for cell in cells:
            if problem.position is None:
                break
            compiled, position = _inside(problem)
            span = place_in(cell.text, compiled, position, problem.length)
            if span is not None:
                return _at(made, cell, span.position, span.length)
        if problem.aspect == "label" and problem.expression:
            # Of a label with values in it only the value's path is known.
            written = f"${{{problem.expression.strip().rsplit('/', 1)[-1]}}}"
            for cell in cells:
                if written in cell.text:
                    return _at(made, cell, cell.text.index(written), len(written))
        if not cells:
            first = self._columns.cell(item.row, "type")
            return _at(made, first) if first is not None else made
        if problem.code in ("cycle", "cycle-itself"):
            return self._at_reference(made, cells[0])
        return _at(made, cells[0])

    def _at_reference(self, made: Remark, cell: Cell) -> Remark:
        """A circle is shown where it is gone into: the reference to the next question in it."""
        names = made.facts[0].split(" → ")
        written = f"${{{names[1] if len(names) > 1 else names[0]}}}"
        at = cell.text.find(written)
        return _at(made, cell, at, len(written)) if at >= 0 else _at(made, cell)

    def _told(self, made: Remark) -> Remark:
        """Paths in the words become the author's `${name}`."""
        written = tuple(_OF_LISTS.sub(lambda found: found.group().rsplit("/", 1)[-1], fact) for fact in made.facts)
        meant = made.suggestion
        if meant.startswith("/"):
            meant = f"${{{meant.rsplit('/', 1)[-1]}}}"
        if made.code == "unknown-path":
            return replace(made, code="unknown-name", facts=written, suggestion=meant)
        return replace(made, facts=made.facts if made.code == "unknown-node" else written, suggestion=meant)

    def _in_settings(self, made: Remark, key: str) -> Remark:
        sheet = self._book.sheet("settings")
        cell = Columns(sheet, "settings").cell(2, key) if sheet is not None else None
        return _at(made, cell) if cell is not None else made

    def _at_file(self, made: Remark, name: str) -> Remark:
        """The first row that reads the file."""
        sheet = self._columns.sheet
        stem = name.rsplit(".", 1)[0]
        for row, texts in sheet.rows.items():
            if self._columns.text(row, "type") in _NAMED_AFTER and self._columns.text(row, "name") == stem:
                cell = self._columns.cell(row, "name")
                return _at(replace(made, question=stem), cell, 0, len(stem)) if cell is not None else made
            for column, text in texts.items():
                at = text.find(name)
                if at < 0 and self._columns.meanings[column].key != "label":
                    at = text.find(f"'{stem}'")
                if at >= 0:
                    named = replace(made, question=self._columns.text(row, "name"))
                    return _at(named, sheet.cell(row, column), at, len(name))
        return made

    def _at_words(self, made: Remark, words: str) -> Remark:
        """The first row of the survey that has these words anywhere."""
        sheet = self._columns.sheet
        for row, texts in sheet.rows.items():
            for column, text in texts.items():
                if (at := text.find(words)) >= 0:
                    named = replace(made, question=self._columns.text(row, "name"))
                    return _at(named, sheet.cell(row, column), at, len(words))
        return made

    def _of_choices(self, made: Remark) -> Remark:
        sheet = self._book.sheet("choices")
        if sheet is None:
            return made
        columns = Columns(sheet, "choices")
        for row in sheet.rows:
            cell = columns.cell(row, "media")
            if cell is not None and cell.text:
                return _at(made, cell)
        return made


def _inside(problem: Problem) -> tuple[str, int]:
    """The author's part of the expression: a choice filter stands between brackets that pyxform puts around it."""
    text, position = problem.expression, problem.position or 0
    if problem.aspect != "choice_filter" or "[" not in text:
        return text, position
    start, end = text.index("[") + 1, text.rindex("]")
    return text[start:end], position - start


def _at(made: Remark, cell: Cell, position: int | None = None, length: int = 1) -> Remark:
    return replace(
        made,
        sheet=cell.sheet,
        row=cell.row,
        column=cell.header,
        cell=cell.place,
        text=cell.text,
        position=position,
        length=length,
    )
