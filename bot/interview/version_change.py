"""A half-filled report moved to another version of its form: what still fits is kept, the rest is asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.instance.saved import FillingState
from bot.interview.values.showing import name_of
from bot.texts.interview import guiding

_ROW = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Carried:
    """`state` stands on the new form, at the first question still to be asked. `kept` counts the answers that still
    fit. `again` are the names of questions whose answers do not (type, choices or constraint), `gone` of those that
    the new form does not have. `dropped` are attachment references that stand in no answer any more."""

    state: FillingState
    kept: int
    again: tuple[str, ...]
    gone: tuple[str, ...]
    dropped: tuple[str, ...]


def carry_over(old: Form, state: FillingState, new: Form, now: datetime) -> Carried:
    """Keeps each answer whose path exists in `new` and which passes there; hidden ones too, rows by their ids."""
    before = Filling.made_of(old, state, now=now)
    given = {path: value for path, value in state.given.items() if value not in (None, "", [])}
    filling = _begun(state, new, now)
    waiting = dict(given)
    # An answer may open or close other questions: again until nothing more can be placed.
    while placed := [path for path in _in_form_order(waiting, new) if filling.answer(path, waiting[path]).accepted]:
        for path in placed:
            del waiting[path]
    refused = {issue_path for issue_path in waiting if _is_asked(filling, issue_path)}
    hidden = {path: waiting[path] for path in waiting if path not in refused and _fits_hidden(new, path, waiting[path])}
    moved = _with_hidden(filling, hidden, state, new, now)
    lost = [path for path in given if path not in moved.given]
    names = {path: _name(before, path) for path in lost}
    again = tuple(names[path] for path in lost if _generic(path) in new.questions)
    gone = tuple(names[path] for path in lost if _generic(path) not in new.questions)
    references = {str(given[path]) for path in lost if old.questions[_generic(path)].kind.is_attachment}
    return Carried(moved, len(given) - len(lost), again, gone, tuple(references))


def _begun(state: FillingState, new: Form, now: datetime) -> Filling:
    """A fresh filling of the new form that was begun when the old one was, with its rows and earlier values."""
    language = state.language if state.language in new.languages else None
    fresh = Filling.start(new, now=now, seed=state.seed, username=state.username, language=language).saved()
    open_repeats = {path for path, repeat in new.repeats.items() if not repeat.counted}
    rows = {path: rows for path, rows in state.rows.items() if _generic(path) in open_repeats}
    suggestions = {path: value for path, value in state.suggestions.items() if _generic(path) in new.questions}
    begun = replace(fresh, rows={**fresh.rows, **rows}, started=state.started, suggestions=suggestions)
    return Filling.made_of(new, begun, now=now)


def _with_hidden(
    filling: Filling, hidden: Mapping[str, Any], state: FillingState, new: Form, now: datetime
) -> FillingState:
    placed = filling.saved()
    skipped = [path for path, value in state.given.items() if value in (None, "", [])]
    left = {path: None for path in skipped if filling.skip(path).accepted}
    moved = replace(
        placed,
        given={**left, **placed.given, **hidden},
        done=[path for path in state.done if _generic(path) in new.repeats],
        # A number that no step of the old form had: its buttons are old now.
        step=max(placed.step, state.step) + 1,
        at=None,
        editing=False,
        again=[],
    )
    return Filling.made_of(new, moved, now=now).saved()


def _in_form_order(waiting: Mapping[str, Any], new: Form) -> list[str]:
    order = {path: at for at, path in enumerate(new.questions)}
    known = [path for path in waiting if _generic(path) in order]
    return sorted(known, key=lambda path: order[_generic(path)])


def _is_asked(filling: Filling, path: str) -> bool:
    return any(line.path == path for section in filling.review() for line in section.lines)


def _fits_hidden(new: Form, path: str, value: Any) -> bool:
    question = new.questions.get(_generic(path))
    if question is None or not question.kind.is_asked:
        return False
    try:
        datatypes.accept(question.kind, question.data_type, value)
    except datatypes.NotOfType:
        return False
    return True


def _name(before: Filling, path: str) -> str:
    """What the question was called in the form that its answer was given in, with the row it stands in."""
    for section in before.review():
        for line in section.lines:
            if line.path == path:
                rows = [guiding.row_name(row.number, row.label) for row in section.rows]
                return " · ".join([*rows, name_of(line.question, line.label)])
    question = before.form.questions[_generic(path)]
    return name_of(question, question.label.plain(before.language) or question.name)


def _generic(path: str) -> str:
    return _ROW.sub("", path)
