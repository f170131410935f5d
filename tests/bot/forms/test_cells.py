"""Cells as Excel really holds them: merged, dated, hidden, full of what nobody sees."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bot.engine.definition.problems import Severity
from bot.engine.xform.reading import load_form
from bot.forms.examined import Examined
from bot.forms.examining import examine

pytestmark = pytest.mark.slow

HEAD = ["type", "name", "label", "required", "relevant", "default", "repeat_count"]
YES_NO = [["list_name", "name", "label"], ["yn", "y", "มี"], ["yn", "n", "ไม่มี"]]
Row = list[object]


def workbook(
    survey: list[Row], choices: list[Row] | None = None, change: Callable[[Workbook], None] | None = None
) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in (("survey", [HEAD, *survey]), ("choices", choices or [])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def told(examined: Examined) -> list[tuple[str, str, str]]:
    return [(remark.code, remark.sheet, remark.cell) for remark in examined.remarks]


def test_merged_list_names_and_types_are_filled_down_with_a_remark() -> None:
    def merge(book: Workbook) -> None:
        book["choices"].merge_cells("A2:A4")
        book["survey"].merge_cells("A3:A4")

    found = examine(
        workbook(
            [["select_one lv", "lv", "ระดับ"], ["integer", "a", "ก"], [None, "b", "ข"]],
            [["list_name", "name", "label"], ["lv", "a", "มาก"], [None, "b", "กลาง"], [None, "c", "น้อย"]],
            merge,
        )
    )
    assert told(found) == [("merged-cell", "survey", "A3"), ("merged-cell", "choices", "A2")]
    assert found.xml is not None and all(f"<name>{name}</name>" in found.xml for name in "abc")
    assert found.questions == 3


def test_what_several_rows_share_in_one_cell_is_kept_for_each() -> None:
    rows: list[Row] = [["integer", "m", "กี่คน"], ["text", "a", "ก", None, "${m} > 1"], ["text", "b"]]

    def merge(book: Workbook) -> None:
        for span in ("C3:C4", "E3:E4", "C5:C9"):
            book["survey"].merge_cells(span)

    found = examine(workbook(rows, change=merge))
    assert [(one.code, one.cell, one.also) for one in found.remarks] == [("merged-cell", "C3", ("E3",))]
    assert found.xml is not None and found.xml.count('relevant=" /data/m  &gt; 1"') == 2


def test_a_cell_that_is_one_with_its_neighbour_is_told_as_that() -> None:
    def merge(book: Workbook) -> None:
        book["survey"].merge_cells("A2:B2")
        book["choices"].merge_cells("B2:C2")

    found = examine(workbook([["integer", None, "ก"], ["select_one yn", "s", "มีไหม"]], YES_NO, merge))
    assert [(one.code, one.cell, one.facts) for one in found.remarks] == [
        ("merged-across", "B2", ("A2", "name")),
        ("merged-across", "C2", ("B2", "label")),
    ]
    assert len(found.errors) == 1


def test_merged_names_are_an_error() -> None:
    found = examine(
        workbook(
            [["integer", "a", "ก"], ["integer", None, "ข"]], change=lambda book: book["survey"].merge_cells("B2:B3")
        )
    )
    assert found.xml is None and ("merged-name", "survey", "B2") in told(found)


def test_dates_are_days_and_defaults_are_kept() -> None:
    day = datetime.date(2026, 10, 1)
    found = examine(
        workbook(
            [
                ["date", "d", "วันที่", None, None, day],
                ["dateTime", "m", "เวลา", None, None, datetime.datetime(2026, 10, 1, 9, 30)],
                ["time", "t", "เวลา", None, None, datetime.time(8, 30)],
                ["select_one r", "r", "รอบ"],
                ["text", "w", "เหตุผล", None, "${r} = '2026-10-01'"],
            ],
            [["list_name", "name", "label"], ["r", day, day], ["r", "b", "รอบ 2"]],
        )
    )
    assert told(found) == [("date-cell", "choices", "B2")] and found.remarks[0].also == ("C2",)
    assert found.xml is not None and "00:00:00" not in found.xml
    specs = load_form(found.xml).blueprint.specs
    defaults = [specs[("data", name)].default for name in "dmt"]
    assert defaults == ["2026-10-01", "2026-10-01T09:30:00", "08:30:00"]


def test_what_nobody_sees_and_full_width_are_cleaned_with_a_remark() -> None:
    found = examine(
        workbook(
            [
                ["select_one yn", "has\u200b", "มี\u200bไหม"],
                ["integer", "n", "กี่คน", None, "（${has\u200b} ＝ 'y'）"],
            ],
            [["list_name", "name", "label"], ["yn\u200b", "y", "มี"], ["yn", "n", "ไม่มี"]],
        )
    )
    assert told(found) == [("cleaned-cell", "survey", "B2"), ("cleaned-cell", "choices", "A2")]
    assert found.remarks[0].also == ("E3",)
    # Two options, and the label's own line breaks.
    assert found.xml is not None and "<name>y</name>" in found.xml and "มี\u200bไหม" in found.xml


@pytest.mark.parametrize(
    ("word", "required"),
    [("ใช่", True), ("จำเป็น", True), ("บังคับ", True), ("ไม่บังคับ", False), ("ไม่", False), ("yes", True)],
)
def test_required_in_thai(word: str, required: bool) -> None:
    found = examine(workbook([["integer", "n", "กี่คน", word]]))
    assert not found.remarks and found.xml is not None
    rule = load_form(found.xml).blueprint.specs[("data", "n")].required
    assert bool(rule and rule.constant) is required


def test_defaults_in_thai_digits() -> None:
    rows: list[Row] = [
        ["integer", "n", "กี่คน", None, None, "๕"],
        ["select_one d", "d", "ระดับ", None, None, "๑"],
    ]
    found = examine(workbook(rows, [["list_name", "name", "label"], ["d", "๑", "มาก"], ["d", "๒", "น้อย"]]))
    assert not found.errors and found.xml is not None
    specs = load_form(found.xml).blueprint.specs
    assert [specs[("data", name)].default for name in "nd"] == ["5", "๑"]


def test_lists_that_nobody_uses_hidden_rows_other_and_high_counts() -> None:
    def hide(book: Workbook) -> None:
        book["survey"].row_dimensions[3].hidden = True

    found = examine(
        workbook(
            [
                ["select_one yn or_other", "has", "มีไหม"],
                ["integer", "many", "กี่แปลง"],
                ["begin repeat", "r", "แปลง", None, None, None, "${many}"],
                ["text", "name", "ชื่อ"],
                ["end repeat"],
                ["begin repeat", "s", "แถว", None, None, None, "500"],
                ["text", "more", "อีก"],
                ["end repeat"],
            ],
            [*YES_NO, ["old", "a", "ก"]],
            hide,
        )
    )
    assert found.xml is not None and {remark.severity for remark in found.remarks} == {Severity.NOTE}
    assert told(found) == [
        ("or-other-english", "survey", "A2"),
        ("hidden-row", "survey", "A3"),
        ("many-rows-counted", "survey", "G4"),
        ("many-rows-counted", "survey", "G7"),
        ("unused-list", "choices", "A4"),
    ]


def test_headers_that_stand_twice_on_the_other_sheets() -> None:
    found = examine(
        workbook(
            [["select_one a", "a", "สังกัด"]],
            [["list_name", "name", "label", "label"], ["a", "x", "หนึ่ง", "One"], ["a", "y", "สอง", "Two"]],
        )
    )
    assert told(found)[0] == ("same-column", "choices", "D1") and found.xml is None


@pytest.mark.parametrize("label", ["มี ${ha\u200bs}", "มี ${has\u200b} คน\u200bแล้ว", "มี $\u200b{has}"])
def test_a_letter_that_nobody_sees_in_a_reference_is_left_out(label: str) -> None:
    found = examine(workbook([["text", "has", "ก"], ["text", "b", label]], YES_NO))
    assert found.xml is not None and ("cleaned-cell", "survey", "C3") in told(found)
    if "แล้ว" in label:
        assert "คน\u200bแล้ว" in found.xml, "in words it breaks lines"


def test_what_is_said_of_a_name_in_our_copy_is_not_the_authors() -> None:
    """A missing question is added to the copy under its name, which pyxform may not like either."""
    found = examine(workbook([["text", "a", "มี ${1x}"], ["text", "d", "ก"], ["Begin Group", "e", "หมวด"]]))
    assert found.xml is None and {place for _, _, place in told(found)} == {"C2", "A4"}


def test_what_stands_under_no_head_is_said_and_not_used() -> None:
    def write(book: Workbook) -> None:
        book["survey"]["J2"], book["survey"]["J3"], book["choices"]["F3"] = "ถามทุกเดือน", "ก", "ข"
        book["choices"].merge_cells("B1:C1")

    found = examine(workbook([["select_one yn", "s", "มีไหม"], ["text", "t", "ก"]], YES_NO, write))
    assert told(found) == [
        ("choice-no-label", "choices", "B2"),
        ("choice-no-label", "choices", "B3"),
        ("no-head", "survey", "J2"),
        ("no-head", "choices", "C2"),
    ]
    assert found.remarks[-1].also == ("F3",) and found.xml is not None


def test_a_sheet_is_known_by_its_name_whatever_stands_around_it() -> None:
    def rename(book: Workbook) -> None:
        book["survey"].title, book["choices"].title = " Survey ", "Choices "

    found = examine(workbook([["select_one yn", "s", "มีไหม"]], YES_NO, rename))
    assert told(found) == [] and found.xml is not None


def test_choices_without_the_column_of_their_lists_are_one_error() -> None:
    found = examine(workbook([["select_one yn", "s", "มีไหม"]], [["list", "name", "label"], ["yn", "y", "มี"]]))
    assert [(one.code, one.facts, one.sheet, one.row) for one in found.remarks if one.severity is Severity.ERROR] == [
        ("no-column", ("choices", "list_name"), "choices", 1)
    ]
    assert "unknown-list" not in [one.code for one in found.remarks]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("empty-list-file", ("t.csv",), Severity.ERROR)),
        (b"name,label\n", ("empty-list-file", ("t.csv",), Severity.ERROR)),
        (b"name|label\na|x\n", ("file-without-column", ("t.csv", "name", "name|label"), Severity.ERROR)),
        (b"Name,label\na,x\n", ("file-without-column", ("t.csv", "name", "Name, label"), Severity.ERROR)),
        (b"name,title\na,x\n", ("file-without-column", ("t.csv", "label", "name, title"), Severity.WARNING)),
        (b"name,label\na,x\n", None),
    ],
)
def test_a_file_that_offers_nothing_is_told_at_its_question(
    content: bytes, expected: tuple[str, tuple[str, ...], Severity] | None
) -> None:
    found = examine(workbook([["select_one_from_file t.csv", "o", "ใด"]]), {"t.csv": content})
    (first, *_) = found.remarks or [None]
    assert (first and (first.code, first.facts, first.severity)) == expected
    assert first is None or first.cell == "A2"
    assert (found.xml is None) == (expected is not None and expected[2] is Severity.ERROR)


def test_a_file_that_is_read_by_a_rows_name_is_missed_there() -> None:
    found = examine(workbook([["xml-external", "offices"], ["text", "t", "ก"]]))
    assert told(found) == [("missing-file", "survey", "B2")]


def test_a_merged_name_of_choices_is_told_once() -> None:
    found = examine(
        workbook(
            [["select_one lv", "lv", "ระดับ"]],
            [["list_name", "name", "label"], ["lv", "a", "มาก"], ["lv", None, "น้อย"]],
            lambda book: book["choices"].merge_cells("B2:B3"),
        )
    )
    assert told(found) == [("merged-name", "choices", "B2")]


def test_a_merged_name_is_told_once() -> None:
    rows: list[Row] = [["text", "a", "ก"], ["text", None, "ข"], ["text", None, "ค"]]
    found = examine(workbook(rows, change=lambda book: book["survey"].merge_cells("B2:B3")))
    assert told(found) == [("merged-name", "survey", "B2"), ("no-name", "survey", "B4")]


def test_a_column_that_nothing_reads_is_named() -> None:
    def tag(book: Workbook) -> None:
        book["survey"]["H1"], book["survey"]["H2"] = "instance::tag", "hot"

    found = examine(workbook([["text", "a", "ก"]], change=tag))
    assert found.xml is not None and told(found) == [("unused-column", "survey", "H1")]
