"""Remind me tomorrow: the officer puts a reminder off until the next morning."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.reminding import reminders as words
from handlers.request import Request
from services.reminding import reminders


def tomorrow(request: Request) -> list[Message]:
    """The button of a reminder, and the same words typed."""
    wish = reminders.tomorrow(request.session, request.person, request.now)
    if wish.on is not None:
        open_then = [obligation for obligation in wish.waiting if wish.on <= obligation.locks]
        return [words.will_remind(wish.on, [(obligation.period, obligation.due) for obligation in open_then])]
    if wish.waiting:
        return [words.locked_tomorrow([(obligation.period, obligation.locks) for obligation in wish.waiting])]
    return [words.NOTHING_WAITS]
