"""What supervisors type and press about the reports below them, and who does it: a part of `dispatch.py`'s table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event, Kind
from bot.messages import Message
from bot.texts.reviewing import overview as words
from bot.texts.reviewing import queue as queue_words
from bot.vocabulary.reviewing import Asked, Wish, is_plain, understand
from handlers.reporting import after
from handlers.reviewing import overview, queue, report, returning
from handlers.who import person_of
from models.membership import membership
from models.membership.membership import REPORTING_ROLES
from services.access.jurisdiction import jurisdiction_of
from services.reviewing.shown_list import load

Handler = Callable[[Event, Session, datetime], list[Message]]


def typed(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Words outside a report of one's own: a wish, or what was asked for. None where they are neither, or are said by
    somebody who supervises nobody and may mean something else."""
    asked = understand(event.text)
    if asked is None:
        return returning.heard(event, session, now)
    person = person_of(event, session)
    is_history = asked.wish is Wish.HISTORY and load(session, person).report is None
    if is_history and membership.active_of(session, person, REPORTING_ROLES):
        return after.history(event, session, now)
    if not jurisdiction_of(session, person):
        return [words.not_a_supervisor()] if is_plain(event.text) else None
    return _grant(asked, event, session, now)


def is_asked(event: Event, session: Session) -> bool:
    """Whether words in the middle of a person's own report are meant for their desk."""
    return is_plain(event.text) and bool(jurisdiction_of(session, person_of(event, session)))


def _grant(asked: Asked, event: Event, session: Session, now: datetime) -> list[Message]:
    memory = load(session, person_of(event, session))
    if asked.number is not None and asked.wish in (Wish.OPEN, Wish.APPROVE):
        return _press(event, session, now, memory.items, asked.number)
    if asked.wish is Wish.OPEN:
        return [words.no_such_number(len(memory.items))]
    if asked.wish is Wish.APPROVE:
        # The word alone means the report that is open; without one, whatever waits.
        do = report.approve if memory.report is not None else queue.show
        return do(event, session, now)
    if asked.wish is Wish.APPROVE_ALL:
        if not memory.approving:
            return [queue_words.show_first(), *queue.show(event, session, now)]
        return queue.approve_all(_as_pressed(event, memory.approving), session, now)
    if asked.wish is Wish.RETURN:
        return returning.back(event, session, now, asked.number)
    if asked.wish is Wish.RETURN_ALL:
        return returning.back(event, session, now, 0)
    return _TYPED[asked.wish](event, session, now)


def _press(event: Event, session: Session, now: datetime, items: list[str], number: int) -> list[Message]:
    """The button of that number in the list shown last."""
    if not 1 <= number <= len(items):
        return [words.no_such_number(len(items))]
    as_pressed = _as_pressed(event, items[number - 1])
    return PRESSED[pressed(as_pressed.data)["do"]](as_pressed, session, now)


def _as_pressed(event: Event, data: str) -> Event:
    return replace(event, kind=Kind.POSTBACK, data=data, text="")


def _back(event: Event, session: Session, now: datetime) -> list[Message]:
    return returning.back(event, session, now)


_TYPED: dict[Wish, Handler] = {
    Wish.OVERVIEW: overview.show,
    Wish.MISSING: overview.missing,
    Wish.QUEUE: queue.show,
    Wish.UNLOCK: returning.unlock,
    Wish.HISTORY: report.history,
}
PRESSED: dict[str, Handler] = {
    "report.history": after.history,
    "review.overview": overview.show,
    "review.missing": overview.missing,
    "review.office": overview.office,
    "review.queue": queue.show,
    "review.approve_all": queue.approve_all,
    "review.open": report.open_one,
    "review.approve": report.approve,
    "review.history": report.history,
    "review.back": _back,
    "review.reason": returning.reason,
    "review.send": returning.send,
    "review.cancel": returning.cancel,
    "review.unlock": returning.unlock,
}
