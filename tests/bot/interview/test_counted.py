"""What was counted for the month is offered at its question, in its own words, and never fills it in by itself."""

from __future__ import annotations

from bot.interview import interview
from tests.bot.interview.chat import Chat, built_in, form_of

FORM = """
| survey |
|  | type | name | label | required | constraint | bind::nong:unit | bind::nong:carry | bind::nong:offer |
|  | begin_group | g | หมวด | | | | | |
|  | integer | before | คำถามก่อน | yes | . >= 0 | ครั้ง | yes | |
|  | integer | people | เผยแพร่กี่คน | yes | . >= 0 and . <= 100 | คน | yes | scans |
|  | integer | after | คำถามหลัง | yes | . >= 0 | ครั้ง | yes | |
|  | end_group | | | | | | | |
| settings |
|  | form_title | form_id | namespaces |
|  | t | t | nong="https://nong-rai-ngan.example/form" |
"""


def at_people(**given: object) -> Chat:
    chat = Chat(form_of(FORM))
    path = interview.counts_wanted(chat.form, "scans")[0]
    before = {path.replace("people", name): value for name, value in (("before", 1), ("people", 7), ("after", 3))}
    counted = {path: given["scans"]} if "scans" in given else {}
    chat.begin(suggestions=before, counted=counted)
    chat.type("2")
    return chat


def test_scans_are_offered_in_the_place_of_last_months_figure() -> None:
    chat = at_people(scans=34)
    assert "สแกนโปสเตอร์ของหน่วยงานในเดือนที่รายงาน 34 ครั้ง" in chat.says and "ค่าเดิม" not in chat.says
    chat.tap("ใช้ 34")
    assert "คำถามหลัง" in chat.says and "ใช้ค่าเดิม: 3" in chat.says
    chat.type("=")
    chat.tap("ส่ง")
    assert chat.answers["g"] == {"before": 2, "people": 34, "after": 3}


def test_another_figure_may_be_given_and_a_pause_forgets_nothing() -> None:
    chat = at_people(scans=34)
    assert "34 ครั้ง" in chat.resume()
    chat.type("50")
    chat.type("=")
    chat.tap("ส่ง")
    assert chat.answers["g"]["people"] == 50


def test_all_as_before_stops_where_something_was_counted() -> None:
    chat = Chat(form_of(FORM))
    (path,) = interview.counts_wanted(chat.form, "scans")
    before = {path.replace("people", name): 5 for name in ("before", "people", "after")}
    chat.begin(suggestions=before, counted={path: 34})
    chat.type("==")
    assert "เผยแพร่กี่คน" in chat.says and "34 ครั้ง" in chat.says


def test_without_a_scan_all_is_as_ever() -> None:
    assert "ใช้ค่าเดิม: 7" in at_people().says


def test_what_the_question_does_not_take_is_refused_as_if_it_was_typed() -> None:
    chat = at_people(scans=101)
    chat.type("=")
    assert "เผยแพร่กี่คน" in chat.says and "✓" not in chat.says


def test_the_built_in_form_offers_them_at_people_reached() -> None:
    (path,) = interview.counts_wanted(built_in(), "scans")
    assert path.endswith("/spread/people")
