"""What holds for every call of LINE's API: token, body, headers, request ids."""

from __future__ import annotations

import pytest

from tests.support.emulator import TOKEN, Line

PUSH = "/v2/bot/message/push"
HELLO = [{"type": "text", "text": "สวัสดี"}]
KEY = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def user_id(line: Line) -> str:
    line.reset()
    return line.person()


@pytest.mark.parametrize("header", ["", "Bearer", f"Basic {TOKEN}", TOKEN, "Bearer another"])
def test_a_call_needs_the_right_bearer_token(line: Line, user_id: str, header: str) -> None:
    answer = line.call("GET", "/v2/bot/info", Authorization=header)
    assert answer.status == 401
    assert answer.json()["message"].startswith("Authentication failed due to the following reason: ")


def test_every_answer_has_a_request_id_of_its_own(line: Line, user_id: str) -> None:
    good = line.call("GET", "/v2/bot/info")
    bad = line.call("POST", PUSH, {"to": user_id})
    locked = line.call("GET", "/v2/bot/info", Authorization="")
    ids = [answer.headers["x-line-request-id"] for answer in (good, bad, locked)]
    assert len(set(ids)) == 3
    assert [call["requestId"] for call in line.calls()] == ids


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(line: Line, user_id: str, media_type: str) -> None:
    assert line.call("POST", PUSH, b"{}", Content_Type=media_type).status == 415


def test_json_with_a_charset_is_read(line: Line, user_id: str) -> None:
    body = b'{"to": "%s", "messages": [{"type": "text", "text": "a"}]}' % user_id.encode()
    assert line.call("POST", PUSH, body, Content_Type="application/json; charset=UTF-8").status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"a"', b"null", b'{"to": NaN}', b'{"to": "\\ud83d"}', b'{"to": "\xff"}', b"[" * 100_000],
)
def test_what_is_not_a_json_object_is_refused(line: Line, user_id: str, body: bytes) -> None:
    answer = line.call("POST", PUSH, body, Content_Type="application/json")
    assert answer.status == 400
    assert answer.json()["message"].startswith("The request body could not be parsed as JSON")


@pytest.mark.parametrize(("depth", "status"), [(100, 200), (900, 400), (20_000, 400)])
def test_endless_nesting_is_refused(line: Line, user_id: str, depth: int, status: int) -> None:
    nested = '{"type":"box","layout":"vertical","contents":[' * depth + "]}" * depth
    message = f'{{"type":"flex","altText":"a","contents":{{"type":"bubble","body":{nested}}}}}'
    body = f'{{"to":"{user_id}","messages":[{message}]}}'.encode()
    assert line.call("POST", PUSH, body, Content_Type="application/json").status == status


def test_more_than_two_megabytes_are_refused(line: Line, user_id: str) -> None:
    body = b'{"to": "' + b"a" * (2 * 1024 * 1024) + b'"}'
    assert line.call("POST", PUSH, body, Content_Type="application/json").status == 413


def test_a_retry_key_is_a_uuid(line: Line, user_id: str) -> None:
    body = {"to": user_id, "messages": HELLO}
    assert line.call("POST", PUSH, body, X_Line_Retry_Key="once").status == 400
    assert line.entries(user_id) == []


def test_a_reply_takes_no_retry_key(line: Line, user_id: str) -> None:
    body = {"replyToken": "a", "messages": HELLO}
    answer = line.call("POST", "/v2/bot/message/reply", body, X_Line_Retry_Key=KEY)
    assert answer.status == 400
    assert "X-Line-Retry-Key" in answer.json()["message"]


def test_an_endpoint_that_line_does_not_have(line: Line, user_id: str) -> None:
    assert line.call("POST", "/v2/bot/message/shout", {}).status == 404
    assert line.call("GET", PUSH).status == 404
    assert [call["path"] for call in line.refused_calls()] == ["/v2/bot/message/shout", PUSH]


def test_how_things_stand_is_no_refusal(line: Line, user_id: str) -> None:
    line.act(user_id, "unfollow")
    assert line.call("GET", f"/v2/bot/profile/{user_id}").status == 404
    assert line.call("GET", "/v2/bot/message/1/content").status == 404
    assert line.refused_calls() == []


def test_followers_are_for_verified_accounts(line: Line, user_id: str) -> None:
    assert line.call("GET", "/v2/bot/followers/ids").status == 403


@pytest.mark.parametrize(
    ("method", "path", "calls"),
    [
        ("POST", "/v2/bot/richmenu", 100),
        ("POST", "/v2/bot/message/broadcast", 60),
        ("GET", "/v2/bot/richmenu/list", 10),
    ],
)
def test_each_endpoint_has_a_rate_of_its_own(line: Line, user_id: str, method: str, path: str, calls: int) -> None:
    body: dict[str, str] | None = {} if method == "POST" else None
    statuses = [line.call(method, path, body).status for _ in range(calls + 5)]
    assert 429 not in statuses[:calls]
    assert 429 in statuses[calls:]
    assert line.calls()[-1]["answer"]["message"] == "The API rate limit has been exceeded. Try again later."
    assert line.call("GET", "/v2/bot/info").status == 200
    line.later(3600)
    assert line.call(method, path, body).status != 429
