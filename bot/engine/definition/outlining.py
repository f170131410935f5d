"""A form as its author reads it over: every question in order, with the rules that stand at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.engine.definition.blueprint import Rule, Spec
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import FormItem, Group, Question, QuestionKind, Repeat
from bot.engine.definition.labels import choice_labels

MOST_CHOICES = 12
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
# What pyxform makes of ${name}: an absolute path, or one from here.
_PATH = re.compile(r"(?:current\(\)/)?(?:(?:\.\./)+|/data/)(?:[\w.-]+/)*([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` is a `QuestionKind`'s value, "group" or "repeat"; `number` counts what is asked from 1, None for the rest.
    `depth` is 0 at the top. `required` is "yes", "no", or the rule. `relevant`, `constraint`, `calculate` and `count`
    are rules with the author's `${name}`, "" where there is none. `choices` are the first `MOST_CHOICES` of
    `choice_count`; `is_filtered` says that not all are always on offer. `picture` is a link of ours, "" for none."""

    kind: str
    depth: int
    number: int | None
    name: str
    label: str
    hint: str = ""
    required: str = "no"
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    calculate: str = ""
    count: str = ""
    choices: tuple[str, ...] = ()
    choice_count: int = 0
    is_filtered: bool = False
    picture: str = ""


def outline(form: Form) -> tuple[Entry, ...]:
    """In form order, in the form's default language. Values that the engine fills by itself are left out."""
    numbers: dict[str, int] = {}
    for path, question in form.questions.items():
        if question.kind.is_asked:
            numbers[path] = len(numbers) + 1
    return tuple(_entries(form, form.root.items, 0, numbers))


def written(expression: str) -> str:
    """An expression of the XForm as its author wrote it, `${name}` for paths; texts in quotation marks stay."""
    parts = _QUOTED.split(expression.strip())
    return " ".join("".join(part if at % 2 else _PATH.sub(r"${\1}", part) for at, part in enumerate(parts)).split())


def _entries(form: Form, items: tuple[FormItem, ...], depth: int, numbers: Mapping[str, int]) -> Iterator[Entry]:
    for item in items:
        spec = form.blueprint.specs[tuple(item.path.strip("/").split("/"))]
        if isinstance(item, Group):
            if item.label or isinstance(item, Repeat):
                yield _group(form, item, spec, depth)
            deeper = depth + 1 if item.label or isinstance(item, Repeat) else depth
            yield from _entries(form, item.items, deeper, numbers)
        elif isinstance(item, Question) and item.kind not in (QuestionKind.META, QuestionKind.HIDDEN):
            yield _question(form, item, spec, depth, numbers.get(item.path))


def _group(form: Form, item: Group, spec: Spec, depth: int) -> Entry:
    return Entry(
        "repeat" if isinstance(item, Repeat) else "group",
        depth,
        None,
        item.name,
        item.label.plain(form.default_language),
        relevant=_rule(spec.relevant),
        count=written(spec.count.text) if spec.count is not None else "",
    )


def _question(form: Form, item: Question, spec: Spec, depth: int, number: int | None) -> Entry:
    language = form.default_language
    labels = list(choice_labels(form, item).values()) if item.kind.has_choices else []
    required = _rule(spec.required) or ("yes" if spec.required is not None and spec.required.constant else "no")
    return Entry(
        item.kind.value,
        depth,
        number,
        item.name,
        item.label.plain(language),
        hint=item.hint.plain(language),
        required=required,
        relevant=_rule(spec.relevant),
        constraint=written(spec.constraint.text) if spec.constraint is not None else "",
        message=item.constraint_message.plain(language),
        calculate=written(spec.calculate.text) if spec.calculate is not None else "",
        choices=tuple(labels[:MOST_CHOICES]),
        choice_count=len(labels),
        is_filtered=spec.choices is not None and not spec.choices.constant and bool(labels),
        picture=form.picture_link(item.pictures.get(language) or next(iter(item.pictures.values()), "")),
    )


def _rule(rule: Rule | None) -> str:
    return written(rule.expression.text) if rule is not None and rule.expression is not None else ""
