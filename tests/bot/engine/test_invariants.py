"""What holds whatever a person does: on forms with every kind of skip, row and list."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.engine.definition.form_items import QuestionKind
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AskedQuestion, RepeatTurn
from tests.bot.engine.forms import NOW, fill, form_of
from tests.bot.engine.oracle.forms import FORMS

pytestmark = pytest.mark.slow

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-20, 200),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["yes", "no", "p1", "d2", "u3", "2024-01-10", "08:30", "2026-01-01T10:00", "13.7 100.5", "OK", "abc"]
    ),
    st.lists(st.sampled_from(["a", "b", "c", "u1", "u2", "zz"]), max_size=3),
)
ACT = st.one_of(
    st.tuples(st.just("answer"), ANYTHING),
    st.tuples(st.just("fit"), st.integers(0, 50)),
    st.tuples(st.just("fit"), st.integers(0, 50)),
    st.tuples(st.just("fit"), st.integers(0, 50)),
    st.tuples(st.just("skip"), st.none()),
    st.tuples(st.just("back"), st.none()),
    st.tuples(st.just("go"), st.integers(0, 30)),
    st.tuples(st.just("add"), st.integers(0, 5)),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    st.tuples(st.just("done"), st.none()),
)
FITTING: dict[QuestionKind, list[Any]] = {
    QuestionKind.INTEGER: [1, 2, 0, 4, 7, 9, 60],
    QuestionKind.DECIMAL: [2.5, 0.5, 10],
    QuestionKind.TEXT: ["abc", "x", "yes"],
    QuestionKind.DATE: ["2024-01-10", "2025-12-31"],
    QuestionKind.DATETIME: ["2026-01-01T10:00:00.000+07:00"],
    QuestionKind.TIME: ["08:30"],
    QuestionKind.GEOPOINT: [(13.7, 100.5)],
    QuestionKind.IMAGE: ["media-1"],
    QuestionKind.ACKNOWLEDGE: ["OK"],
    QuestionKind.RANGE: [1],
}


def fitting(asked: AskedQuestion, at: int) -> Any:
    """A value that fits the type; the constraint may still say no."""
    if asked.choices:
        value = asked.choices[at % len(asked.choices)].value
        return value if asked.question.kind is QuestionKind.SELECT_ONE else [value]
    values = FITTING.get(asked.question.kind, [None])
    return values[at % len(values)]


def act(filling: Filling, kind: str, what: Any) -> None:
    place = filling.current()
    lines = [line.path for section in filling.review() for line in section.lines]
    repeats = [section.repeat for section in filling.review() if section.repeat]
    rows = [section.rows[-1].path for section in filling.review() if section.rows]
    if kind in ("answer", "fit", "skip") and isinstance(place, AskedQuestion):
        before = filling.state()
        value = None if kind == "skip" else fitting(place, what) if kind == "fit" else what
        verdict = filling.skip(place.path) if kind == "skip" else filling.answer(place.path, value)
        assert verdict.accepted == (verdict.issue is None)
        if not verdict.accepted:
            assert filling.state() == before, "a refusal changes nothing"
        else:
            assert filling.step == before["step"] + 1
            assert all(
                line.path not in filling._tree.by_path or not filling._tree.by_path[line.path].relevant
                for line in verdict.vanished
            )
    elif kind == "back":
        filling.back()
    elif kind == "go" and lines:
        assert filling.go(lines[what % len(lines)]) or filling._tree.by_path[lines[what % len(lines)]].readonly
    elif kind == "add" and repeats:
        assert filling.add_row(repeats[what % len(repeats)])
    elif kind == "remove" and rows:
        filling.remove_row(rows[what % len(rows)])
    elif kind == "done" and isinstance(place, RepeatTurn):
        assert filling.done_rows(place.path)


def hold(filling: Filling) -> None:
    """Restored from JSON it is the same; what is asked is relevant, may be answered and is what its path says."""
    state = json.loads(json.dumps(filling.state(), allow_nan=False))
    again = Filling.restore(filling.form, state, now=NOW)
    assert again.state() == state
    for each in ("current", "progress", "review", "problems", "answers", "closing_notes"):
        assert getattr(again, each)() == getattr(filling, each)()
    json.dumps(filling.answers(), allow_nan=False)
    place = filling.current()
    if isinstance(place, AskedQuestion):
        node = filling._tree.by_path[place.path]
        assert node.relevant and not node.readonly and place.question.kind.is_asked
        assert form_questions(filling)[place.generic] is place.question
    number, about = filling.progress()
    assert 1 <= number <= about


def form_questions(filling: Filling) -> dict[str, Any]:
    return dict(filling.form.questions)


def finish(filling: Filling) -> None:
    """Answer what is asked with something that passes, until the review."""
    for _ in range(400):
        place = filling.current()
        if place is None:
            return
        if isinstance(place, RepeatTurn):
            filling.done_rows(place.path)
            continue
        tries = (fitting(place, at) for at in range(12))
        assert (
            any(filling.answer(place.path, value).accepted for value in tries) or filling.skip(place.path).accepted
        ), place
    raise AssertionError("the talk has no end")


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=25)
@given(acts=st.lists(ACT, max_size=30))
@example(acts=[("go", 11), ("fit", 0), ("fit", 20)])  # in the form of all types, one becomes read-only
def test_whatever_is_done(name: str, acts: list[tuple[str, Any]]) -> None:
    filling = fill(FORMS[name])
    for kind, what in acts:
        act(filling, kind, what)
        hold(filling)
    finish(filling)
    assert filling.current() is None
    assert filling.problems() == ()
    assert filling.faults == []
    hold(filling)


@pytest.mark.parametrize("name", FORMS)
def test_the_form_is_left_as_it_was(name: str) -> None:
    """Two people at once on one form: the second sees nothing of the first."""
    first, second = fill(FORMS[name], seed=3), fill(FORMS[name], seed=3)
    before = second.state()
    finish(first)
    assert second.state() == before == fill(FORMS[name], seed=3).state()
    assert first.form is second.form is form_of(FORMS[name])
