"""Sheets that begin with a title, or without the columns that they need; what is told of the rest all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bot.forms.examining import examine
from tests.bot.forms.test_cells import YES_NO, Row, told, workbook
from tests.bot.forms.test_remarks import LISTS, q, survey
from tests.bot.forms.test_remarks import told as told_of

pytestmark = pytest.mark.slow

ROWS: list[Row] = [["select_one yn", "s", "มีไหม"], ["integer", "n", "กี่คน", None, "tody() > 1"]]


def titled(sheet: str, rows: int = 1, column: str = "A") -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet].insert_rows(1, rows)
        book[sheet][f"{column}{rows}"] = "แบบรายงาน"

    return change


@pytest.mark.parametrize(("rows", "column"), [(1, "A"), (2, "B")])
def test_a_title_above_the_questions_is_one_error(rows: int, column: str) -> None:
    found = examine(workbook(ROWS, YES_NO, titled("survey", rows, column)))
    assert [(one.code, one.sheet, one.row) for one in found.remarks] == [("heads-lower", "survey", rows + 1)]


def test_a_title_above_the_choices_hides_nothing() -> None:
    found = examine(workbook(ROWS, YES_NO, titled("choices")))
    assert told(found) == [("unknown-function", "survey", "E3"), ("heads-lower", "choices", "")]


def test_choices_whose_columns_are_named_otherwise_hide_nothing() -> None:
    found = examine(workbook(ROWS, [["รายการ", "ค่า", "ข้อความ"], ["yn", "y", "มี"]]))
    assert [one.code for one in found.errors] == ["unknown-function", "no-column", "no-column"]
    assert "unused-list" not in [one.code for one in found.remarks]


def test_of_the_settings_one_row_is_read() -> None:
    settings = "| settings |\n| | form_title |\n| | แบบ |\n| | แบบสอง |\n"
    (remark,) = examine(survey(q(), settings=settings).encode()).remarks
    assert (remark.code, remark.cell) == ("settings-row", "A3")
    titled_so = settings.replace("| | form_title |", "| | ตั้งค่า |\n| | form_title |").replace("| | แบบสอง |\n", "")
    (remark,) = examine(survey(q(), settings=titled_so).encode()).remarks
    assert (remark.code, remark.sheet, remark.row) == ("heads-lower", "settings", 2)


def test_a_list_whose_name_has_a_space_is_told_with_the_name_to_write() -> None:
    lists = "\n| choices |\n| | list_name | name | label |\n| | my list | a | ก |\n"
    (remark,) = told_of(q("select_one my list", "s"), lists=lists)
    assert (remark.code, remark.suggestion) == ("list-space", "my_list") and "my_list" in remark.todo_th


def test_a_group_that_is_there_twice_is_one_error() -> None:
    group = (q("begin group", "g"), q("text", "t"), {"type": "end group"})
    (remark,) = told_of(*group, *group)
    assert (remark.code, remark.cell) == ("same-name", "B5")


def test_a_repeat_that_counts_by_its_own_question_is_told_at_its_count() -> None:
    rows = q("begin repeat", "r", repeat_count="${n}"), q(constraint=". < 9", constraint_message="x")
    (remark,) = told_of(*rows, {"type": "end repeat"})
    assert (remark.code, remark.cell) == ("cycle-itself", "N2")


def test_a_formula_without_a_value_is_the_cause_of_what_is_missed_in_its_cell() -> None:
    found = examine(workbook([["text", "a", '="ก"&"ข"']]))
    assert [(one.code, one.cell, one.severity.value) for one in found.remarks] == [("formula-empty", "C2", "error")]


def test_a_label_of_nothing_that_is_seen_is_none() -> None:
    assert told(examine(workbook([["text", "a", "\u200b"]])))[0] == ("no-label", "survey", "C2")


def test_search_beside_another_question_of_its_list_is_told_in_our_words() -> None:
    rows = q("select_one yn", "a", appearance="search('x')"), q("select_one yn", "b")
    assert [(one.code, one.cell) for one in told_of(*rows)] == [("unsupported-search", "J2")]


def in_languages(survey: str, choices: str) -> list[tuple[str, str, str, str]]:
    form = (
        f"| survey |\n| | type | name | {survey} |\n| | select_one yn | s | ก | k |\n"
        f"| choices |\n| | list_name | name | {choices} |\n| | yn | y | มี | h |\n"
    )
    found = examine(form.encode()).remarks
    return [(one.severity.value, one.code, f"{one.sheet}!{one.cell}", one.suggestion) for one in found]


def test_a_language_that_is_written_otherwise_is_told_at_its_head() -> None:
    thai, english = "label::ไทย (th)", "label::English (en)"
    assert in_languages(f"{thai} | {english}", "label::ไทย | label::english (en)") == [
        ("error", "language-otherwise", "choices!C1", thai),
        ("warning", "language-otherwise", "choices!D1", english),
    ]
    assert in_languages(f"{thai} | hint::ไทย(th)", f"{thai} | part") == [
        ("warning", "language-otherwise", "survey!D1", "hint::ไทย (th)")
    ]
    # Another language is another language.
    assert "language-otherwise" not in [
        one[1] for one in in_languages(f"{thai} | {english}", f"{thai} | label::French (fr)")
    ]


def test_questions_without_a_column_of_words_are_one_error() -> None:
    form = "| survey |\n| | type | name | question |\n| | text | a | ก |\n| | text | b | ข |\n"
    (error,) = examine(form.encode()).errors
    assert (error.code, error.facts, error.row) == ("no-column", ("survey", "label"), 1)


def test_a_column_that_is_missed_is_told_at_the_head_that_is_meant() -> None:
    form = survey(q("select_one yn", "s"), lists=LISTS.replace("list_name", "listname"))
    (error,) = examine(form.encode()).errors
    assert (error.code, error.cell, error.suggestion) == ("no-column", "A1", "list_name")
