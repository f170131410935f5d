"""A workbook that could be opened, read as a form: pyxform's part and ours, and every remark on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pyxform import aliases
from pyxform.xls2xform import convert as xls2xform

from bot.engine.definition.form import Form
from bot.engine.definition.problems import FormRefused, Problem, Severity, refused
from bot.engine.xform.document import parse_document
from bot.engine.xform.reading import read_form
from bot.forms.checking.fitting import fitting
from bot.forms.checking.folding import folded, with_consequences, with_formulas, with_merged
from bot.forms.checking.list_files import unusable_lists
from bot.forms.checking.marks import mark_remarks, undeclared
from bot.forms.checking.meant_values import with_meant_day
from bot.forms.checking.oddities import oddities
from bot.forms.checking.tracing import Tracer
from bot.forms.checking.trying import tried
from bot.forms.examined import Examined, of_refusal
from bot.forms.remarks import Remark, in_order
from bot.forms.workbook.sheets import Book
from bot.forms.workbook.workbook import FORM_NAME, Converted, convert_sheets
from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.converting import Mending, pyxform_warnings
from bot.forms.xlsform.draft import Draft
from bot.forms.xlsform.languages import Languages, settings_columns
from bot.forms.xlsform.lists import Lists
from bot.forms.xlsform.lone_words import lone_words
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.references import nearly_references, reference_faults
from bot.forms.xlsform.structure import Fault, Structure, columns_twice, missing_columns
from bot.forms.xlsform.tidying import merged_names, tidy_cells

# What pyxform does not see, or not in the sheets as they are handed to it.
_UNSEEN = ("name-not-latin", "same-column", "merged-name", "lone-word", "count-word", "no-column", "heads-lower")
# Refused as a whole.
_ENTITY = "/data/meta/entity"
_NEVER_ANSWERED = ("bare-word", "bare-truth", "unknown-column")


def examined(book: Book, files: Mapping[str, bytes]) -> Examined:
    """Everything about one workbook, whose cells are tidied on the way."""
    tidied = list(tidy_cells(book))
    survey = book.sheet("survey")
    if survey is None:
        return of_refusal(refused("no-survey-sheet"))
    columns = Columns(survey, "survey")
    missing = [key for key in ("type", "name") if not columns.of(key)]
    if "type" in missing:
        return Examined(tuple(missing_columns(survey, missing)))
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
        kinds = {"choices": self._lists.columns, "settings": self._settings}
        self._others = {kind: columns for kind, columns in kinds.items() if columns is not None}
        self._tracer = Tracer(book, outline)

    def examined(self) -> Examined:
        """All there is to say, with advice that was tried."""
        found, converted, form, read = self._found()
        remarks = tried(_without_titles([*self._tidied, *found]), self._book, self._again)
        told = _with_files_unused(remarks, read, self._files)
        if converted is None or form is None or any(remark.severity is Severity.ERROR for remark in told):
            return Examined(told, files=read)
        return Examined(told, converted.xml, form.title, _asked(form), read)

    def _again(self, book: Book) -> list[Remark]:
        """What is wrong with a copy of the workbook."""
        survey = book.sheet("survey")
        assert survey is not None
        return _Reading(book, Outline(Columns(survey, "survey")), self._files, [])._found()[0]

    def _found(self) -> tuple[list[Remark], Converted | None, Form | None, tuple[str, ...]]:
        remarks = [
            *Languages(self._outline, self._lists, self._settings).remarks(),
            *self._lists.remarks(self._outline),
            *oddities(self._book, self._outline),
            *mark_remarks(self._outline),
            *nearly_references(self._outline),
        ]
        structure = [
            *Structure(self._outline, self._lists.names).faults(),
            *undeclared(self._outline, self._book.sheet("settings")),
            *self._lists.column_faults(),
            *lone_words(self._outline),
            *merged_names(self._book),
            *(fault for columns in self._others.values() for fault in columns_twice(columns)),
        ]
        converted = self._converted()
        remarks += pyxform_warnings(converted.warnings if converted else (), self._outline, self._others)
        form: Form | None = None
        is_sound = not any(fault.remark.code in _UNSEEN for fault in structure)
        # pyxform leaves a reference that is not written in full as it stands.
        references = list(reference_faults(self._outline, self._others.values()))
        is_sound = is_sound and all(fault.remark.code != "bad-reference" for fault in references)
        if converted is not None and is_sound:
            form, found, is_sound = self._loaded(converted.xml)
            read = converted.attachments
        else:
            found, read = self._corrected([*structure, *references])
            is_sound = False
        remarks += found
        if converted is None and not any(remark.severity is Severity.ERROR for remark in remarks):
            remarks.append(Remark(Severity.ERROR, "conversion", ("",), self._outline.columns.sheet.name))
        if form is not None and is_sound and not _asked(form):
            remarks.append(Remark(Severity.ERROR, "no-questions", (), self._outline.columns.sheet.name))
        wordless = [one for one in remarks if one.code == "no-label" and one.sheet == self._outline.columns.sheet.name]
        if wordless and not self._outline.columns.of("label"):
            remarks = [one for one in remarks if one not in wordless]
            remarks += missing_columns(self._outline.columns.sheet, ["label"])
        told = _without_echo([with_meant_day(self._weighed(remark)) for remark in remarks])
        return with_merged(told, self._book), converted, form, read

    def _converted(self) -> Converted | None:
        try:
            return convert_sheets(Draft(self._book).for_pyxform())
        except FormRefused:
            return None

    def _loaded(self, xml: str) -> tuple[Form | None, list[Remark], bool]:
        """The form, all there is to say of it, and whether it may be used."""
        try:
            form, problems = read_form(xml, self._files)
        except FormRefused as refusal:
            return None, self._traced((*refusal.problems, *refusal.remarks)), False
        told = self._traced((*problems, *form.notes))
        if not problems:
            told += unusable_lists(form, self._outline, self._files)
        return form, [*told, *fitting(form, self._outline)], not problems

    def _traced(self, problems: tuple[Problem, ...]) -> list[Remark]:
        """One remark a place; what is the same in many rows is said once."""
        made: list[Remark] = []
        noted: dict[str, int] = {}
        for problem in problems:
            if problem.path.startswith(_ENTITY):
                continue
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
            *self._lists.faults(self._outline, allow_same),
        ]
        draft = Draft(self._book)
        for fault in faults:
            fault.correct(draft)
        remarks = [fault.remark for fault in faults]
        known = {(remark.sheet.lower(), remark.row or 0) for remark in remarks}
        attempt = Mending(self._outline, self._others, draft, _xform).attempt(known)
        remarks += attempt.remarks
        read: tuple[str, ...] = ()
        if attempt.xml is not None:
            _, found, _ = self._loaded(attempt.xml)
            # A row whose structure is wrong has been changed in the copy: what is wrong with the change is not said.
            remarks += [
                one for one in found if not (one.code in _OF_THE_COPY and (one.sheet.lower(), one.row) in known)
            ]
            read = tuple(dict.fromkeys(one.facts[0] for one in found if one.code == "missing-file"))
        return remarks, (*read, *self._files)

    def _weighed(self, remark: Remark) -> Remark:
        """A filter that can never be met is odd; where an answer is required, nobody could get past it."""
        if remark.code not in _NEVER_ANSWERED or remark.severity is not Severity.WARNING or remark.row is None:
            return remark
        required = self._outline.columns.text(remark.row, "required")
        return replace(remark, severity=Severity.ERROR) if aliases.yes_no.get(required, False) else remark


def _asked(form: Form) -> int:
    return sum(question.kind.is_asked for question in form.questions.values())


def _xform(sheets: dict[str, Any]) -> str:
    """As pyxform makes it, its errors let through. Raises `FormRefused` for what is no XML."""
    xml = str(xls2xform(sheets, form_name=FORM_NAME).xform)
    parse_document(xml)
    return xml


def _with_files_unused(remarks: Iterable[Remark], read: Iterable[str], handed: Iterable[str]) -> tuple[Remark, ...]:
    """The remarks in order, with a note on each file that was handed in and is not read."""
    extra = [Remark(Severity.NOTE, "unused-file", (name,)) for name in handed if name not in set(read)]
    return tuple(folded(in_order([*remarks, *extra])))


def _without_echo(remarks: list[Remark]) -> list[Remark]:
    """What pyxform stumbled over is worth telling only where nothing else explains it; that a row has no name, where it
    is not merged with another's."""
    names = [one for one in remarks if one.code == "merged-name"]
    merged = {(one.sheet, row) for one in names for row in _rows(one.facts[0])}
    if any(one.code in ("no-column", "heads-lower") for one in remarks):
        # Of the choices: what is not found in them is not missing.
        remarks = [one for one in remarks if one.code not in ("unknown-list", "unused-list", "choice-no-name")]
    for one in [one for one in remarks if one.code == "similar-sheet" and one.suggestion == "choices"]:
        # Its lists are not missing: nobody reads them.
        missed = [each for each in remarks if each.code == "unknown-list"]
        remarks = [each for each in remarks if each not in missed]
        remarks[remarks.index(one)] = replace(one, severity=Severity.ERROR if missed else one.severity)
    unusable = {one.facts[0].rpartition(".")[0] for one in remarks if one.code in _UNUSABLE}
    remarks = [one for one in remarks if one.code != "unknown-column" or one.facts[0] not in unusable]
    nameless = ("no-name", "choice-no-name")
    remarks = [one for one in remarks if one.code not in nameless or (one.sheet, one.row) not in merged]
    explained = any(one.severity is Severity.ERROR and one.code != "unreadable-workbook" for one in remarks)
    return with_consequences(
        with_formulas([one for one in remarks if not (explained and one.code == "unreadable-workbook")])
    )


def _without_titles(remarks: list[Remark]) -> list[Remark]:
    """Where a title stands above the columns' names, nothing else of the heads is worth telling."""
    lower = {one.sheet for one in remarks if one.code == "heads-lower"}
    return [one for one in remarks if one.sheet not in lower or one.code not in _UNDER_A_TITLE]


def _rows(span: str) -> range:
    first, last = map(int, span.split("-"))
    return range(first, last + 1)


_UNDER_A_TITLE = ("no-head", "settings-row", "unknown-header")
_UNUSABLE = ("file-without-column", "empty-list-file")
_OF_THE_COPY = ("missing-text", "default-does-not-fit", "many-rows-counted", "no-possible-date", "no-date-in-years")
