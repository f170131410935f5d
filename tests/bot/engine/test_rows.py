"""Repeats: rows added, removed, counted, nested; ids that stay; sums that follow."""

from __future__ import annotations

from bot.engine.instance.tree import MOST_ROWS
from tests.bot.engine.filled import Talk
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
    talk = Talk(AREAS)
    talk.accept(2)
    assert talk.at() == "/data/areas[1]/name"
    assert talk.asked().headings == ("แปลง",)
    assert [(row.number, row.id) for row in talk.asked().rows] == [(1, "1")]
    talk.accept("บ้านสวน", 3)
    assert talk.at() == "/data/areas+"
    assert [(row.number, row.label) for row in talk.turn().rows] == [(1, "บ้านสวน")]
    assert talk.filling.add_row("/data/areas") == "/data/areas[2]"
    assert talk.at() == "/data/areas[2]/name"
    talk.accept("วัดป่า", 6)
    assert talk.asked().label == "หมายเหตุของ วัดป่า"
    talk.accept("ขุดแล้ว")
    assert talk.at() == "/data/areas+"
    assert talk.filling.done_rows("/data/areas")
    assert talk.at() == "/data/wish"
    assert [note.label for note in talk.asked().notes] == ["รวม 9 ไร่"]
    assert talk.filling.answers() == {
        "new": 2,
        "areas": [
            {"_id": "1", "name": "บ้านสวน", "rai": 3.0, "number": 1},
            {"_id": "2", "name": "วัดป่า", "rai": 6.0, "note": "ขุดแล้ว", "number": 2},
        ],
        "total": 9,
        "many": 2,
    }


def test_ids_stay_when_a_row_goes_and_are_never_given_twice() -> None:
    talk = Talk(AREAS)
    talk.accept(3, "a", 1)
    for name in ("b", "c"):
        talk.filling.add_row("/data/areas")
        talk.accept(name, 2)
    assert talk.filling.remove_row("/data/areas[2]")
    assert not talk.filling.remove_row("/data/areas[2]")
    assert [(row.id, row.number, row.label) for row in talk.turn().rows] == [("1", 1, "a"), ("3", 2, "c")]
    assert talk.filling.answers()["areas"][1]["number"] == 2
    assert talk.filling.answers()["total"] == 3
    assert talk.filling.add_row("/data/areas") == "/data/areas[4]"


def test_all_rows_may_go() -> None:
    talk = Talk(AREAS)
    talk.accept(1)
    assert talk.filling.remove_row("/data/areas[1]")
    assert talk.at() == "/data/areas+"
    assert talk.turn().rows == ()
    talk.filling.done_rows("/data/areas")
    assert talk.at() == "/data/wish"
    assert talk.filling.answers() == {"new": 1, "total": 0, "many": 0}


def test_rows_that_are_skipped_come_back_whole() -> None:
    talk = Talk(AREAS)
    talk.accept(1, "a", 6, "deep")
    talk.filling.done_rows("/data/areas")
    talk.filling.go("/data/new")
    verdict = talk.say(0)
    assert [line.shown for line in verdict.vanished] == ["a", "6", "deep"]
    assert talk.filling.answers() == {"new": 0, "total": 0, "many": 0}
    assert talk.at() == "/data/wish"
    talk.filling.go("/data/new")
    talk.accept(1)
    assert talk.filling.answers()["areas"] == [{"_id": "1", "name": "a", "rai": 6.0, "note": "deep", "number": 1}]
    assert talk.at() == "/data/wish"


def test_a_row_is_edited_and_added_from_the_review() -> None:
    talk = Talk(AREAS)
    talk.accept(2, "a", 1)
    talk.filling.done_rows("/data/areas")
    talk.filling.skip("/data/wish")
    assert talk.at() is None
    assert talk.filling.go("/data/areas[1]/rai")
    talk.accept(2)
    assert talk.at() is None
    assert talk.filling.go("/data/areas")
    assert talk.turn().editing
    talk.filling.add_row("/data/areas")
    talk.accept("b", 3)
    assert talk.at() == "/data/areas+", "another one, or done?"
    talk.filling.done_rows("/data/areas")
    assert talk.at() is None
    sections = talk.filling.review()
    assert [(section.repeat, section.row and section.row.label, len(section.lines)) for section in sections] == [
        (None, None, 1),
        ("/data/areas", None, 0),
        (None, "a", 2),
        (None, "b", 2),
        (None, None, 1),
    ]


def test_removing_the_row_one_stands_in() -> None:
    talk = Talk(AREAS)
    talk.accept(2, "a", 1)
    talk.filling.add_row("/data/areas")
    talk.accept("b")
    assert talk.at() == "/data/areas[2]/rai"
    assert talk.filling.remove_row("/data/areas[2]")
    assert talk.at() == "/data/areas+"


def test_back_walks_through_rows_and_turns() -> None:
    talk = Talk(AREAS)
    talk.accept(1, "a", 1)
    talk.filling.done_rows("/data/areas")
    seen = [talk.at()]
    while talk.filling.back():
        seen.append(talk.at())
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
    talk = Talk(COUNTED)
    assert talk.at() == "/data/n"
    assert "people" not in talk.filling.answers(), "no count yet, no rows"
    talk.accept(2)
    assert talk.at() == "/data/people[1]/name"
    talk.accept("ก")
    assert talk.at() == "/data/people[1]/pets[1]/pet", "the form's own first row brings a row of the inner repeat"
    talk.accept("แมว")
    assert talk.at() == "/data/people[1]/pets+"
    talk.filling.done_rows("/data/people[1]/pets")
    talk.accept("ข")
    assert talk.at() == "/data/people[2]/pets+", "a row made later brings none"
    talk.filling.add_row("/data/people[2]/pets")
    talk.accept("หมา")
    talk.filling.done_rows("/data/people[2]/pets")
    assert talk.at() == "/data/end"
    talk.filling.go("/data/n")
    verdict = talk.say(1)
    assert [line.shown for line in verdict.vanished] == ["ข", "หมา"]
    assert talk.filling.answers()["people"] == [
        {"_id": "1", "name": "ก", "pets": [{"_id": "1", "pet": "แมว", "owned": "ก/แมว"}], "zoo": 1}
    ]
    assert talk.filling.answers()["all"] == 1
    talk.filling.go("/data/n")
    talk.accept(2)
    assert talk.at() == "/data/end", "what was answered is not asked again"
    assert [row["name"] for row in talk.filling.answers()["people"]] == ["ก", "ข"]
    assert talk.filling.answers()["all"] == 2


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
    talk = Talk(DYNAMIC)
    assert talk.asked().suggestion is not None and talk.asked().suggestion.value == "2026-11-22"  # type: ignore[union-attr]
    talk.accept("2026-11-01", 10)
    assert talk.asked().suggestion is not None and talk.asked().suggestion.value == 6  # type: ignore[union-attr]
    talk.accept(7)
    assert talk.asked().suggestion is not None and talk.asked().suggestion.value == "x7"  # type: ignore[union-attr]
    talk.accept("mine")
    talk.filling.add_row("/data/r")
    assert talk.asked().suggestion is not None and talk.asked().suggestion.value == 12  # type: ignore[union-attr]


def test_once_and_chance_are_the_same_tomorrow() -> None:
    talk = Talk(DYNAMIC)
    first = talk.filling.answers()
    talk.now = talk.now.replace(day=25)
    again = talk.filling._tree
    assert again is not None
    second = talk._filling.answers()
    assert {name: first[name] for name in ("when", "id", "luck", "dice")} == {
        name: second[name] for name in ("when", "id", "luck", "dice")
    }
    assert fill(DYNAMIC, seed=8).answers()["luck"] != first["luck"]
