"""Which answers look wrong beside the months before: the rule that chat and supervisors share."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.anomalies.anomalies import Anomaly, AnomalyKind, anomaly, past_of
from bot.anomalies.warn_rule import WarnRule, idle_words, read_rule
from bot.engine.definition.form_items import QuestionKind
from bot.interview.state.interview_state import Anomalies, EarlierReports, InterviewState
from tests.bot.engine.forms import form_of

FORM = """
| survey |
|  | type | name | label | bind::nong:warn | bind::nong:carry |
|  | integer | people | people | | |
|  | decimal | budget | budget | jump=2 | |
|  | integer | phone | phone | jump=off | |
|  | integer | plots | plots | total | |
|  | integer | free | free | off | |
|  | text | problems | problems | | |
|  | text | address | address | same=off | |
|  | text | office | office | | yes |
|  | begin_repeat | rows | rows | | |
|  | integer | inner | inner | | |
|  | end_repeat | | | | |
| settings |
|  | form_title | form_id | namespaces |
|  | t | t | nong="https://nong-rai-ngan.example/form" |
"""
LONG = "น้ำไม่เพียงพอในหน้าแล้ง ขอรถขุดจากจังหวัด"


def found(name: str, value: Any, *months: Any, factor: float = 5) -> Anomaly | None:
    """The anomaly about `value` where the months before, oldest first, said these (None: not asked)."""
    form = form_of(FORM)
    before = [
        (f"2026-{len(months) - back:02d}", {} if said is None else {name: said})
        for back, said in enumerate(reversed(months))
    ]
    earlier = EarlierReports(factor, past_of(form, before))
    stored = json.loads(json.dumps(InterviewState(anomalies=Anomalies(earlier)).to_json()))
    assert InterviewState.from_json(stored).anomalies.earlier == earlier
    return anomaly(form.questions[f"/data/{name}"], value, earlier.of, earlier.factor)


@pytest.mark.parametrize(
    ("months", "value", "is_anomalous"),
    [
        ((), 1200, False),  # nothing is known yet
        ((12,), 1200, True),  # one month is enough
        ((12,), 60, False),  # five times is the limit itself
        ((12,), 61, True),
        ((12,), 2, True),  # as far below
        ((12,), 3, False),
        ((12,), 0, False),  # a zero is a statement of its own
        ((0,), 1200, False),
        ((0, 0, 12, 0), 1200, True),  # zeros hide nothing
        ((2,), 11, False),  # less than ten more
        ((2,), 12, True),
        ((12, 12, 12, 1200), 1250, False),  # a new level was asked about when it was new
        ((12, 12, 12, 1200), 12, False),  # nor is the way back
        ((12, 12, 12, 1200), 99999, True),
        ((12, 12, None), 1200, True),
    ],
)
def test_a_figure_far_from_the_usual(months: tuple[Any, ...], value: int, is_anomalous: bool) -> None:
    assert (found("people", value, *months) is not None) == is_anomalous


def test_what_a_figure_is_held_against() -> None:
    assert found("people", 1200, 10, 12, 14) == Anomaly(AnomalyKind.JUMP, 1200, 14, "2026-03")
    # Beside last month's alone it would be nothing: what is usual is said.
    assert found("people", 100, 10, 12, 14, 60) == Anomaly(AnomalyKind.JUMP, 100, 13, "")


def test_the_factor_is_the_programmes_or_the_authors_own() -> None:
    assert found("people", 1200, 12, factor=0) is None
    assert found("people", 1200, 12, factor=200) is None
    assert found("budget", 250, 100) is not None and found("budget", 200, 100) is None
    assert found("budget", 250, 100, factor=0) is not None
    assert found("phone", 2, 899999999) is None
    assert found("free", 99999, 1) is None


def test_a_total_that_falls() -> None:
    assert found("plots", 10, 11, 12) == Anomaly(AnomalyKind.FALL, 10, 12, "2026-02")
    assert found("plots", 0, 12) == Anomaly(AnomalyKind.FALL, 0, 12, "2026-01")
    assert found("plots", 12, 12) is None
    # The newest month that was asked counts, however far back.
    assert found("plots", 10, 12, None) == Anomaly(AnomalyKind.FALL, 10, 12, "2026-01")
    assert found("plots", 1200, 12) == Anomaly(AnomalyKind.JUMP, 1200, 12, "2026-01")
    assert found("people", 10, 12) is None


@pytest.mark.parametrize(
    ("months", "words", "is_anomalous"),
    [
        ((LONG, LONG), LONG, True),
        ((LONG, LONG), f"  {LONG.replace(' ', '')}. ", True),  # spaces and points are no difference
        ((LONG,), LONG, False),
        ((LONG, "อย่างอื่น", LONG), LONG, False),
        ((LONG, None), LONG, False),
        ((LONG, LONG), f"{LONG} 2 คัน", False),
        (("ไม่มี", "ไม่มี"), "ไม่มี", False),  # too short to mean anything
        (("น้ำไม่พอใช้", "น้ำไม่พอใช้"), "น้ำไม่พอใช้", True),
        # That there was nothing is said every month with good reason.
        (("ไม่มีปัญหาและอุปสรรคใด ๆ",) * 2, "ไม่มีปัญหาและอุปสรรคใด ๆ", False),
        (("ยังไม่พบปัญหาในการดำเนินงานค่ะ",) * 2, "ยังไม่พบปัญหาในการดำเนินงานค่ะ", False),
        (("ไม่มีน้ำในหน้าแล้ง",) * 2, "ไม่มีน้ำในหน้าแล้ง", True),
    ],
)
def test_the_same_words_three_months_running(months: tuple[Any, ...], words: str, is_anomalous: bool) -> None:
    assert found("problems", words, *months) == (Anomaly(AnomalyKind.SAME) if is_anomalous else None)
    assert found("address", words, *months) is None
    assert found("office", words, *months) is None


def test_rows_and_values_of_another_kind_say_nothing() -> None:
    form = form_of(FORM)
    before = [("2026-09", {"rows": [{"_id": "1", "inner": 12}], "people": "twelve", "problems": 7, "gone": 3})] * 2
    assert past_of(form, before) == {}
    assert found("people", None, 12) is None and found("people", True, 12) is None


def test_the_authors_rule() -> None:
    assert read_rule("") == (WarnRule(), ())
    assert read_rule("Total, jump=1.5 same=off") == (WarnRule(True, 1.5, False), ())
    assert read_rule("off") == (WarnRule(False, 0, False), ())
    assert read_rule("totl jump=1 jump=x jump= jump=1e9") == (
        WarnRule(),
        ("totl", "jump=1", "jump=x", "jump=", "jump=1e9"),
    )
    assert idle_words("total jump=3", QuestionKind.INTEGER) == ()
    assert idle_words("total same=off", QuestionKind.TEXT) == ("total",)
    assert idle_words("total off", QuestionKind.IMAGE) == ("total",)
