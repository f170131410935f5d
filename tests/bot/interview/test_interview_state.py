"""The interview's state and its JSON: what stands in drafts of before is understood and written as it was."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from bot.anomalies.anomalies import Earlier
from bot.interview.asking.returned import set_returned, was_returned
from bot.interview.state.interview_state import (
    VERSION,
    Act,
    Anomalies,
    AtPlace,
    EarlierReports,
    InterviewState,
    Pending,
    Returned,
)
from bot.interview.state.types import SentBack
from tests.bot.interview.chat import Chat
from tests.bot.interview.drafts import DRAFTS
from tests.bot.interview.test_stored_drafts import kept_in

FULL = InterviewState(
    round=2,
    offered={"/data/n": 3, "/data/m": ["a", "b"]},
    part="ด้านที่ 1",
    messages=[("m2", "/data/b"), ("m1", "/data/a")],
    gone=["photo-1"],
    here=AtPlace(2, ["a"], 3, Pending(Act.REMOVE, "/data/r[1]"), {1: "/data/a", 10: "/data/b"}, True),
    anomalies=Anomalies(
        EarlierReports(5, {"/data/n": Earlier(3, 4, "2026-09"), "/data/t": Earlier(words="mark")}),
        {"/data/z": 1, "/data/n": 30.5},
        {"/data/t": "คำ"},
        {"/data/k": 0},
    ),
    returned=Returned([SentBack("", "unclear", "ขอใหม่", "")], is_told=True),
)


def through_a_database(state: InterviewState) -> InterviewState:
    # Keys sorted: PostgreSQL's JSONB does not keep their order.
    return InterviewState.from_json(json.loads(json.dumps(state.to_json(), sort_keys=True)))


@pytest.mark.parametrize(
    "state",
    [
        FULL,
        InterviewState(),
        InterviewState(here=AtPlace(chosen=[])),
        InterviewState(returned=Returned([])),
        InterviewState(returned=Returned([SentBack("/data/a", "missing"), SentBack("", "other")])),
    ],
)
def test_everything_survives_a_database(state: InterviewState) -> None:
    again = through_a_database(state)
    assert again == state
    # What waits is asked about in its order.
    assert list(again.anomalies.waiting) == list(state.anomalies.waiting)


@pytest.mark.parametrize("name", DRAFTS)
def test_what_was_stored_before_there_were_versions_is_written_as_it_was(name: str) -> None:
    stored: dict[str, Any] = kept_in(name, version=0)["state"]["scratch"]
    assert "version" not in stored
    means_nothing = {
        key for key, value in stored.items() if value in ({}, [], "") and key not in ("chosen", "returned")
    }
    kept = {key: value for key, value in stored.items() if key not in means_nothing}
    assert InterviewState.from_json(stored).to_json() == {**kept, "version": VERSION}


def test_a_version_that_is_not_known_yet_is_refused() -> None:
    with pytest.raises(ValueError, match=f"version {VERSION + 1}"):
        InterviewState.from_json({"version": VERSION + 1})


def test_what_was_read_is_not_touched_by_what_happens_later() -> None:
    stored = FULL.to_json()
    before = deepcopy(stored)
    state = InterviewState.from_json(stored)
    state.came_from("m3", "/data/c")
    state.let_go(["photo-2"])
    state.here.listed[2] = "/data/c"
    state.anomalies.waiting.clear()
    assert state.here.chosen is not None and state.returned is not None
    state.here.chosen.append("b")
    state.returned.points.clear()
    assert stored == before


def test_messages_are_remembered_by_what_they_answered_and_not_for_ever() -> None:
    state = InterviewState()
    for number in range(100):
        state.came_from(f"m{number}", f"/data/q{number}")
    state.came_from("m100", "/data/q99")
    state.came_from("", "/data/q98")
    assert state.messages[0] == ("m40", "/data/q40")
    assert state.messages[-2:] == [("m97", "/data/q97"), ("m100", "/data/q99")]


def test_what_is_sent_back_is_written_into_a_stored_interview_and_found_there() -> None:
    chat = Chat()
    chat.begin()
    stored = chat.state()
    told = set_returned(stored, [SentBack("/data/start/happened", "unclear")])
    assert was_returned(told)
    assert not was_returned(stored) and not was_returned({})
    assert {name: one for name, one in told.items() if name != "scratch"} == {
        name: one for name, one in stored.items() if name != "scratch"
    }
