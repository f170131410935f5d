"""What LINE refuses is refused, with the path and in the format that LINE would answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.invalid import INVALID
from tests.emulator.valid import VALID
from tests.support.emulator import Line


@pytest.fixture(scope="module")
def user_id(line: Line) -> str:
    line.reset()
    line.quota(None)
    return line.person()


@pytest.mark.parametrize("name", INVALID)
def test_invalid_messages_are_refused(line: Line, user_id: str, name: str) -> None:
    messages, path, said = INVALID[name]
    answer = line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": messages})
    body = answer.json()
    assert answer.status == 400, body
    if path.startswith("?"):
        assert body == {"message": f"The property, {path[1:]}, in the request body is invalid (line: -, column: -)"}
        return
    in_card = path.startswith(("/", "template"))
    first = "A message (messages[0]) in the request body is invalid" if in_card else "The request body has 1 error(s)"
    assert body["message"] == first
    assert [detail["property"] for detail in body["details"]] == [path]
    assert said in body["details"][0]["message"]


def test_there_are_enough_kinds_of_invalid_messages() -> None:
    assert len(INVALID) >= 71


@pytest.mark.parametrize("name", VALID)
def test_valid_messages_are_taken(line: Line, user_id: str, name: str) -> None:
    answer = line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": VALID[name]})
    assert answer.status == 200, answer.data.decode()
    assert len(answer.json()["sentMessages"]) == len(VALID[name])


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validation_says_the_same_and_sends_nothing(line: Line, user_id: str, kind: str) -> None:
    before = len(line.entries(user_id))
    path = f"/v2/bot/message/validate/{kind}"
    good = line.call("POST", path, {"messages": VALID["flex bubble"]})
    bad = line.call("POST", path, {"messages": INVALID["flex text empty"][0]})
    assert (good.status, good.json()) == (200, {})
    assert bad.json()["details"] == [{"message": "invalid property", "property": "/body/contents/0/text"}]
    assert len(line.entries(user_id)) == before


REQUESTS: list[tuple[str, dict[str, Any], str]] = [
    ("push", {"messages": [{"type": "text", "text": "ก"}]}, "to"),
    ("reply", {"messages": [{"type": "text", "text": "ก"}]}, "replyToken"),
    ("multicast", {"messages": [{"type": "text", "text": "ก"}], "to": []}, "to"),
    ("multicast", {"messages": [{"type": "text", "text": "ก"}], "to": ["U" + "0" * 32] * 501}, "to"),
    ("push", {"to": "U" + "0" * 32}, "messages"),
    ("push", {"to": "U", "messages": [{"type": "text", "text": "ก"}], "customAggregationUnits": ["a", "b"]},
     "customAggregationUnits"),
    ("push", {"to": "U", "messages": [{"type": "text", "text": "ก"}], "customAggregationUnits": ["a-b"]},
     "customAggregationUnits[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "path"), REQUESTS)
def test_invalid_requests_are_refused(line: Line, user_id: str, kind: str, body: dict[str, Any], path: str) -> None:
    answer = line.call("POST", f"/v2/bot/message/{kind}", body)
    assert answer.status == 400
    assert [detail["property"] for detail in answer.json()["details"]] == [path]


def test_unknown_key_of_the_request(line: Line, user_id: str) -> None:
    body = {"to": user_id, "messages": [{"type": "text", "text": "ก"}], "silent": True}
    answer = line.call("POST", "/v2/bot/message/push", body)
    assert answer.status == 400
    assert answer.json()["message"].startswith("The property, silent, in the request body is invalid")


def test_all_errors_are_told_at_once(line: Line, user_id: str) -> None:
    messages = [{"type": "text", "text": ""}, {"type": "text"}]
    answer = line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": messages}).json()
    assert answer["message"] == "The request body has 2 error(s)"
    assert {detail["property"] for detail in answer["details"]} == {"messages[0].text", "messages[1].text"}


def test_a_refusal_stands_in_the_log(line: Line, user_id: str) -> None:
    line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": [{"type": "text", "text": ""}]})
    refused = line.refused_calls()[-1]
    assert refused["refusals"] == [{"property": "messages[0].text", "message": "May not be empty"}]
    assert refused["status"] == 400
    assert refused["answer"]["message"] == "The request body has 1 error(s)"
