"""The steps of a conversation about joining or leaving: which module shows each, and hears what is said to it.

`hear` returns what is to be said first; a conversation that goes on then shows where it stands.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.messages import Message
from bot.texts.joining import choosing as lists
from bot.texts.joining import join as words
from bot.thai.digits import tidy
from bot.vocabulary.joining import may_be_a_name
from handlers.joining import choose, confirm, leave, mailbox
from handlers.joining.progress import JoiningStep, Turn, begin, going_on
from handlers.request import LISTENS, Request
from services.org_units import search

_Show = Callable[[Turn], list[Message]]
_Hear = Callable[[Turn, JoiningStep], list[Message]]

_CODE = 8  # digits of an office's code

STEPS: dict[str, tuple[_Show, _Hear]] = {
    "confirm": (confirm.show, confirm.hear),
    "list": (choose.show, choose.hear),
    "found": (choose.show, choose.hear),
    "mailbox": (mailbox.show, mailbox.hear),
    "leave": (leave.show, leave.hear),
    "leave_sure": (leave.show, leave.hear),
    "forget": (leave.show, leave.hear),
}


def step(request: Request) -> list[Message]:
    """A step's button (`c`, `s`) or its words. One of an earlier step is not obeyed: the present one is shown."""
    turn = going_on(request)
    if turn is None:
        return [words.OVER, *leave.mine(request)]
    if any(request.value(key) != str(value) for key, value in turn.keys.items()):
        return [words.OLD_BUTTON, *_show(turn)]
    assert request.intent is not None
    return _heard(turn, JoiningStep(request.intent.do, request.number("n") or 0, tidy(request.event.text)))


def answered(request: Request) -> list[Message] | None:
    """Free words while the conversation goes on; None where they are hardly meant for it any more."""
    turn = going_on(request)
    if turn is None:
        return None
    if request.now - turn.conversation.updated_at > LISTENS:
        turn.close()
        return None
    return _heard(turn, JoiningStep(None, text=tidy(request.event.text)))


def named(request: Request) -> list[Message]:
    """An office's name (`name`), said by somebody who belongs to none: looked for as though the list were open."""
    if not search.places_in(request.session, None):
        return [lists.NO_OFFICES]
    return _heard(begin(request, choose.within(None)), JoiningStep(None, text=request.value("name")))


def perhaps_named(request: Request) -> list[Message] | None:
    """Words of somebody who belongs to none that mean nothing else: None unless they are an office's or a place's name,
    without its kind before it, or as long as a code."""
    typed = tidy(request.event.text)
    if len(typed) == _CODE and typed.isdecimal():
        # Mistyped: every office's code begins with 0.
        return [words.unknown_office(typed)]
    if not may_be_a_name(typed):
        return None
    hits = search.search(request.session, typed)
    if not hits.units or not hits.sure or hits.more:
        return None
    return _heard(begin(request, choose.within(None)), JoiningStep(None, text=typed))


def _heard(turn: Turn, said: JoiningStep) -> list[Message]:
    _, hear = STEPS[turn.state["at"]]
    answer = hear(turn, said)
    return answer + _show(turn) if turn.conversation.is_active else answer


def _show(turn: Turn) -> list[Message]:
    show, _ = STEPS[turn.state["at"]]
    return show(turn)
