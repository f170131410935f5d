"""What a step of the chat costs, counted in calls of functions, which a busy machine does not change."""

from __future__ import annotations

import json
from functools import partial

from bench import long_form
from bot.engine.definition.form import Form
from bot.interview import interview
from bot.interview.state.types import Typed
from tests.bot.interview.chat import ABOUT, NOW, form_of
from tests.support.effort import calls


def step(form: Form, stored: str, words: str) -> str:
    return json.dumps(interview.step(form, json.loads(stored), Typed(words), ABOUT, NOW).state)


def test_a_step_on_230_questions() -> None:
    form = form_of(long_form.markdown())
    stored = json.dumps(interview.begin(form, ABOUT, NOW).state)
    for _, _, typed in long_form.answers()[:115]:
        stored = step(form, stored, typed)
    typed = long_form.answers()[115][2]
    # 35,000 while each step looked at the whole review, 9,300 while each answer had it walk the form again.
    assert calls(lambda: step(form, stored, typed)) < 6_500


def test_a_step_among_200_rows() -> None:
    form = form_of(long_form.ROWS)
    filling = long_form.filled(form, NOW)
    begun = interview.begin(form, ABOUT, NOW).state
    stored = json.dumps({**begun, **filling.state()})
    for words in long_form.TYPED:
        # The review names every row; where rows end, they are counted and looked over.
        most = {"เสร็จ": 48_000, "ไม่มี": 69_000}.get(words, 37_000)
        assert calls(partial(step, form, stored, words)) < most, words
        stored = step(form, stored, words)
    assert len(json.loads(stored)["given"]) > 800
