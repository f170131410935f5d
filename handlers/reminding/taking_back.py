"""Taking an extension back: looked at first, then done."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.reminding import follow_up as follow_up_words
from bot.texts.reminding import taking_back as words
from bot.thai.units import short_name
from bot.vocabulary.intents import Do
from handlers.reminding.follow_up import whom
from handlers.request import Request
from handlers.reviewing.where import Here, where
from services.reminding import pending_step, taking_back
from services.reminding.pending_step import PendingStep


def look(request: Request) -> list[Message]:
    """`do=chase.back` for an area's month (u, p, m, or words): which offices, and which day is in force then."""
    here = whom(request, Do.EXTEND_BACK)
    if not isinstance(here, Here):
        return here
    found = taking_back.preview(request.session, here.programme, here.period, here.unit, here.level, request.now)
    if not found.offices:
        return [words.NOTHING_IN_CHAT]
    yes = here.said.press("chase.back.yes", g=found.seen)
    _awaits(request, here, yes)
    left = follow_up_words.left(found.left.messages if found.left.is_known else -1)
    offices = [(short_name(line.unit), line.due) for line in found.offices]
    return [words.confirm(here.said, yes, offices, found.window, request.now, found.people, left)]


def take_back(request: Request) -> list[Message]:
    """`do=chase.back.yes`: the confirmation's button. Pressed again, there is nothing left to take back; where more
    time was given since (`g`), it shows how it stands instead."""
    here = where(request, Do.EXTEND_BACK)
    if not isinstance(here, Here):
        return here
    done = taking_back.take_back(
        request.session,
        here.programme,
        here.period,
        here.unit,
        here.level,
        request.person,
        request.now,
        seen=request.value("g"),
    )
    if done is None:
        return follow_up_words.looked_again(look(request)[0])
    _awaits(request, here, "")
    if not done.offices:
        return [words.NOTHING_IN_CHAT]
    return [words.done_in_chat(done.window, request.now, len(done.offices), done.people)]


def _awaits(request: Request, here: Here, yes: str) -> None:
    memory = PendingStep(
        asks="yes" if yes else "",
        yes=yes,
        unit=here.unit.code,
        programme=here.programme.code,
        period=here.period,
    )
    pending_step.save(request.session, request.person, memory, request.now)
