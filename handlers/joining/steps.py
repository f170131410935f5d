"""The steps of a conversation about joining or leaving: which module shows each, and hears what is said to it.

`hear` returns what is to be said first; a conversation that goes on then shows where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.messages import Message
from bot.texts.joining import join as words
from handlers.joining import choose, confirm, leave
from handlers.joining.progress import Act, Said, Turn, going_on, is_old, said_by
from handlers.who import person_of
from models.reporting.conversation import LISTENS

_Show = Callable[[Turn], list[Message]]
_Hear = Callable[[Turn, Said], list[Message]]

STEPS: dict[str, tuple[_Show, _Hear]] = {
    "confirm": (confirm.show, confirm.hear),
    "list": (choose.show, choose.hear),
    "found": (choose.show, choose.hear),
    "leave": (leave.show, leave.hear),
    "leave_sure": (leave.show, leave.hear),
    "forget": (leave.show, leave.hear),
}


def pressed(event: Event, session: Session, now: datetime) -> list[Message]:
    """Any button of a step. One of an earlier step is not obeyed: the present one is shown again."""
    turn = going_on(session, person_of(event, session), now)
    if turn is None:
        return [words.over(), *leave.mine(event, session, now)]
    if is_old(turn, event):
        return [words.old_button(), *_show(turn)]
    return _heard(turn, event)


def answered(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Typed words while the conversation goes on; None where there is none, or they are hardly meant for it any
    more."""
    turn = going_on(session, person_of(event, session), now)
    if turn is None:
        return None
    # "ยืนยัน" is still heard after a pause; words and numbers of one's own are about something else.
    is_free = said_by(event).act in (Act.WORDS, Act.PICK)
    if is_free and now - turn.conversation.updated_at > LISTENS:
        turn.close()
        return None
    return _heard(turn, event)


def _heard(turn: Turn, event: Event) -> list[Message]:
    _, hear = STEPS[turn.state["at"]]
    said = hear(turn, said_by(event))
    return said + _show(turn) if turn.conversation.is_active else said


def _show(turn: Turn) -> list[Message]:
    show, _ = STEPS[turn.state["at"]]
    return show(turn)
