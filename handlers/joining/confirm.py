"""An office by its invitation or its code: shown whole with the privacy notice, then confirmed or not."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.messages import Message
from bot.texts.joining import join as words
from bot.vocabulary.intents import Do
from bot.vocabulary.joining import is_not_here
from handlers.joining.progress import JoiningStep, Turn, begin
from handlers.request import Request
from models.membership import membership
from models.membership.invite import Invite
from models.membership.membership import SUPERVISING_ROLES, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.membership import deciders, invites, join, mailbox
from services.membership.invites import Standing
from services.membership.join import Outcome


def by_invite(request: Request) -> list[Message]:
    """เข้าร่วม CODE, or the code alone (`code`). Nothing is answered to somebody who has guessed too often."""
    session, person = request.session, request.person
    found = invites.tried(session, person, request.value("code"), request.now)
    if found.standing == Standing.UNHEARD:
        return []
    if found.invite is None:
        return [words.STOPPED if found.standing == Standing.TOO_MANY else words.UNKNOWN_CODE]
    used = found.invite
    if held := join.member(session, person, used.unit, Role(used.role)):
        return [words.already(used.unit, held.role)]
    if found.standing != Standing.GOOD:
        return _no_good(found.standing, used)
    return show(begin(request, step(used.unit, Role(used.role), used)))


def by_office(request: Request, code: str = "") -> list[Message]:
    """An office's official 8-digit code, `code` where the words hold none."""
    code = code or request.value("code")
    unit = join.office_with_code(request.session, code)
    if unit is None:
        return [words.unknown_office(code)]
    if no := _cannot_ask(request.session, request.person, unit):
        return no
    return show(begin(request, step(unit, Role.OFFICER)))


def step(unit: OrgUnit, role: Role, used: Invite | None = None, back: dict[str, Any] | None = None) -> dict[str, Any]:
    """The state of this step. `back` is where "not this office" leads; None ends the conversation."""
    return {"at": "confirm", "unit": unit.id, "role": role, "invite": used.id if used else None, "back": back}


def show(turn: Turn) -> list[Message]:
    unit = turn.session.get_one(OrgUnit, turn.state["unit"])
    used = _used(turn)
    waits = used is None or join.waits(turn.session, turn.person, used)
    address = "" if used else mailbox.offered(turn.session, turn.person, unit) or ""
    contact = join.contact(turn.session)
    role = turn.state["role"]
    above = membership.supervisors_above(turn.session, unit, about=turn.person.id) if waits else ()
    who = above[0].unit if above else None
    return [words.confirm(unit, unit.code, role, contact, waits=waits, above=who, mailbox=address, **turn.keys)]


def hear(turn: Turn, said: JoiningStep) -> list[Message]:
    if said.do is Do.JOIN_CONFIRM:
        return _confirmed(turn)
    back = turn.state["back"]
    if said.do in (Do.JOIN_DECLINE, Do.JOIN_BACK) or (said.do is None and is_not_here(said.text)):
        if back:
            turn.move(back)
            return []
        turn.close()
        return [words.DECLINED]
    if said.do is Do.JOIN_CANCEL:
        turn.close()
        return [words.CANCELLED]
    return [words.CONFIRM_AGAIN]


def _confirmed(turn: Turn) -> list[Message]:
    session, person, now = turn.session, turn.person, turn.now
    unit = session.get_one(OrgUnit, turn.state["unit"])
    used = _used(turn)
    role = Role(turn.state["role"])
    turn.close()
    outcome = join.enter(session, person, used, now) if used else join.ask(session, person, unit, now)
    match outcome:
        case Outcome.JOINED if role in SUPERVISING_ROLES:
            return [words.joined_above(unit, role, len(deciders.waiting_for(session, person)))]
        case Outcome.JOINED:
            return [words.joined(unit, role)]
        case Outcome.ASKED:
            return [words.asked(unit, join.approver_of(session, person, unit, role), _by_mail(session, person, unit))]
        case Outcome.ALREADY:
            held = join.member(session, person, unit, role)
            return [words.already(unit, held.role if held else role)]
        case Outcome.WAITING:
            return [words.asked_already(unit, _by_mail(session, person, unit))]
        case Outcome.TOO_MANY:
            return [words.too_many(join.MOST_ASKED)]
        case Outcome.CLOSED:
            return [words.closed(unit)]
    # Only an invitation expires or is used up.
    assert used is not None
    return _no_good(Standing(outcome.value), used)


def _used(turn: Turn) -> Invite | None:
    return turn.session.get(Invite, turn.state["invite"]) if turn.state["invite"] else None


def cannot_enter(session: Session, person: Person, unit: OrgUnit) -> list[Message]:
    """Why nobody, or not this person, can become an officer there; empty where they can."""
    if unit.open_to is not None:
        return [words.closed(unit)]
    if held := join.member(session, person, unit, Role.OFFICER):
        return [words.already(unit, held.role)]
    return []


def _cannot_ask(session: Session, person: Person, unit: OrgUnit) -> list[Message]:
    """Why a request makes no sense; empty where it does."""
    if no := cannot_enter(session, person, unit):
        return no
    if join.has_asked(session, person, unit):
        return [words.asked_already(unit, _by_mail(session, person, unit))]
    return []


def _by_mail(session: Session, person: Person, unit: OrgUnit) -> str:
    """The office's code where its mailbox may serve instead of an approval, "" where not."""
    return unit.code if mailbox.offered(session, person, unit) else ""


def _no_good(standing: Standing, used: Invite) -> list[Message]:
    office_code = used.unit.code if used.unit.is_local else None
    if standing == Standing.EXPIRED:
        return [words.expired(used.unit, used.expires_at, office_code)]
    if standing == Standing.USED_UP:
        return [words.used_up(used.unit, office_code)]
    return [words.closed(used.unit)]
