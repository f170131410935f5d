"""What is sent back of a report, and why an act on a report is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.interview.sent import SentAnswer
from bot.interview.state.types import SentBack

REASONS = ("unclear", "impossible", "photo", "wrong_month", "missing", "other")
LONGEST_WORDS = 500


class ReviewRefused(Exception):
    """Nothing was changed. `reason` is one of:

    stale: it is not the version that was looked at · not_sent: a draft, or nothing · returned: sent back already ·
    already: approved at this level already · own: this person has sent it · below_first: the level below comes first ·
    no_level: the programme is not approved at this level · locked: a higher level has approved it ·
    not_approved: there is nothing to unlock · no_words: this needs words · no_reason: there are words and no reason ·
    nothing: no question was named ·
    unknown: no such question or reason in the report · closed: the programme no longer asks this office for the month.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is sent back: a question by its concrete path in the conversation (`lines_of`), "" for the whole
    report; why, by its code; and words, which "other" must have."""

    path: str
    reason: str
    words: str = ""


def checked(points: Sequence[Point], lines: Sequence[SentAnswer]) -> list[tuple[SentBack, str]]:
    """What was sent back with its answer, and the question's name ("" for the whole report); each question once."""
    known = {line.path: line for line in lines}
    found: dict[str, tuple[SentBack, str]] = {}
    for point in points:
        words = tidy(point.words)
        if point.reason not in ("", *REASONS) or (point.path and point.path not in known):
            raise ReviewRefused("unknown")
        if not point.reason:
            raise ReviewRefused("no_reason")
        if point.reason == "other" and not words:
            raise ReviewRefused("no_words")
        line = known.get(point.path)
        sent_back = SentBack(point.path, point.reason, words, line.shown if line else "")
        found[point.path] = (sent_back, _name(line) if line else "")
    if not found:
        raise ReviewRefused("nothing")
    return list(found.values())


def _name(line: SentAnswer) -> str:
    """The question, after its row where it stands in one."""
    row = line.heading.partition(" · ")[2]
    return f"{row} · {line.label}" if row else line.label


def tidy(words: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(printable.split())[:LONGEST_WORDS]
