"""Several answers in one message: trained twice 40 people, new plots none, in all 5, budget 12,500.

A figure belongs to a question by what stands before it (the question's short name, or words of `nong:said`) and by its
unit. What is not clear is left out and handed back: it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.anomalies.warn_rule import FIGURES
from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind
from bot.interview.values.reading import is_whole, unit_of
from bot.texts.interview.facts import FILLERS, NONE, NOTHING, REST
from bot.thai.digits import folded, tidy
from bot.thai.numbers import UNITS, agree

_FIGURE = re.compile(rf"(?P<none>{NONE})|(?P<figure>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:[.][0-9]+)?|[0-9]+(?:[.][0-9]+)?)")
_BETWEEN = " ,;:/=.-"
# Shorter words fit too many names.
_LEAST = 2
_LONGEST = 400
_OTHER_UNITS = sorted(UNITS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """`values` by path in form order (None: said to be nothing), `unclear` what was read as no answer, in its words;
    `rest_as_before`: all that stays from month to month is as it was."""

    values: dict[str, Value]
    unclear: tuple[str, ...] = ()
    rest_as_before: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """One figure of a message: the words before it, itself (None for "none"), its unit ("" for none)."""

    words: str
    figure: Decimal | None
    unit: str


def may_be_several(text: str) -> bool:
    """Whether there are two figures in it at all, or the rest is as before: to be looked at before any question is."""
    words = tidy(text)
    return len(_FIGURE.findall(words)) > 1 or REST.search(words) is not None


def read_facts(form: Form, text: str) -> Facts:
    """What a message says about the questions outside repeats."""
    words = tidy(text)
    if len(words) > _LONGEST:
        return Facts({})
    without_rest = REST.sub(" ", words)
    asked, units, names = form.once(_askable), form.once(_units), form.once(_names)
    found: dict[str, Value] = {}
    unclear = []
    before: Question | None = None
    for said in _said(without_rest, units):
        question = _meant(said, asked, names, units, before)
        value = _value(question, said) if question is not None else None
        if question is None or (value is None and question.kind in FIGURES):
            unclear.append(" ".join(part for part in (said.words, _shown(said), said.unit) if part))
            continue
        found[question.path], before = value, question
    in_order = {question.path: found[question.path] for question in asked if question.path in found}
    return Facts(in_order, tuple(unclear), without_rest != words)


def example(form: Form) -> str:
    """How one may say several at once in the words of this form; "" where it has fewer than three figures."""
    figures = [question for question in form.once(_askable) if question.kind in FIGURES]
    if len(figures) < 3:
        return ""
    said = [f"{_words_of(one)[0]} {count} {unit_of(one)}".strip() for one, count in zip(figures, (2, 40), strict=False)]
    return " ".join([*said, f"{_words_of(figures[2])[0]}{NOTHING}"])


def _askable(form: Form) -> list[Question]:
    """The figures, and the texts that may be nothing (`nong:none`), outside repeats."""
    inside = tuple(f"{path}/" for path in form.repeats)
    return [
        question
        for path, question in form.questions.items()
        if not path.startswith(inside)
        and (question.kind in FIGURES or (question.kind is QuestionKind.TEXT and question.extras.get("none")))
    ]


def _said(words: str, units: tuple[str, ...]) -> Iterator[_Said]:
    figures = list(_FIGURE.finditer(words))
    starts = [0, *(figure.end() for figure in figures)]
    between = [words[start : figure.start()] for start, figure in zip(starts, figures, strict=False)]
    between.append(words[starts[-1] :])
    for at, figure in enumerate(figures):
        before, after, unit = _bare(between[at]), between[at + 1].lstrip(" "), ""
        if figure["none"] and not before:
            # "No problems": what there is none of stands behind it.
            before, _, between[at + 1] = after.partition(" ")
        elif not figure["none"]:
            unit = next((one for one in (*units, *_OTHER_UNITS) if after.startswith(one)), "")
            between[at + 1] = after[len(unit) :]
        yield _Said(before, None if figure["none"] else Decimal(figure["figure"].replace(",", "")), unit)


def _meant(
    said: _Said,
    asked: list[Question],
    names: Mapping[str, tuple[str, ...]],
    units: tuple[str, ...],
    before: Question | None,
) -> Question | None:
    """The one question that this fits best; None where none does, or several as well. `names` are folded, by path."""
    fitting = [one for one in asked if _counts(one, said.unit, units) and _takes(one, said)]
    if said.words:
        key = folded(said.words)
        ranked = sorted(((_likeness(names[one.path], key), -at) for at, one in enumerate(fitting)), reverse=True)
        if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return None
        return fitting[-ranked[0][1]]
    if said.unit not in units:
        return None
    if len(fitting) == 1:
        return fitting[0]
    # "2 times 40 people": the next question of the same part is meant.
    following = asked[asked.index(before) + 1 :] if before is not None else []
    after = [one for one in following if one in fitting and _part(one) == _part(before)]
    return after[0] if after else None


def _counts(question: Question, unit: str, units: tuple[str, ...]) -> bool:
    """Whether the unit that was said, one of the form's `units` or none, may be the question's. What no question counts
    (plots, where it asks for places) says nothing against words that name one of the kind."""
    own = unit_of(question)
    return not unit or own == unit or (unit not in units and (not own or agree(unit, own)))


def _takes(question: Question, said: _Said) -> bool:
    return question.kind in FIGURES or said.figure is None


def _likeness(names: tuple[str, ...], key: str) -> int:
    """How well the words, folded, name the question of these names; 0 for not at all."""
    best = 0
    for known in names:
        if key == known:
            return 1000
        shorter = min(len(key), len(known))
        if shorter >= _LEAST and (key in known or known in key):
            best = max(best, shorter)
    return best


def _words_of(question: Question) -> tuple[str, ...]:
    said = tuple(word for word in question.extras.get("said", "").split(";") if word)
    return (*said, question.extras.get("short") or question.label.plain())


def _names(form: Form) -> dict[str, tuple[str, ...]]:
    return {one.path: tuple(map(folded, _words_of(one))) for one in form.once(_askable)}


def _value(question: Question, said: _Said) -> Value:
    if said.figure is None:
        return 0 if question.kind in FIGURES else None
    if is_whole(question):
        return int(said.figure) if said.figure == int(said.figure) else None
    return float(said.figure)


def _units(form: Form) -> tuple[str, ...]:
    return tuple(sorted({unit_of(one) for one in form.once(_askable) if unit_of(one)}, key=len, reverse=True))


def _part(question: Question | None) -> str:
    return question.path.rpartition("/")[0] if question is not None else ""


def _bare(words: str) -> str:
    """Without what only joins or introduces."""
    words = words.strip(_BETWEEN)
    while bare := FILLERS.sub("", words).strip(_BETWEEN):
        if bare == words:
            return bare
        words = bare
    return ""


def _shown(said: _Said) -> str:
    return NOTHING if said.figure is None else f"{said.figure:,f}"
