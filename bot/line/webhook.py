"""LINE's webhook, read tolerantly: one strange event must not lose the others.

The SDK's own parser loses the sender of events it does not know and fails a whole batch for one unknown
value, so events are read from the raw JSON. The signature is checked over the raw bytes, as LINE describes it.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.events import Event, Kind, Place
from bot.line import group

_MESSAGES = {
    "text": Kind.TEXT,
    "image": Kind.IMAGE,
    "video": Kind.VIDEO,
    "audio": Kind.AUDIO,
    "file": Kind.FILE,
    "location": Kind.LOCATION,
    "sticker": Kind.STICKER,
}
# From a PC, or to keep what the camera wrote, people send pictures as files. Whether it is one, its content says.
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_OTHERS = {
    "postback": Kind.POSTBACK,
    "follow": Kind.FOLLOW,
    "unfollow": Kind.UNFOLLOW,
    "unsend": Kind.UNSEND,
    "messageEdited": Kind.EDITED,
    "join": Kind.JOIN,
}


# What our tables hold; LINE's own ids have 33 letters at most and its reply tokens 32.
_LONGEST_ID, _LONGEST_TOKEN = 64, 128


class NotFromLine(Exception):
    """The body was not signed with our channel's secret."""


class NotAWebhook(Exception):
    """Signed, but not a JSON object with a list of events."""


def read(secret: str, body: bytes, signature: str | None) -> list[Event]:
    """The events of one webhook request, in the order they happened.

    Raises NotFromLine, NotAWebhook. An event without an id or that is no object at all is left out: nothing
    could be done about it and nothing kept of it. The verify request of LINE's console gives an empty list.
    """
    # Bytes that are no UTF-8 were not signed by LINE either.
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotFromLine from None
    if not signature or not signature.isascii() or not hmac.compare_digest(signature, _signed(secret, body)):
        raise NotFromLine
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAWebhook from None
    events = payload.get("events") if isinstance(payload, dict) else None
    if not isinstance(events, list):
        raise NotAWebhook
    found = [event for raw in events if (event := read_event(raw)) is not None]
    return sorted(found, key=lambda event: event.at)


def _signed(secret: str, body: bytes) -> str:
    """What LINE writes into X-Line-Signature of this body."""
    return b64encode(hmac.digest(secret.encode(), body, sha256)).decode()


def read_event(raw: Any, at: datetime | None = None) -> Event | None:
    """One event, or None if it has no id to know it by. Missing and unknown parts are left empty, and what is longer
    than LINE ever makes it is not believed. `at` goes before the time it gives itself. Whoever spoke in a group is left
    out of it.
    """
    raw = _dict(raw)
    in_group = _text(_dict(raw.get("source")).get("type")) in ("group", "room")
    raw = group.anonymous(raw) if in_group else raw
    event_id = _text(raw.get("webhookEventId"))
    if not event_id:
        return None
    source, message, postback = _dict(raw.get("source")), _dict(raw.get("message")), _dict(raw.get("postback"))
    kind = _OTHERS.get(_text(raw.get("type")), Kind.OTHER)
    if raw.get("type") == "message":
        kind = _MESSAGES.get(_text(message.get("type")), Kind.OTHER)
        if kind is Kind.FILE and _text(message.get("fileName")).lower().endswith(_PICTURES):
            kind = Kind.IMAGE
    params = _dict(postback.get("params"))
    may_answer = raw.get("mode") != "standby"
    return Event(
        id=event_id if len(event_id) <= _LONGEST_ID else sha256(event_id.encode()).hexdigest(),
        kind=kind,
        at=at or _time(raw.get("timestamp")),
        user_id=_id(source.get("userId")),
        reply_token=_id(raw.get("replyToken"), _LONGEST_TOKEN) if may_answer else None,
        is_redelivery=bool(_dict(raw.get("deliveryContext")).get("isRedelivery")),
        in_group=in_group,
        group_id=_id(source.get("groupId") or source.get("roomId")) if in_group else None,
        mentions_us=group.mentions_us(message) if in_group else False,
        text=_text(message.get("text")),
        data=_text(postback.get("data")),
        picked=_text(params.get("date") or params.get("datetime") or params.get("time")),
        message_id=_id(_dict(raw.get("unsend")).get("messageId") or message.get("id")),
        place=_place(message) if kind is Kind.LOCATION else None,
        raw=raw,
    )


def _place(message: dict[str, Any]) -> Place | None:
    try:
        latitude, longitude = float(message["latitude"]), float(message["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return Place(latitude, longitude, _text(message.get("title")), _text(message.get("address")))


def _time(milliseconds: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        # An event without a time is taken as the oldest: it can then never overtake a newer answer.
        return datetime.fromtimestamp(0, UTC)


def _id(value: Any, longest: int = _LONGEST_ID) -> str | None:
    found = _text(value)
    return found if 0 < len(found) <= longest else None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # PostgreSQL cannot keep NUL, and UTF-8 has no half emoji (a lone surrogate).
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
