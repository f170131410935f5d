"""A filling that is taken up again in the same process answers in everything as one that is restored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import long_form
from bot.engine.filling.filling import Filling
from bot.engine.filling.kept import Kept
from bot.interview.interview import KEPT
from bot.interview.state.types import Outcome, Turn
from tests.bot.interview.chat import Chat, form_of
from tests.bot.interview.test_anything import act, doing
from tests.bot.interview.test_kinds import KINDS

AT_A_TIME = """
| survey |      |      |         |             |              |
|        | type | name | label   | relevant    | constraint   |
|        | text | a    | ข้อแรก    |             |              |
|        | text | b    | ข้อสอง    | {relevant}  |              |
|        | date | c    | วันที่     |             | . <= today() |
"""
FORMS = {"month": "", "kinds": KINDS, "rows": long_form.ROWS, "time": AT_A_TIME.format(relevant="")}


def chat_of(name: str) -> Chat:
    return Chat(form_of(FORMS[name]) if FORMS[name] else None)


def turns(name: str, deeds: list[tuple[str, Any]], *, is_kept: bool) -> list[Turn]:
    chat = chat_of(name)
    chat.begin(suggestions={"/data/teach/all_areas": 3})
    found = []
    for kind, what in deeds:
        if not is_kept:
            KEPT.clear()
        act(chat, kind, what)
        found.append(chat.turn)
        if chat.turn.outcome in (Outcome.CANCELLED, Outcome.ELSEWHERE, Outcome.PAUSED, Outcome.SUBMIT):
            chat.resume()
    return found


@settings(max_examples=60)
@given(st.sampled_from(sorted(FORMS)), st.lists(doing, max_size=25))
def test_whatever_is_done_is_answered_as_after_restoring(name: str, deeds: list[tuple[str, Any]]) -> None:
    KEPT.clear()
    assert turns(name, deeds, is_kept=True) == turns(name, deeds, is_kept=False)


@pytest.fixture
def chat() -> Chat:
    KEPT.clear()
    begun = chat_of("time")
    begun.begin()
    begun.type("ก")
    return begun


def test_the_next_message_restores_nothing(chat: Chat) -> None:
    with mock.patch.object(Filling, "made_of", side_effect=AssertionError):
        assert "วันที่" in chat.type("ข")


def test_an_older_state_is_restored_and_what_was_kept_is_gone(chat: Chat) -> None:
    older = chat.turn
    chat.type("ข")
    chat.turn = older
    assert "วันที่" in chat.type("ค") and chat.state()["given"]["/data/b"] == "ค"


def test_what_is_asked_of_the_clock_is_asked_anew(chat: Chat) -> None:
    chat.type("ข")
    assert "วันที่" in chat.type("30 พ.ย. 2569")
    chat.now += timedelta(days=40)
    assert "ตรวจทาน" in chat.type("30 พ.ย. 2569")


@pytest.mark.parametrize("relevant", ["today() > date('2026-01-01')", "now() > 0"])
def test_a_form_that_computes_with_the_time_is_not_kept(relevant: str) -> None:
    KEPT.clear()
    chat = Chat(form_of(AT_A_TIME.format(relevant=relevant)))
    chat.begin()
    chat.type("ก")
    assert not KEPT._kept
    with mock.patch.object(Filling, "made_of", wraps=Filling.made_of) as restoring:
        chat.type("ข")
    assert restoring.call_count == 1


def test_no_more_than_fit(chat: Chat) -> None:
    filling = Filling.start(chat.form, now=chat.now, seed=1)
    kept = Kept(most=3 * filling.size)
    fillings = [Filling.start(chat.form, now=chat.now, seed=seed) for seed in range(5)]
    for one in (*fillings, fillings[4]):
        kept.put_down(one, one.saved())
    found = [kept.taken_up(chat.form, one.saved(), chat.now) for one in fillings]
    assert found == [None, None, *fillings[2:]] and kept._nodes == 0
