"""The answers as a numbered list: what a review shows, and what "change 5" means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AnswerLine, Row
from bot.interview.asking.anomalies import is_among
from bot.interview.state.live_conversation import LiveConversation
from bot.interview.values.showing import blank, clipped, name_of, show_line
from bot.texts.interview import anomalies, guiding, review

_LONGEST_VALUE, _LONGEST_NAME, _ANSWERS_OF_A_ROW = 90, 60, 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered line: a question, a whole row of a repeat, or the repeat itself (to add and take away)."""

    number: int
    path: str
    heading: str
    label: str
    shown: str
    answered: bool


def entries(conversation: LiveConversation, inside: str | None = None) -> list[Entry]:
    """Everything of the form, or of one row (`inside`, its path), one level deep: inner rows are one line each.

    Questions kept for later (`nong:later`) and read-only blanks are left out while they have no answer.
    """
    confirmed = conversation.state.anomalies.confirmed
    found: list[Entry] = []
    rows_seen: set[str] = set()
    sections = conversation.filling.review()
    of_row: dict[str, list[AnswerLine]] = {}
    for section in sections:
        for row in section.rows:
            of_row.setdefault(row.path, []).extend(section.lines)
    for section in sections:
        depth = _depth(section.rows, inside)
        if depth is None:
            continue
        heading = section.headings[-1] if section.headings else ""
        if len(section.rows) > depth:
            row = section.rows[depth]
            if row.path not in rows_seen:
                rows_seen.add(row.path)
                found.append(_row_entry(len(found) + 1, row, heading, of_row[row.path]))
        elif section.repeat is not None:
            found.append(Entry(len(found) + 1, section.repeat, heading, review.ROWS, "", False))
        else:
            for line in section.lines:
                if is_listed(line):
                    is_sure = is_among(confirmed, line.path, line.value)
                    found.append(_line_entry(len(found) + 1, line, heading, is_sure))
    return found


def numbered(listed: Iterable[Entry]) -> dict[int, str]:
    """Path by number."""
    return {entry.number: entry.path for entry in listed}


def free_picture(filling: Filling) -> tuple[str | None, int, int]:
    """(path of the next unanswered picture that may be sent at the review, how many are, how many more may be)."""
    images = [path for path, question in filling.form.questions.items() if question.kind.value == "image"]
    # Outside repeats a question's path is a concrete one.
    pictures = [line for path in images if (line := filling.line(path)) is not None]
    empty = next((line for line in pictures if not line.value and line.question.extras.get("later") == "yes"), None)
    later = [path for path in images if filling.form.questions[path].extras.get("later") == "yes"]
    sent = [line for line in pictures if line.value]
    taken = sum(1 for line in sent if line.question.extras.get("later") == "yes")
    return (empty.path if empty else None), len(sent), len(later) - taken if empty else 0


def _depth(rows: tuple[Row, ...], inside: str | None) -> int | None:
    """How many of these rows are around the list itself; None where the section does not belong to it."""
    if inside is None:
        return 0
    return next((at for at, row in enumerate(rows, 1) if row.path == inside), None)


def is_listed(line: AnswerLine) -> bool:
    """Not what was kept for later or is read-only, while it is blank."""
    return bool(line.value) or line.value == 0 or not (line.readonly or line.question.extras.get("later") == "yes")


def _line_entry(number: int, line: AnswerLine, heading: str, is_sure: bool) -> Entry:
    shown = clipped(show_line(line), _LONGEST_VALUE)
    if is_sure:
        shown = anomalies.marked(shown)
    label = clipped(name_of(line.question, line.label), _LONGEST_NAME)
    return Entry(number, line.path, heading, label, shown or blank(line.question), bool(shown))


def _row_entry(number: int, row: Row, heading: str, of_row: Iterable[AnswerLine]) -> Entry:
    lines = [line for line in of_row if line.value not in (None, "")]
    shown = [show_line(line) for line in lines if not line.question.kind.is_attachment]
    inner = [words for words in shown if words != row.label][:_ANSWERS_OF_A_ROW]
    label = clipped(row.label or guiding.row_name(row.number, ""), _LONGEST_NAME)
    return Entry(number, row.path, heading, label, clipped(" · ".join(inner), _LONGEST_VALUE), bool(lines))
