"""What changed between two versions of a report, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.changes import Difference
from bot.engine.definition.form import Form
from bot.engine.definition.labels import choice_labels
from bot.engine.filling.rebuilding import rebuilt
from bot.engine.instance.answered import Answer, answered
from bot.interview.values.showing import blank, name_of, show
from bot.texts.interview.asking import row, row_heading


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], form: Form, now: datetime
) -> tuple[Difference, ...]:
    """In form order, what is only in the older version last. Calculations are left out: they follow from the rest."""
    old = {one.path: one for one in _asked(form, before)}
    new = {one.path: one for one in _asked(form, after)}
    found = []
    for path in dict.fromkeys([*new, *old]):
        was, becomes = old.get(path), new.get(path)
        if was is None or becomes is None or was.value != becomes.value:
            one = becomes or was
            assert one is not None
            found.append(
                Difference(
                    path,
                    label_of(one, form),
                    shown(was, form) if was else _blank(one, form, before, now),
                    shown(becomes, form) if becomes else _blank(one, form, after, now),
                )
            )
    return tuple(found)


def _blank(one: Answer, form: Form, answers: Mapping[str, Any], now: datetime) -> str:
    """What the officer read there: the form's own word for a blank, "" where it has none or did not ask it."""
    if "none" not in one.question.extras:
        return ""
    return blank(one.question) if rebuilt(form, answers, now=now, seed=0).line(one.path) else ""


def label_of(answer: Answer, form: Form) -> str:
    """The question's short name, after the row it belongs to."""
    language = form.default_language
    rows = [row_heading(repeat.label.plain(language), row(number, 0, "")) for repeat, number in answer.rows]
    name = name_of(answer.question, answer.question.label.plain(language) or answer.question.name)
    return " · ".join([*rows, name])


def shown(answer: Answer, form: Form) -> str:
    """The answer in words."""
    if not answer.question.kind.has_choices:
        return show(answer.question, answer.value)
    words = choice_labels(form, answer.question)
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    return ", ".join(words.get(str(one), str(one)) for one in chosen)


def _asked(form: Form, answers: Mapping[str, Any]) -> list[Answer]:
    return [one for one in answered(form, answers) if one.question.kind.is_asked]
