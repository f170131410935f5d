"""Sending a report back and withdrawing an approval, step by step, by taps or by typing alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.interview.interview import Said
from bot.messages import Message
from bot.texts.reviewing import overview as where_words
from bot.texts.reviewing import queue as queue_words
from bot.texts.reviewing import report as report_words
from bot.texts.reviewing import returning as words
from bot.vocabulary.commands import Command, understand
from handlers.reviewing.report import asked_for, may_send_back, show
from handlers.reviewing.where import number_in
from handlers.who import person_of
from models.membership.person import Person
from models.reporting.report import Report
from services.access.jurisdiction import Jurisdiction, Level, jurisdiction_of, report_within
from services.reviewing import decisions
from services.reviewing.decisions import REASONS, Point, ReviewRefused
from services.reviewing.shown_list import Memory, load, save


@dataclass(slots=True)
class Open:
    """The report that is meant, at the version that was looked at, and what the person has said about it so far."""

    session: Session
    person: Person
    jurisdiction: Jurisdiction
    level: Level
    report: Report
    memory: Memory
    now: datetime

    def lines(self) -> tuple[Said, ...]:
        return decisions.lines_of(self.session, self.report, self.now)

    def keep(self) -> None:
        save(self.session, self.person, self.memory, self.now)

    def again(self) -> list[Message]:
        """The report as it is now."""
        return show(self.session, self.person, self.jurisdiction, self.report.id, self.now)

    def named(self, path: str) -> tuple[str, str]:
        """(question, what was answered); ("", "") for the whole report."""
        line = next((one for one in self.lines() if one.path == path), None)
        return (line.label, line.shown) if line else ("", "")


def back(event: Event, session: Session, now: datetime, number: int | None = None) -> list[Message]:
    """An answer is tapped, or its number typed (`number`; 0 is the whole report): why is it sent back?"""
    found = _open(event, session, now)
    if not isinstance(found, Open):
        return found
    if not may_send_back(found.report, found.level):
        return _refused(found)
    at = number_in(event, "q") if event.data else number
    if at is None:
        return [words.which_line()]
    lines = found.lines()
    if at > len(lines):
        return [words.no_such_line(len(lines))]
    line = lines[at - 1] if at else None
    found.memory.awaits("reason", line.path if line else "")
    found.keep()
    question, shown = (line.label, line.shown) if line else ("", "")
    return [words.ask_reason(question, shown, found.report.id, found.report.revision, at)]


def reason(event: Event, session: Session, now: datetime) -> list[Message]:
    """A reason is tapped."""
    found = _open(event, session, now)
    if not isinstance(found, Open):
        return found
    lines, at, code = found.lines(), number_in(event, "q"), pressed(event.data).get("k", "")
    if at is None or at > len(lines) or code not in REASONS:
        return found.again()
    return _because(found, lines[at - 1].path if at else "", code, "")


def send(event: Event, session: Session, now: datetime) -> list[Message]:
    """All is chosen: it goes."""
    found = _open(event, session, now)
    if not isinstance(found, Open):
        return found
    memory, report = found.memory, found.report
    points = list(memory.points)
    if not points:
        return [words.nothing_chosen()]
    try:
        told = decisions.send_back(
            session, report, found.person, found.level, points, revision=memory.revision, now=now
        )
    except ReviewRefused as refusal:
        memory.rests()
        found.keep()
        return [queue_words.refused(refusal.reason), *found.again()]
    memory.rests()
    found.keep()
    return [words.sent(report.unit, report.period, len(points), told)]


def cancel(event: Event, session: Session, now: datetime) -> list[Message]:
    """Nothing is sent back or unlocked; an old button of this kind does no harm."""
    person = person_of(event, session)
    if not jurisdiction_of(session, person):
        return [where_words.not_a_supervisor()]
    memory = load(session, person)
    memory.rests()
    save(session, person, memory, now)
    return [words.cancelled()]


def unlock(event: Event, session: Session, now: datetime) -> list[Message]:
    """The approval is to be withdrawn: why?"""
    found = _open(event, session, now)
    if not isinstance(found, Open):
        return found
    if found.report.approved_level is None or not may_send_back(found.report, found.level):
        return _refused(found, unlocking=True)
    found.memory.awaits("unlock")
    found.keep()
    return [words.ask_unlock(found.report.unit, found.report.period)]


def heard(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Typed words while something is awaited; None where nothing is."""
    memory = load(session, person_of(event, session))
    if not memory.listens(now):
        return None
    spoken = understand(event.text)
    if spoken and spoken.command in (Command.CANCEL, Command.NO):
        return cancel(event, session, now)
    found = _open(event, session, now)
    if not isinstance(found, Open):
        return found
    if memory.asks == "unlock":
        return _unlock(found, event.text)
    if memory.asks == "send":
        if spoken and spoken.command in (Command.SUBMIT, Command.YES, Command.DONE):
            return send(event, session, now)
        if spoken and spoken.command in (Command.ADD, Command.MORE, Command.BACK):
            return found.again()
        return [_confirm(found)]
    if memory.asks == "words":
        return _because(found, memory.path, "other", event.text)
    code, said = words.read_reason(event.text)
    return _because(found, memory.path, code, said)


def _because(found: Open, path: str, code: str, said: str) -> list[Message]:
    """This is sent back for that reason; "other" needs words."""
    if code == "other" and not said.strip():
        found.memory.awaits("words", path)
        found.keep()
        return [words.ask_words(found.named(path)[0])]
    others = [point for point in found.memory.points if point.path != path]
    found.memory.points = [*others, Point(path, code, said.strip()[: decisions.LONGEST_WORDS])]
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


def _open(event: Event, session: Session, now: datetime) -> Open | list[Message]:
    """The report a button names, or the open one; what to say where it is none, not theirs, or has changed since."""
    person = person_of(event, session)
    jurisdiction = jurisdiction_of(session, person)
    memory = load(session, person)
    number, revision = asked_for(event) if event.data else (memory.report, memory.revision)
    if number is None and not event.data:
        return [report_words.open_one_first() if jurisdiction else where_words.not_a_supervisor()]
    report = report_within(session, jurisdiction, number or 0)
    level = jurisdiction.level_over(report.unit) if report else None
    if report is None or level is None:
        return [where_words.not_here() if jurisdiction else where_words.not_a_supervisor()]
    if revision != report.revision:
        return [queue_words.refused("stale"), *show(session, person, jurisdiction, report.id, now)]
    if (memory.report, memory.revision) != (report.id, report.revision):
        # A button of another card than the one looked at last: that report is the open one now.
        memory.opens(report.id, report.revision)
    return Open(session, person, jurisdiction, level, report, memory, now)


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
