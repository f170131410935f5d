"""A photo taken or chosen on the phone."""

from __future__ import annotations

from typing import Any

from emulator import ids
from emulator.account import transcript
from emulator.account.content import Content
from emulator.account.people import Person
from emulator.phone import acts
from emulator.phone.acts import BadAct, Done
from emulator.world import World

MEDIA_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/heic")


def send(world: World, person: Person, data: bytes, media_type: str, image_set: dict[str, Any] | None) -> Done:
    """`image_set` is `{id, index, total}` for several photos sent at once. Raises BadAct.

    The bytes are not looked at: what a bot does with a broken picture is worth trying.
    """
    if person.blocked:
        raise BadAct("this person has blocked the bot: follow first")
    if media_type not in MEDIA_TYPES:
        raise BadAct(f"Content-Type must be one of {', '.join(MEDIA_TYPES)}")
    if not data:
        raise BadAct("the photo has no bytes")
    message: dict[str, Any] = {
        "type": "image",
        "id": ids.message_id(),
        "quoteToken": ids.long_token(),
        "contentProvider": {"type": "line"},
    }
    if image_set:
        message["imageSet"] = image_set
    world.contents.keep(message["id"], Content("image", media_type, data, world.clock.now()))
    return Done(*acts.say(world, person, message, transcript.did("photo")))
