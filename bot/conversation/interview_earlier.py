"""Answers of an earlier report: what of them is worth offering again, and the whole of them put back to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.conversation.filling import Filling
from bot.conversation.form import Form, Group, Item, Question, QuestionKind, Repeat
from bot.conversation.places import Value

# Where the author says nothing (`nong:carry`), what is of one month only is not offered again.
_OF_ITS_MONTH = (QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.GEOPOINT)


def worth_offering(form: Form, earlier: Mapping[str, Value]) -> dict[str, Value]:
    """Those of an earlier report's values, by path, that may be offered: `nong:carry` = yes where the form uses it."""
    chosen = {path for path, question in form.questions.items() if question.extras.get("carry") == "yes"}
    if not chosen:
        chosen = {
            path
            for path, question in form.questions.items()
            if question.kind.is_asked and not question.kind.is_attachment and question.kind not in _OF_ITS_MONTH
        }
    return {path: value for path, value in earlier.items() if path in chosen and value not in (None, "", [])}


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at a generic path outside repeats; None where there is none."""
    here: Any = answers
    for name in path.split("/")[2:]:
        if not isinstance(here, Mapping) or name not in here:
            return None
        here = here[name]
    return None if isinstance(here, Mapping) else here


def replayed(form: Form, answers: Mapping[str, Any], now: datetime) -> Filling:
    """A filling that holds the answers of a report, rows included; what the form does not take is left out."""
    filling = Filling.start(form, now=now, seed=0)
    _replay(filling, form.root, form.root.path, answers)
    return filling


def _replay(filling: Filling, group: Group, path: str, answers: Mapping[str, Any]) -> None:
    for item in group.items:
        value = answers.get(item.name)
        if value is not None:
            _put(filling, item, f"{path}/{item.name}", value)


def _put(filling: Filling, item: Item, path: str, value: Any) -> None:
    if isinstance(item, Question):
        filling.answer(path, value)
    elif isinstance(item, Repeat) and isinstance(value, list):
        standing = [row.path for row in _rows(filling, path)]
        for at, row in enumerate(value):
            place = standing[at] if at < len(standing) else filling.add_row(path)
            if place is not None:
                _replay(filling, item, place, row)
    elif isinstance(item, Group) and isinstance(value, Mapping):
        _replay(filling, item, path, value)


def _rows(filling: Filling, repeat: str) -> list[Any]:
    found = {row.path: row for section in filling.review() for row in section.rows if row.path.startswith(f"{repeat}[")}
    return [row for row in found.values() if "/" not in row.path[len(repeat) :]]
