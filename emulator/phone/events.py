"""Webhook events as LINE writes them (Messaging API reference, "Webhook Event Objects")."""

from __future__ import annotations

from typing import Any

from emulator import ids
from emulator.account.people import Person
from emulator.clock import millis
from emulator.world import World

Event = dict[str, Any]


def event(world: World, person: Person, kind: str, *, reply: bool = True, **body: Any) -> Event:
    """A one-to-one chat's event of now. `reply` false for what may not be answered (unsend, unfollow)."""
    now = world.clock.now()
    made: Event = {
        "type": kind,
        **body,
        "webhookEventId": ids.ulid(millis(now)),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": millis(now),
        "source": {"type": "user", "userId": person.user_id},
    }
    if reply:
        made["replyToken"] = ids.reply_token()
        world.reply_tokens.issue(made["replyToken"], person.user_id, now)
    made["mode"] = "active"
    return made


def message(world: World, person: Person, content: dict[str, Any]) -> Event:
    """A message event around a message object; gives the object its mark-as-read token."""
    token = ids.long_token()
    world.read_tokens[token] = (person.user_id, content["id"])
    return event(world, person, "message", message={**content, "markAsReadToken": token})


def poison(world: World, person: Person) -> list[Event]:
    """Events that no bot of today can know, and that must not harm their neighbours in the same request."""
    unknown = event(world, person, "hologram", reply=False, hologram={"shape": "cube"})
    broken = event(world, person, "message", reply=False, message={"type": "hologram", "id": ids.message_id()})
    broken["mode"] = "hibernating"
    del broken["deliveryContext"]
    return [unknown, broken]


def merged(base: Event, over: dict[str, Any]) -> Event:
    """`over` laid on `base`, object by object; null takes a key away. For tests of events that LINE never sent."""
    result = dict(base)
    for key, value in over.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result
