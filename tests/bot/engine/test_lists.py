"""Choices: from lists and files, filtered, in several languages, thousands of them."""

from __future__ import annotations

import pytest

from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import Reason
from bot.engine.xform.reading import load_form
from tests.bot.engine.filled import LiveConversation
from tests.bot.engine.forms import NOW, fill, form_of, xform

PLACES = """
| settings |
| | form_title | form_id | default_language |
| | Places     | places  | th               |
| survey |
| | type | name | label::th | label::en | hint::en | choice_filter | constraint_message::th | constraint |
| | select_one province | p | จังหวัด | Province | where | | | |
| | select_one district | d | อำเภอของ ${p} | District of ${p} | | part = ${p} | ไม่ใช่ | . != 'd9' |
| | select_multiple district or_other | more | อื่น ๆ | More | | | | |
| choices |
| | list_name | name | label::th | label::en | part |
| | province | p1 | หนึ่ง | One | |
| | province | p2 | สอง | Two | |
| | district | d1 | อ.หนึ่ง | D One | p1 |
| | district | d2 | อ.สอง | D Two | p1 |
| | district | d3 | อ.สาม | D Three | p2 |
""".replace("select_multiple district or_other", "select_multiple district")


def test_choices_follow_what_was_chosen_before() -> None:
    conversation = LiveConversation(PLACES)
    conversation.accept("p1")
    assert [choice.label for choice in conversation.asked().choices] == ["อ.หนึ่ง", "อ.สอง"]
    issue = conversation.say("d3").issue
    assert issue is not None and issue.reason is Reason.CHOICE
    conversation.accept("d2")
    conversation.filling.skip("/data/more")
    assert conversation.at() is None
    conversation.filling.go("/data/p")
    verdict = conversation.say("p2")
    assert [(each.path, each.reason) for each in verdict.reopened] == [("/data/d", Reason.CHOICE)]
    assert conversation.at() == "/data/d" and [choice.value for choice in conversation.asked().choices] == ["d3"]
    assert [each.path for each in conversation.filling.problems()] == ["/data/d"]
    conversation.accept("d3")
    assert conversation.at() is None and conversation.filling.problems() == ()


def test_each_filling_speaks_its_language() -> None:
    form = form_of(PLACES)
    assert (form.languages, form.default_language) == (("th", "en"), "th")
    for language, label, choice in (
        ("th", "จังหวัด", "หนึ่ง"),
        ("en", "Province", "One"),
        ("xx", "จังหวัด", "หนึ่ง"),
        (None, "จังหวัด", "หนึ่ง"),
    ):
        asked = LiveConversation(PLACES, language=language).asked()
        assert (asked.label, asked.choices[0].label) == (label, choice)
    conversation = LiveConversation(PLACES, language="en")
    assert conversation.asked().hint == "where"
    conversation.accept("p2")
    assert conversation.asked().label == "District of p2"
    assert form.questions["/data/p"].hint.plain("th") == "where", "the other language where one is missing"
    assert form.questions["/data/d"].label.plain("en") == "District of …"


def test_or_other_asks_what_else() -> None:
    conversation = LiveConversation(
        "| survey |\n| | type | name | label |\n| | select_one why or_other | why | Why |\n"
        "| choices |\n| | list_name | name | label |\n| | why | rain | Rain |\n"
    )
    assert [choice.value for choice in conversation.asked().choices] == ["rain", "other"]
    conversation.accept("other")
    assert conversation.at() == "/data/why_other"
    conversation.accept("a festival")
    assert conversation.filling.answers() == {"why": "other", "why_other": "a festival"}


def test_choices_may_be_rows_already_given() -> None:
    conversation = LiveConversation(
        "| survey |\n| | type | name | label | choice_filter |\n"
        "| | begin repeat | r | r | |\n| | text | who | who | |\n"
        "| | end repeat | | | |\n| | select_one ${who} | best | best | |\n"
    )
    conversation.accept("ก")
    conversation.filling.add_row("/data/r")
    conversation.accept("ข")
    conversation.filling.done_rows("/data/r")
    assert [choice.label for choice in conversation.asked().choices] == ["ก", "ข"]
    conversation.accept("ข")
    conversation.filling.go("/data/r[2]/who")
    verdict = conversation.say("ค")
    assert [each.path for each in verdict.reopened] == ["/data/best"]


OFFICES = """
| survey |
| | type | name | label | choice_filter | calculation | relevant |
| | select_one_from_file offices.csv | any | any office | | | |
| | text | province | province | | | |
| | text | district | district | | | |
| | select_one_from_file offices.csv | one | one office | province = ${province} and district = ${district} | | |
| | calculate | known | | | pulldata('offices', 'label', 'name', ${any}) | |
| | calculate | there | | | instance('offices')/root/item[name = ${one}]/district | |
"""


def offices(count: int) -> Form:
    rows = [f"{at:08},สำนักงาน {at},จ{at % 77},อ{at % 928}" for at in range(count)]
    content = "\ufeffname,label,province,district\n" + "\n".join(rows) + "\n"
    return load_form(xform(OFFICES), {"offices.csv": content.encode()})


def test_a_national_list_is_filtered_without_being_gone_through() -> None:
    form = offices(7_851)
    filling = Filling.start(form, now=NOW, seed=1)
    place = filling.current()
    assert place is not None and len(place.choices) == 7_851  # type: ignore[union-attr]
    assert filling.answer("/data/any", "00001234").accepted
    assert filling.answers()["known"] == "สำนักงาน 1234"
    filling.answer("/data/province", "จ5")
    filling.answer("/data/district", "อ5")
    assert filling.go("/data/one")
    place = filling.current()
    assert [choice.value for choice in place.choices] == ["00000005"]  # type: ignore[union-attr]
    assert filling.answer("/data/one", "00000005").accepted
    looked_up_by = {column for _, _, column in form.blueprint.indexes}
    assert looked_up_by == {"name", "province"}, "by a table made once a form, not by a scan"
    assert filling.answers()["there"] == "อ5"
    assert filling.answer("/data/one", "00000006").issue is not None


def test_a_file_from_a_spreadsheet_with_a_mark_and_blank_lines() -> None:
    content = '\ufeffname,label,province,district\r\n1,"หนึ่ง, เล็ก",p,d\r\n\r\n2,สอง,p,d\r\n'
    form = load_form(xform(OFFICES), {"offices.csv": content.encode()})
    place = Filling.start(form, now=NOW, seed=1).current()
    assert [choice.label for choice in place.choices] == ["หนึ่ง, เล็ก", "สอง"]  # type: ignore[union-attr]


def test_an_order_of_chance_is_the_same_after_a_restart() -> None:
    markdown = (
        "| survey |\n| | type | name | label | parameters |\n| | select_one l | q | q | randomize=true |\n"
        "| | select_one l | s | s | randomize=true, seed=42 |\n"
        "| choices |\n| | list_name | name | label |\n" + "".join(f"| | l | c{at} | C{at} |\n" for at in range(9))
    )
    conversation = LiveConversation(markdown)
    first = [choice.value for choice in conversation.asked().choices]
    assert sorted(first) == [f"c{at}" for at in range(9)]
    assert [choice.value for choice in conversation.asked().choices] == first
    places = [fill(markdown, seed=seed).current() for seed in range(5)]
    orders = {tuple(choice.value for choice in place.choices) for place in places}  # type: ignore[union-attr]
    assert len(orders) > 1
    conversation.accept(first[0])
    seeded = [choice.value for choice in conversation.asked().choices]
    other = fill(markdown, seed=99)
    other.answer("/data/q", "c1")
    assert [choice.value for choice in other.current().choices] == seeded  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "constraint", "limits"),
    [
        ("integer", ". >= 0 and . <= 100", ("0", "100")),
        ("integer", ". > 0 and . < 10", ("1", "9")),
        ("integer", "0 <= . and 5 > .", ("0", "4")),
        ("integer", ". > -5", ("-4", None)),
        ("integer", ". > ${o}", (None, None)),
        ("integer", ". > 1 or . < 5", (None, None)),
        ("decimal", ". > 0 and . <= 2.5", (None, "2.5")),
        ("date", ". <= today()", (None, "today")),
        ("date", ". >= date('2026-10-01') and . < today()", ("2026-10-01", None)),
        ("text", "string-length(.) < 5", (None, None)),
    ],
)
def test_literal_bounds_are_read_off_the_constraint(
    kind: str, constraint: str, limits: tuple[str | None, str | None]
) -> None:
    head = "| survey |\n| | type | name | label | constraint |\n| | integer | o | o | |\n"
    question = form_of(f"{head}| | {kind} | q | q | {constraint} |\n").questions["/data/q"]
    assert (question.minimum, question.maximum) == limits


def test_an_empty_repeat_is_asked_about_only_while_it_is_relevant() -> None:
    conversation = LiveConversation(
        "| survey |\n| | type | name | label | relevant |\n| | integer | n | n | |\n"
        "| | begin repeat | r | r | ${n} > 0 |\n| | text | x | x | |\n| | end repeat | | | |\n| | text | z | z | |\n"
    )
    conversation.accept(1)
    conversation.filling.remove_row("/data/r[1]")
    assert conversation.at() == "/data/r+"
    conversation.filling.go("/data/n")
    conversation.accept(0)
    assert conversation.at() == "/data/z"
    assert conversation.filling.add_row("/data/r") is None
    conversation.filling.go("/data/n")
    conversation.accept(2)
    assert conversation.at() == "/data/r+"
    assert conversation.filling.add_row("/data/r") == "/data/r[2]"
