"""Who is reached, what is counted, how long a token lives."""

from __future__ import annotations

from typing import Any

import pytest
import urllib3

from tests.support.emulator import Line
from tests.support.listening_bot import Heard, ListeningBot

HELLO = [{"type": "text", "text": "สวัสดี"}]
NOBODY = "U" + "0" * 32
KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def bot(line: Line, listening_bot: ListeningBot) -> ListeningBot:
    line.reset(webhook=listening_bot.hook)
    return listening_bot


@pytest.fixture
def user_id(line: Line, bot: ListeningBot) -> str:
    return line.person()


def push(line: Line, to: str, messages: Any = HELLO, **headers: str) -> urllib3.BaseHTTPResponse:
    return line.call("POST", "/v2/bot/message/push", {"to": to, "messages": messages}, **headers)


def multicast(line: Line, to: list[str]) -> urllib3.BaseHTTPResponse:
    return line.call("POST", "/v2/bot/message/multicast", {"to": to, "messages": HELLO})


def reply(line: Line, token: str) -> urllib3.BaseHTTPResponse:
    return line.call("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": HELLO})


def used(line: Line) -> int:
    return int(line.call("GET", "/v2/bot/message/quota/consumption").json()["totalUsage"])


# -- reply tokens ----------------------------------------------------------------------------------------------


def token_of(line: Line, bot: ListeningBot, user_id: str) -> str:
    line.act(user_id, "text", text="ก")
    return str(bot.events()[-1]["replyToken"])


def test_a_reply_is_delivered_and_free(line: Line, bot: ListeningBot, user_id: str) -> None:
    answer = reply(line, token_of(line, bot, user_id))
    assert answer.status == 200
    said = line.bot_entries(user_id)
    assert [entry["messageId"] for entry in said] == [answer.json()["sentMessages"][0]["id"]]
    assert used(line) == 0


def test_a_reply_token_works_once(line: Line, bot: ListeningBot, user_id: str) -> None:
    token = token_of(line, bot, user_id)
    assert reply(line, token).status == 200
    again = reply(line, token)
    assert (again.status, again.json()) == (400, {"message": "Invalid reply token"})
    assert len(line.bot_entries(user_id)) == 1


@pytest.mark.parametrize(("seconds", "status"), [(55, 200), (61, 400)])
def test_a_reply_token_lives_a_minute(line: Line, bot: ListeningBot, user_id: str, seconds: int, status: int) -> None:
    token = token_of(line, bot, user_id)
    line.later(seconds)
    assert reply(line, token).status == status


def test_a_refused_reply_does_not_use_the_token_up(line: Line, bot: ListeningBot, user_id: str) -> None:
    token = token_of(line, bot, user_id)
    assert line.call("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": []}).status == 400
    assert reply(line, token).status == 200


def test_an_invented_token_is_refused(line: Line, bot: ListeningBot, user_id: str) -> None:
    assert reply(line, "0" * 32).json() == {"message": "Invalid reply token"}


def test_a_redelivery_gives_a_token_another_minute_for_twenty_minutes(
    line: Line, bot: ListeningBot, user_id: str
) -> None:
    """The first delivery fails and moves the clock, as a long outage would; the second is taken."""
    for wait, status in ((19 * 60, 200), (20 * 60 + 5, 400)):
        before = len(line.webhooks())

        def outage(heard: Heard, wait: int = wait) -> None:
            redelivery = heard.events[0]["deliveryContext"]["isRedelivery"]
            bot.status = 200 if redelivery else 500
            if not redelivery:
                line.later(wait)

        bot.before_answer = outage
        line.fault("redelivery", count=1, seconds=0.05)
        line.act(user_id, "text", text="ก")
        assert line.get("/emulator/webhooks", after=before + 1, wait=5)["webhooks"]
        first, second = bot.events()[-2:]
        assert second == {**first, "deliveryContext": {"isRedelivery": True}}
        assert reply(line, second["replyToken"]).status == status


# -- push ------------------------------------------------------------------------------------------------------


def test_a_push_is_counted_by_person_not_by_message(line: Line, user_id: str) -> None:
    assert push(line, user_id, HELLO * 5).status == 200
    assert used(line) == 1
    assert len(line.bot_entries(user_id)) == 5


def test_an_unknown_person(line: Line, user_id: str) -> None:
    answer = push(line, NOBODY)
    assert (answer.status, answer.json()) == (400, {"message": "Failed to send messages"})


def test_somebody_who_is_no_user_id(line: Line, user_id: str) -> None:
    answer = push(line, "somebody")
    assert answer.status == 400
    assert answer.json()["message"].startswith("The property, to, in the request body is invalid")


def test_a_blocked_person_gets_nothing_and_is_not_counted(line: Line, user_id: str) -> None:
    line.act(user_id, "unfollow")
    answer = push(line, user_id)
    assert answer.status == 200
    assert len(answer.json()["sentMessages"]) == 1
    assert line.bot_entries(user_id) == []
    assert used(line) == 0
    line.act(user_id, "follow")
    assert push(line, user_id).status == 200
    assert used(line) == 1


def test_a_stranger_is_reached_for_a_week_after_writing(line: Line, bot: ListeningBot) -> None:
    stranger = line.person(friend=False)
    push(line, stranger)
    assert line.bot_entries(stranger) == []
    line.act(stranger, "text", text="ก")
    push(line, stranger)
    assert len(line.bot_entries(stranger)) == 1
    line.later(8 * 24 * 3600)
    push(line, stranger)
    assert len(line.bot_entries(stranger)) == 1


def test_a_silent_push_says_so(line: Line, user_id: str) -> None:
    body = {"to": user_id, "messages": HELLO, "notificationDisabled": True}
    line.call("POST", "/v2/bot/message/push", body)
    push(line, user_id)
    assert [entry["silent"] for entry in line.bot_entries(user_id)] == [True, False]


def test_quick_replies_stand_under_the_last_message_until_something_new(line: Line, user_id: str) -> None:
    quick = {"items": [{"type": "action", "action": {"type": "message", "label": "มี", "text": "มี"}}]}
    asked = {**HELLO[0], "quickReply": quick}
    push(line, user_id, [asked, HELLO[0]])
    assert not line.chat(user_id)["quickReplyVisible"]
    push(line, user_id, [HELLO[0], asked])
    assert line.chat(user_id)["quickReplyVisible"]
    line.act(user_id, "text", text="ก")
    assert not line.chat(user_id)["quickReplyVisible"]


# -- retry keys ------------------------------------------------------------------------------------------------


def test_a_retry_key_sends_once(line: Line, user_id: str) -> None:
    first = push(line, user_id, X_Line_Retry_Key=KEY)
    again = push(line, user_id, X_Line_Retry_Key=KEY.upper())
    assert again.status == 409
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert again.json() == {"message": "The retry key is already accepted", **first.json()}
    assert len(line.bot_entries(user_id)) == 1
    assert used(line) == 1


def test_a_retry_key_is_forgotten_after_a_day(line: Line, user_id: str) -> None:
    push(line, user_id, X_Line_Retry_Key=KEY)
    line.later(24 * 3600 - 60)
    assert push(line, user_id, X_Line_Retry_Key=KEY).status == 409
    line.later(120)
    assert push(line, user_id, X_Line_Retry_Key=KEY).status == 200


def test_a_refused_request_does_not_take_the_key(line: Line, user_id: str) -> None:
    assert push(line, user_id, [], X_Line_Retry_Key=KEY).status == 400
    assert push(line, user_id, X_Line_Retry_Key=KEY).status == 200


@pytest.mark.parametrize("kind", ["multicast", "broadcast"])
def test_a_multicast_takes_retry_keys_too(line: Line, user_id: str, kind: str) -> None:
    body: dict[str, Any] = {"messages": HELLO} | ({"to": [user_id]} if kind == "multicast" else {})
    answers = [line.call("POST", f"/v2/bot/message/{kind}", body, X_Line_Retry_Key=KEY) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 409]
    assert answers[0].json() == {}
    assert len(line.bot_entries(user_id)) == 1


# -- multicast, broadcast ----------------------------------------------------------------------------------------


def test_a_multicast_reaches_everybody_once(line: Line, user_id: str) -> None:
    other = line.person("สมหญิง")
    assert multicast(line, [user_id, other, user_id]).status == 200
    assert [len(line.bot_entries(one)) for one in (user_id, other)] == [1, 1]
    assert used(line) == 2


def test_one_bad_id_fails_the_whole_multicast(line: Line, user_id: str) -> None:
    answer = multicast(line, [user_id, NOBODY])
    assert answer.status == 400
    assert answer.json() == {"message": "The property, to[1], in the request body is invalid (line: -, column: -)"}
    assert line.bot_entries(user_id) == []
    assert used(line) == 0


def test_a_broadcast_reaches_friends_who_have_not_blocked(line: Line, user_id: str) -> None:
    blocked, stranger = line.person(), line.person(friend=False)
    line.act(blocked, "unfollow")
    assert line.call("POST", "/v2/bot/message/broadcast", {"messages": HELLO}).status == 200
    assert [len(line.bot_entries(one)) for one in (user_id, blocked, stranger)] == [1, 0, 0]
    assert used(line) == 1


# -- quota -----------------------------------------------------------------------------------------------------


def test_the_quota_ends(line: Line, user_id: str) -> None:
    line.quota(2)
    assert [push(line, user_id).status for _ in range(3)] == [200, 200, 429]
    assert line.calls()[-1]["answer"] == {"message": "You have reached your monthly limit."}
    assert line.call("GET", "/v2/bot/message/quota").json() == {"type": "limited", "value": 2}
    assert used(line) == 2
    assert len(line.bot_entries(user_id)) == 2


def test_a_multicast_beyond_the_quota_reaches_nobody(line: Line, user_id: str) -> None:
    line.quota(5)
    people = [line.person() for _ in range(8)]
    assert multicast(line, people).status == 429
    assert used(line) == 0
    assert multicast(line, people[:5]).status == 200


def test_the_quota_starts_anew_each_month(line: Line, user_id: str) -> None:
    line.clock("2026-11-30T23:59:00+07:00")
    line.quota(1)
    assert push(line, user_id).status == 200
    assert push(line, user_id).status == 429
    line.later(120)
    assert push(line, user_id).status == 200


def test_a_plan_without_limit(line: Line, user_id: str) -> None:
    line.quota(None)
    assert line.call("GET", "/v2/bot/message/quota").json() == {"type": "none"}


def test_statistics_are_ready_the_day_after(line: Line, user_id: str) -> None:
    line.clock("2026-11-10T10:00:00+07:00")
    push(line, user_id)
    path = "/v2/bot/message/delivery/push?date=20261110"
    assert line.call("GET", path).json() == {"status": "unready"}
    line.later(24 * 3600)
    assert line.call("GET", path).json() == {"status": "ready", "success": 1}
    assert line.call("GET", "/v2/bot/message/delivery/push?date=10-11-2026").status == 400


# -- loading, read marks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "status"), [(None, 202), (5, 202), (60, 202), (7, 400), (0, 400), (65, 400)])
def test_the_loading_animation(line: Line, user_id: str, seconds: int | None, status: int) -> None:
    body = {"chatId": user_id} | ({} if seconds is None else {"loadingSeconds": seconds})
    assert line.call("POST", "/v2/bot/chat/loading/start", body).status == status


def test_loading_is_for_people_only(line: Line, user_id: str) -> None:
    assert line.call("POST", "/v2/bot/chat/loading/start", {"chatId": "C" + "0" * 32}).status == 400


def test_marking_as_read(line: Line, bot: ListeningBot, user_id: str) -> None:
    for words in ("ก", "ข", "ค"):
        line.act(user_id, "text", text=words)
    token = bot.events()[1]["message"]["markAsReadToken"]
    assert line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": token}).status == 200
    assert [entry.get("read", False) for entry in line.entries(user_id)] == [True, True, False]
    assert line.call("POST", "/v2/bot/chat/markAsRead", {"markAsReadToken": "x"}).status == 400


# -- faults ----------------------------------------------------------------------------------------------------


def test_a_cut_connection_has_delivered(line: Line, user_id: str) -> None:
    line.fault("cut")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        push(line, user_id, X_Line_Retry_Key=KEY)
    assert len(line.bot_entries(user_id)) == 1
    assert line.calls()[-1]["status"] is None
    assert push(line, user_id, X_Line_Retry_Key=KEY).status == 409
    assert len(line.bot_entries(user_id)) == 1


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("error500", 500, "Internal server error"),
        ("rate429", 429, "The API rate limit has been exceeded. Try again later."),
        ("quota429", 429, "You have reached your monthly limit."),
        ("html503", 503, "<html>"),
    ],
)
def test_faults_in_the_place_of_an_answer(line: Line, user_id: str, kind: str, status: int, said: str) -> None:
    line.fault(kind, count=2)
    answers = [push(line, user_id) for _ in range(3)]
    assert [answer.status for answer in answers] == [status, status, 200]
    assert said in answers[0].data.decode()
    assert "x-line-request-id" in answers[0].headers
    assert len(line.bot_entries(user_id)) == 1
    assert line.refused_calls() == []


def test_a_fault_strikes_its_path_only(line: Line, user_id: str) -> None:
    line.fault("error500", path="/v2/bot/message/push", count=0)
    assert line.call("GET", "/v2/bot/info").status == 200
    assert push(line, user_id).status == 500
    assert push(line, user_id).status == 500
    line.clear_faults()
    assert push(line, user_id).status == 200


def test_a_slow_answer_comes_after_the_delivery(line: Line, user_id: str) -> None:
    line.fault("slow", seconds=30)
    body = f'{{"to":"{user_id}","messages":[{{"type":"text","text":"a"}}]}}'.encode()
    impatient = urllib3.PoolManager(retries=False, timeout=0.3)
    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        impatient.request(
            "POST",
            line.api + "/v2/bot/message/push",
            body=body,
            headers={"Authorization": "Bearer token-of-the-tests", "Content-Type": "application/json"},
        )
    assert len(line.answers(user_id, 0)) == 1
