"""A report that was sent, line by line: what a supervisor reads, and what "send back 5" means."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form_items import Question
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import Section
from bot.interview.asking.listing import is_listed
from bot.interview.values.showing import blank, clipped, name_of, show_line
from bot.texts.interview import guiding


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One question of a sent report. `path` is concrete; `heading` names its part and row, `label` the question in
    short, `full` as it was asked; `shown` is the answer in words, "" where it was left blank."""

    number: int
    path: str
    heading: str
    label: str
    full: str
    shown: str
    value: Value
    question: Question

    @property
    def blank(self) -> str:
        """What its officer read there where it was left blank."""
        return blank(self.question)


def said_lines(filling: Filling) -> tuple[SentAnswer, ...]:
    """Every question that was asked; optional ones kept for the review only where they are answered."""
    found: list[SentAnswer] = []
    for section in filling.review():
        heading = _heading(section)
        for line in section.lines:
            if is_listed(line):
                shown = show_line(line)
                label = name_of(line.question, line.label)
                number = len(found) + 1
                found.append(
                    SentAnswer(number, line.path, heading, label, line.label, shown, line.value, line.question)
                )
    return tuple(found)


def _heading(section: Section) -> str:
    names = [guiding.row_name(row.number, clipped(row.label, 60)) for row in section.rows]
    return " · ".join([*section.headings[-1:], *names])
