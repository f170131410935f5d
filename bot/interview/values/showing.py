"""An answer in the words that are shown for it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.filling.places import AnswerLine
from bot.events import Place
from bot.interview.values.reading import is_whole
from bot.limits import graphemes, shorten
from bot.texts.interview import answering
from bot.thai.area import write_area
from bot.thai.dates import write_date, write_month, write_year
from bot.thai.numbers import BAHT, write_amount
from bot.thai.places import write_place
from bot.thai.times import write_moment, write_time

_ATTACHED = {
    QuestionKind.IMAGE: answering.PICTURE,
    QuestionKind.AUDIO: answering.SOUND,
    QuestionKind.VIDEO: answering.MOVIE,
    QuestionKind.FILE: answering.PAPER,
}


def show(question: Question, value: Value, choice_words: str = "") -> str:
    """The value in Thai: figures with commas and unit, areas in rai and ngan, dates of the Buddhist Era; "" for blank.

    `choice_words` are the labels of chosen options, which only the engine can look up.
    """
    if value is None or value == "" or value == []:
        return ""
    kind = question.kind
    if kind in _ATTACHED:
        return _ATTACHED[kind]
    if kind.has_choices:
        return choice_words or (", ".join(value) if isinstance(value, list) else str(value))
    if is_whole(question) or kind in (QuestionKind.DECIMAL, QuestionKind.RANGE):
        return _figure(question, Decimal(str(value)))
    if kind is QuestionKind.DATE:
        day, precision = date.fromisoformat(str(value)[:10]), question.parameters.get("precision")
        if precision == "year":
            return write_year(day.year)
        return write_month(day.year, day.month) if precision == "month" else write_date(day)
    if kind is QuestionKind.TIME:
        return write_time(time.fromisoformat(str(value)))
    if kind is QuestionKind.DATETIME:
        return write_moment(datetime.fromisoformat(str(value)))
    if kind is QuestionKind.GEOPOINT:
        latitude, longitude = (float(part) for part in str(value).split()[:2])
        return write_place(Place(latitude, longitude))
    if kind is QuestionKind.ACKNOWLEDGE:
        return answering.ACKNOWLEDGED
    return str(value)


def show_line(line: AnswerLine) -> str:
    """`show` for a line of the review."""
    return show(line.question, line.value, line.shown)


def blank(question: Question) -> str:
    """What stands where there is no answer: "none" where the form says that this is what it means."""
    return question.extras.get("none") or answering.BLANK


def name_of(question: Question, label: str) -> str:
    """The question's short name for lists: `nong:short` where the author gave one, else its label."""
    return question.extras.get("short") or label


def name_of_line(line: AnswerLine) -> str:
    return name_of(line.question, line.label)


def clipped(words: str, most: int) -> str:
    """One line of at most `most` characters as people see them."""
    return shorten(" ".join(words.split()), most)


def length(words: str) -> int:
    """Characters as people see them (grapheme clusters): a Thai vowel or tone mark is none of its own."""
    return len(graphemes(words))


def _figure(question: Question, value: Decimal) -> str:
    if question.extras.get("reads") == "area":
        return write_area(value)
    unit = BAHT if question.extras.get("reads") == "baht" else question.extras.get("unit", "")
    return f"{write_amount(value, unit)} {unit}".strip()
