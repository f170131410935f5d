"""Webhook bodies: what LINE sends, what it might send one day, and what is no JSON at all."""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.drawing.words import garbage, words

_numbers = count(1)
AT = 1_793_671_200_000  # milliseconds; within the world's day

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from((0, -1, 1.5, 1e308, float("nan"), float("inf"), 2**63, 10**400, -(10**20))),
    garbage,
)
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(garbage, inner, max_size=4)),
    max_leaves=8,
)
KINDS = ("message", "postback", "follow", "unfollow", "unsend", "messageEdited", "join", "accountLink", "beacon", "")
MESSAGES = ("text", "image", "video", "audio", "file", "location", "sticker", "new")


def event(kind: str, user_id: str, **parts: Any) -> dict[str, Any]:
    """One event as LINE would send it, with an id that no other has."""
    number = next(_numbers)
    return {
        "type": kind,
        "mode": "active",
        "timestamp": AT + number % 60_000,
        "source": {"type": "user", "userId": user_id},
        "webhookEventId": f"fuzz-{number}",
        "replyToken": f"token-{number}",
        "deliveryContext": {"isRedelivery": False},
    } | parts


def message(kind: str, text: str, latitude: Any, longitude: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "id": f"m{next(_numbers)}",
        "text": text,
        "fileName": text[:80],
        "title": text,
        "address": text,
        "latitude": latitude,
        "longitude": longitude,
        "contentProvider": {"type": "line"},
    }


degrees = st.one_of(st.floats(-200, 200), scalars)
messages = st.builds(message, st.sampled_from(MESSAGES), words, degrees, degrees)


@st.composite
def events(draw: st.DrawFn, user_ids: tuple[str, ...], data: st.SearchStrategy[str]) -> Any:
    """One of any kind, some with parts missing or replaced."""
    made = event(draw(st.sampled_from(KINDS)), draw(st.sampled_from(user_ids)))
    made["message"] = draw(messages)
    made["postback"] = {"data": draw(data), "params": {"date": draw(garbage)}}
    made["unsend"] = {"messageId": draw(garbage)}
    for _ in range(draw(st.integers(0, 3))):
        holder = made[draw(st.sampled_from(("source", "message", "postback", "unsend", "deliveryContext")))]
        holder = holder if isinstance(holder, dict) and draw(st.booleans()) else made
        if holder:
            key = draw(st.sampled_from(sorted(holder)))
            holder[key] = draw(anything)
    return made


def bodies(user_ids: tuple[str, ...], data: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """`user_ids` may send; `data` is what postbacks carry."""
    one = events(user_ids, data)
    batches = st.lists(st.one_of(one, one, one, anything), max_size=3)
    whole = st.builds(
        _body, batches, st.booleans(), st.one_of(st.just({}), st.dictionaries(garbage, anything, max_size=2))
    )
    broken = st.builds(_cut, whole, st.integers(0, 10_000), st.binary(max_size=4))
    strange = st.sampled_from(
        (b"", b"[", b"[" * 100_000, b'{"events":' * 5_000, b"{}", b'{"events":{}}', b"\xff\xfe", b"null")
    )
    return st.one_of(whole, whole, whole, broken, strange, st.binary(max_size=60))


def _body(happened: list[Any], in_ascii: bool, more: dict[str, Any]) -> bytes:
    said = json.dumps({"destination": "U0", "events": deepcopy(happened)} | more, ensure_ascii=in_ascii)
    return said.encode("utf-8", "surrogatepass")


def _cut(body: bytes, at: int, inserted: bytes) -> bytes:
    at %= len(body) + 1
    return body[:at] + inserted + body[at + len(inserted) :]
