"""The rungs of the reminder ladder: which day a month is reminded of, and in which hours. Pure, Bangkok time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.message_class import MessageClass
from bot.schedule import Window, at_bangkok, is_workday, local_day

# Office hours: nobody's phone rings before work or after it.
FROM, UNTIL = time(8, 30), time(17, 0)
# Days from the due day: two before, its morning, one and three after. The opening comes on top.
FROM_DUE = (-2, 0, 1, 3)
# How long a rung that could not go out (no network, no officer yet) is still worth sending. A newer rung always takes
# its place.
KEEPS = timedelta(days=3)
# How long after the last word nobody is reminded who is in the middle of a report.
TALKS = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class Rung:
    """`kind` is `open` or the distance from one due day (`due-2@2026-11-05`). `height` grows with the urgency. What is
    of the class `opening` is not worth a counted message: it is said with the next reply."""

    kind: str
    day: date
    height: int
    message_class: MessageClass


@dataclass(frozen=True, slots=True)
class Standstill:
    """The days from the last pass of the clock's work to the next one, where that was longer than a rung keeps."""

    since: date
    until: date


def rungs(window: Window) -> list[Rung]:
    """The month's rungs, one a day at most, none before it opens or after it locks.

    Whoever sends in time costs one counted message: of the rungs up to the due day only the last one on a working day
    is of the class `due` (the last of all where there is none).
    """
    by_day = {window.opens: ("open", 0)}
    for height, days in enumerate(FROM_DUE, 1):
        day = window.due + timedelta(days=days)
        if window.is_open(day):
            by_day[day] = f"due{f'{days:+d}' if days else ''}@{window.due}", height
    in_time = sorted(day for day in by_day if day <= window.due)
    counts = next((day for day in reversed(in_time) if is_workday(day)), in_time[-1])
    return [Rung(kind, day, height, _class_on(day, window, counts)) for day, (kind, height) in sorted(by_day.items())]


def _class_on(day: date, window: Window, counts: date) -> MessageClass:
    if day > window.due:
        return MessageClass.OVERDUE
    return MessageClass.DUE if day == counts else MessageClass.OPENING


def rung_on(window: Window, day: date, still: Standstill | None = None) -> Rung | None:
    """The rung that stands on this day: the newest one reached, unless it is too old to be worth sending. What nobody
    could be told while all stood still is as new as the day on which it went on."""
    reached = [rung for rung in rungs(window) if rung.day <= day]
    if not reached or not window.is_open(day):
        return None
    newest = reached[-1]
    new_on = still.until if still and still.since <= newest.day <= still.until else newest.day
    return newest if day - new_on <= KEEPS else None


def counted_from(window: Window, *, is_second: bool) -> Rung | None:
    """The first rung that is worth a counted message to an officer; to a deputy whose officer hears too (`is_second`)
    it is the only one, and comes after the due day. None where the month is locked by then."""
    wanted = MessageClass.OVERDUE if is_second else MessageClass.DUE
    return next((rung for rung in rungs(window) if rung.message_class == wanted), None)


# How the kinds of reminders begin that tell of a month already late: rungs after the due day, and a supervisor's own.
OVERDUE_KINDS = ("due+", "nudge@")


# How the kind begins of the one reminder of a change that was not sent.
AMENDED = "amended@"


def amended_kind(revision: int) -> str:
    """The kind of the reminder that a change of this version of a report was not sent."""
    return f"{AMENDED}{revision}"


def again_kind(day: date) -> str:
    """The kind of a reminder that somebody wished for."""
    return f"again@{day}"


def manual_kind(day: date) -> str:
    """The kind of a reminder that a supervisor sent on this day."""
    return f"nudge@{day}"


def is_for_deputies(rung: Rung, window: Window) -> bool:
    """Deputies come after the officers: from the morning of the due day on."""
    return rung.day >= window.due


def is_hour(now: datetime) -> bool:
    """Whether reminders may be sent at this moment."""
    return morning(local_day(now)) <= now < evening(local_day(now))


def next_hour(now: datetime) -> datetime:
    """This moment if reminders may be sent, else the next at which they may."""
    day = local_day(now)
    if now >= evening(day):
        return morning(day + timedelta(days=1))
    return max(now, morning(day))


def morning(day: date) -> datetime:
    return at_bangkok(day, FROM)


def evening(day: date) -> datetime:
    """The first moment that is too late."""
    return at_bangkok(day, UNTIL)
