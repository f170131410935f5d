"""Choosing an office without an invitation: province, district, office, by number, by tap or by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.messages import Message
from bot.texts.joining import choosing as lists
from bot.texts.joining import join as words
from bot.vocabulary.intents import Do
from handlers.joining import confirm
from handlers.joining.progress import JoiningStep, Turn, begin
from handlers.request import Request
from models.membership.membership import Role
from models.org_unit import OrgUnit
from services.org_units import search

# A name longer than this is none; what was typed is repeated in the answer.
LONGEST_NAME = 60


def start(request: Request) -> list[Message]:
    """เลือกหน่วยงาน, from the list of provinces."""
    if not search.places_in(request.session, None):
        return [lists.NO_OFFICES]
    return show(begin(request, within(None)))


def show(turn: Turn) -> list[Message]:
    items, page = _items(turn), turn.state["page"]
    if turn.state["at"] == "found":
        typed, sure, more = turn.state["typed"], turn.state["sure"], turn.state["more"]
        return [lists.found(items, typed, page, sure=sure, more=more, **turn.keys)]
    return [lists.choose(items, _area(turn), page, **turn.keys)]


def hear(turn: Turn, said: JoiningStep) -> list[Message]:
    if said.do is Do.JOIN_PICK:
        items = _items(turn)
        if not 1 <= said.number <= len(items):
            return [lists.no_such_number(len(items))]
        return _go(turn, items[said.number - 1])
    if said.do is Do.JOIN_MORE:
        return _turn_page(turn)
    if said.do in (Do.JOIN_BACK, Do.JOIN_DECLINE):
        return _back(turn)
    if said.do is Do.JOIN_CANCEL:
        turn.close()
        return [words.CANCELLED]
    return _look_for(turn, said.text) if said.do is None else []


def _go(turn: Turn, unit: OrgUnit) -> list[Message]:
    if unit.is_local:
        turn.move(confirm.step(unit, Role.OFFICER, back=turn.state))
    else:
        turn.move(within(unit.id))
    return []


def _turn_page(turn: Turn) -> list[Message]:
    if (turn.state["page"] + 1) * lists.PAGE >= len(_items(turn)):
        return [lists.NO_MORE]
    turn.move(turn.state | {"page": turn.state["page"] + 1})
    return []


def _back(turn: Turn) -> list[Message]:
    """To the page before, else from what was found to the list it was looked for in, else one level up."""
    area = _area(turn)
    if turn.state["page"]:
        turn.move(turn.state | {"page": turn.state["page"] - 1})
    elif turn.state["at"] == "found":
        turn.move(within(turn.state["in"]))
    elif area is None:
        turn.close()
        return [words.CANCELLED]
    else:
        above = area.parent
        turn.move(within(above.id if above is not None and above.parent is not None else None))
    return []


def _look_for(turn: Turn, typed: str) -> list[Message]:
    """A name: first among what is listed, then below it, then in the whole country."""
    typed = typed[:LONGEST_NAME]
    area = _area(turn)
    listed = search.named(_items(turn), typed)
    if len(listed) == 1:
        return _go(turn, listed[0])
    hits = search.Hits(listed) if listed else search.search(turn.session, typed, area)
    if area is not None and not (hits.units and hits.sure):
        anywhere = search.search(turn.session, typed)
        hits = anywhere if anywhere.sure or not hits.units else hits
    if not hits.units:
        return [lists.nothing_found(typed)]
    if len(hits.units) == 1 and hits.sure:
        return _go(turn, hits.units[0])
    ids = [unit.id for unit in hits.units]
    found = {"at": "found", "in": area.id if area else None, "page": 0, "ids": ids, "typed": typed}
    turn.move(found | {"sure": hits.sure, "more": hits.more})
    return []


def _items(turn: Turn) -> Sequence[OrgUnit]:
    if turn.state["at"] == "found":
        return search.by_ids(turn.session, turn.state["ids"])
    return search.places_in(turn.session, _area(turn))


def _area(turn: Turn) -> OrgUnit | None:
    return turn.session.get(OrgUnit, turn.state["in"]) if turn.state["in"] else None


def within(area_id: int | None) -> dict[str, Any]:
    """The state of the list of what lies in this area (None: the country), from its first page."""
    return {"at": "list", "in": area_id, "page": 0}
