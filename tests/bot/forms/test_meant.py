"""What an author most likely meant: told with the cause, once, and with advice that helps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl import Workbook

from bot.engine.definition.problems import Severity
from bot.engine.expressions.parser import parse
from bot.forms.checking.meant_values import meant_day, meant_number
from bot.forms.checking.possible_days import has_a_day
from bot.forms.checking.trying import as_advised
from bot.forms.examining import examine
from bot.forms.remarks import Remark
from bot.forms.xlsform.types import meant_type
from bot.thai.yesno import read_necessity
from tests.bot.forms.test_cells import workbook
from tests.bot.forms.test_remarks import LISTS, q, survey, told

pytestmark = pytest.mark.slow

MEANT = "x"
END = {"type": "end repeat"}


def found(remarks: list[Remark]) -> list[tuple[str, str, str]]:
    return [(one.cell, one.code, one.suggestion) for one in remarks]


def constrained(*constraints: str, kind: str = "integer", **more: str) -> list[Remark]:
    """What is told of questions with these constraints, from row 3 on; row 2 asks m."""
    rows = [q(kind, f"q{at}", constraint=text, constraint_message=MEANT, **more) for at, text in enumerate(constraints)]
    return told(q("integer", "m"), *rows)


def test_a_lone_word_is_no_condition_and_quoting_it_is_not_advised() -> None:
    words = ("x", "*", "Y", "n", "-", "required", "\u0e1a\u0e48\u0e2d\u0e22")
    rows = [q("text", f"q{at}", required=word) for at, word in enumerate(words)]
    remarks = told(*rows, q("begin repeat", "r", repeat_count="\u0e2a\u0e32\u0e21"), q("text", "z"), END)
    assert found(remarks) == [
        *((f"L{at}", "lone-word", meant) for at, meant in enumerate(["yes"] * 3 + ["no"] * 2 + ["yes", ""], 2)),
        ("N9", "count-word", ""),
    ]
    assert all("yes (" in one.todo_th for one in remarks[:-1])
    (counted,) = told(q("begin repeat", "r", repeat_count="TRUE"), q("text", "z"), END)
    assert counted.code == "count-word"
    (named,) = told(q("integer", "m"), q("text", "t", required="m"))
    assert (named.code, named.suggestion) == ("bare-question", "${m}")


@pytest.mark.parametrize(
    ("word", "necessary"),
    [("ต้องกรอก", True), ("บังคับกรอก", True), ("จำเป็นต้องระบุ", True), ("ไม่ต้องตอบ", False), ("ต้องดู", None)],
)
def test_necessity_is_said_in_many_ways(word: str, necessary: bool | None) -> None:
    assert read_necessity(word) is necessary


def test_yes_in_thai_where_a_question_is_shown_or_read_only() -> None:
    head = ["type", "name", "label", "relevant", "readonly"]
    rows = [["text", "a", "ก", "ใช่", None], ["text", "b", "ข", None, "ใช่"]]

    def write(book: Workbook) -> None:
        for at, row in enumerate([head, *rows], 1):
            for column, text in enumerate(row, 1):
                book["survey"].cell(at, column).value = text
            book["survey"].cell(at, 6).value = book["survey"].cell(at, 7).value = None

    assert not examine(workbook([["text", "a", "ก"], ["text", "b", "ข"]], change=write)).remarks


@pytest.mark.parametrize(
    ("constraint", "precision", "is_possible"),
    [
        (". >= '2569-10-01'", "", False),
        ("not(. < date('2569-10-01'))", "", False),
        ("not(. < date('2026-10-01'))", "", True),
        ("/data/d > date('2026-10-31') and . < date('2026-11-01')", "", False),
        (". >= date('2569-10-01') and . <= today()", "", False),
        (". >= today() - 7 and . <= today()", "", True),
        (". > today() and . < today() + 1", "", False),
        (". > today() + 3 and . < today() + 5", "", True),
        (". <= date('1800-01-01') or . >= date('2150-12-31')", "", True),
        (". <= date('1800-01-01') or . >= date('2151-01-01')", "", False),
        (". = date('2026-10-01') and . != date('2026-10-01')", "", False),
        (". >= date('2569-10-01') and . >= /data/begun", "", False),
        (". >= date('2569-10-01') or . >= /data/begun", "", True),
        ("format-date(., '%Y') = '2569'", "", True),
        (". * 2 > date('2569-10-01')", "", True),
        (". > '1 ต.ค. 2569'", "", False),
        (". > date('2026-10-01') and . < date('2026-12-01')", "month", True),
        (". > date('2026-10-01') and . < date('2026-10-31')", "month", False),
        (". > date('2026-01-01') and . < date('2027-01-01')", "year", False),
        (". > date('2026-01-01') and . <= date('2027-01-01')", "year", True),
        # Beside days that no calendar has.
        (". <= today() + 99999999", "year", True),
        (". >= today() + 99999999", "month", False),
        (". > date('9999-12-31')", "year", False),
        (f". > {'9' * 400}", "year", False),
    ],
)
def test_whether_any_day_meets_a_constraint(constraint: str, precision: str, is_possible: bool) -> None:
    assert has_a_day(parse(constraint), "d", precision) is is_possible


def test_a_required_moment_that_no_day_meets_is_one_error_with_its_cause() -> None:
    constraints = (
        ". >= date('2569-10-01')",
        "not(. < date('2569-10-01'))",
        ". < date('1800-01-01')",
        ". > '1/10/2569'",
    )
    remarks = constrained(*constraints, kind="dateTime", required="yes")
    assert [(one.severity, *at) for one, at in zip(remarks, found(remarks), strict=True)] == [
        (Severity.ERROR, "F3", "no-date-in-years", "'2026-10-01'"),
        (Severity.ERROR, "F4", "no-date-in-years", "'2026-10-01'"),
        (Severity.ERROR, "F5", "no-possible-date", ""),
        (Severity.ERROR, "F6", "text-as-number", "date('2026-10-01')"),
    ]
    relaxed = constrained(*constraints, kind="date")
    assert {one.severity for one in relaxed} == {Severity.WARNING} and len(relaxed) == len(remarks)
    (no_date,) = constrained(". >= date('1/10/2569')", kind="date", required="yes")
    assert (no_date.code, no_date.suggestion) == ("date", "'2026-10-01'")


SLIPS = [
    ("1 <= . <= 5", "chained-comparison", "", "warning"),
    ("${m} = 1 or 2", "lone-value", "", "warning"),
    ("${m} = 'a' or 'b'", "lone-value", "", "warning"),
    ("${m} + 'บาท' > 1", "text-as-number", "", "warning"),
    (". > 2569-10-01", "unquoted-date", "date('2026-10-01')", "warning"),
    (". > date(2026-10-1)", "unquoted-date", "'2026-10-01'", "warning"),
    ("format-date(., '%Y') = '2569'", "buddhist-date", "'2026'", "warning"),
    ("number(format-date(., '%Y')) > 2569", "buddhist-date", "2026", "warning"),
    (". / 2 > 1", "not-an-operator", "div", "error"),
    ("${m}/2 > 1", "not-an-operator", "div", "error"),
    ("${m}/${m} > 1", "not-an-operator", "div", "error"),
    (". > 1&&. < 3", "not-an-operator", "and", "error"),
    (". > 1, . < 3", "not-an-operator", "and", "error"),
    ("if(. > 1; true(), false())", "not-an-operator", ",", "error"),
    (". > today", "bare-function", "today()", "error"),
    ("len(.) = 13", "unknown-function", "string-length()", "error"),
    ("$m > 1", "reference-form", "${m}", "error"),
    ("{m} > 1", "reference-form", "${m}", "error"),
    ("$ { m } > $(m)", "reference-form", "${m}", "error"),
]


@pytest.fixture(scope="module")
def slips() -> list[Remark]:
    return constrained(*(text for text, *_ in SLIPS))


def test_what_runs_and_is_not_meant_is_told_and_advised_rightly(slips: list[Remark]) -> None:
    first = {one.row: one for one in reversed(slips)}
    said = [(one.text, one.code, one.suggestion, one.severity.value) for one in map(first.get, range(3, 22)) if one]
    assert said == SLIPS


def test_what_is_advised_is_taken(slips: list[Remark]) -> None:
    mended = [as_advised(one) for one in {one.row: one for one in reversed(slips)}.values() if one.suggestion]
    left = {(one.text, one.code) for one in constrained(*(text for text in mended if text))}
    # Two slips in one cell are mended one after the other.
    assert left == {("${m} > $(m)", "reference-form")}


def test_truth_beside_the_columns_of_a_list_is_told_with_what_to_write() -> None:
    for filtered, required, severity in (("TRUE", "", "warning"), ("name = 'yes' or TRUE", "yes", "error")):
        (remark,) = told(q("select_one yn", "s", choice_filter=filtered, required=required))
        assert (remark.code, remark.suggestion, remark.severity) == ("bare-truth", "true()", severity)


def test_values_that_people_write_are_told_with_the_one_to_write() -> None:
    remarks = told(
        q("date", "a", default="1 ต.ค. 2569"),
        q("integer", "b", default="๑,๒๐๐"),
        q("select_one yn", "c", default="ไม่ใช่"),
        q("date", "d", default="๒๐๒๖-๑๐-๐๑"),
        q("date", "e", default="วันนี้"),
        q("text", "f", relevant="${c} = 1"),
    )
    assert found(remarks) == [
        ("K2", "default-does-not-fit", "2026-10-01"),
        ("K3", "default-does-not-fit", "1200"),
        ("K4", "default-does-not-fit", "no"),
        ("K6", "default-does-not-fit", ""),
        ("E7", "unlisted-value", ""),
    ]
    assert meant_day("5 ต.ค.") == "" and meant_number("1,20") == ""


def test_what_can_never_be_answered_or_counted_is_told() -> None:
    impossible = ". > 10 and . < 5"
    remarks = told(
        q("integer", "a", constraint=impossible, constraint_message=MEANT, required="yes"),
        q("decimal", "b", constraint=impossible, constraint_message=MEANT),
        q("text", "c", constraint="FALSE", constraint_message=MEANT),
        q("select_one yn", "d"),
        q("begin repeat", "r", repeat_count="${d}"),
        q("text", "e", relevant="${d} = 'no ' or 'maybe' = ${d}"),
        END,
    )
    assert [(one.severity.value, one.code, one.cell, one.suggestion) for one in remarks] == [
        ("error", "no-possible-number", "F2", ""),
        ("warning", "never-met", "F4", ""),
        ("warning", "count-of-words", "N6", ""),
        ("warning", "unlisted-value", "E7", "'no'"),
        ("warning", "unlisted-value", "E7", ""),
    ]


def test_types_as_people_call_them() -> None:
    called = {
        "select_many yn": "select_multiple yn",
        "select_one(yn)": "select_one yn",
        "เลือกหนึ่ง yn": "select_one yn",
        "เลือกได้หลายข้อ yn": "select_multiple yn",
        "select_many nowhere": "",
        "signature": "image",
        "จบกลุ่ม": "end_group",
        "yes/no": "",
    }
    assert {word: meant_type(word, {"yn"}) for word in called} == called
    (remark,) = told(q("yes/no", "s"))
    assert "select_one" in remark.todo_th and "หมายถึง" not in remark.todo_th


def test_groups_that_are_spelled_wrong_hide_nothing_and_are_followed_by_nothing() -> None:
    remarks = told(
        q("begin_grp", "g"), q("integer", "n", constraint=". > tody()", constraint_message=MEANT), q("end_grp", "", "")
    )
    assert found(remarks) == [
        ("A2", "unknown-type", "begin_group"),
        ("F3", "unknown-function", "today()"),
        ("A4", "unknown-type", "end_group"),
    ]


def test_what_looks_like_a_reference_among_words_is_told() -> None:
    labels = ("มี {m} คน", "มี $m คน", "มี $(m) คน", "มี {n} คน ${m}")
    remarks = told(q("integer", "m"), *(q("text", f"t{at}", label) for at, label in enumerate(labels)))
    assert [(one.cell, one.code, one.suggestion, one.excerpt[1]) for one in remarks] == [
        (f"C{at}", "nearly-reference", "${m}", mark) for at, mark in enumerate(("{m}", "$m", "$(m)"), 3)
    ]


def test_one_wrong_reference_is_one_error_wherever_it_stands() -> None:
    for written_so, code in (("${ m }", "bad-reference"), ("${mm}", "unknown-name")):
        (remark,) = told(q("integer", "m"), q("text", "t", f"มี {written_so} คน", relevant=f"{written_so} > 1"))
        assert (remark.code, remark.cell, remark.also, remark.suggestion) == (code, "C3", ("E3",), "${m}")


def test_several_triggers_without_commas_are_told_with_them() -> None:
    form = (
        "| survey |\n| | type | name | label | trigger | calculation |\n| | integer | m | ก | | |\n"
        "| | integer | n | ข | | |\n| | calculate | c | | ${m} ${n} | 1 |\n"
    )
    (remark,) = examine(form.encode()).remarks
    assert (remark.code, remark.cell, remark.suggestion) == ("trigger-form", "D4", "${m}, ${n}")


def test_a_picture_s_column_that_stands_twice_is_one_error_at_its_head() -> None:
    head = "| survey |\n| | type | name | label | media::image | image | audio |\n"
    form = f"{head}| | text | a | ก | a.png | b.png | c.mp3 |\n"
    (error,) = examine(form.encode()).errors
    assert (error.code, error.cell, error.facts) == ("same-column", "E1", ("image", "media::image (D1)"))


def test_a_sheet_that_is_misnamed_is_the_error_and_not_the_lists_that_it_holds() -> None:
    form = survey(q("select_one yn", "s"), lists=LISTS.replace("choices", "choice"))
    (remark,) = examine(form.encode()).remarks
    assert (remark.severity, remark.code, remark.suggestion) == (Severity.ERROR, "similar-sheet", "choices")


def test_a_list_file_that_cannot_be_used_is_not_searched_for_columns() -> None:
    form = survey(q("select_one_from_file t.csv", "o", choice_filter="part = 'a'"), lists="")
    remarks = examine(form.encode(), {"t.csv": b"name|label|part\na|x|a\n"}).remarks
    assert [one.code for one in remarks] == ["file-without-column"]


def test_a_merged_begin_is_no_second_one() -> None:
    rows: list[list[object]] = [["begin group", "g", "ก"], [None, "x", "ข"], ["end group"]]
    remarks = examine(workbook(rows, change=lambda book: book["survey"].merge_cells("A2:A3"))).remarks
    assert [(one.code, one.cell) for one in remarks] == [("no-type", "A3")]


def test_nothing_of_pyxform_s_own_english_is_shown() -> None:
    form = survey(q(), settings="| settings |\n| | id_string | form_id |\n| | a | b |\n")
    assert [one.code for one in examine(form.encode()).remarks] == ["same-column"]


def test_names_that_come_to_the_same_are_advised_apart() -> None:
    remarks = told(q("text", "a b"), q("text", "a/b"), q("text", "a:b"))
    assert [one.suggestion for one in remarks] == ["a_b", "a_b_3", "a_b_4"]
    assert "เช่น" not in replace(remarks[0], suggestion="").todo_th != ""


def test_a_figure_beside_an_option_that_merely_looks_like_one() -> None:
    lists = "\n| choices |\n| | list_name | name | label |\n| | lvl | \u00b2 | m\u00b2 |\n| | lvl | 01 | one |\n"
    asked = q("select_one lvl", "area")
    assert [one.code for one in told(asked, q("text", "a", relevant="${area} = 1"), lists=lists)].count(
        "unlisted-value"
    ) == 0
    assert "unlisted-value" in [one.code for one in told(asked, q("text", "a", relevant="${area} = 2"), lists=lists)]
    long = "9" * 5_000
    assert "unlisted-value" in [
        one.code for one in told(asked, q("text", "a", relevant=f"${{area}} = {long}"), lists=lists)
    ]
