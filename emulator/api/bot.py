"""What the bot may ask and do apart from sending: info, profiles, quota, statistics, loading, read marks."""

from __future__ import annotations

import re
from typing import Any

from emulator import ids
from emulator.account.deliveries import day
from emulator.checking.messages import check
from emulator.checking.refusals import Problem, Refusal, refuse
from emulator.gate import Answer, Call


async def info(call: Call) -> Answer:
    return Answer(dict(call.world.bot))


async def profile(call: Call) -> Answer:
    if not ids.USER_ID.fullmatch(call.where["userId"]):
        raise Refusal(400, "The value for the 'userId' parameter is invalid")
    person = call.world.people.get(call.where["userId"])
    if person is None or not person.shows_profile():
        raise Refusal(404, "Not found")
    shown: dict[str, Any] = {"userId": person.user_id, "displayName": person.display_name, "language": "th"}
    if person.picture_url:
        shown["pictureUrl"] = person.picture_url
    return Answer(shown)


async def followers(call: Call) -> Answer:
    """Only verified and premium accounts may list their friends; this one is neither."""
    raise Refusal(403, "Access to this API is not available for your account")


async def quota(call: Call) -> Answer:
    return Answer(call.world.quota.as_line_says())


async def consumption(call: Call) -> Answer:
    return Answer({"totalUsage": call.world.quota.used(call.world.clock.now())})


async def sent_on(call: Call) -> Answer:
    """How many messages of a kind went out on a day; ready the day after."""
    date = call.query.get("date", "")
    if not re.fullmatch(r"\d{8}", date):
        raise refuse([Problem(("date",), "format")])
    if date >= day(call.world.clock.now()):
        return Answer({"status": "unready"})
    return Answer({"status": "ready", "success": call.world.sent.on(call.where["kind"], date)})


async def start_loading(call: Call) -> Answer:
    """The three dots in a one-to-one chat; the bot's next message takes them away."""
    body = call.json()
    if problems := check("loading", body):
        raise refuse(problems)
    person = call.world.people.get(body["chatId"])
    if person is None:
        raise refuse([Problem(("chatId",), "says", ("The value is not a valid user ID",))])
    if person.reachable(call.world.clock.now()):
        seconds = body.get("loadingSeconds", 20)
        call.world.stream.tell("typing", {"userId": person.user_id, "seconds": seconds})
    return Answer(status=202)


async def mark_as_read(call: Call) -> Answer:
    """Everything the person sent up to the token's message now reads "read"."""
    body = call.json()
    if problems := check("markAsRead", body):
        raise refuse(problems)
    known = call.world.read_tokens.get(body["markAsReadToken"])
    if known is None:
        raise Refusal(400, "Invalid mark as read token")
    user_id, message_id = known
    chats = call.world.chats
    last = chats.of(user_id).find(message_id)
    for entry in chats.of(user_id).entries:
        if last and entry["from"] == "person" and entry["seq"] <= last["seq"] and not entry.get("read"):
            entry["read"] = True
            chats.changed(user_id, entry)
    return Answer()
