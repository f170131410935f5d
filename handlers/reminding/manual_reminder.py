"""Reminding by hand: first what it would do and cost, then doing it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.messages import Message
from bot.schedule import local_day
from bot.texts.reminding import follow_up as words
from bot.thai.units import short_name
from handlers.reviewing.where import Here, where
from handlers.who import person_of
from models.membership.person import Person
from services.reminding import manual_reminder, pending_step
from services.reminding.manual_reminder import MOST_IN_CHAT, ManualReminder
from services.reminding.pending_step import Memory


def look(event: Event, session: Session, now: datetime) -> list[Message]:
    """`do=follow up.manual reminder` with u, p and m; without them what the person supervises. Changes nothing."""
    here = where(event, session, now, "chase.nudge")
    if not isinstance(here, Here):
        return here
    person = person_of(event, session)
    found = manual_reminder.preview(session, here.programme, here.period, here.unit, now)
    shown = _shown(here, found, now)
    if not found.offices:
        _awaits(session, person, "", now)
        return [words.all_sent(shown)]
    if found.people > MOST_IN_CHAT:
        _awaits(session, person, "", now)
        return [words.ask_on_page(shown)]
    day = local_day(now).isoformat()
    _awaits(session, person, words.confirm(shown, day) if found.people else "", now)
    return [words.preview(shown, day)]


def send(event: Event, session: Session, now: datetime) -> list[Message]:
    """`do=follow up.send`: the preview's button. One of another day shows how it stands now instead."""
    if pressed(event.data).get("d") != local_day(now).isoformat():
        again = look(event, session, now)
        return words.looked_again(again[0]) if len(again) == 1 else again
    here = where(event, session, now, "chase.nudge")
    if not isinstance(here, Here):
        return here
    person = person_of(event, session)
    if manual_reminder.preview(session, here.programme, here.period, here.unit, now).people > MOST_IN_CHAT:
        return look(event, session, now)
    done = manual_reminder.send(session, here.programme, here.period, here.unit, person, now)
    _awaits(session, person, "", now)
    shown = _shown(here, done, now)
    return [words.sent(shown) if done.offices else words.all_sent(shown)]


def _awaits(session: Session, person: Person, yes: str, now: datetime) -> None:
    pending_step.save(session, person, Memory(asks="yes" if yes else "", yes=yes), now)


def _shown(here: Here, found: ManualReminder, now: datetime) -> words.ManualReminder:
    offices: dict[str, list[str]] = defaultdict(list)
    for one in found.offices:
        offices[one.eligibility].append(short_name(one.line.unit))
    return words.ManualReminder(
        unit=here.unit,
        code=here.unit.code,
        programme=here.programme.code,
        subject=here.said.subject,
        period=here.period,
        people=found.people,
        offices=offices,
        unreached=[
            (short_name(one.line.unit), len(one.unreached))
            for one in found.unreached
            if one.eligibility is not manual_reminder.Eligibility.UNREACHABLE
        ],
        at=None if found.at <= now else found.at,
        left=found.left.messages if found.left.is_known else -1,
    )
