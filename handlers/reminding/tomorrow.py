"""Remind me tomorrow: the officer puts a reminder off until the next morning."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.messages import Message
from bot.texts.reminding import reminders as words
from bot.texts.reporting import report as report_words
from handlers.who import person_of
from models.membership import membership
from models.membership.membership import REPORTING_ROLES
from services.reminding import reminders


def tomorrow(event: Event, session: Session, now: datetime) -> list[Message]:
    """The button of a reminder, and the same words typed."""
    person = person_of(event, session)
    wish = reminders.tomorrow(session, person, now)
    if wish.on is not None:
        open_then = [obligation for obligation in wish.waiting if wish.on <= obligation.locks]
        return [words.will_remind(wish.on, [(obligation.period, obligation.due) for obligation in open_then])]
    if wish.waiting:
        return [words.locked_tomorrow([(obligation.period, obligation.locks) for obligation in wish.waiting])]
    if not membership.active_of(session, person, REPORTING_ROLES):
        waits = membership.pending_of(session, person)
        return report_words.waiting_for_approval() if waits else report_words.no_office()
    return [words.nothing_waits()]
