"""Whether what the author wrote down can be answered at all: defaults, dates, counts, values that are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.engine.definition import datatypes
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.definition.labels import choice_labels
from bot.engine.definition.problems import Severity
from bot.engine.expressions.dates import of_common_era
from bot.engine.expressions.parser import parse
from bot.engine.instance.tree import MOST_ROWS
from bot.forms.checking.comparing import unlisted_values
from bot.forms.checking.meant_values import meant_day, meant_number, meant_option
from bot.forms.checking.possible_days import has_a_day
from bot.forms.remarks import Remark
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import at

_DATED = (QuestionKind.DATE, QuestionKind.DATETIME)
_NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL)
_NO_COUNTS = (*_DATED, QuestionKind.TIME, QuestionKind.GEOPOINT, QuestionKind.NOTE)
_READ_AS = {QuestionKind.DATE: meant_day, QuestionKind.INTEGER: meant_number, QuestionKind.DECIMAL: meant_number}
_REFERENCE = re.compile(r"\$\{(?P<name>.*)\}")


def fitting(form: Form, outline: Outline) -> Iterator[Remark]:
    """What does not fit, of a form that could be read."""
    yield from _defaults(form, outline)
    yield from _impossible_dates(form, outline)
    yield from _impossible_numbers(form, outline)
    yield from _counted_high(form, outline)
    yield from unlisted_values(form, outline)


def _defaults(form: Form, outline: Outline) -> Iterator[Remark]:
    """Defaults written down that the question's type or list does not take."""
    for path, question in form.questions.items():
        spec = form.blueprint.specs[tuple(path.strip("/").split("/"))]
        if not spec.default or question.kind is QuestionKind.NOTE or not question.kind.is_asked:
            continue
        item = outline.at(spec.path)
        cell = outline.columns.cell(item.row, "default") if item is not None else None
        if cell is not None and (meant := of_common_era(cell.text)):
            yield at(cell, "buddhist-date", cell.text, item=item, severity=Severity.WARNING, suggestion=meant)
        value = datatypes.from_text(question.kind, spec.data_type, spec.default)
        known = choice_labels(form, question) if value is not None and question.kind.has_choices else {}
        chosen = value if isinstance(value, list) else [value]
        if value is not None and (not known or all(each in known for each in chosen)):
            continue
        if cell is not None and cell.text:
            meant = meant_option(cell.text, choice_labels(form, question)) if question.kind.has_choices else ""
            read = _READ_AS.get(question.kind)
            meant = read(cell.text) if read is not None else meant
            yield at(cell, "default-does-not-fit", cell.text, item=item, severity=Severity.WARNING, suggestion=meant)


def _impossible_dates(form: Form, outline: Outline) -> Iterator[Remark]:
    """Dates whose condition no day that can be answered meets; nobody gets past one that is required. Where it would be
    met in the common era, the years are the cause (`folding.with_consequences`)."""
    for path, question in form.questions.items():
        spec = form.blueprint.specs[tuple(path.strip("/").split("/"))]
        if question.kind not in _DATED or spec.constraint is None:
            continue
        tree, precision = parse(spec.constraint.text), question.parameters.get("precision", "")
        item = outline.at(spec.path)
        cell = outline.columns.cell(item.row, "constraint") if item is not None else None
        if cell is None or has_a_day(tree, question.name, precision):
            continue
        severity = Severity.WARNING if spec.required is None else Severity.ERROR
        by_years = has_a_day(tree, question.name, precision, in_common_era=True)
        yield at(cell, "no-date-in-years" if by_years else "no-possible-date", item=item, severity=severity)


def _impossible_numbers(form: Form, outline: Outline) -> Iterator[Remark]:
    """Numbers whose smallest is above their largest, and constraints that are never true."""
    for path, question in form.questions.items():
        spec = form.blueprint.specs[tuple(path.strip("/").split("/"))]
        if spec.constraint is None or not question.kind.is_asked:
            continue
        bounds = (question.minimum, question.maximum)
        low, high = (float(one) if one and question.kind in _NUMBERS else None for one in bounds)
        is_never = spec.constraint.constant in (False, 0.0, "")
        item = outline.at(spec.path)
        cell = outline.columns.cell(item.row, "constraint") if item is not None else None
        if cell is not None and (is_never or (low is not None and high is not None and low > high)):
            is_blocked = spec.required is not None and not is_never
            severity = Severity.ERROR if is_blocked else Severity.WARNING
            yield at(cell, "never-met" if is_never else "no-possible-number", item=item, severity=severity)


def _counted_high(form: Form, outline: Outline) -> Iterator[Remark]:
    """Repeats that may be counted above what is asked: by a figure, or by a question without a bound."""
    for item in outline.items:
        cell = outline.columns.cell(item.row, "repeat_count")
        if item.control != "repeat" or cell is None or not cell.text:
            continue
        name = _REFERENCE.fullmatch(cell.text)
        counting = [q for q in form.questions.values() if name is not None and q.name == name["name"]]
        for question in counting:
            options = choice_labels(form, question) if question.kind.has_choices else {}
            if question.kind in _NO_COUNTS or (options and not any(one.isdigit() for one in options)):
                yield at(cell, "count-of-words", question.name, item=item, severity=Severity.WARNING)
                counting = [one for one in counting if one is not question]
        figures = [cell.text] if name is None else [q.maximum or "" for q in counting if q.kind.is_asked]
        if any(_is_above(figure, MOST_ROWS) for figure in figures):
            yield at(cell, "many-rows-counted", str(MOST_ROWS), item=item, severity=Severity.NOTE)


def _is_above(figure: str, most: int) -> bool:
    """Whether the figure is larger, or none is given at all; what is no figure is a formula, of which nobody knows."""
    try:
        return not figure or float(figure) > most
    except ValueError:
        return False
