"""The answers of a report one by one, read off its document alone: for many reports, quickly, without a filling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Group, Question, Repeat


@dataclass(frozen=True, slots=True)
class Answer:
    """`path` is concrete (rows by id), `value` as in `datatypes.Value`, never blank. `rows` are the repeats around it,
    outermost first: (repeat, the row's number from 1)."""

    path: str
    question: Question
    value: Any
    rows: tuple[tuple[Repeat, int], ...] = ()


def answered(form: Form, answers: Mapping[str, Any]) -> Iterator[Answer]:
    """Every answer of the document that the form knows, in form order; calculations are there too."""
    return _inside(form.root, form.root.path, answers, ())


def _inside(
    group: Group, path: str, answers: Mapping[str, Any], rows: tuple[tuple[Repeat, int], ...]
) -> Iterator[Answer]:
    for item in group.items:
        value, here = answers.get(item.name), f"{path}/{item.name}"
        if isinstance(item, Repeat):
            listed = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
            for number, row in enumerate(listed, 1):
                yield from _inside(item, f"{here}[{row.get('_id') or number}]", row, (*rows, (item, number)))
        elif isinstance(item, Group):
            if isinstance(value, Mapping):
                yield from _inside(item, here, value, rows)
        elif isinstance(item, Question) and value not in (None, "", []) and not isinstance(value, Mapping):
            yield Answer(here, item, value, rows)
