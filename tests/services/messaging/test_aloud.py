"""What is said in a group is tried again with the same token until LINE takes it or the token is over."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.line import errors
from services.messaging.aloud import Aloud, Speaker

NOW = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)
WORDS: list[dict[str, Any]] = [{"type": "text", "text": "คลังความรู้"}]
CARD: list[dict[str, Any]] = [{"type": "flex", "altText": "คลังความรู้", "contents": {"type": "bubble"}}]
SILENCE, SPENT = errors.LineUnreachable("no answer"), errors.TokenSpent(400, "Invalid reply token")


class Group:
    """A group whose LINE answers with these errors, one a call, and then takes what it gets."""

    def __init__(self, *failures: errors.LineError) -> None:
        self.now = NOW
        self.calls: list[tuple[float, str, list[Any]]] = []
        self._failures = deque(failures)
        self._speaker = Speaker(self, lambda: self.now)

    def reply(self, token: str, messages: list[dict]) -> str:
        self.calls.append(((self.now - NOW).total_seconds(), token, messages))
        if self._failures:
            raise self._failures.popleft()
        return "request"

    def asked(self, messages: list[dict[str, Any]] = WORDS) -> list[float]:
        """Seconds at which it was tried; each wait of the lane has passed."""
        waits: list[float] = []
        if not self._speaker.say(Aloud("token", NOW + timedelta(seconds=50), messages)):
            waits.append(0.0)
        while waits:
            self.now += timedelta(seconds=waits.pop())
            assert not self._speaker.work("token", waits.append)
        return [at for at, _, _ in self.calls]


def test_what_line_takes_is_said_once() -> None:
    assert Group().asked() == [0]


@pytest.mark.parametrize("failure", [SILENCE, errors.LineBusy("too many"), errors.NotAuthorized(401)])
def test_a_failure_is_tried_again_with_the_same_token(failure: errors.LineError) -> None:
    group = Group(failure, failure)
    assert len(group.asked()) == 3
    assert {(token, str(messages)) for _, token, messages in group.calls} == {("token", str(WORDS))}


def test_it_waits_longer_each_time_and_ends_with_the_token() -> None:
    tried = Group(*[SILENCE] * 20).asked()
    waits = [after - before for before, after in pairwise(tried)]
    assert waits == sorted(waits) and len(tried) > 3 and tried[-1] <= 50


def test_a_spent_token_ends_it() -> None:
    assert Group(SPENT).asked() == [0]
    assert len(Group(SILENCE, SPENT).asked()) == 2


def test_a_drawing_that_line_refuses_is_said_in_words() -> None:
    group = Group(errors.LineRefused(400, "no such drawing"))
    group.asked(CARD)
    (_, _, first), (_, _, second) = group.calls
    assert first == CARD and second[0]["type"] == "text"
