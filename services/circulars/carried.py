"""Circulars that go with a reply, which costs nothing: whoever comes to the chat anyway is handed theirs.

A mark on the person says that there may be any; an answer to anybody else asks the database nothing. What is handed
over is noted with the reply that carries it, and waits again where that never arrives (`arrivals.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Card
from bot.texts.circulars.card import LISTED, card
from models.membership.person import Person
from models.messaging.outbox import Outbox
from services.circulars import receipts
from services.circulars.lines import lines_of
from services.circulars.receipts import Addressed

_GIVEN = "circulars"


def take(session: Session, person: Person, now: datetime) -> list[Card]:
    """What waits for this person, as one card; empty where nothing does any more. Call it in the transaction of the
    reply, and `given` once that is written."""
    # First of all: whoever publishes meanwhile waits for this row, and sets the mark anew.
    person.awaits_circular = False
    session.flush()
    waiting = receipts.waiting_for(session, person, now)
    if not waiting:
        return []
    shown = waiting[:LISTED]
    person.awaits_circular = len(waiting) > len(shown)
    session.info[_GIVEN] = shown
    places = {}
    if len(shown) > 1:
        places = {one.circular.id: place for place, one in enumerate(receipts.addressed_to(session, person), 1)}
    return circulars(session, shown, places)


def circulars(session: Session, shown: Sequence[Addressed], places: Mapping[int, int] | None = None) -> list[Card]:
    """These letters as one card, empty for none. `places`: circular → its number in the reader's list."""
    letters = [(one.circular, one.version) for one in shown]
    return [card(lines_of(session, letters, places))] if letters else []


def given(session: Session, person: Person, reply: Outbox | None) -> None:
    """The reply, which has its number now, carries what `take` took; nothing where it took nothing."""
    shown: list[Addressed] = session.info.pop(_GIVEN, [])
    if not shown:
        return
    if reply is None:
        person.awaits_circular = True
        return
    receipts.hand_over(session, person, shown, reply.id)
