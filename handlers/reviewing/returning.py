"""Sending a report back and withdrawing an approval, step by step, by taps or by typing alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.interview.sent import SentAnswer
from bot.messages import Message
from bot.texts.reviewing import overview as where_words
from bot.texts.reviewing import queue as queue_words
from bot.texts.reviewing import report as report_words
from bot.texts.reviewing import returning as words
from bot.vocabulary.reminding import only_agrees
from handlers.request import Request
from handlers.reviewing.report import may_send_back, show
from models.membership.person import Person
from models.reporting.report import Report
from services.access.jurisdiction import Level, report_within
from services.reviewing import decisions
from services.reviewing.points import LONGEST_WORDS, REASONS, Point, ReviewRefused
from services.reviewing.shown_list import ShownList, load, save


@dataclass(slots=True)
class Open:
    """The report that is meant, at the version that was looked at, and what the person has said about it so far."""

    request: Request
    level: Level
    report: Report
    memory: ShownList

    @property
    def session(self) -> Session:
        return self.request.session

    @property
    def person(self) -> Person:
        return self.request.person

    @property
    def now(self) -> datetime:
        return self.request.now

    def lines(self) -> tuple[SentAnswer, ...]:
        return decisions.lines_of(self.session, self.report, self.now)

    def keep(self) -> None:
        save(self.session, self.person, self.memory, self.now)

    def again(self) -> list[Message]:
        """The report as it is now."""
        return show(self.request, self.report.id)

    def named(self, path: str) -> tuple[str, str]:
        """(question, what was answered); ("", "") for the whole report."""
        line = next((one for one in self.lines() if one.path == path), None)
        return (line.label, line.shown) if line else ("", "")


def back(request: Request) -> list[Message]:
    """An answer is tapped, or its number typed (`q`; 0 is the whole report): why is it sent back?"""
    found = _named(request)
    if not isinstance(found, Open):
        return found
    if not may_send_back(found.report, found.level):
        return _refused(found)
    at = request.number("q")
    if at is None:
        return [words.WHICH_LINE]
    lines = found.lines()
    if at > len(lines):
        return [words.no_such_line(len(lines))]
    return [_why(found, lines[at - 1].path if at else "")]


def reason(request: Request) -> list[Message]:
    """A reason is tapped (`k`)."""
    found = _named(request)
    if not isinstance(found, Open):
        return found
    lines, at, code = found.lines(), request.number("q"), request.value("k")
    if at is None or at > len(lines) or code not in REASONS:
        return found.again()
    return _because(found, lines[at - 1].path if at else "", code, "")


def send(request: Request) -> list[Message]:
    """All is chosen: it goes."""
    found = _named(request)
    if not isinstance(found, Open):
        return found
    memory, report = found.memory, found.report
    points = list(memory.points)
    if not points:
        return [words.NOTHING_CHOSEN]
    try:
        told = decisions.send_back(
            found.session, report, found.person, found.level, points, revision=memory.revision, now=found.now
        )
    except ReviewRefused as refusal:
        memory.rests()
        found.keep()
        return [queue_words.refused(refusal.reason), *found.again()]
    memory.rests()
    found.keep()
    return [words.sent(report.unit, report.period, len(points), told)]


def cancel(request: Request) -> list[Message]:
    """Nothing is sent back or unlocked; an old button of this kind does no harm."""
    memory = load(request.session, request.person)
    memory.rests()
    save(request.session, request.person, memory, request.now)
    return [words.CANCELLED]


def unlock(request: Request) -> list[Message]:
    """The approval is to be withdrawn: why?"""
    found = _named(request)
    if not isinstance(found, Open):
        return found
    if found.report.approved_level is None or not may_send_back(found.report, found.level):
        return _refused(found, unlocking=True)
    found.memory.awaits("unlock")
    found.keep()
    return [words.ask_unlock(found.report.unit, found.report.period)]


def answered(request: Request) -> list[Message]:
    """Words while a reason is awaited, or whether to send it back."""
    memory = load(request.session, request.person)
    found = _open(request, memory, memory.report, memory.revision)
    if not isinstance(found, Open):
        return found
    said = request.event.text
    if memory.asks == "send":
        return _added(found, said)
    if only_agrees(said):
        return _asked_again(found)
    if memory.asks == "unlock":
        return _unlock(found, said)
    if memory.asks == "words":
        return _because(found, memory.path, "other", said)
    code, told = words.read_reason(said)
    return _because(found, memory.path, code, told)


def _why(found: Open, path: str) -> Message:
    """Asks why this answer ("" for the whole report) is sent back."""
    found.memory.awaits("reason", path)
    found.keep()
    paths = [line.path for line in found.lines()]
    number = paths.index(path) + 1 if path in paths else 0
    return words.ask_reason(*found.named(path), found.report.id, found.report.revision, number)


def _asked_again(found: Open) -> list[Message]:
    """A yes where a reason is awaited would go to the office as the reason."""
    memory, report = found.memory, found.report
    if memory.asks == "unlock":
        return [words.ask_unlock(report.unit, report.period)]
    return [_why(found, memory.path) if memory.asks == "reason" else words.ask_words(found.named(memory.path)[0])]


def _added(found: Open, said: str) -> list[Message]:
    """Words where all is chosen explain what was chosen last."""
    if not any(letter.isalpha() for letter in said):
        return [words.NOT_ADDED, _confirm(found)]
    *others, last = found.memory.points
    found.memory.points = [*others, replace(last, words=f"{last.words} {said.strip()}".strip()[:LONGEST_WORDS])]
    found.keep()
    return [_confirm(found)]


def _because(found: Open, path: str, code: str, said: str) -> list[Message]:
    """This is sent back for that reason; "other" needs words."""
    if code == "other" and not said.strip():
        found.memory.awaits("words", path)
        found.keep()
        return [words.ask_words(found.named(path)[0])]
    others = [point for point in found.memory.points if point.path != path]
    found.memory.points = [*others, Point(path, code, said.strip()[:LONGEST_WORDS])]
    found.memory.awaits("send")
    found.keep()
    return [_confirm(found)]


def _confirm(found: Open) -> Message:
    points = [(found.named(point.path)[0], point.reason, point.words) for point in found.memory.points]
    report = found.report
    return words.confirm(report.unit, report.period, points, report.id, report.revision)


def _unlock(found: Open, said: str) -> list[Message]:
    report = found.report
    try:
        decisions.unlock(found.session, report, found.person, found.level, said, found.now)
    except ReviewRefused as refusal:
        if refusal.reason != "no_words":
            found.memory.rests()
            found.keep()
        return [queue_words.refused(refusal.reason)]
    found.memory.rests()
    found.keep()
    return [words.unlocked(report.unit, report.period)]


def _named(request: Request) -> Open | list[Message]:
    """The report that a button names (`r`, at revision `v`), or the open one."""
    if not request.has("r"):
        return [report_words.OPEN_ONE_FIRST]
    return _open(request, load(request.session, request.person), request.number("r"), request.number("v"))


def _open(request: Request, memory: ShownList, number: int | None, revision: int | None) -> Open | list[Message]:
    """This report; what to say where it is none, not theirs, or has changed since."""
    report = report_within(request.session, request.jurisdiction, number or 0)
    level = request.jurisdiction.level_over(report.unit) if report else None
    if report is None or level is None:
        return [where_words.NOT_HERE]
    if revision != report.revision:
        return [queue_words.refused("stale"), *show(request, report.id)]
    if (memory.report, memory.revision) != (report.id, report.revision):
        # A button of another card than the one looked at last: that report is the open one now.
        memory.opens(report.id, report.revision)
    return Open(request, level, report, memory)


def _refused(found: Open, *, unlocking: bool = False) -> list[Message]:
    """Why this report cannot be sent back or unlocked as it stands."""
    report = found.report
    if report.approved_level is not None:
        why = "locked"
    elif unlocking:
        why = "not_approved"
    else:
        why = "returned" if report.status == "returned" else "not_sent"
    return [queue_words.refused(why)]
