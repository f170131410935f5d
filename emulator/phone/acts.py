"""What a person can do on the phone: each act leaves an entry in the chat and makes the event LINE would send."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator import ids
from emulator.account import transcript
from emulator.account.chat import Entry
from emulator.account.content import Content
from emulator.account.people import Person
from emulator.phone import events
from emulator.phone.events import Event
from emulator.world import World

Act = dict[str, Any]
PICKERS = ("date", "time", "datetime")


class BadAct(ValueError):
    """The act cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """`entry` is None where nothing shows in the chat, `event` where LINE sends no webhook."""

    entry: Entry | None
    event: Event | None


def perform(world: World, person: Person, act: Act) -> Done:
    """Raises BadAct."""
    kind = act.get("type")
    does = ACTS.get(kind) if isinstance(kind, str) else None
    if does is None:
        raise BadAct(f"unknown type {kind!r}; one of {', '.join(ACTS)}")
    if person.blocked and kind not in ("follow", "raw"):
        raise BadAct("this person has blocked the bot: follow first")
    return does(world, person, act)


def say(
    world: World, person: Person, message: dict[str, Any], turns: list[str], label: str | None = None
) -> tuple[Entry, Event]:
    """Put a person's message into the chat and make its event. `message` carries its id already."""
    now = world.clock.now()
    person.wrote_at = now
    world.chats.of(person.user_id).turns += turns
    entry = world.chats.person_says(person.user_id, message["id"], message, now, label)
    return entry, events.message(world, person, message)


def _text(world: World, person: Person, act: Act) -> Done:
    text = need(act, "text", str)
    if not text:
        raise BadAct("text is empty")
    label = act.get("label")
    message = {"type": "text", "id": ids.message_id(), "quoteToken": ids.long_token(), "text": text}
    turns = transcript.tapped(label) if label else transcript.typed(text)
    return Done(*say(world, person, message, turns))


def _postback(world: World, person: Person, act: Act) -> Done:
    """The words shown in the chat (`displayText`) make no event of their own."""
    postback: dict[str, Any] = {"data": need(act, "data", str)}
    params: dict[str, Any] = act.get("params") or {}
    if params:
        postback["params"] = params
    shown = act.get("displayText")
    chat = world.chats.of(person.user_id)
    picked = [f"{mode} {params[mode]}" for mode in PICKERS if mode in params]
    chat.turns += transcript.did(picked[0]) if picked else transcript.tapped(act.get("label") or shown or act["data"])
    entry = None
    if shown:
        message = {"type": "text", "id": ids.message_id(), "text": shown}
        entry = world.chats.person_says(
            person.user_id, message["id"], message, world.clock.now(), act.get("label") or shown
        )
    else:
        chat.quick_reply_visible = False
        world.stream.changed()
    person.wrote_at = world.clock.now()
    return Done(entry, events.event(world, person, "postback", postback=postback))


def _datetime(world: World, person: Person, act: Act) -> Done:
    mode = act.get("mode")
    if mode not in PICKERS:
        raise BadAct("mode must be date, time or datetime")
    return _postback(world, person, {**act, "params": {mode: need(act, "value", str)}})


def _menu_switch(world: World, person: Person, act: Act) -> Done:
    alias = need(act, "richMenuAliasId", str)
    menu_id = world.menus.aliases.get(alias)
    if menu_id is None:
        status = "RICHMENU_ALIAS_ID_NOTFOUND"
    elif menu_id not in world.menus.by_id:
        status = "RICHMENU_NOTFOUND"
    else:
        status = "SUCCESS"
        world.menus.links[person.user_id] = menu_id
        world.stream.changed()
    return _postback(world, person, {**act, "params": {"newRichMenuAliasId": alias, "status": status}})


def _sticker(world: World, person: Person, act: Act) -> Done:
    message = {
        "type": "sticker",
        "id": ids.message_id(),
        "quoteToken": ids.long_token(),
        "packageId": str(act.get("packageId", "446")),
        "stickerId": str(act.get("stickerId", "1988")),
        "stickerResourceType": "STATIC",
    }
    return Done(*say(world, person, message, transcript.did("sticker")))


def _location(world: World, person: Person, act: Act) -> Done:
    message: dict[str, Any] = {"type": "location", "id": ids.message_id()}
    message |= {key: need(act, key, str) for key in ("title", "address") if act.get(key)}
    message |= {key: need(act, key, (int, float)) for key in ("latitude", "longitude")}
    if abs(message["latitude"]) > 90 or abs(message["longitude"]) > 180:
        raise BadAct("no such place on earth")
    turns = transcript.did(f"location {message['latitude']},{message['longitude']}")
    return Done(*say(world, person, message, turns))


def _audio(world: World, person: Person, act: Act) -> Done:
    extra = {"duration": int(act.get("duration", 3000)), "contentProvider": {"type": "line"}}
    return _with_content(world, person, act, "audio", "audio/x-m4a", extra)


def _video(world: World, person: Person, act: Act) -> Done:
    extra = {
        "duration": int(act.get("duration", 5000)),
        "contentProvider": {"type": "line"},
        "quoteToken": ids.long_token(),
    }
    return _with_content(world, person, act, "video", "video/mp4", extra)


def _file(world: World, person: Person, act: Act) -> Done:
    extra = {"fileName": str(act.get("fileName", "เอกสาร.pdf")), "fileSize": len(_bytes(act))}
    return _with_content(world, person, act, "file", "application/octet-stream", extra)


def _with_content(world: World, person: Person, act: Act, kind: str, media_type: str, extra: dict[str, Any]) -> Done:
    message = {"type": kind, "id": ids.message_id(), **extra}
    world.contents.keep(message["id"], Content(kind, media_type, _bytes(act), world.clock.now()))
    return Done(*say(world, person, message, transcript.did(kind)))


def _bytes(act: Act) -> bytes:
    """The content of a voice, video or file: `contentBase64`, or a few bytes where only the event matters."""
    try:
        return base64.b64decode(act.get("contentBase64", ""), validate=True) or b"nothing to hear or see"
    except (binascii.Error, TypeError, ValueError) as error:
        raise BadAct("contentBase64 is not Base64") from error


def _follow(world: World, person: Person, act: Act) -> Done:
    unblocked = bool(act.get("isUnblocked", person.blocked))
    person.friend, person.blocked = True, False
    words = "เลิกบล็อกน้องรายงานแล้ว" if unblocked else "เพิ่มน้องรายงานเป็นเพื่อนแล้ว"
    entry = world.chats.system_says(person.user_id, words, world.clock.now())
    return Done(entry, events.event(world, person, "follow", follow={"isUnblocked": unblocked}))


def _unfollow(world: World, person: Person, act: Act) -> Done:
    person.blocked = True
    entry = world.chats.system_says(person.user_id, "บล็อกน้องรายงานแล้ว", world.clock.now())
    return Done(entry, events.event(world, person, "unfollow", reply=False))


def _unsend(world: World, person: Person, act: Act) -> Done:
    entry = _own_message(world, person, act)
    entry["unsent"] = True
    world.contents.unsend(entry["messageId"])
    world.chats.changed(person.user_id, entry)
    world.chats.of(person.user_id).turns += transcript.did("unsend")
    unsend = {"messageId": entry["messageId"]}
    return Done(entry, events.event(world, person, "unsend", reply=False, unsend=unsend))


def _edit(world: World, person: Person, act: Act) -> Done:
    """LINE edits only in groups so far; the event's shape is the same, so the bot can be tried with it here."""
    entry = _own_message(world, person, act)
    text = need(act, "text", str)
    entry["edited"] = True
    entry["message"] = {**entry["message"], "text": text}
    world.chats.changed(person.user_id, entry)
    world.chats.of(person.user_id).turns += transcript.did(f"edit {text}")
    return Done(entry, events.event(world, person, "messageEdited", message=entry["message"]))


def _own_message(world: World, person: Person, act: Act) -> Entry:
    """The message `messageId`, or the person's newest where none is named."""
    for entry in reversed(world.chats.of(person.user_id).entries):
        mine = entry["from"] == "person" and not entry.get("unsent")
        if mine and act.get("messageId", entry["messageId"]) == entry["messageId"]:
            return entry
    raise BadAct("no such message of this person's")


def _raw(world: World, person: Person, act: Act) -> Done:
    """An event of the caller's making over a plain text event; nothing shows in the chat."""
    content = {"type": "text", "id": ids.message_id(), "quoteToken": ids.long_token(), "text": "raw"}
    base = events.message(world, person, content)
    return Done(None, events.merged(base, need(act, "event", dict)))


def need(act: Act, key: str, kind: type | tuple[type, ...]) -> Any:
    value = act.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise BadAct(f"{key} is missing or of the wrong kind")
    return value


ACTS: dict[str, Callable[[World, Person, Act], Done]] = {
    "text": _text,
    "message-action": _text,
    "postback": _postback,
    "datetime": _datetime,
    "richmenuswitch": _menu_switch,
    "sticker": _sticker,
    "location": _location,
    "audio": _audio,
    "video": _video,
    "file": _file,
    "follow": _follow,
    "unfollow": _unfollow,
    "unsend": _unsend,
    "edit": _edit,
    "raw": _raw,
}
