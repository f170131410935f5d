"""Coming, joining, leaving: what is typed and pressed about belonging to an office, and who does it.

The tables below are the part of `dispatch.py` that is about people and their offices.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.messages import Message
from bot.texts.joining import coming as words
from bot.vocabulary.joining import Wish, understand
from handlers.joining import choose, confirm, leave, requests, steps
from handlers.who import person_of
from models.membership import membership
from models.membership.person import Person
from services.membership import leaving

Handler = Callable[[Event, Session, datetime], list[Message]]


def follow(event: Event, session: Session, now: datetime) -> list[Message]:
    """Somebody added the bot, or unblocked it: LINE does not tell the two apart reliably, our rows do."""
    person = person_of(event, session)
    if not _is_late(event, person):
        leaving.come_back(session, person)
    if active := membership.active_of(session, person):
        return [words.welcome_back([one.unit for one in active])]
    if pending := membership.pending_of(session, person):
        return [words.welcome_back_waiting([one.unit for one in pending])]
    return [words.greeting()]


def unfollow(event: Event, session: Session, now: datetime) -> list[Message]:
    """The bot was blocked: nothing can be answered, nothing is sent until a follow."""
    person = person_of(event, session)
    if not _is_late(event, person):
        leaving.block(person)
    return []


def how(event: Event, session: Session, now: datetime) -> list[Message]:
    """The word for joining alone; also what to say to a stranger who wants something members do."""
    return [words.how_to_join()]


def is_invitation(text: str) -> bool:
    """Whether words inside a report are about belonging to an office all the same: a scanned invitation, "คำขอ".

    A code or a plain word alone is not: it is somebody's answer.
    """
    asked = understand(text)
    return asked is not None and not asked.is_bare


def typed(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Words outside a report: a wish about offices, or what a conversation about them waits for. None where neither."""
    if asked := understand(event.text):
        return TYPED[asked.wish](event, session, now)
    return steps.answered(event, session, now)


def _is_late(event: Event, person: Person) -> bool:
    """LINE may deliver in another order than things happened: what the person did since then counts."""
    return person.last_event_at is not None and event.at < person.last_event_at


TYPED: dict[Wish, Handler] = {
    Wish.HOW: how,
    Wish.INVITE: confirm.by_invite,
    Wish.OFFICE: confirm.by_office,
    Wish.CHOOSE: choose.start,
    Wish.MINE: leave.mine,
    Wish.LEAVE: leave.leave,
    Wish.FORGET: leave.forget,
    Wish.REQUESTS: requests.requests,
    Wish.APPROVE: requests.approve,
    Wish.REFUSE: requests.refuse,
}

PRESSED: dict[str, Handler] = {
    "join.choose": choose.start,
    "join.requests": requests.requests,
    "join.approve": requests.approve,
    "join.refuse": requests.refuse,
    "join.pick": steps.pressed,
    "join.more": steps.pressed,
    "join.back": steps.pressed,
    "join.confirm": steps.pressed,
    "join.decline": steps.pressed,
    "join.cancel": steps.pressed,
}
