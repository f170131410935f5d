"""Rich menu aliases: names that a tap can switch to, whichever menu stands behind them."""

from __future__ import annotations

from emulator.account import menus
from emulator.checking.messages import check
from emulator.checking.refusals import Refusal, refuse
from emulator.gate import Answer, Call


async def create(call: Call) -> Answer:
    body = call.json()
    if problems := check("richMenuAlias", body):
        raise refuse(problems)
    known = call.world.menus
    _existing(call, body["richMenuId"])
    if body["richMenuAliasId"] in known.aliases:
        raise Refusal(400, "conflict richmenu alias id")
    if len(known.aliases) >= menus.MOST:
        raise Refusal(400, "The maximum number of rich menu aliases has been reached")
    known.aliases[body["richMenuAliasId"]] = body["richMenuId"]
    return Answer()


async def update(call: Call) -> Answer:
    alias = _alias(call)
    body = call.json()
    if problems := check("richMenuAliasUpdate", body):
        raise refuse(problems)
    _existing(call, body["richMenuId"])
    call.world.menus.aliases[alias] = body["richMenuId"]
    return Answer()


async def get(call: Call) -> Answer:
    alias = _alias(call)
    return Answer({"richMenuAliasId": alias, "richMenuId": call.world.menus.aliases[alias]})


async def listed(call: Call) -> Answer:
    aliases = call.world.menus.aliases.items()
    return Answer({"aliases": [{"richMenuAliasId": alias, "richMenuId": menu_id} for alias, menu_id in aliases]})


async def delete(call: Call) -> Answer:
    del call.world.menus.aliases[_alias(call)]
    return Answer()


def _existing(call: Call, menu_id: str) -> None:
    menu = call.world.menus.by_id.get(menu_id)
    if menu is None or menu.image is None:
        raise Refusal(400, "richmenu not found")


def _alias(call: Call) -> str:
    alias = call.where["richMenuAliasId"]
    if alias not in call.world.menus.aliases:
        raise Refusal(404, "richmenu alias not found")
    return alias
