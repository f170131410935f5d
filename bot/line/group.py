"""What is said in a group or a room, without who said it.

Of a group nothing is wanted but what is meant for the bot: neither the people in it nor what they say to each other.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

# What stands between the words of people in LINE's JSON: the place of a mention counts UTF-16 units.
_UNIT = 2  # bytes


def anonymous(raw: Json) -> Json:
    """LINE's JSON of a group's event with what is needed to answer it: no sender, no names that were mentioned."""
    source, message = _dict(raw.get("source")), _dict(raw.get("message"))
    kept: Json = {key: raw[key] for key in ("type", "webhookEventId", "timestamp", "mode", "replyToken") if key in raw}
    kept["source"] = {key: source[key] for key in ("type", "groupId", "roomId") if key in source}
    kept["deliveryContext"] = raw.get("deliveryContext")
    if message:
        mentions = [_dict(one) for one in _list(_dict(message.get("mention")).get("mentionees"))]
        kept["message"] = {"type": message.get("type"), "text": _without(message.get("text"), mentions)}
        if any(one.get("isSelf") is True for one in mentions):
            kept["message"]["mention"] = {"mentionees": [{"isSelf": True}]}
    return kept


def mentions_us(message: Json) -> bool:
    return any(_dict(one).get("isSelf") is True for one in _list(_dict(message.get("mention")).get("mentionees")))


def _without(text: Any, mentions: list[Json]) -> Any:
    if not isinstance(text, str):
        return text
    units = text.encode("utf-16-le", "replace")
    places = [(one.get("index"), one.get("length")) for one in mentions]
    numbers = [(at, length) for at, length in places if isinstance(at, int) and isinstance(length, int)]
    for at, length in sorted(numbers, reverse=True):
        if at >= 0 and length > 0:
            units = units[: at * _UNIT] + " ".encode("utf-16-le") + units[(at + length) * _UNIT :]
    return units.decode("utf-16-le", "replace")


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
