"""The desk from the chat: a link that opens once, and the way out of every machine."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.messages import Message
from bot.texts.desk import desk as words
from handlers.who import person_of
from services.access import desk
from services.access.jurisdiction import jurisdiction_of

# On a phone LINE's own browser would neither save files nor keep the visit; this makes it hand over to the phone's.
_OUTSIDE = "?openExternalBrowser=1"


def open_desk(event: Event, session: Session, now: datetime) -> list[Message]:
    """The word for the desk and every button that leads to one of its pages (`do=desk.open`, `to` the path)."""
    person = person_of(event, session)
    top = jurisdiction_of(session, person).top
    if top is None:
        return [words.not_a_supervisor()]
    link = desk.make_link(session, person, pressed(event.data).get("to", desk.HOME), now)
    return [words.invitation(link + _OUTSIDE, top)]


def out(event: Event, session: Session, now: datetime) -> list[Message]:
    """Ends every visit of the person: for the PC that was left open somewhere."""
    person = person_of(event, session)
    ended = desk.sign_out_everywhere(session, person, now)
    if not ended and not jurisdiction_of(session, person):
        return [words.not_a_supervisor()]
    return [words.out_everywhere(ended)]
