"""Reading LINE's webhook: the signature over raw bytes, and strange events that must not lose the others."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Kind
from bot.line.webhook import NotAWebhook, NotFromLine, read, read_event

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
WHEN = 1_793_000_000_000


def sign(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


def text_event(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "mode": "active",
        "timestamp": WHEN + number,
        "webhookEventId": f"01E{number}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "r" * 32,
        "source": {"type": "user", "userId": "U" + "1" * 32},
        "message": {"type": "text", "id": str(number), "quoteToken": "q", "text": "สวัสดี"},
    } | changes


def body_of(*events: Any) -> bytes:
    return json.dumps({"destination": "U" + "0" * 32, "events": list(events)}).encode()


def test_lines_own_example_of_a_signature() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert read(SECRET, body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=") == []


@pytest.mark.parametrize("signature", [None, "", "x", "ลายเซ็น", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="])
def test_a_wrong_signature_is_refused(signature: str | None) -> None:
    with pytest.raises(NotFromLine):
        read(SECRET, body_of(text_event()), signature)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"events": [text_event()]}, indent=4).encode(),
        json.dumps({"events": [text_event()]}, ensure_ascii=False).encode(),
        body_of(text_event()).replace(b"/", b"\\/"),
        json.dumps({"events": [text_event(message={"type": "text", "text": "ๆ🙏🏽"})]}, ensure_ascii=False).encode(),
    ],
)
def test_the_signature_is_over_the_bytes_as_they_came(body: bytes) -> None:
    assert len(read(SECRET, body, sign(body))) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"events": 5}', b'{"events": {}}', b"[" * 5000])
def test_signed_garbage_is_no_webhook(body: bytes) -> None:
    with pytest.raises(NotAWebhook):
        read(SECRET, body, sign(body))


def test_bytes_that_are_no_text_were_not_signed_by_line() -> None:
    body = b'{"events": ["\xff\xfe"]}'
    with pytest.raises(NotFromLine):
        read(SECRET, body, sign(body))


def test_one_poison_event_does_not_lose_the_others() -> None:
    body = body_of(
        text_event(1),
        None,
        "x",
        {"type": "newThing"},
        {"type": "newThing", "webhookEventId": "01E7", "mode": "future", "timestamp": "soon"},
        text_event(2, deliveryContext=None, message={"type": "text", "text": 5}),
    )
    found = read(SECRET, body, sign(body))
    assert [(event.id, event.kind) for event in found] == [
        ("01E7", Kind.OTHER),
        ("01E1", Kind.TEXT),
        ("01E2", Kind.TEXT),
    ]


def test_events_are_put_in_the_order_they_happened() -> None:
    body = body_of(text_event(9), text_event(3), text_event(5))
    assert [event.id for event in read(SECRET, body, sign(body))] == ["01E3", "01E5", "01E9"]


def test_what_a_text_message_holds() -> None:
    event = read_event(text_event())
    assert event is not None
    assert (event.kind, event.text, event.user_id, event.reply_token) == (
        Kind.TEXT,
        "สวัสดี",
        "U" + "1" * 32,
        "r" * 32,
    )
    assert event.at == datetime.fromtimestamp((WHEN + 1) / 1000, UTC)
    assert not event.in_group and not event.is_redelivery


def test_standby_may_not_be_answered() -> None:
    event = read_event(text_event(mode="standby"))
    assert event is not None and event.reply_token is None


def test_a_group_is_known_for_one() -> None:
    event = read_event(text_event(source={"type": "group", "groupId": "C1", "userId": "U1"}))
    assert event is not None and event.in_group


def test_postback_picker_unsend_and_place() -> None:
    pick = read_event(text_event(type="postback", postback={"data": "do=x", "params": {"date": "2026-11-05"}}))
    unsend = read_event(text_event(type="unsend", unsend={"messageId": "77"}, replyToken=None))
    place = read_event(text_event(message={"type": "location", "latitude": 13.5, "longitude": 100.25}))
    assert pick is not None and (pick.kind, pick.data, pick.picked) == (Kind.POSTBACK, "do=x", "2026-11-05")
    assert unsend is not None and (unsend.kind, unsend.message_id, unsend.reply_token) == (Kind.UNSEND, "77", None)
    assert place is not None and place.place is not None and place.place.latitude == 13.5


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG_0001.JPG", Kind.IMAGE),
        ("แปลงวัด.png", Kind.IMAGE),
        ("ภาพ.jpeg.pdf", Kind.FILE),
        ("jpg", Kind.FILE),
        ("photo.heic", Kind.FILE),
        ("drawing.svg", Kind.FILE),
        (None, Kind.FILE),
        (["a.jpg"], Kind.FILE),
    ],
)
def test_a_picture_that_is_sent_as_a_file_is_a_picture(name: Any, kind: Kind) -> None:
    event = read_event(text_event(message={"type": "file", "id": "7", "fileName": name, "fileSize": 3}))
    assert event is not None and (event.kind, event.message_id) == (kind, "7")


def test_text_that_no_database_could_keep_is_mended() -> None:
    event = read_event(text_event(message={"type": "text", "text": "a\x00b\ud83d"}))
    assert event is not None
    assert event.text.encode() == b"ab?"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=10,
)
KEYS = ["type", "mode", "timestamp", "source", "message", "postback", "deliveryContext", "replyToken", "unsend"]


@given(changes=st.dictionaries(st.sampled_from(KEYS), json_values, max_size=4))
def test_no_event_whatever_it_holds_raises(changes: dict[str, Any]) -> None:
    event = read_event(text_event() | changes)
    assert event is not None
    event.text.encode()
    assert event.at.tzinfo is not None
