"""What can be added up in the reports of a programme: the figures of its forms, and how each is calculated.

Questions that moved between versions of a form are matched by their path; the newest version's words are shown, and it
says how a number is added up, in the workbook's column `bind::nong:rollup`: `sum` (also where it is empty), `last` for
what stands at the end of a month, such as how many there are altogether (over several months each office's newest
month counts), or `no` for numbers that mean nothing added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Group, Question, QuestionKind, Repeat
from bot.engine.definition.labels import choice_labels
from bot.texts.desk import rollup as words
from services.aggregation.columns import label_and_unit, repeat_around, steps_below

# A list of all districts as choices is no figure: such questions are named, not counted.
MOST_CHOICES = 100
_NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.RANGE)
_CHOICES = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)


class How(StrEnum):
    """How one figure of many reports is made."""

    SUM = "sum"
    LAST = "last"
    CHOICES = "choices"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Figure:
    """`path` is the question's generic path (`/data/teach/sessions`), for ROWS the repeat's. `steps` lead from the
    document, or from the row of the repeat `inside` (its generic path, "" outside repeats), to the answer; () for
    ROWS. `label` is short, `question` what was asked, `heading` its group. `choices` are value → words where `how` is
    CHOICES, of which an answer may name `several`. `whole`: it is an integer in every version that has it."""

    path: str
    how: How
    label: str
    unit: str = ""
    question: str = ""
    guidance: str = ""
    heading: str = ""
    steps: tuple[str, ...] = ()
    inside: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    whole: bool = False

    @property
    def definition(self) -> str:
        """How the figure is made, for people."""
        return words.definition(self.how.value, several=self.several, in_rows=bool(self.inside))


@dataclass(frozen=True, slots=True)
class Figures:
    """Each in form order; `numbers` count rows of `repeats` too. `uncounted`: labels of too many choices."""

    numbers: tuple[Figure, ...]
    choices: tuple[Figure, ...]
    repeats: tuple[Figure, ...]
    uncounted: tuple[str, ...]


def figures_of(forms: Sequence[Form]) -> Figures:
    """The figures of these versions; they begin with the newest."""
    found: dict[str, Figure] = {}
    uncounted: dict[str, str] = {}
    other = {path for form in forms for path, one in form.questions.items() if one.kind is not QuestionKind.INTEGER}
    newest = {path: one for form in reversed(forms) for path, one in form.questions.items()}
    left_out = {path for path, one in newest.items() if one.extras.get("rollup") == "no"}
    for form in forms:
        for item, heading in _walk(form.root, ""):
            figure = _rows(item, heading) if isinstance(item, Repeat) else _of_question(form, item, heading)
            if figure is None or item.path in uncounted or item.path in left_out:
                continue
            kept = found.setdefault(item.path, figure)
            if kept.how is figure.how is How.CHOICES:
                found[item.path] = replace(kept, choices={**figure.choices, **kept.choices})
            if kept.whole and item.path in other:
                found[item.path] = replace(kept, whole=False)
            if len(found[item.path].choices) > MOST_CHOICES:
                uncounted[item.path] = found.pop(item.path).label
    figures = tuple(found.values())
    return Figures(
        numbers=tuple(one for one in figures if one.how is not How.CHOICES),
        choices=tuple(one for one in figures if one.how is How.CHOICES),
        repeats=tuple(one for one in figures if one.how is How.ROWS),
        uncounted=tuple(uncounted.values()),
    )


def _walk(group: Group, heading: str) -> Iterator[tuple[Question | Repeat, str]]:
    """Questions and repeats in form order, each with the words over it."""
    for item in group.items:
        if isinstance(item, Repeat):
            yield item, heading
        if isinstance(item, Group):
            yield from _walk(item, item.label.plain() or heading)
        elif isinstance(item, Question):
            yield item, heading


def _rows(repeat: Repeat, heading: str) -> Figure:
    label = repeat.label.plain() or repeat.name
    return Figure(repeat.path, How.ROWS, label, words.ROWS, label, heading=heading, inside=repeat.path)


def _of_question(form: Form, question: Question, heading: str) -> Figure | None:
    """None for what cannot be added up."""
    wanted = question.extras.get("rollup", "")
    # A calculation without words is the author's scaffolding.
    is_number = question.kind in _NUMBERS or (question.kind is QuestionKind.CALCULATE and bool(question.label))
    choices = choice_labels(form, question) if question.kind in _CHOICES else {}
    if wanted == "no" or not (is_number or choices):
        return None
    label, unit = label_and_unit(question)
    inside = repeat_around(form, question.path)
    return Figure(
        path=question.path,
        how=How.CHOICES if choices else How.LAST if wanted == How.LAST and not inside else How.SUM,
        label=label,
        unit=unit,
        question=question.label.plain() or question.name,
        guidance=question.guidance.plain(),
        heading=heading,
        steps=steps_below(question.path, inside),
        inside=inside,
        choices=choices,
        several=question.kind is QuestionKind.SELECT_MULTIPLE,
        whole=question.kind is QuestionKind.INTEGER,
    )
