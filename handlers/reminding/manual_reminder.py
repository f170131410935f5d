"""Reminding by hand: first what it would do and cost, then doing it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from bot.messages import Message
from bot.schedule import local_day
from bot.texts.reminding import follow_up as words
from bot.thai.units import short_name
from bot.vocabulary.intents import Do
from handlers.reminding.follow_up import whom
from handlers.request import Request
from handlers.reviewing.where import Here, where
from services.reminding import manual_reminder, pending_step
from services.reminding.manual_reminder import MOST_IN_CHAT
from services.reminding.pending_step import PendingStep
from services.reminding.preview import Eligibility, ManualReminder


def look(request: Request) -> list[Message]:
    """`do=chase.nudge` for an area's month (u, p, m, or words), else for all of theirs. Changes nothing."""
    session, now = request.session, request.now
    here = whom(request, Do.MANUAL_REMINDER)
    if not isinstance(here, Here):
        return here
    found = manual_reminder.preview(session, here.programme, here.period, here.unit, now)
    shown = _shown(here, found, now)
    if not found.offices:
        _awaits(request, "")
        return [words.all_sent(shown)]
    if found.people > MOST_IN_CHAT:
        _awaits(request, "")
        return [words.ask_on_page(shown)]
    day = local_day(now).isoformat()
    _awaits(request, words.confirm(shown, day) if found.people else "")
    return [words.preview(shown, day)]


def send(request: Request) -> list[Message]:
    """`do=chase.send`: the preview's button. One of another day, or where another number of people would be reminded by
    now, shows how it stands instead."""
    session, person, now = request.session, request.person, request.now
    if request.value("d") != local_day(now).isoformat():
        return _look_again(request)
    here = where(request, Do.MANUAL_REMINDER)
    if not isinstance(here, Here):
        return here
    people = request.number("k") or 0
    if people > MOST_IN_CHAT:
        return look(request)
    done = manual_reminder.send(session, here.programme, here.period, here.unit, person, now, people=people)
    if done is None:
        return _look_again(request)
    _awaits(request, "")
    shown = _shown(here, done, now)
    return [words.sent(shown) if done.offices else words.all_sent(shown)]


def _look_again(request: Request) -> list[Message]:
    again = look(request)
    return words.looked_again(again[0]) if len(again) == 1 else again


def _awaits(request: Request, yes: str) -> None:
    pending_step.save(request.session, request.person, PendingStep(asks="yes" if yes else "", yes=yes), request.now)


def _shown(here: Here, found: ManualReminder, now: datetime) -> words.ManualReminder:
    offices: dict[str, list[str]] = defaultdict(list)
    for one in found.offices:
        offices[one.eligibility].append(short_name(one.line.unit))
    return words.ManualReminder(
        where=here.said,
        people=found.people,
        offices=offices,
        unreached=[
            (short_name(one.line.unit), len(one.unreached))
            for one in found.unreached
            if one.eligibility is not Eligibility.UNREACHABLE
        ],
        at=None if found.at <= now else found.at,
        left=found.left.messages if found.left.is_known else -1,
    )
