"""Messages to people: reply, push, multicast, broadcast, and the dry runs of each."""

from __future__ import annotations

from typing import Any

from emulator import ids
from emulator.account.people import Person
from emulator.account.retry_keys import Accepted
from emulator.checking.messages import check
from emulator.checking.refusals import Refusal, refuse, unreadable
from emulator.gate import QUOTA_429, Answer, Call

QUOTABLE = frozenset({"text", "textV2", "image", "video", "sticker"})


async def reply(call: Call) -> Answer:
    if "X-Line-Retry-Key" in call.headers:
        raise Refusal(400, "The retry key is not supported in the reply API: X-Line-Retry-Key")
    body = await _checked(call, "reply")
    world, now = call.world, call.world.clock.now()
    owner = world.reply_tokens.owner(body["replyToken"], now)
    if owner is None:
        raise Refusal(400, "Invalid reply token")
    world.reply_tokens.use(body["replyToken"])
    person = world.people.get(owner)
    reached = [person] if person and not person.blocked else []
    return Answer(_deliver(call, "reply", body, reached, counted=False))


async def push(call: Call) -> Answer:
    key = _retry_key(call)
    body = await _checked(call, "push")
    if not ids.USER_ID.fullmatch(body["to"]) and not ids.GROUP_ID.fullmatch(body["to"]):
        raise unreadable(("to",))
    person = call.world.people.get(body["to"])
    if person is None:
        raise Refusal(400, "Failed to send messages")
    return _send(call, "push", key, body, [person], tells_sent=True)


async def multicast(call: Call) -> Answer:
    key = _retry_key(call)
    body = await _checked(call, "multicast")
    people: dict[str, Person] = {}
    for index, user_id in enumerate(body["to"]):
        person = call.world.people.get(user_id)
        if person is None:
            raise unreadable(("to", index))
        people[user_id] = person
    return _send(call, "multicast", key, body, list(people.values()), tells_sent=False)


async def broadcast(call: Call) -> Answer:
    key = _retry_key(call)
    body = await _checked(call, "broadcast")
    friends = [person for person in call.world.people if person.friend]
    return _send(call, "broadcast", key, body, friends, tells_sent=False)


async def validate(call: Call) -> Answer:
    """Says what sending would say of the messages, and sends nothing."""
    if call.where["kind"] not in ("reply", "push", "multicast", "narrowcast", "broadcast"):
        raise Refusal(404, "Not found")
    await _checked(call, "validate")
    return Answer()


async def _checked(call: Call, kind: str) -> dict[str, Any]:
    body = call.json()
    problems = check(kind, body) or await call.world.fetcher.problems(body["messages"])
    if problems:
        raise refuse(problems)
    return body


def _retry_key(call: Call) -> str | None:
    key = call.headers.get("X-Line-Retry-Key")
    if key is None:
        return None
    if not ids.UUID.fullmatch(key):
        raise Refusal(400, "The value of the X-Line-Retry-Key header is invalid: a UUID is expected")
    _refuse_accepted(call, key)
    return str(key)


def _refuse_accepted(call: Call, key: str) -> None:
    if known := call.world.retry_keys.accepted(key, call.world.clock.now()):
        raise _already(known)


def _already(known: Accepted) -> Refusal:
    return Refusal(
        409,
        "The retry key is already accepted",
        headers={"x-line-accepted-request-id": known.request_id},
        extra=known.answer,
    )


def _send(
    call: Call, kind: str, key: str | None, body: dict[str, Any], people: list[Person], *, tells_sent: bool
) -> Answer:
    """Runs without a pause from the last look at the retry key to the delivery: two at once cannot both send."""
    world, now = call.world, call.world.clock.now()
    if key:
        _refuse_accepted(call, key)
    reached = [person for person in people if person.reachable(now)]
    if not world.quota.room_for(len(reached), now):
        raise Refusal(429, QUOTA_429)
    sent = _deliver(call, kind, body, reached, counted=True)
    answer = sent if tells_sent else {}
    if key:
        world.retry_keys.accept(key, now, call.request_id, answer)
    return Answer(answer)


def _deliver(call: Call, kind: str, body: dict[str, Any], people: list[Person], *, counted: bool) -> dict[str, Any]:
    """Puts the messages into the chats; returns `{sentMessages}` (also where nobody was reached)."""
    world, now = call.world, call.world.clock.now()
    messages = body["messages"]
    sent = []
    for message in messages:
        one = {"id": ids.message_id()}
        if message["type"] in QUOTABLE:
            one["quoteToken"] = ids.long_token()
        sent.append(one)
    silent = bool(body.get("notificationDisabled"))
    for person in people:
        for index, message in enumerate(messages):
            last = index == len(messages) - 1
            message_id = sent[index]["id"] if len(people) == 1 else ids.message_id()
            world.chats.bot_says(person.user_id, message_id, message, now, silent=silent, last=last)
    if counted:
        world.quota.count(len(people), now)
    world.sent.add(kind, now, len(people))
    world.stream.changed()
    return {"sentMessages": sent}
