"""A workbook that could be opened, read as a form: pyxform's part and ours, and every remark on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyxform import aliases
from pyxform.xls2xform import convert as xls2xform

from bot.engine.definition import datatypes
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.definition.labels import choice_labels
from bot.engine.definition.problems import FormRefused, Problem, Severity, refused
from bot.engine.expressions.dates import of_common_era
from bot.engine.instance.tree import MOST_ROWS
from bot.engine.xform.reading import load_form
from bot.forms.checking.marks import mark_remarks, undeclared
from bot.forms.checking.oddities import oddities
from bot.forms.checking.tracing import Tracer
from bot.forms.examined import Examined, of_refusal
from bot.forms.remarks import Remark, in_order
from bot.forms.workbook.sheets import Book
from bot.forms.workbook.workbook import Converted, convert_sheets
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.converting import convert_mended, pyxform_warnings
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.languages import Languages, settings_columns
from bot.forms.xlsform.lists import Lists
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.references import reference_faults
from bot.forms.xlsform.structure import Fault, Structure, at, columns_twice
from bot.forms.xlsform.tidying import merged_names, tidy_cells

# The days that an officer can answer, as `bot.thai.dates` reads them.
FIRST_DAY, LAST_DAY = "1900-01-01", "2150-12-31"
_REFERENCE = re.compile(r"\$\{(?P<name>.*)\}")
# What pyxform does not see, or not in the sheets as they are handed to it.
_UNSEEN = ("name-not-latin", "same-column", "merged-name")
_NEVER_ANSWERED = ("bare-word", "unknown-column")


def examined(book: Book, files: Mapping[str, bytes]) -> Examined:
    """Everything about one workbook, whose cells are tidied on the way."""
    tidied = list(tidy_cells(book))
    survey = book.sheet("survey")
    if survey is None or not survey.headers:
        return of_refusal(refused("no-survey-sheet"))
    columns = Columns(survey, "survey")
    missing = [key for key in ("type", "name") if not columns.of(key)]
    if "type" in missing:
        return Examined(
            tuple(Remark(Severity.ERROR, "no-column", (survey.name, key), survey.name, 1) for key in missing)
        )
    return _Reading(book, Outline(columns), files, tidied).examined()


class _Reading:
    def __init__(self, book: Book, outline: Outline, files: Mapping[str, bytes], tidied: list[Remark]) -> None:
        self._tidied = tidied
        self._book = book
        self._outline = outline
        self._files = files
        choices = book.sheet("choices")
        self._lists = Lists(Columns(choices, "choices") if choices is not None else None)
        self._settings = settings_columns(book.sheet("settings"))
        self._tracer = Tracer(book, outline)

    def examined(self) -> Examined:
        remarks = [
            *self._tidied,
            *Languages(self._outline, self._lists, self._settings).remarks(),
            *self._lists.remarks(self._outline),
            *oddities(self._book, self._outline),
            *mark_remarks(self._outline),
        ]
        structure = [
            *Structure(self._outline, self._lists.names).faults(),
            *undeclared(self._outline, self._book.sheet("settings")),
            *merged_names(self._book),
            *(
                fault
                for columns in (self._lists.columns, self._settings)
                if columns
                for fault in columns_twice(columns)
            ),
        ]
        converted = self._converted()
        remarks += pyxform_warnings(converted.warnings if converted else (), self._outline)
        form: Form | None = None
        is_sound = not any(fault.remark.code in _UNSEEN for fault in structure)
        # pyxform leaves a reference that is not written in full as it stands.
        is_sound = is_sound and all(fault.remark.code != "bad-reference" for fault in reference_faults(self._outline))
        if converted is not None and is_sound:
            form, found = self._loaded(converted.xml)
            read = converted.attachments
        else:
            found, read = self._corrected(structure)
        remarks += found
        if form is not None:
            remarks += self._defaults(form)
            remarks += self._impossible_dates(form)
            remarks += self._counted_high(form)
        remarks = _without_echo([self._weighed(self._advised(remark)) for remark in remarks])
        told = _with_files_unused(remarks, read, self._files)
        if converted is None or form is None or any(remark.severity is Severity.ERROR for remark in told):
            return Examined(told, files=read)
        asked = sum(question.kind.is_asked for question in form.questions.values())
        return Examined(told, converted.xml, form.title, asked, read)

    def _converted(self) -> Converted | None:
        try:
            return convert_sheets(Draft(self._book).for_pyxform())
        except FormRefused:
            return None

    def _loaded(self, xml: str) -> tuple[Form | None, list[Remark]]:
        try:
            form = load_form(xml, self._files)
        except FormRefused as refusal:
            return None, self._traced((*refusal.problems, *refusal.remarks))
        return form, self._traced(form.notes)

    def _traced(self, problems: tuple[Problem, ...]) -> list[Remark]:
        """One remark a place; what is the same in many rows is said once."""
        made: list[Remark] = []
        noted: dict[str, int] = {}
        for problem in problems:
            remark = self._tracer.remark(problem)
            if remark.severity is Severity.NOTE and remark.code in noted:
                first = made[noted[remark.code]]
                if remark.cell and len(first.also) < 12 and remark.cell not in (first.cell, *first.also):
                    made[noted[remark.code]] = replace(first, also=(*first.also, remark.cell))
                continue
            noted.setdefault(remark.code, len(made))
            made.append(remark)
        return made

    def _corrected(self, structure: list[Fault]) -> tuple[list[Remark], tuple[str, ...]]:
        """What a form that cannot be converted would say if it were corrected where it is known to be wrong."""
        allow_same = self._settings is not None and aliases.yes_no.get(
            self._settings.text(2, "allow_choice_duplicates"), False
        )
        faults = [
            *structure,
            *reference_faults(self._outline),
            *self._lists.faults(self._outline, allow_same),
        ]
        draft = Draft(self._book)
        for fault in faults:
            fault.correct(draft)
        remarks = [fault.remark for fault in faults]
        known = {(remark.sheet.lower(), remark.row or 0) for remark in remarks}
        attempt = convert_mended(
            self._outline, draft, lambda sheets: str(xls2xform(sheets, form_name="data").xform), known
        )
        remarks += attempt.remarks
        read: tuple[str, ...] = ()
        if attempt.xml is not None:
            _, found = self._loaded(attempt.xml)
            # A row whose structure is wrong has been changed in the copy: what is wrong with the change is not said.
            remarks += [
                one for one in found if not (one.code in _OF_THE_COPY and (one.sheet.lower(), one.row) in known)
            ]
            read = tuple(dict.fromkeys(one.facts[0] for one in found if one.code == "missing-file"))
        if not remarks:
            remarks.append(Remark(Severity.ERROR, "conversion", ("",)))
        return remarks, (*read, *self._files)

    def _defaults(self, form: Form) -> Iterator[Remark]:
        """Defaults written down that the question's type or list does not take."""
        for path, question in form.questions.items():
            spec = form.blueprint.specs[tuple(path.strip("/").split("/"))]
            if not spec.default or question.kind is QuestionKind.NOTE or not question.kind.is_asked:
                continue
            item = self._outline.at(spec.path)
            cell = self._outline.columns.cell(item.row, "default") if item is not None else None
            if cell is not None and (meant := of_common_era(cell.text)):
                yield at(cell, "buddhist-date", cell.text, item=item, severity=Severity.WARNING, suggestion=meant)
            value = datatypes.from_text(question.kind, spec.data_type, spec.default)
            known = choice_labels(form, question) if value is not None and question.kind.has_choices else {}
            chosen = value if isinstance(value, list) else [value]
            if value is not None and (not known or all(each in known for each in chosen)):
                continue
            if cell is not None and cell.text:
                yield at(cell, "default-does-not-fit", cell.text, item=item, severity=Severity.WARNING)

    def _impossible_dates(self, form: Form) -> Iterator[Remark]:
        """Dates whose condition no day that can be answered meets; nobody gets past one that is required."""
        for path, question in form.questions.items():
            bounds = question.minimum, question.maximum
            if question.kind is not QuestionKind.DATE or "today" in bounds:
                continue
            if max(bounds[0] or FIRST_DAY, FIRST_DAY) <= min(bounds[1] or LAST_DAY, LAST_DAY):
                continue
            spec = form.blueprint.specs[tuple(path.strip("/").split("/"))]
            item = self._outline.at(spec.path)
            cell = self._outline.columns.cell(item.row, "constraint") if item is not None else None
            if cell is not None:
                severity = Severity.WARNING if spec.required is None else Severity.ERROR
                yield at(cell, "no-possible-date", item=item, severity=severity)

    def _counted_high(self, form: Form) -> Iterator[Remark]:
        """Repeats that may be counted above what is asked: by a figure, or by a question without a bound."""
        for item in self._outline.items:
            cell = self._outline.columns.cell(item.row, "repeat_count")
            if item.control != "repeat" or cell is None or not cell.text:
                continue
            name = _REFERENCE.fullmatch(cell.text)
            counting = [q for q in form.questions.values() if name is not None and q.name == name["name"]]
            figures = [cell.text] if name is None else [q.maximum or "" for q in counting if q.kind.is_asked]
            if any(_is_above(figure, MOST_ROWS) for figure in figures):
                yield at(cell, "many-rows-counted", str(MOST_ROWS), item=item, severity=Severity.NOTE)

    def _advised(self, remark: Remark) -> Remark:
        """Without a reference as its advice that does not lead to one question."""
        meant = _REFERENCE.fullmatch(remark.suggestion) if remark.code != "reference-form" else None
        if meant is None or len(self._outline.names.get(meant["name"], ())) == 1:
            return remark
        return replace(remark, suggestion="")

    def _weighed(self, remark: Remark) -> Remark:
        """A filter that can never be met is odd; where an answer is required, nobody could get past it."""
        if remark.code not in _NEVER_ANSWERED or remark.severity is not Severity.WARNING or remark.row is None:
            return remark
        required = self._outline.columns.text(remark.row, "required")
        return replace(remark, severity=Severity.ERROR) if aliases.yes_no.get(required, False) else remark


def _is_above(figure: str, most: int) -> bool:
    """Whether the figure is larger, or none is given at all; what is no figure is a formula, of which nobody knows."""
    try:
        return not figure or float(figure) > most
    except ValueError:
        return False


def _with_files_unused(remarks: Iterable[Remark], read: Iterable[str], handed: Iterable[str]) -> tuple[Remark, ...]:
    """The remarks in order, with a note on each file that was handed in and is not read."""
    extra = [Remark(Severity.NOTE, "unused-file", (name,)) for name in handed if name not in set(read)]
    return in_order([*remarks, *extra])


def _without_echo(remarks: list[Remark]) -> list[Remark]:
    """What pyxform stumbled over is worth telling only where nothing else explains it."""
    explained = any(one.severity is Severity.ERROR and one.code != "unreadable-workbook" for one in remarks)
    return [one for one in remarks if not (explained and one.code == "unreadable-workbook")]


_OF_THE_COPY = ("missing-text",)
