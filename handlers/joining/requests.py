"""Requests to join, as supervisors see and decide them in the chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.messages import Message
from bot.texts.joining import requests as words
from bot.vocabulary import joining
from bot.whole import whole
from handlers.who import person_of
from models.membership.person import Person
from services.membership import approvals, request_lists


def requests(event: Event, session: Session, now: datetime) -> list[Message]:
    """คำขอ: what waits, numbered. The numbers hold until the list is asked for again."""
    return _list(session, person_of(event, session), now)


def approve(event: Event, session: Session, now: datetime) -> list[Message]:
    """The button of a request, or "อนุมัติ 1"."""
    return _decide(event, session, now, approve=True)


def refuse(event: Event, session: Session, now: datetime) -> list[Message]:
    """The button of a request, or "ไม่อนุมัติ 1"."""
    return _decide(event, session, now, approve=False)


def _decide(event: Event, session: Session, now: datetime, *, approve: bool) -> list[Message]:
    person = person_of(event, session)
    if not approvals.supervises(session, person):
        return [words.not_a_supervisor()]
    if event.data:
        membership_id = _named(event)
    else:
        asked = joining.understand(event.text)
        shown = request_lists.shown_to(session, person)
        if asked is None or asked.number is None or not shown:
            # A number means nothing before a list was seen: another request may have moved to its place.
            listed = _list(session, person, now)
            return [words.which(), *listed] if request_lists.shown_to(session, person) else listed
        membership_id = shown[asked.number - 1] if 1 <= asked.number <= len(shown) else None
    decided = None
    if membership_id is not None:
        decided = approvals.decide(session, membership_id, now, approve=approve, by=person)
    if decided is None:
        return [words.no_such_request()]
    left = len(approvals.waiting_for(session, person))
    return [words.decided(decided.person.name, decided.unit, approved=approve, left=left)]


def _named(event: Event) -> int | None:
    return whole(pressed(event.data).get("m", ""))


def _list(session: Session, person: Person, now: datetime) -> list[Message]:
    if not approvals.supervises(session, person):
        return [words.not_a_supervisor()]
    waiting = approvals.waiting_for(session, person)
    request_lists.remember(session, person, [one.id for one in waiting[: words.MOST_SHOWN]], now)
    if not waiting:
        return [words.none_waiting()]
    return [words.waiting([(one.person.name, one.unit, one.asked_at, one.id) for one in waiting])]
