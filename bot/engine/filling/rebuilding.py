"""A filling made again: from the answers of a report, to look at them, check them or go on; or without one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import FormItem, Group, Question, Repeat
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import RepeatTurn
from bot.engine.instance.saved import RepeatRows


def rebuilt(form: Form, answers: Mapping[str, Any], *, now: datetime, seed: int) -> Filling:
    """The filling that holds these answers (`Filling.answers`), rows under the ids they had.

    Nothing is left to be asked but what is required and was not answered. What is not of the question's type is left
    out. Constraints are not asked: what was sent is shown as it was sent.
    """
    rows: dict[str, RepeatRows] = {}
    given: dict[str, Any] = {}
    _gather(form.root, form.root.path, answers, rows, given)
    state = Filling.start(form, now=now, seed=seed).saved()
    filling = Filling.made_of(form, replace(state, rows=rows, given=given, standing={}, kept={}), now=now)
    moved = True
    while moved and (place := filling.current()) is not None:
        is_rows = isinstance(place, RepeatTurn)
        moved = filling.done_rows(place.path) if is_rows else filling.skip(place.path).accepted
    return filling


def without_answer(filling: Filling, path: str, *, now: datetime) -> Filling:
    """The filling with the answer at this concrete path taken away, required or not, standing at its question."""
    state = filling.saved()
    return Filling.made_of(
        filling.form,
        replace(
            state,
            given={known: value for known, value in state.given.items() if known != path},
            standing={known: value for known, value in state.standing.items() if known != path},
            at=path,
            editing=False,
            step=state.step + 1,
        ),
        now=now,
    )


def _gather(
    group: Group, path: str, answers: Mapping[str, Any], rows: dict[str, RepeatRows], given: dict[str, Any]
) -> None:
    for item in group.items:
        _take(item, f"{path}/{item.name}", answers.get(item.name), rows, given)


def _take(item: FormItem, path: str, value: Any, rows: dict[str, RepeatRows], given: dict[str, Any]) -> None:
    if isinstance(item, Repeat):
        # A repeat without rows is said too: the form itself may begin with one.
        listed = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        ids = [str(row.get("_id") or at) for at, row in enumerate(listed, 1)]
        numbers = [int(one) for one in ids if one.isdecimal()]
        rows[path] = RepeatRows(ids, [], max([len(ids), *numbers]))
        for row_id, row in zip(ids, listed, strict=True):
            _gather(item, f"{path}[{row_id}]", row, rows, given)
    elif isinstance(item, Group):
        _gather(item, path, value if isinstance(value, Mapping) else {}, rows, given)
    elif isinstance(item, Question) and item.kind.is_asked:
        try:
            kept = datatypes.accept(item.kind, item.data_type, value)
        except datatypes.NotOfType:
            return
        if kept is not None:
            given[path] = kept
