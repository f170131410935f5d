"""The office's mailbox as proof: a code is sent there and typed here; the officers so far may object."""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Message
from bot.texts.joining import coming
from bot.texts.joining import join as join_words
from bot.texts.joining import mailbox as words
from bot.vocabulary.intents import Do
from handlers.joining import confirm
from handlers.joining.progress import JoiningStep, Turn, begin, going_on
from handlers.request import Request
from models.membership import membership
from models.membership.membership import Role
from models.org_unit import OrgUnit
from services.membership import join, mailbox
from services.membership.mailbox import Asked, Entered

# As the mail prints it, and as people write down what somebody tells them: 123456, 123 456, 123-456.
_CODE = re.compile(r"[0-9]{3}[ -]?[0-9]{3}")


def start(request: Request) -> list[Message]:
    """รับรหัสทางอีเมล, by a button (`code` is the office's), or for the office that is being talked about."""
    session, person = request.session, request.person
    unit = _meant(request)
    if unit is None:
        return [coming.HOW_TO_JOIN]
    if mailbox.offered(session, person, unit) is None or not (_is_shown(request, unit) or join.has_agreed(person)):
        return confirm.by_office(request, unit.code)
    if no := confirm.cannot_enter(session, person, unit):
        return no
    outcome = mailbox.ask(session, person, unit, request.now)
    if outcome in (Asked.ON_ITS_WAY, Asked.ALREADY):
        return show(begin(request, _step(unit)))
    if outcome == Asked.NOT_YET:
        last = mailbox.newest(session, unit, request.now)
        assert last is not None
        return [words.not_yet(last.created_at + mailbox.ONE_MAIL_IN, unit.code)]
    return [words.too_often(unit.code)]


def show(turn: Turn) -> list[Message]:
    unit = turn.session.get_one(OrgUnit, turn.state["unit"])
    return [words.type_it(unit, mailbox.address(turn.session, unit) or "", unit.code, **turn.keys)]


def hear(turn: Turn, said: JoiningStep) -> list[Message]:
    if said.do in (Do.JOIN_CANCEL, Do.JOIN_DECLINE, Do.JOIN_BACK):
        turn.close()
        return [join_words.CANCELLED]
    if said.do is not None or not _CODE.fullmatch(said.text):
        return [words.NOT_A_CODE]
    unit = turn.session.get_one(OrgUnit, turn.state["unit"])
    if no := confirm.cannot_enter(turn.session, turn.person, unit):
        turn.close()
        return no
    typed = said.text.replace(" ", "").replace("-", "")
    outcome, left = mailbox.enter(turn.session, turn.person, unit, typed, turn.now)
    if outcome == Entered.WRONG and left:
        return [words.wrong(left)]
    turn.close()
    if outcome == Entered.JOINED:
        return [join_words.joined(unit, Role.OFFICER)]
    if outcome == Entered.UNHEARD:
        return [words.too_often(unit.code)]
    last = mailbox.newest(turn.session, unit, turn.now)
    return [words.over(last.created_at + mailbox.ONE_MAIL_IN if last else None, unit.code)]


def object_to(request: Request) -> list[Message]:
    """แจ้งว่าไม่ถูกต้อง: the button that the officers so far get (`m` is the new officer's membership)."""
    number = request.number("m")
    wanted = mailbox.object_to(request.session, request.person, number, request.now) if number is not None else None
    if wanted is None:
        return [words.NOBODY_THERE]
    above = membership.supervisors_above(request.session, wanted.unit, about=wanted.person_id)
    return [words.objection_taken(wanted.unit, above[0].unit if above else None)]


def _meant(request: Request) -> OrgUnit | None:
    """The office whose mailbox is meant; None where it is not known."""
    if code := request.value("code"):
        return join.office_with_code(request.session, code)
    turn = going_on(request)
    if turn is not None and "unit" in turn.state:
        unit = request.session.get_one(OrgUnit, turn.state["unit"])
        return unit if unit.is_local else None
    return next((one.unit for one in request.pending if one.unit.is_local), None)


def _is_shown(request: Request, unit: OrgUnit) -> bool:
    """Whether the person was just shown this office and the privacy notice."""
    turn = going_on(request)
    return turn is not None and turn.state.get("at") == "confirm" and turn.state["unit"] == unit.id


def _step(unit: OrgUnit) -> dict[str, Any]:
    return {"at": "mailbox", "unit": unit.id}
