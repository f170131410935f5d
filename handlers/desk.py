"""The desk from the chat: a link that opens once, and the way out of every machine."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.desk import desk as words
from handlers.request import Request
from services.access import desk

# On a phone LINE's own browser would neither save files nor keep the visit; this makes it hand over to the phone's.
OUTSIDE = "?openExternalBrowser=1"


def open_desk(request: Request) -> list[Message]:
    """The words for the desk and for its downloads, and every button that leads to one of its pages (`to` the path)."""
    top = request.jurisdiction.top
    assert top is not None, "only those who supervise come here"
    link = desk.make_link(request.session, request.person, request.value("to") or desk.HOME, request.now)
    return [words.invitation(link + OUTSIDE, top)]


def out(request: Request) -> list[Message]:
    """Ends every visit of the person: for the PC that was left open somewhere."""
    ended = desk.sign_out_everywhere(request.session, request.person, request.now)
    return [words.out_everywhere(ended)] if ended or request.jurisdiction else [words.NOT_A_SUPERVISOR]
