"""Answers that are allowed and yet look wrong beside those of the months before.

One rule for the chat, which asks its officer at once, and for the supervisor, who sees what was sent. An answer is
asked about where it is

* a figure beyond `factor` times the office's usual one (or as far below it), unless last month's was as unusual and
  this one is near it: a new level was asked about when it was new;
* a running total (`nong:warn` = total) below the one before it;
* the same words in three reports running.

Only questions outside repeats: rows of two months cannot be held against each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from bot.anomalies.warn_rule import FIGURES, read_rule
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.instance.answered import answered
from bot.texts.interview.anomalies import nothing_to_say
from bot.thai.digits import folded

MONTHS_BACK = 12
"""How many reports before say what is usual."""
LEAST_GAP = 10
"""1 training more than 0 is not striking, whatever the factor."""
LEAST_LETTERS = 10
"""Shorter words are said again and again with good reason; so is it that there was nothing to say."""


class AnomalyKind(StrEnum):
    """What looks wrong; the values are those of `services.assessment.flags.Flag`."""

    JUMP = "outlier"
    FALL = "falls"
    SAME = "repeated"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """`value` is the figure given and `before` what it is held against, None for words. `month` is the report that
    `before` stood in (`2026-09`), "" where it is the median of several or where words were held against two."""

    kind: AnomalyKind
    value: float | None = None
    before: float | None = None
    month: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is remembered of one question: of a figure the median of its months without the zeros (None for none) and
    the newest with its month; of words the mark of those that stood in both of the two newest reports, "" where they
    differ."""

    usual: float | None = None
    last: float | None = None
    month: str = ""
    words: str = ""


Past = Mapping[str, Earlier]
"""By generic path."""


def past_of(form: Form, reports: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Earlier]:
    """What the reports before say of each question: (month, answers), newest first, without those of no work."""
    figures: dict[str, list[tuple[str, float]]] = {}
    words: dict[str, list[str]] = {}
    newest = [month for month, _ in reports[:2]]
    for month, answers in reports[:MONTHS_BACK]:
        for one in answered(form, answers):
            if one.rows:
                continue
            if one.question.kind in FIGURES and _is_figure(one.value):
                figures.setdefault(one.path, []).append((month, float(one.value)))
            elif one.question.kind is QuestionKind.TEXT and month in newest:
                words.setdefault(one.path, []).append(_mark(one.value))
    past = {path: _of_figures(months) for path, months in figures.items()}
    for path, marks in words.items():
        if len(marks) == 2 and marks[0] == marks[1] != "":
            past[path] = Earlier(words=marks[0])
    return past


def anomaly(question: Question, value: Any, past: Past, factor: float) -> Anomaly | None:
    """What is doubtful about an answer outside repeats, None for nothing. `factor` is the programme's, 0 for never."""
    earlier = past.get(question.path)
    if earlier is None or value is None:
        return None
    rule, _ = read_rule(question.extras.get("warn", ""))
    if question.kind is QuestionKind.TEXT:
        # What the author offers again each month is meant to stay.
        is_same = rule.same and question.extras.get("carry") != "yes" and earlier.words and _mark(value)
        return Anomaly(AnomalyKind.SAME) if is_same and _mark(value) == earlier.words else None
    if question.kind not in FIGURES or not _is_figure(value):
        return None
    if rule.total and earlier.last is not None and value < earlier.last:
        return Anomaly(AnomalyKind.FALL, float(value), earlier.last, earlier.month)
    times = factor if rule.factor is None else rule.factor
    usual, last = earlier.usual, earlier.last
    if usual is None or last is None or not _is_far(value, usual, times):
        return None
    if _is_far(last, usual, times) and last > 0 and not _is_far(value, last, times):
        return None
    is_of_last = _is_far(value, last, times)
    return Anomaly(AnomalyKind.JUMP, float(value), last if is_of_last else usual, earlier.month if is_of_last else "")


def _of_figures(months: list[tuple[str, float]]) -> Earlier:
    # A zero is a statement of its own: an office that spends money twice a year is used to what it spends then.
    some = [figure for _, figure in months if figure > 0]
    month, last = months[0]
    return Earlier(median(some) if some else None, last, month)


def _is_far(value: float, usual: float, factor: float) -> bool:
    if factor <= 0 or value <= 0 or usual <= 0:
        return False
    return (value > usual * factor or value * factor < usual) and abs(value - usual) >= LEAST_GAP


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _mark(words: Any) -> str:
    """The same for the same words however they are spaced and punctuated; "" for words too few to count."""
    letters = folded(str(words))
    if len(letters) < LEAST_LETTERS or nothing_to_say(letters):
        return ""
    return hashlib.blake2s(letters.encode(), digest_size=8).hexdigest()
