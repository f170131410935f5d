"""Stories of fillings: asked in order, refused with a reason, hidden and brought back, edited, reviewed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from bot.engine.filling.filling import Filling
from bot.engine.filling.places import Reason
from tests.bot.engine.filled import LiveConversation
from tests.bot.engine.forms import NOW, fill, form_of

MONTH = """
| settings |
| | form_title | form_id | version |
| | รายงาน | month | 3 |
| survey |
||type|name|label|hint|required|required_message|relevant|constraint|constraint_message|default|calculation |
| | select_one yn | any | มีการดำเนินงานไหม | | yes | ต้องตอบ | | | | | |
| | begin group | teach | ด้านที่ ๑ | | | | ${any} = 'yes' | | | | |
| | note | intro | ต่อไปเป็นด้านที่ ๑ | | | | | | | | |
| | integer | sessions | อบรมกี่ครั้ง | ตอบเป็นตัวเลข | yes | | | . >= 0 | ต้องไม่ติดลบ | | |
||integer|people|อบรมกี่คนใน ${sessions} ครั้ง|| yes|| ${sessions} > 0|. >= ${sessions}|ต้องไม่น้อยกว่าจำนวนครั้ง|| |
| | calculate | each | | | | | | | | | ${people} div ${sessions} |
| | end group | | | | | | | | | | |
| | select_one why | reason | เพราะเหตุใด | | yes | | ${any} = 'no' | | | | |
| | text | other | โปรดระบุ | | | | ${reason} = 'other' | string-length(.) < 20 | | | |
| | select_multiple by | means | ด้วยวิธีใด | | | | ${any} = 'yes' | | | | |
| | decimal | budget | ใช้งบเท่าไร | | | | ${any} = 'yes' | | | 0 | |
| | date | held | วันที่ | | | | ${any} = 'yes' | . <= today() | ยังไม่ถึงวันนั้น | | |
| | note | thanks | ขอบคุณ | | | | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | มี |
| | yn | no | ไม่มี |
| | why | money | ไม่มีงบ |
| | why | other | อื่น ๆ |
| | by | radio | หอกระจายข่าว |
| | by | line | ไลน์ |
"""


def test_a_month_from_the_first_question_to_the_document() -> None:
    conversation = LiveConversation(MONTH)
    assert conversation.at() == "/data/any"
    assert [(choice.value, choice.label) for choice in conversation.asked().choices] == [("yes", "มี"), ("no", "ไม่มี")]
    conversation.accept("yes")
    asked = conversation.asked()
    assert (asked.path, asked.label, asked.hint) == ("/data/teach/sessions", "อบรมกี่ครั้ง", "ตอบเป็นตัวเลข")
    assert asked.headings == ("ด้านที่ ๑",)
    assert [note.label for note in asked.notes] == ["ต่อไปเป็นด้านที่ ๑"]
    conversation.accept(2)
    assert conversation.asked().label == "อบรมกี่คนใน 2 ครั้ง"
    conversation.accept(45, ["line", "radio"], 1250.5, "2026-11-05")
    assert conversation.at() is None
    assert [note.label for note in conversation.filling.closing_notes()] == ["ขอบคุณ"]
    assert conversation.filling.problems() == ()
    assert conversation.filling.answers() == {
        "any": "yes",
        "teach": {"sessions": 2, "people": 45, "each": 22.5},
        "means": ["line", "radio"],
        "budget": 1250.5,
        "held": "2026-11-05",
    }


def test_nothing_to_report_is_three_answers() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("no", "other", "น้ำท่วม")
    assert conversation.at() is None
    assert conversation.filling.answers() == {"any": "no", "reason": "other", "other": "น้ำท่วม"}


def test_a_wrong_answer_is_refused_with_its_reason_and_changes_nothing() -> None:
    conversation = LiveConversation(MONTH)
    before = conversation.filling.state()
    for value, reason in (
        ("maybe", Reason.CHOICE),
        (None, Reason.REQUIRED),
        ("  ", Reason.REQUIRED),
        (["yes"], Reason.TYPE),
    ):
        verdict = conversation.say(value)
        assert not verdict.accepted and verdict.issue is not None and verdict.issue.reason is reason
    assert conversation.say(None).issue.message == "ต้องตอบ"  # type: ignore[union-attr]
    assert conversation.filling.state() == before
    conversation.accept("yes")
    for value, reason, message in (
        (-1, Reason.CONSTRAINT, "ต้องไม่ติดลบ"),
        ("two", Reason.TYPE, ""),
        (1.5, Reason.TYPE, ""),
        (True, Reason.TYPE, ""),
        (float("nan"), Reason.TYPE, ""),
        (10**30, Reason.TYPE, ""),
    ):
        issue = conversation.say(value).issue
        assert issue is not None and (issue.reason, issue.message) == (reason, message)
    conversation.accept(3)
    issue = conversation.say(2).issue
    assert issue is not None and issue.message == "ต้องไม่น้อยกว่าจำนวนครั้ง"


def test_questions_that_are_not_there_cannot_be_answered() -> None:
    filling = fill(MONTH)
    for path in (
        "/data/teach/sessions",
        "/data/nowhere",
        "/data/teach",
        "/data/intro",
        "/data/teach/each",
        "",
        "/data/any[1]",
    ):
        issue = filling.answer(path, 1).issue
        assert issue is not None and issue.reason is Reason.NOT_ASKED
        assert not filling.go(path)
    assert filling.step == 0


def test_skipping_is_refused_only_while_it_is_required() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 0)
    assert conversation.at() == "/data/means"
    assert conversation.filling.skip("/data/means").accepted
    assert conversation.filling.skip("/data/budget").accepted
    assert conversation.at() == "/data/held"
    assert "budget" not in conversation.filling.answers()
    issue = conversation.filling.skip("/data/teach/sessions").issue
    assert issue is not None and issue.reason is Reason.REQUIRED


def test_what_vanishes_is_said_and_comes_back_with_its_answers() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 2, 45, ["line"], 10, "2026-11-05")
    assert conversation.filling.go("/data/any")
    assert (
        conversation.asked().editing
        and conversation.asked().answer == "yes"
        and conversation.asked().answer_shown == "มี"
    )
    verdict = conversation.say("no")
    assert [line.shown for line in verdict.vanished] == ["2", "45", "ไลน์", "10", "2026-11-05"]
    assert conversation.at() == "/data/reason"
    assert conversation.filling.answers() == {"any": "no"}
    conversation.filling.go("/data/any")
    assert conversation.say("yes").vanished == ()
    assert conversation.at() is None, "everything had been answered"
    assert conversation.filling.answers()["teach"] == {"sessions": 2, "people": 45, "each": 22.5}


def test_a_skipped_question_is_asked_again_when_it_comes_back() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 0)
    conversation.filling.skip("/data/means")
    conversation.accept(5)
    conversation.filling.skip("/data/held")
    assert conversation.at() is None
    conversation.filling.go("/data/any")
    conversation.accept("no", "money")
    conversation.filling.go("/data/any")
    conversation.accept("yes")
    assert conversation.at() == "/data/means"


def test_an_edit_asks_only_what_is_new() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 0, ["line"], 10, "2026-11-05")
    conversation.filling.go("/data/teach/sessions")
    conversation.accept(4)
    assert conversation.at() == "/data/teach/people"
    assert not conversation.asked().editing
    conversation.accept(9)
    assert conversation.at() is None


def test_an_edit_that_breaks_another_answer_asks_that_one_again() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 2, 3, ["line"], 10, "2026-11-05")
    conversation.filling.go("/data/teach/sessions")
    verdict = conversation.say(5)
    assert [(issue.path, issue.reason) for issue in verdict.reopened] == [("/data/teach/people", Reason.CONSTRAINT)]
    asked = conversation.asked()
    assert asked.path == "/data/teach/people" and asked.answer == 3
    assert asked.problem is not None and asked.problem.message == "ต้องไม่น้อยกว่าจำนวนครั้ง"
    assert [issue.path for issue in conversation.filling.problems()] == ["/data/teach/people"]
    conversation.accept(5)
    assert conversation.at() is None and conversation.filling.problems() == ()


def test_back_walks_to_the_beginning_and_forward_skips_what_is_answered() -> None:
    conversation = LiveConversation(MONTH)
    assert not conversation.filling.back()
    conversation.accept("yes", 2, 45)
    assert conversation.at() == "/data/means"
    assert (
        conversation.filling.back() and conversation.at() == "/data/teach/people" and conversation.asked().answer == 45
    )
    assert conversation.filling.back() and conversation.at() == "/data/teach/sessions"
    assert conversation.filling.back() and conversation.at() == "/data/any"
    assert not conversation.filling.back()
    conversation.accept("yes")
    assert conversation.at() == "/data/means"


def test_back_out_of_an_edit_and_out_of_the_review() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("no", "money")
    assert conversation.at() is None
    conversation.filling.go("/data/any")
    assert conversation.filling.back()
    assert conversation.at() is None
    assert conversation.filling.back()
    assert conversation.at() == "/data/reason"


def test_every_change_is_a_step_and_nothing_else() -> None:
    conversation = LiveConversation(MONTH)
    steps = [conversation.filling.step]
    acts: list[Any] = [
        lambda: conversation.say("yes"),
        lambda: conversation.say(3),
        lambda: conversation.filling.back(),
        lambda: conversation.filling.go("/data/any"),
        lambda: conversation.filling.skip("/data/means"),
    ]
    for act in acts:
        act()
        steps.append(conversation.filling.step)
    assert steps == [0, 1, 2, 3, 4, 5]
    conversation.say("nonsense")
    (
        conversation.filling.current(),
        conversation.filling.review(),
        conversation.filling.problems(),
        conversation.filling.answers(),
    )
    assert conversation.filling.step == 5


def test_a_default_is_offered_and_stands_until_it_is_taken_away() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 0, ["line"])
    asked = conversation.asked()
    assert asked.path == "/data/budget" and asked.answer is None
    assert asked.suggestion is not None
    assert (asked.suggestion.value, asked.suggestion.shown, asked.suggestion.source) == (0.0, "0", "default")
    assert conversation.filling.answers()["budget"] == 0.0
    conversation.filling.skip("/data/budget")
    assert "budget" not in conversation.filling.answers()


def test_last_months_values_are_offered_where_they_still_fit() -> None:
    conversation = LiveConversation(
        MONTH,
        suggestions={
            "/data/teach/sessions": 4,
            "/data/means": ["line", "pigeon"],
            "/data/budget": "much",
            "/data/any": "yes",
        },
    )
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.shown == "มี"  # type: ignore[union-attr]
    conversation.accept("yes")
    suggestion = conversation.asked().suggestion
    assert suggestion is not None and (suggestion.value, suggestion.source) == (4, "previous")
    assert "sessions" not in conversation.filling.answers().get("teach", {}), "offered, not filled in"
    conversation.accept(0)
    assert conversation.asked().suggestion is None, "a choice that is gone"
    conversation.accept(["line"])
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.source == "default"  # type: ignore[union-attr]


def test_progress_counts_what_may_still_be_asked_and_never_grows() -> None:
    conversation = LiveConversation(MONTH)
    assert conversation.filling.progress() == (1, 8)
    conversation.accept("yes")
    assert conversation.filling.progress() == (2, 6)
    conversation.accept(2)
    assert conversation.filling.progress() == (3, 6)
    conversation.accept(4, ["line"], 1, "2026-11-05")
    assert conversation.filling.progress() == (6, 6)


def test_the_review_stands_in_sections() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 2, 45, ["line", "radio"])
    sections = conversation.filling.review()
    assert [(section.headings, [(line.label, line.shown) for line in section.lines]) for section in sections] == [
        ((), [("มีการดำเนินงานไหม", "มี")]),
        (("ด้านที่ ๑",), [("อบรมกี่ครั้ง", "2"), ("อบรมกี่คนใน 2 ครั้ง", "45")]),
        ((), [("ด้วยวิธีใด", "ไลน์, หอกระจายข่าว"), ("ใช้งบเท่าไร", "0"), ("วันที่", "")]),
    ]


def test_today_is_bangkoks() -> None:
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    for now, accepted in ((NOW, False), (late, True)):
        filling = fill(MONTH, now=now)
        filling.answer("/data/any", "yes")
        assert filling.answer("/data/held", "2026-11-23").accepted is accepted


def test_a_filling_wants_to_know_the_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        fill(MONTH, now=datetime(2026, 11, 22))


def test_a_state_of_an_older_shape_of_the_form_is_read_as_far_as_it_goes() -> None:
    conversation = LiveConversation(MONTH)
    conversation.accept("yes", 2)
    state = conversation.filling.state()
    state["given"]["/data/gone"] = 1
    state["rows"]["/data/rows"] = {"ids": ["1"], "rest": [], "last": 1}
    again = Filling.restore(form_of(MONTH), state, now=NOW)
    assert again.answers() == conversation.filling.answers()


def test_a_state_of_a_shape_that_is_not_known_is_refused() -> None:
    state = LiveConversation(MONTH).filling.state()
    with pytest.raises(ValueError, match="shape 2"):
        Filling.restore(form_of(MONTH), {**state, "shape": 2}, now=NOW)


def test_what_was_saved_is_not_touched_by_what_happens_later() -> None:
    filling = fill(MONTH)
    saved = filling.saved()
    before = json.dumps(saved.to_json())
    filling.answer("/data/any", "yes")
    assert json.dumps(saved.to_json()) == before != json.dumps(filling.state())


KINDS = """
| survey |
|        | type               | name  | label | parameters           | readonly | calculation |
|        | text               | text  | text  |                      |          |             |
|        | integer            | whole | whole |                      |          |             |
|        | decimal            | part  | part  |                      |          |             |
|        | date               | day   | day   |                      |          |             |
|        | time               | hour  | hour  |                      |          |             |
|        | dateTime           | when  | when  |                      |          |             |
|        | geopoint           | place | place |                      |          |             |
|        | image              | photo | photo | max-pixels=1024      |          |             |
|        | range              | level | level | start=0 end=2 step=0.5 |        |             |
|        | acknowledge        | seen  | seen  |                      |          |             |
|        | rank by            | order | order |                      |          |             |
|        | file               | paper | paper |                      |          |             |
|        | integer            | twice | twice |                      | yes      | ${whole} * 2 |
| choices |
|         | list_name | name | label |
|         | by        | a    | A     |
|         | by        | b    | B     |
"""

TAKEN: list[tuple[str, Any, Any]] = [
    ("text", "สวัสดี\nค่ะ", "สวัสดี\nค่ะ"),
    ("text", "007", "007"),
    ("whole", 12, 12),
    ("whole", "12", 12),
    ("whole", 12.0, 12),
    ("whole", Decimal("12"), 12),
    ("part", 1, 1.0),
    ("part", Decimal("1.25"), 1.25),
    ("part", ".5", 0.5),
    ("day", date(2026, 11, 5), "2026-11-05"),
    ("day", datetime(2026, 11, 5, 20, tzinfo=UTC), "2026-11-06"),
    ("day", "2026-11-05", "2026-11-05"),
    ("hour", time(8, 30), "08:30:00.000+07:00"),
    ("hour", "08:30", "08:30:00.000+07:00"),
    ("when", datetime(2026, 11, 5, 1, 30, tzinfo=UTC), "2026-11-05T08:30:00.000+07:00"),
    ("place", (13.75, 100.5), "13.75 100.5 0.0 0.0"),
    ("place", "13.75 100.5 2 10", "13.75 100.5 2.0 10.0"),
    ("photo", "media-1", "media-1"),
    ("level", 1.5, 1.5),
    ("seen", "OK", "OK"),
    ("seen", True, "OK"),
    ("order", ["b", "a"], ["b", "a"]),
    ("paper", "media-2", "media-2"),
]
REFUSED: list[tuple[str, Any, Reason]] = [
    ("text", 5, Reason.TYPE),
    ("text", "a\x00b", Reason.TYPE),
    ("whole", "1.5", Reason.TYPE),
    ("whole", "๑๒", Reason.TYPE),
    ("part", "1,5", Reason.TYPE),
    ("part", float("inf"), Reason.TYPE),
    ("day", "5/11/2026", Reason.TYPE),
    ("day", "2026-02-30", Reason.TYPE),
    ("hour", "25:00", Reason.TYPE),
    ("when", "tomorrow", Reason.TYPE),
    ("place", "13.75", Reason.TYPE),
    ("place", (100.5, 13.75), Reason.TYPE),
    ("place", "13,75 100,5", Reason.TYPE),
    ("place", (float("nan"), 1), Reason.TYPE),
    ("level", 2.5, Reason.RANGE),
    ("level", 0.3, Reason.RANGE),
    ("seen", "no", Reason.TYPE),
    ("order", ["a"], Reason.TYPE),
    ("order", ["a", "a"], Reason.TYPE),
    ("order", ["a", "c"], Reason.CHOICE),
    ("twice", 4, Reason.READONLY),
]


@pytest.mark.parametrize(("name", "value", "kept"), TAKEN)
def test_a_value_is_kept_as_plain_json(name: str, value: Any, kept: Any) -> None:
    filling = fill(KINDS)
    assert filling.answer(f"/data/{name}", value).accepted
    document = filling.answers()[name]
    assert document == kept and type(document) is type(kept)


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED)
def test_a_value_of_another_type_is_refused(name: str, value: Any, reason: Reason) -> None:
    issue = fill(KINDS).answer(f"/data/{name}", value).issue
    assert issue is not None and issue.reason is reason


def test_a_read_only_question_is_read_with_the_next_one() -> None:
    conversation = LiveConversation(KINDS.replace("| file               | paper", "| text               | last "))
    for value in ("x", 21, 1, "2026-01-01", "08:00", "2026-01-01T08:00", (1, 1), "p", 1, "OK", ["a", "b"], "x"):
        conversation.accept(value)
    assert conversation.at() is None
    [note] = conversation.filling.closing_notes()
    assert (note.label, note.shown) == ("twice", "42")
