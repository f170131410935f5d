"""The columns of an export: what every office has, then the questions of the forms that were filled in.

Offices of one month may have reported on two versions of a form: the newest version's columns come first, then those
that only older ones had.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.definition.labels import choice_labels
from bot.schedule import BANGKOK
from bot.texts.exporting import export as words
from bot.texts.progress import FLAGS, flag
from services.assessment.flags import CONFIRMED

Cell = None | str | bool | int | float | date | datetime | time | list[str]
"""One value. A datetime is aware, Bangkok's; a list holds the values of chosen options."""


class Shape(StrEnum):
    """What stands in a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is for programs and unique in its table, `label` for people. `steps` lead from the document of answers
    (or the row of a repeat) to the value. A geopoint has two columns: `part` 0 is its latitude, 1 its longitude.
    `words` are labels of choices; `is_money`: in baht, whose parts are satang."""

    name: str
    label: str
    shape: Shape
    steps: tuple[str, ...] = ()
    part: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    is_money: bool = False

    def cell(self, answers: Mapping[str, Any]) -> Cell:
        """The value in this document; None where it is blank, not asked, or not of the column's shape."""
        value: Any = answers
        for step in self.steps:
            # Of half a million cells: what JSON makes is a dict, and to ask for a Mapping takes ten times as long.
            if not isinstance(value, dict):
                return None
            value = value.get(step)
        return None if value is None or isinstance(value, dict) else _read(self, value)


@dataclass(frozen=True, slots=True)
class Rows:
    """The table of one repeat. `name` is unique among them and may be part of a file's. `steps` lead to its rows; more
    than one list on the way where repeats are nested."""

    name: str
    label: str
    steps: tuple[str, ...]
    columns: tuple[Column, ...]

    def found(self, answers: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        """(number, row) of every row, in order; `2.1` is the first row inside the second."""
        return list(_rows(answers, self.steps, ""))


_FLAGS = {kind: flag(kind) for one in FLAGS for kind in (one, f"{one}{CONFIRMED}")}
_WORDS = {"status": words.STATUSES, "approved_level": words.LEVELS, "flags": _FLAGS}
OFFICE = tuple(
    Column(name, words.HEADS[name], shape, words=_WORDS.get(name, {}))
    for name, shape in (
        ("code", Shape.TEXT),
        ("kind", Shape.CHOICE),
        ("name", Shape.TEXT),
        ("district", Shape.TEXT),
        ("province", Shape.TEXT),
        ("status", Shape.CHOICE),
        ("nothing", Shape.YES_NO),
        ("on_time", Shape.YES_NO),
        ("submitted_at", Shape.MOMENT),
        ("approved_level", Shape.CHOICE),
        ("score", Shape.NUMBER),
        ("flags", Shape.CHOICES),
        ("form_version", Shape.NUMBER),
    )
)
ROW_HEADS = tuple(
    Column(name, label, Shape.TEXT)
    for name, label in (("code", words.HEADS["code"]), ("name", words.HEADS["name"]), ("row", words.ROW))
)
# What stands before the answers where they have a sheet of their own: which of them are in the sums, among it.
ANSWER_HEADS = tuple(one for one in OFFICE if one.name in ("code", "name", "district", "province", "status"))
_SHAPES = {
    QuestionKind.INTEGER: Shape.NUMBER,
    QuestionKind.DECIMAL: Shape.NUMBER,
    QuestionKind.RANGE: Shape.NUMBER,
    QuestionKind.CALCULATE: Shape.NUMBER,
    QuestionKind.DATE: Shape.DAY,
    QuestionKind.TIME: Shape.TIME,
    QuestionKind.DATETIME: Shape.MOMENT,
    QuestionKind.SELECT_ONE: Shape.CHOICE,
    QuestionKind.SELECT_MULTIPLE: Shape.CHOICES,
    QuestionKind.RANK: Shape.CHOICES,
    QuestionKind.IMAGE: Shape.FILE,
    QuestionKind.AUDIO: Shape.FILE,
    QuestionKind.VIDEO: Shape.FILE,
    QuestionKind.FILE: Shape.FILE,
}
_LEFT_OUT = (QuestionKind.NOTE, QuestionKind.META)


def answer_columns(forms: Sequence[Form]) -> tuple[Column, ...]:
    """The questions outside repeats. `forms` begin with the newest version."""
    return _columns(forms, "", {one.name for one in OFFICE})


def repeat_tables(forms: Sequence[Form]) -> tuple[Rows, ...]:
    """A table for each repeat."""
    paths = list(dict.fromkeys(path for form in forms for path in form.repeats))
    every = [steps_below(path, "") for path in paths]
    tables = []
    for path, steps, name in zip(paths, every, _names(every, set(), between="."), strict=True):
        repeat = next(form.repeats[path] for form in forms if path in form.repeats)
        columns = _columns(forms, path, {one.name for one in ROW_HEADS})
        label = repeat.label.plain() or repeat.name
        tables.append(Rows(name, label, steps, columns))
    return tuple(tables)


def _columns(forms: Sequence[Form], inside: str, taken: set[str]) -> tuple[Column, ...]:
    wanted: dict[str, list[tuple[Form, Question]]] = {}
    for form in forms:
        for path, question in form.questions.items():
            if question.kind not in _LEFT_OUT and repeat_around(form, path) == inside:
                wanted.setdefault(path, []).append((form, question))
    names = _names([steps_below(path, inside) for path in wanted], taken)
    return tuple(
        column
        for (path, found), name in zip(wanted.items(), names, strict=True)
        for column in _of_question(name, steps_below(path, inside), found)
    )


def label_and_unit(question: Question) -> tuple[str, str]:
    """The short name of a question in tables, and what it counts; "" where nobody says."""
    label = question.extras.get("short") or question.label.plain() or question.name
    unit = {"area": words.RAI, "baht": words.BAHT}.get(question.extras.get("reads", ""))
    return label, unit or question.extras.get("unit", "")


def repeat_around(form: Form, path: str) -> str:
    """The innermost repeat; empty where there is none."""
    return max((one for one in form.repeats if path.startswith(f"{one}/")), key=len, default="")


def steps_below(path: str, inside: str) -> tuple[str, ...]:
    """Names below the repeat, or below the root of the form."""
    return tuple(path.removeprefix(inside).strip("/").split("/"))[0 if inside else 1 :]


def _names(every: Sequence[tuple[str, ...]], taken: set[str], *, between: str = "/") -> list[str]:
    """What each is called itself; with its groups, and this `between`, where another is called the same."""
    plain = [steps[-1] for steps in every]
    names = []
    for steps in every:
        name = steps[-1] if plain.count(steps[-1]) == 1 else between.join(steps)
        names.append(f"answer/{name}" if name in taken else name)
    return names


def _of_question(name: str, steps: tuple[str, ...], found: Sequence[tuple[Form, Question]]) -> list[Column]:
    _, question = found[0]
    label = words.with_unit(*label_and_unit(question))
    if question.kind is QuestionKind.GEOPOINT:
        parts = enumerate(("latitude", "longitude"))
        return [Column(f"{name}_{part}", label, Shape.NUMBER, steps, number) for number, part in parts]
    labels: dict[str, str] = {}
    for form, version in found:
        labels = choice_labels(form, version) | labels
    is_money = question.extras.get("reads") == "baht"
    return [Column(name, label, _SHAPES.get(question.kind, Shape.TEXT), steps, words=labels, is_money=is_money)]


def _rows(answers: Any, steps: Sequence[str], number: str) -> Any:
    if not steps:
        yield number, answers
        return
    below = answers.get(steps[0]) if isinstance(answers, dict) else None
    if isinstance(below, list):
        for at, row in enumerate(below, 1):
            yield from _rows(row, steps[1:], f"{number}.{at}" if number else str(at))
    elif below is not None:
        yield from _rows(below, steps[1:], number)


def _read(column: Column, value: Any) -> Cell:
    """A stored answer as the column shows it; what does not fit its shape stays the text it is."""
    read = _READERS.get(column.shape) if column.part is None else _part
    try:
        if read:
            return read(column, value)
    except (ValueError, TypeError, IndexError):
        return str(value) if column.part is None else None
    return value if isinstance(value, str) else " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _part(column: Column, value: Any) -> float:
    assert column.part is not None
    return float(str(value).split()[column.part])


def _number(column: Column, value: Any) -> Cell:
    if isinstance(value, int | float):
        return value
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


_READERS: Mapping[Shape, Callable[[Column, Any], Cell]] = {
    Shape.NUMBER: _number,
    Shape.DAY: lambda column, value: date.fromisoformat(value),
    Shape.TIME: lambda column, value: time.fromisoformat(value).replace(tzinfo=None),
    Shape.MOMENT: lambda column, value: datetime.fromisoformat(value).astimezone(BANGKOK),
    Shape.CHOICES: lambda column, value: [str(one) for one in value] if isinstance(value, list) else [str(value)],
}
