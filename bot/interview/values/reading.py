"""What was typed, read as the kind of answer that the question wants."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.anomalies.warn_rule import FIGURES
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.filling.places import AskedQuestion
from bot.events import Place
from bot.texts.interview import answering, asking
from bot.thai import reasons
from bot.thai.area import read_area
from bot.thai.choices import read_choice, read_choices
from bot.thai.dates import read_date
from bot.thai.digits import spelled, tidy
from bot.thai.numbers import BAHT, agree, names_of, read_decimal, read_integer, read_money, unit_said, write_number
from bot.thai.periods import read_month, read_year
from bot.thai.places import read_place
from bot.thai.refused import Refused
from bot.thai.times import BANGKOK, read_moment, read_time
from bot.thai.yesno import read_verb, read_yesno

# Values of two options that make a question one of yes and no.
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_DATED: dict[str, Callable[[str, date], date | Refused]] = {"year": read_year, "month": read_month}
# LINE's own limit of a message; nothing longer can arrive, but the reader does not count on it.
_LONGEST_TEXT = 5000


def read(asked: AskedQuestion, text: str, today: date) -> Any | Refused:
    """The answer that `text` gives to the question, in a type that `Filling.answer` takes; else the reason."""
    question = asked.question
    kind = question.kind
    if kind.is_attachment:
        return Refused(answering.PICTURE_WANTED if kind is QuestionKind.IMAGE else answering.FILE_WANTED)
    if kind.has_choices:
        return _chosen(asked, text)
    if kind in FIGURES:
        return read_figure(question, text)
    if kind is QuestionKind.DATE:
        return _DATED.get(question.parameters.get("precision", ""), read_date)(text, today)
    if kind is QuestionKind.TIME:
        return read_time(text)
    if kind is QuestionKind.DATETIME:
        return read_moment(text, today)
    if kind is QuestionKind.GEOPOINT:
        place = read_place(text)
        return (place.latitude, place.longitude) if isinstance(place, Place) else place
    if kind is QuestionKind.ACKNOWLEDGE:
        return "OK" if read_yesno(text) else Refused(f"{reasons.EMPTY} {asking.TYPE_ACKNOWLEDGE}")
    words = "\n".join(" ".join(line.split()) for line in spelled(text).strip().splitlines())
    if not words:
        return Refused(reasons.EMPTY)
    return words if len(words) <= _LONGEST_TEXT else Refused(reasons.TOO_LONG)


def _chosen(asked: AskedQuestion, text: str) -> Any | Refused:
    """By the words that are shown, else by those of the form's own language."""
    value = _of_shown(asked, text)
    if isinstance(value, Refused) and asked.also:
        in_default = _of_shown(replace(asked, choices=asked.also), text)
        return value if isinstance(in_default, Refused) else in_default
    return value


def _of_shown(asked: AskedQuestion, text: str) -> Any | Refused:
    if asked.question.kind is QuestionKind.SELECT_ONE:
        return _one(asked, text)
    if asked.question.kind is QuestionKind.RANK:
        return _in_order(asked, text)
    several = read_choices(text, asked.choices)
    return list(several) if isinstance(several, tuple) else several


def read_figure(question: Question, text: str) -> int | Decimal | Refused:
    """The number that `text` gives to a question of one of `FIGURES`; one of something else is asked about."""
    if question.extras.get("reads") == "area" and not is_whole(question):
        return read_area(text)
    unit = unit_of(question)
    units = names_of(unit) if unit else ()
    if is_whole(question):
        value: int | Decimal | Refused = read_integer(text, units)
    else:
        value = (read_money if question.extras.get("reads") == "baht" else read_decimal)(text, units)
    said = unit_said(text, units) if unit and value and not isinstance(value, Refused) else ""
    if isinstance(value, Refused) or not said or agree(said, unit):
        return value
    return Refused(reasons.other_unit(said, unit, write_number(value)), (value,))


def read_button(asked: AskedQuestion, value: str, number: int | None) -> Any | Refused:
    """The answer that a button of this question carries, in a type that `Filling.answer` takes."""
    if number is not None and not value:
        if not 1 <= number <= len(asked.choices):
            return Refused(reasons.NOT_AN_OPTION)
        value = asked.choices[number - 1].value
    kind = asked.question.kind
    if is_whole(asked.question) or kind in (QuestionKind.DECIMAL, QuestionKind.RANGE):
        try:
            figure = Decimal(value)
        except InvalidOperation:
            return Refused(reasons.NOT_A_NUMBER)
        if not figure.is_finite() or (is_whole(asked.question) and figure != figure.to_integral_value()):
            return Refused(reasons.NOT_A_NUMBER)
        return int(figure) if is_whole(asked.question) else figure
    if kind in (QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK):
        return value.split()
    if kind is QuestionKind.GEOPOINT:
        place = read_place(value)
        return (place.latitude, place.longitude) if isinstance(place, Place) else place
    return value


def read_picked(asked: AskedQuestion, picked: str) -> Any | Refused:
    """What the date picker returned (ISO, Bangkok), as the question wants it."""
    kind = asked.question.kind
    try:
        if kind is QuestionKind.DATE:
            return date.fromisoformat(picked[:10])
        if kind is QuestionKind.TIME:
            return datetime.strptime(picked[-5:], "%H:%M").time()
        if kind is QuestionKind.DATETIME:
            return datetime.fromisoformat(picked).replace(tzinfo=BANGKOK)
    except ValueError:
        pass
    return Refused(reasons.NOT_A_DATE)


def is_whole(question: Question) -> bool:
    """Whether the answer is a whole number."""
    return question.kind is QuestionKind.INTEGER or (
        question.kind is QuestionKind.RANGE and question.data_type in ("int", "integer")
    )


def is_yes_or_no(asked: AskedQuestion) -> tuple[str, str] | None:
    """The values for yes and for no where the two options are just that; None elsewhere."""
    if len(asked.choices) != 2:
        return None
    by_value = {choice.value.casefold(): choice.value for choice in asked.choices}
    yes = next((by_value[value] for value in _YES if value in by_value), None)
    no = next((by_value[value] for value in _NO if value in by_value), None)
    return (yes, no) if yes is not None and no is not None else None


def unit_of(question: Question) -> str:
    """What it counts; "" where the form does not say."""
    return BAHT if question.extras.get("reads") == "baht" else question.extras.get("unit", "")


def _one(asked: AskedQuestion, text: str) -> str | Refused:
    named = read_choice(text, asked.choices)
    values = is_yes_or_no(asked)
    if isinstance(named, str) or values is None:
        return named
    said = read_yesno(text)
    said = read_verb(text, asked.label) if said is None else said
    return named if said is None else values[0] if said else values[1]


def _in_order(asked: AskedQuestion, text: str) -> list[str] | Refused:
    found = []
    for part in re.split(r"[ ,>/;]+", tidy(text)):
        one = read_choice(part, asked.choices)
        if isinstance(one, Refused):
            return one
        found.append(one)
    return found
