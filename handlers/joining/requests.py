"""Requests to join, as supervisors see and decide them in the chat."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.joining import requests as words
from handlers.request import Request
from services.membership import approvals, deciders


def requests(request: Request) -> list[Message]:
    """คำขอ: what waits, numbered. The numbers hold until the list is asked for again."""
    session, person = request.session, request.person
    waiting = deciders.waiting_for(session, person)
    approvals.remember(session, person, [one.id for one in waiting[: words.MOST_SHOWN]], request.now)
    if not waiting:
        return [words.NONE_WAITING]
    return [words.waiting(deciders.described(session, waiting))]


def approve(request: Request) -> list[Message]:
    """The button of a request (`m`), or "อนุมัติ 1" (`n`)."""
    return _decide(request, approve=True)


def refuse(request: Request) -> list[Message]:
    """The button of a request (`m`), or "ไม่อนุมัติ 1" (`n`)."""
    return _decide(request, approve=False)


def _decide(request: Request, *, approve: bool) -> list[Message]:
    session, person = request.session, request.person
    membership_id, number = request.number("m"), request.number("n")
    if not request.has("m"):
        shown = approvals.shown_to(session, person)
        if number is None or not shown:
            # A number means nothing before a list was seen: another request may have moved to its place.
            listed = requests(request)
            return [words.WHICH, *listed] if approvals.shown_to(session, person) else listed
        membership_id = shown[number - 1] if 1 <= number <= len(shown) else None
    decided = None
    if membership_id is not None:
        decided = approvals.decide(session, membership_id, request.now, approve=approve, by=person)
    if decided is None:
        return [words.NO_SUCH_REQUEST]
    left = len(deciders.waiting_for(session, person))
    return [words.decided(decided.person.name, decided.unit, approved=approve, left=left)]
