"""Webhooks look like LINE's own, are signed over their bytes, and go wrong when they are told to."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from linebot.v3 import SignatureValidator, WebhookParser
from linebot.v3.webhooks import models

from emulator.phone.webhook import sign
from tests.support.emulator import SECRET, Line
from tests.support.listening_bot import Heard, ListeningBot


@pytest.fixture
def bot(line: Line, listening_bot: ListeningBot) -> ListeningBot:
    line.reset(webhook=listening_bot.hook)
    return listening_bot


@pytest.fixture
def user_id(line: Line, bot: ListeningBot) -> str:
    return line.person()


def test_the_official_signature_vector() -> None:
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign(SECRET, body) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_signature_is_over_the_bytes_that_arrive(line: Line, bot: ListeningBot, user_id: str) -> None:
    words = 'ที่นี่ 😀 </script> \\/ "ก"\n'
    line.act(user_id, "text", text=words)
    heard = bot.heard[0]
    assert SignatureValidator(SECRET).validate(heard.body.decode(), heard.signature)
    assert heard.events[0]["message"]["text"] == words
    assert "ที่นี่ 😀".encode() in heard.body


ACTS: list[tuple[str, dict[str, Any], Any]] = [
    ("text", {"text": "รายงาน"}, models.TextMessageContent),
    ("message-action", {"text": "รายงาน", "label": "ส่งรายงาน"}, models.TextMessageContent),
    ("sticker", {"packageId": "446", "stickerId": "1988"}, models.StickerMessageContent),
    ("location", {"latitude": 13.75, "longitude": 100.5, "title": "แปลง"}, models.LocationMessageContent),
    ("audio", {}, models.AudioMessageContent),
    ("video", {}, models.VideoMessageContent),
    ("file", {"fileName": "ก.pdf"}, models.FileMessageContent),
    ("postback", {"data": "a=1", "displayText": "ส่ง"}, models.PostbackEvent),
    ("datetime", {"data": "d", "mode": "date", "value": "2026-11-05"}, models.PostbackEvent),
    ("richmenuswitch", {"data": "d", "richMenuAliasId": "none"}, models.PostbackEvent),
    ("follow", {}, models.FollowEvent),
    ("unfollow", {}, models.UnfollowEvent),
]


@pytest.mark.parametrize(("kind", "how", "expected"), ACTS)
def test_the_sdk_reads_every_event(
    line: Line, bot: ListeningBot, user_id: str, kind: str, how: dict[str, Any], expected: Any
) -> None:
    done = line.act(user_id, kind, **how)
    heard = bot.heard[0]
    payload = WebhookParser(SECRET).parse(heard.body.decode(), heard.signature, as_payload=True)
    (event,) = payload.events
    assert payload.destination == line.state()["bot"]["userId"]
    assert isinstance(event.message if isinstance(event, models.MessageEvent) else event, expected)
    assert event.source.user_id == user_id
    assert event.webhook_event_id == done["webhookEventId"] == heard.events[0]["webhookEventId"]
    assert done["webhook"]["status"] == 200
    assert ("replyToken" in heard.events[0]) == (kind != "unfollow")


def test_what_every_event_carries(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.clock("2026-11-05T08:30:00+07:00")
    line.act(user_id, "text", text="ก")
    (event,) = bot.events()
    assert event["mode"] == "active"
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert event["source"] == {"type": "user", "userId": user_id}
    assert 0 <= event["timestamp"] - 1793842200000 < 5000
    assert len(event["webhookEventId"]) == 26
    assert {"id", "type", "text", "quoteToken", "markAsReadToken"} == set(event["message"])


def test_a_photo_of_several(line: Line, bot: ListeningBot, user_id: str) -> None:
    for index in (1, 2):
        line.ask("POST", f"/emulator/people/{user_id}/photo?n={index}&of=2&set=S1", b"jpeg", "image/jpeg")
    first, second = (event["message"] for event in bot.events())
    assert first["contentProvider"] == {"type": "line"}
    assert first["imageSet"] == {"id": "S1", "index": 1, "total": 2}
    assert second["imageSet"]["index"] == 2
    assert first["id"] != second["id"]


def test_unsending_and_editing(line: Line, bot: ListeningBot, user_id: str) -> None:
    sent = line.act(user_id, "text", text="12")["entry"]["messageId"]
    line.act(user_id, "edit", messageId=sent, text="13")
    line.act(user_id, "unsend", messageId=sent)
    _, edited, unsent = bot.events()
    assert (edited["type"], edited["message"]["id"], edited["message"]["text"]) == ("messageEdited", sent, "13")
    assert (unsent["type"], unsent["unsend"]) == ("unsend", {"messageId": sent})
    assert "replyToken" not in unsent
    (entry,) = line.entries(user_id)
    assert (entry["edited"], entry["unsent"]) == (True, True)


def test_coming_back_after_blocking(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.act(user_id, "unfollow")
    line.act(user_id, "follow")
    assert bot.events()[-1]["follow"] == {"isUnblocked": True}


def test_a_raw_event_is_what_the_test_makes_it(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.act(user_id, "raw", event={"mode": "standby", "replyToken": None, "message": {"quoteToken": None}})
    (event,) = bot.events()
    assert event["mode"] == "standby"
    assert "replyToken" not in event
    assert "quoteToken" not in event["message"]
    assert event["message"]["type"] == "text"


# -- how a delivery ends ---------------------------------------------------------------------------------------


def test_two_seconds_are_all_a_bot_has(line: Line, bot: ListeningBot, user_id: str) -> None:
    let_go = threading.Event()

    def take_long(heard: Heard) -> None:
        let_go.wait(10)

    bot.before_answer = take_long
    done = line.act(user_id, "text", text="ก")
    let_go.set()
    assert done["webhook"]["status"] is None
    assert done["webhook"]["reason"] == "REQUEST_TIMEOUT"
    assert 1900 <= done["webhook"]["ms"] < 4000


def test_failed_deliveries_say_why(line: Line, bot: ListeningBot, user_id: str) -> None:
    bot.status = 500
    assert line.act(user_id, "text", text="ก")["webhook"]["reason"] == "ERROR_STATUS_CODE"
    line.webhook("http://127.0.0.1:9/callback")
    assert line.act(user_id, "text", text="ก")["webhook"]["reason"] == "COULD_NOT_CONNECT"
    line.webhook(bot.hook, active=False)
    assert line.act(user_id, "text", text="ก")["webhook"] is None
    assert [delivery["reason"] for delivery in line.webhooks()] == ["ERROR_STATUS_CODE", "COULD_NOT_CONNECT"]


def test_one_persons_events_arrive_in_order(line: Line, bot: ListeningBot, user_id: str) -> None:
    numbers = [str(number) for number in range(20)]
    for number in numbers:
        line.act(user_id, "text", text=number, wait=False)
    line.act(user_id, "text", text="last")
    assert [event["message"]["text"] for event in bot.events()] == [*numbers, "last"]


def test_another_person_does_not_wait(line: Line, bot: ListeningBot, user_id: str) -> None:
    let_go = threading.Event()
    other = line.person("สมหญิง")

    def hold_the_first(heard: Heard) -> None:
        if heard.events[0]["source"]["userId"] == user_id:
            let_go.wait(10)

    bot.before_answer = hold_the_first
    line.act(user_id, "text", text="ก", wait=False)
    done = line.act(other, "text", text="ข")
    let_go.set()
    assert done["webhook"]["status"] == 200


def test_redelivery_goes_on_until_the_bot_takes_it(line: Line, bot: ListeningBot, user_id: str) -> None:
    def fail_twice(heard: Heard) -> None:
        bot.status = 500 if len(bot.heard) <= 2 else 200

    bot.before_answer = fail_twice
    line.fault("redelivery", count=5, seconds=0.01)
    line.act(user_id, "text", text="ก")
    assert line.get("/emulator/webhooks", after=2, wait=5)["webhooks"]
    first, second, third = bot.events()
    assert [event["deliveryContext"]["isRedelivery"] for event in (first, second, third)] == [False, True, True]
    assert first["webhookEventId"] == third["webhookEventId"]
    assert first["timestamp"] == third["timestamp"]
    line.fault("redelivery", count=0)
    assert line.state()["faults"] == []


# -- faults ----------------------------------------------------------------------------------------------------


def test_a_duplicate(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("duplicate")
    line.act(user_id, "text", text="ก")
    assert len(bot.heard) == 2
    assert bot.heard[0].body == bot.heard[1].body
    assert len(line.entries(user_id)) == 1


def test_a_redelivery_of_what_was_taken(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("redeliver")
    line.act(user_id, "text", text="ก")
    first, second = bot.events()
    assert second == {**first, "deliveryContext": {"isRedelivery": True}}


def test_out_of_order(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("outOfOrder")
    assert line.act(user_id, "text", text="ก")["webhook"] is None
    line.act(user_id, "text", text="ข")
    second, first = bot.events()
    assert (second["message"]["text"], first["message"]["text"]) == ("ข", "ก")
    assert first["timestamp"] <= second["timestamp"]


def test_clearing_faults_lets_go_of_what_is_held(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("outOfOrder")
    line.act(user_id, "text", text="ก")
    line.clear_faults()
    assert [event["message"]["text"] for event in bot.events()] == ["ก"]


def test_a_dropped_event(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("drop")
    line.act(user_id, "text", text="ก")
    line.act(user_id, "text", text="ข")
    assert [event["message"]["text"] for event in bot.events()] == ["ข"]
    assert line.webhooks()[0]["reason"] == "DROPPED"


def test_poison_between_good_events(line: Line, bot: ListeningBot, user_id: str) -> None:
    other = line.person("สมหญิง")
    acts = [{"userId": one, "type": "text", "text": "ก"} for one in (user_id, other)]
    done = line.post("/emulator/batch", {"events": acts, "poison": True})
    (heard,) = bot.heard
    first, unknown, broken, last = heard.events
    assert [first["source"]["userId"], last["source"]["userId"]] == [user_id, other]
    assert [first["webhookEventId"], last["webhookEventId"]] == done["webhookEventIds"]
    assert unknown["type"] == "hologram"
    assert "deliveryContext" not in broken


def test_poison_before_a_single_event(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("poison")
    line.act(user_id, "text", text="ก")
    assert [event["type"] for event in bot.events()] == ["hologram", "message", "message"]
    assert bot.events()[-1]["message"]["text"] == "ก"


# -- the endpoint's own settings -------------------------------------------------------------------------------


def test_reading_setting_and_testing_the_endpoint(line: Line, bot: ListeningBot, user_id: str) -> None:
    path = "/v2/bot/channel/webhook"
    assert line.call("GET", f"{path}/endpoint").json() == {"endpoint": bot.hook, "active": True}
    tested = line.call("POST", f"{path}/test", {}).json()
    assert (tested["success"], tested["statusCode"], tested["reason"]) == (True, 200, "OK")
    assert bot.heard[0].events == []
    assert line.call("PUT", f"{path}/endpoint", {"endpoint": "https://example.go.th/callback"}).status == 200
    assert line.state()["webhook"]["url"] == "https://example.go.th/callback"
    bot.status = 503
    tested = line.call("POST", f"{path}/test", {"endpoint": bot.hook}).json()
    assert (tested["success"], tested["statusCode"], tested["reason"]) == (False, 503, "ERROR_STATUS_CODE")


@pytest.mark.parametrize(
    "url", ["", "http://example.go.th/", "ftp://e.th/", "https://e.th/" + "a" * 500, "https://e.th/ก"]
)
def test_an_endpoint_is_a_short_https_address(line: Line, user_id: str, url: str) -> None:
    assert line.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": url}).status == 400
