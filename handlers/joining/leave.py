"""Leaving an office, and being forgotten: asked once more, then done; and what is kept about oneself."""

from __future__ import annotations

from typing import Any

from bot.messages import Message
from bot.texts.joining import coming
from bot.texts.joining import leaving as words
from bot.texts.joining import own_data as file_words
from bot.texts.joining.choosing import no_such_number
from bot.vocabulary.intents import Do
from handlers.desk import OUTSIDE
from handlers.joining.progress import JoiningStep, Turn, begin
from handlers.request import Request
from models.membership.membership import Membership, MembershipState
from services.access import own_data as links
from services.membership import erasing, leaving


def leave(request: Request) -> list[Message]:
    """ออกจากหน่วยงาน: which one, where there are several. Requests that wait can be withdrawn so too."""
    held = [*request.active, *request.pending]
    if not held:
        return [words.NOTHING_TO_LEAVE]
    state = _sure(held[0]) if len(held) == 1 else {"at": "leave", "ids": [one.id for one in held]}
    return show(begin(request, state))


def forget(request: Request) -> list[Message]:
    """ลบข้อมูลของฉัน."""
    return show(begin(request, {"at": "forget"}))


def mine(request: Request) -> list[Message]:
    """หน่วยงานของฉัน."""
    active = [(one.unit, one.role) for one in request.active]
    return [coming.mine(active, [one.unit for one in request.pending])]


def own_data(request: Request) -> list[Message]:
    """ข้อมูลของฉัน: a link to a file with everything."""
    link = links.make_link(request.session, request.person, request.now)
    return [file_words.invitation(link + OUTSIDE)]


def show(turn: Turn) -> list[Message]:
    if turn.state["at"] == "forget":
        return [words.sure_to_forget(**turn.keys)]
    if turn.state["at"] == "leave":
        listed = [turn.session.get_one(Membership, one) for one in turn.state["ids"]]
        return [words.which([(one.unit, _waits(one)) for one in listed], **turn.keys)]
    held = turn.session.get_one(Membership, turn.state["membership"])
    return [words.sure_to_leave(held.unit, waits=_waits(held), **turn.keys)]


def hear(turn: Turn, said: JoiningStep) -> list[Message]:
    at = turn.state["at"]
    if said.do in (Do.JOIN_CANCEL, Do.JOIN_DECLINE, Do.JOIN_BACK):
        turn.close()
        return [words.UNCHANGED]
    if at == "leave":
        ids = turn.state["ids"]
        if said.do is not Do.JOIN_PICK or not 1 <= said.number <= len(ids):
            return [no_such_number(len(ids))]
        turn.move(_sure(turn.session.get_one(Membership, ids[said.number - 1])))
        return []
    if said.do is not Do.JOIN_CONFIRM:
        return [words.YES_OR_NO]
    return _forgotten(turn) if at == "forget" else _left(turn)


def _left(turn: Turn) -> list[Message]:
    held = turn.session.get_one(Membership, turn.state["membership"])
    waited = _waits(held)
    turn.close()
    if leaving.end(turn.session, held.id, turn.now, by=turn.person) is None:
        return [words.NOTHING_TO_LEAVE]
    return [words.left(held.unit, waited=waited)]


def _forgotten(turn: Turn) -> list[Message]:
    turn.close()
    erasing.forget(turn.session, turn.person, turn.now)
    return [words.FORGOTTEN]


def _sure(held: Membership) -> dict[str, Any]:
    return {"at": "leave_sure", "membership": held.id}


def _waits(held: Membership) -> bool:
    return held.state == MembershipState.PENDING
