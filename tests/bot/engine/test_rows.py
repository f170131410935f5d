"""Repeats: rows added, removed, counted, nested; ids that stay; sums that follow."""

from __future__ import annotations

from bot.engine.instance.tree import MOST_ROWS
from tests.bot.engine.filled import LiveConversation
from tests.bot.engine.forms import fill

AREAS = """
| survey |
|        | type          | name   | label        | relevant      | calculation   | required | constraint        |
|        | integer       | new    | กี่แปลง        |               |               | yes      | . < 20            |
|        | begin repeat  | areas  | แปลง          | ${new} > 0    |               |          |                   |
|        | text          | name   | ชื่อแปลง        |               |               | yes      |                   |
|        | decimal       | rai    | กี่ไร่          |               |               |          | . > 0             |
|        | text          | note   | หมายเหตุของ ${name} | ${rai} > 5 |               |          |                   |
|        | calculate     | number |               |               | position(..)  |          |                   |
|        | end repeat    |        |               |               |               |          |                   |
|        | calculate     | total  |               |               | sum(${rai})   |          |                   |
|        | calculate     | many   |               |               | count(${areas}) |        |                   |
|        | note          | sum    | รวม ${total} ไร่ | ${many} > 0 |               |          |                   |
|        | text          | wish   | ต้องการอะไร    |               |               |          |                   |
"""


def test_rows_are_asked_one_after_another_until_done() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(2)
    assert conversation.at() == "/data/areas[1]/name"
    assert conversation.asked().headings == ("แปลง",)
    assert [(row.number, row.path) for row in conversation.asked().rows] == [(1, "/data/areas[1]")]
    conversation.accept("บ้านสวน", 3)
    assert conversation.at() == "/data/areas+"
    assert [(row.number, row.label) for row in conversation.turn().rows] == [(1, "บ้านสวน")]
    assert conversation.filling.add_row("/data/areas") == "/data/areas[2]"
    assert conversation.at() == "/data/areas[2]/name"
    conversation.accept("วัดป่า", 6)
    assert conversation.asked().label == "หมายเหตุของ วัดป่า"
    conversation.accept("ขุดแล้ว")
    assert conversation.at() == "/data/areas+"
    assert conversation.filling.done_rows("/data/areas")
    assert conversation.at() == "/data/wish"
    assert [note.label for note in conversation.asked().notes] == ["รวม 9 ไร่"]
    assert conversation.filling.answers() == {
        "new": 2,
        "areas": [
            {"_id": "1", "name": "บ้านสวน", "rai": 3.0, "number": 1},
            {"_id": "2", "name": "วัดป่า", "rai": 6.0, "note": "ขุดแล้ว", "number": 2},
        ],
        "total": 9,
        "many": 2,
    }


def test_ids_stay_when_a_row_goes_and_are_never_given_twice() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(3, "a", 1)
    for name in ("b", "c"):
        conversation.filling.add_row("/data/areas")
        conversation.accept(name, 2)
    assert conversation.filling.remove_row("/data/areas[2]")
    assert not conversation.filling.remove_row("/data/areas[2]")
    assert [(row.path[-2], row.number, row.label) for row in conversation.turn().rows] == [("1", 1, "a"), ("3", 2, "c")]
    assert conversation.filling.answers()["areas"][1]["number"] == 2
    assert conversation.filling.answers()["total"] == 3
    assert conversation.filling.add_row("/data/areas") == "/data/areas[4]"


def test_all_rows_may_go() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(1)
    assert conversation.filling.remove_row("/data/areas[1]")
    assert conversation.at() == "/data/areas+"
    assert conversation.turn().rows == ()
    conversation.filling.done_rows("/data/areas")
    assert conversation.at() == "/data/wish"
    assert conversation.filling.answers() == {"new": 1, "total": 0, "many": 0}


def test_rows_that_are_skipped_come_back_whole() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(1, "a", 6, "deep")
    conversation.filling.done_rows("/data/areas")
    conversation.filling.go("/data/new")
    verdict = conversation.say(0)
    assert [line.shown for line in verdict.vanished] == ["a", "6", "deep"]
    assert conversation.filling.answers() == {"new": 0, "total": 0, "many": 0}
    assert conversation.at() == "/data/wish"
    conversation.filling.go("/data/new")
    conversation.accept(1)
    assert conversation.filling.answers()["areas"] == [
        {"_id": "1", "name": "a", "rai": 6.0, "note": "deep", "number": 1}
    ]
    assert conversation.at() == "/data/wish"


def test_a_row_is_edited_and_added_from_the_review() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(2, "a", 1)
    conversation.filling.done_rows("/data/areas")
    conversation.filling.skip("/data/wish")
    assert conversation.at() is None
    assert conversation.filling.go("/data/areas[1]/rai")
    conversation.accept(2)
    assert conversation.at() is None
    assert conversation.filling.go("/data/areas")
    assert conversation.turn().editing
    conversation.filling.add_row("/data/areas")
    conversation.accept("b", 3)
    assert conversation.at() == "/data/areas+", "another one, or done?"
    conversation.filling.done_rows("/data/areas")
    assert conversation.at() is None
    sections = conversation.filling.review()
    assert [(section.repeat, [row.label for row in section.rows], len(section.lines)) for section in sections] == [
        (None, [], 1),
        ("/data/areas", [], 0),
        (None, ["a"], 2),
        (None, ["b"], 2),
        (None, [], 1),
    ]


def test_removing_the_row_one_stands_in() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(2, "a", 1)
    conversation.filling.add_row("/data/areas")
    conversation.accept("b")
    assert conversation.at() == "/data/areas[2]/rai"
    assert conversation.filling.remove_row("/data/areas[2]")
    assert conversation.at() == "/data/areas+"


def test_back_walks_through_rows_and_turns() -> None:
    conversation = LiveConversation(AREAS)
    conversation.accept(1, "a", 1)
    conversation.filling.done_rows("/data/areas")
    seen = [conversation.at()]
    while conversation.filling.back():
        seen.append(conversation.at())
    assert seen == ["/data/wish", "/data/areas+", "/data/areas[1]/rai", "/data/areas[1]/name", "/data/new"]


def test_there_is_an_end_to_rows() -> None:
    filling = fill(AREAS)
    filling.answer("/data/new", 1)
    added = [filling.add_row("/data/areas") for _ in range(MOST_ROWS + 3)]
    assert added.count(None) == 4
    assert filling.answers()["many"] == MOST_ROWS


def test_only_open_repeats_that_are_there_take_rows() -> None:
    filling = fill(COUNTED)
    assert filling.add_row("/data/people") is None
    assert filling.add_row("/data/nowhere") is None
    assert filling.add_row("/data/n") is None
    assert not filling.done_rows("/data/people")
    assert not filling.remove_row("/data/people[1]")
    assert not filling.go("/data/people")


COUNTED = """
| survey |
|        | type          | name   | label | repeat_count | calculation | default |
|        | integer       | n      | n     |              |             |         |
|        | begin repeat  | people | คน    | ${n}         |             |         |
|        | text          | name   | name  |              |             |         |
|        | begin repeat  | pets   | สัตว์   |              |             |         |
|        | text          | pet    | pet   |              |             |         |
|        | calculate     | owned  |       |              | concat(${name}, '/', ${pet}) |  |
|        | end repeat    |        |       |              |             |         |
|        | calculate     | zoo    |       |              | count(${pets}) |       |
|        | end repeat    |        |       |              |             |         |
|        | calculate     | all    |       |              | count(${pets}) |       |
|        | text          | end    | end   |              |             |         |
"""


def test_counted_rows_come_and_go_with_their_count_and_keep_their_answers() -> None:
    conversation = LiveConversation(COUNTED)
    assert conversation.at() == "/data/n"
    assert "people" not in conversation.filling.answers(), "no count yet, no rows"
    conversation.accept(2)
    assert conversation.at() == "/data/people[1]/name"
    conversation.accept("ก")
    assert conversation.at() == "/data/people[1]/pets[1]/pet", (
        "the form's own first row brings a row of the inner repeat"
    )
    conversation.accept("แมว")
    assert conversation.at() == "/data/people[1]/pets+"
    conversation.filling.done_rows("/data/people[1]/pets")
    conversation.accept("ข")
    assert conversation.at() == "/data/people[2]/pets+", "a row made later brings none"
    conversation.filling.add_row("/data/people[2]/pets")
    conversation.accept("หมา")
    conversation.filling.done_rows("/data/people[2]/pets")
    assert conversation.at() == "/data/end"
    conversation.filling.go("/data/n")
    verdict = conversation.say(1)
    assert [line.shown for line in verdict.vanished] == ["ข", "หมา"]
    assert conversation.filling.answers()["people"] == [
        {"_id": "1", "name": "ก", "pets": [{"_id": "1", "pet": "แมว", "owned": "ก/แมว"}], "zoo": 1}
    ]
    assert conversation.filling.answers()["all"] == 1
    conversation.filling.go("/data/n")
    conversation.accept(2)
    assert conversation.at() == "/data/end", "what was answered is not asked again"
    assert [row["name"] for row in conversation.filling.answers()["people"]] == ["ก", "ข"]
    assert conversation.filling.answers()["all"] == 2


def test_a_count_beyond_reason_stops_at_the_limit() -> None:
    filling = fill(COUNTED)
    filling.answer("/data/n", 1_000_000_000)
    assert len(filling.answers()["people"]) == MOST_ROWS
    filling.answer("/data/n", -5)
    assert "people" not in filling.answers()


DYNAMIC = """
| survey |
|        | type          | name  | label | default          | calculation  | trigger |
|        | date          | day   | day   | today()          |              |         |
|        | integer       | base  | base  | 5                |              |         |
|        | begin repeat  | r     | r     |                  |              |         |
|        | integer       | x     | x     | ${base} + position(..) |        |         |
|        | text          | stamp | stamp |                  | concat('x', ${x}) | ${x} |
|        | end repeat    |       |       |                  |              |         |
|        | calculate     | when  |       |                  | once(now())  |         |
|        | calculate     | id    |       |                  | once(uuid()) |         |
|        | calculate     | luck  |       |                  | once(random()) |       |
|        | calculate     | dice  |       |                  | random()     |         |
"""


def test_dynamic_defaults_are_suggestions_made_when_a_row_is_made() -> None:
    conversation = LiveConversation(DYNAMIC)
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.value == "2026-11-22"  # type: ignore[union-attr]
    conversation.accept("2026-11-01", 10)
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.value == 6  # type: ignore[union-attr]
    conversation.accept(7)
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.value == "x7"  # type: ignore[union-attr]
    conversation.accept("mine")
    conversation.filling.add_row("/data/r")
    assert conversation.asked().suggestion is not None and conversation.asked().suggestion.value == 12  # type: ignore[union-attr]


def test_once_and_chance_are_the_same_tomorrow() -> None:
    conversation = LiveConversation(DYNAMIC)
    first = conversation.filling.answers()
    conversation.now = conversation.now.replace(day=25)
    again = conversation.filling._tree
    assert again is not None
    second = conversation._filling.answers()
    assert {name: first[name] for name in ("when", "id", "luck", "dice")} == {
        name: second[name] for name in ("when", "id", "luck", "dice")
    }
    assert fill(DYNAMIC, seed=8).answers()["luck"] != first["luck"]


def test_counted_rows_that_rested_come_back_as_relevant_as_their_group() -> None:
    conversation = LiveConversation(
        """
        | survey |
        |        | type         | name  | label | relevant        | repeat_count |
        |        | text         | has   | มีไหม  |                 |              |
        |        | begin group  | g     | หมวด  | ${has} = 'yes'  |              |
        |        | integer      | many  | กี่แปลง |                 |              |
        |        | begin repeat | areas | แปลง   |                 | ${many}      |
        |        | text         | name  | ชื่อ    |                 |              |
        |        | text         | more  | อีก    | ${name} = 'a'   |              |
        |        | end repeat   |       |       |                 |              |
        |        | end group    |       |       |                 |              |
        """
    )
    conversation.accept("yes", 2, "a", "x", "b")
    filling = conversation.filling
    whole = filling.answers()
    for said in ("no", "yes"):
        assert filling.answer("/data/has", said).accepted
    assert filling.answers() == whole
