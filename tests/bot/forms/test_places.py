"""No error without its place and its cause, and one error a cause."""

from __future__ import annotations

import pytest

from bot.engine.definition.problems import Severity
from bot.forms.checking.marks import is_attribute
from bot.forms.examining import examine
from bot.forms.remarks import Remark

pytestmark = pytest.mark.slow

BASE = ("type", "name", "label")
YES_NO = "| choices |\n| | list_name | name | label |\n| | yn | y | มี |\n| | yn | n | ไม่มี |\n"
FIRST, NEXT, END = ("integer", "t", "จำนวน"), ("barcode", "b", "รหัส"), ("end group",)
UNSEEN = ("calculate", "c", "", "${k}", "1")


def form(*columns: str, rows: tuple[tuple[str, ...], ...], choices: str = "", settings: str = "") -> str:
    heads = (*BASE, *columns)
    lines = ["| survey |", f"| | {' | '.join(heads)} |"]
    lines += [f"| | {' | '.join((*row, *[''] * (len(heads) - len(row))))} |" for row in rows]
    return "\n".join([*lines, choices, settings])


def settings(**cells: str) -> str:
    return f"| settings |\n| | {' | '.join(cells)} |\n| | {' | '.join(cells.values())} |\n"


def told(markdown: str, severity: Severity = Severity.ERROR) -> list[Remark]:
    return [one for one in examine(markdown.encode()).remarks if one.severity is severity]


# What it is, the form, and where which error is told. Each form has a barcode in it where the rest must be told too.
MISTAKES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a trigger that is not there": (
        form("trigger", "calculation", rows=(FIRST, ("calculate", "c", "", "${nosuch}", "${t}"), NEXT)),
        [("unknown-name", "survey", "D3"), ("unsupported-barcode", "survey", "A4")],
    ),
    "a trigger that nobody sees": (
        form("trigger", "calculation", rows=(FIRST, ("calculate", "k", "", "", "1"), UNSEEN)),
        [("trigger-not-asked", "survey", "D4")],
    ),
    "a trigger that is no reference": (
        form("trigger", "calculation", rows=(FIRST, ("calculate", "c", "", "t", "1"), NEXT)),
        [("trigger-form", "survey", "D3"), ("unsupported-barcode", "survey", "A4")],
    ),
    "a group in a group named meta": (
        form(rows=(("begin group", "g", "ก"), ("begin group", "meta", "ข"), FIRST, END, END, NEXT)),
        [("reserved-name", "survey", "B3"), ("unsupported-barcode", "survey", "A7")],
    ),
    "a namespace that nobody declared": (
        form("instance::x:tag", rows=((*FIRST, "hot"), NEXT)),
        [("unbound-prefix", "survey", "D1"), ("unsupported-barcode", "survey", "A3")],
    ),
    "an attribute that is none": (
        form("instance::my tag", rows=((*FIRST, "hot"), NEXT)),
        [("bad-attribute", "survey", "D1"), ("unsupported-barcode", "survey", "A3")],
    ),
    "an attribute with spaces, in many rows": (
        form("instance::my tag", rows=((*FIRST, "hot"), ("text", "u", "ข้อความ", "cold"), NEXT)),
        [("bad-attribute", "survey", "D1"), ("unsupported-barcode", "survey", "A4")],
    ),
    "an attribute that only pyxform finds, in many rows": (
        form("instance::my×tag", rows=((*FIRST, "hot"), ("text", "u", "ข้อความ", "cold"), NEXT)),
        [("conversion", "survey", "D1"), ("unsupported-barcode", "survey", "A4")],
    ),
    "a medium that is none": (
        form("media::pic", rows=((*FIRST, "a.png"), NEXT)),
        [("unknown-media", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a form's name with a space": (
        form(rows=(FIRST,), settings=settings(form_title="ก", name="my form")),
        [("bad-name", "settings", "B2")],
    ),
    "a setting that names no question": (
        form(rows=(FIRST, NEXT), settings=settings(form_title="ก", instance_name="concat(${tt}, '')")),
        [("unsupported-barcode", "survey", "A3"), ("unknown-name", "settings", "B2")],
    ),
    "options that name no question": (
        form(rows=(("select_one yn", "s", "ก"), NEXT), choices=YES_NO.replace("ไม่มี", "${s").replace("มี", "${tt}")),
        [
            ("unsupported-barcode", "survey", "A3"),
            ("unknown-name", "choices", "C2"),
            ("bad-reference", "choices", "C3"),
        ],
    ),
    "a list's file without an ending": (
        form(rows=(("select_one_from_file a", "s", "ก"), NEXT)),
        [("list-no-file", "survey", "A2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "an external list without its sheet": (
        form("choice_filter", rows=(("select_one_external l", "s", "ก", "a=1"), NEXT)),
        [("unsupported-external", "survey", "A2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a parameter that is no number": (
        form("parameters", rows=(("image", "i", "ภาพ", "max-pixels=abc"), NEXT)),
        [("parameter-number", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a parameter that is neither true nor false": (
        form("parameters", rows=(("select_one yn", "s", "ก", "randomize=maybe"), NEXT), choices=YES_NO),
        [("parameter-truth", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a seed alone": (
        form("parameters", rows=(("select_one yn", "s", "ก", "seed=5"), NEXT), choices=YES_NO),
        [("seed-alone", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a quality that is none": (
        form("parameters", rows=(("audio", "s", "ก", "quality=abc"), NEXT)),
        [("parameter-value", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "a range that does not divide": (
        form("parameters", rows=(("range", "s", "ก", "start=0 end=10 step=3 tick_interval=4"), NEXT)),
        [("range-multiple", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "or_other with a filter": (
        form("choice_filter", rows=(("select_one yn or_other", "s", "ก", "name = 'y'"),), choices=YES_NO),
        [("or-other-filter", "survey", "A2")],
    ),
    "entities that are not declared": (
        form("save_to", rows=((*FIRST, "x"), NEXT)),
        [("unsupported-entities", "survey", "D2"), ("unsupported-barcode", "survey", "A3")],
    ),
    "entities": (
        form(rows=(FIRST,)) + "\n| entities |\n| | list_name | label |\n| | trees | x |\n",
        [("unsupported-entities", "entities", "")],
    ),
    "nothing to answer": (form(rows=(("note", "n", "คำชี้แจง"),)), [("no-questions", "survey", "")]),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_each_is_told_at_its_place_beside_the_others(what: str) -> None:
    markdown, wanted = MISTAKES[what]
    found = told(markdown)
    assert [(one.code, one.sheet, one.cell) for one in found] == wanted
    for one in found:
        assert any("\u0e01" <= letter <= "\u0e5b" for letter in one.th) and one.en
        assert "pyxform" not in one.th and "Error" not in one.th


def test_the_language_of_an_attribute_is_no_part_of_its_name() -> None:
    assert all(map(is_attribute, ("bind::jr:constraintMsg::ไทย (th)", "bind::nong:short", "instance::tag", "hint")))
    assert not any(map(is_attribute, ("instance::my tag", "bind::1x", "body::a(b)::English (en)")))


@pytest.mark.parametrize("named", ["Thai", "th", "ไท (th)", "ภาษาไทย"])
def test_a_mistyped_language_is_one_error(named: str) -> None:
    rows = "".join(f"| | integer | q{at} | ข้อ {at} | No. {at} |\n" for at in range(300))
    markdown = f"| survey |\n| | type | name | label::ไทย (th) | label::English (en) |\n{rows}"
    [error] = told(markdown + settings(default_language=named))
    assert (error.code, error.sheet, error.cell, error.suggestion) == ("unknown-language", "settings", "A2", "ไทย (th)")


def test_what_is_missing_in_many_rows_is_told_once_with_the_other_cells() -> None:
    rows = tuple(("text", f"q{at}", f"ข้อ {at}", "${gone} = 1") for at in range(20))
    [error] = told(form("relevant", rows=rows))
    assert (error.code, error.cell, len(error.also)) == ("unknown-name", "D2", 13)
    assert error.also[0] == "D3" and error.also[-1] == "…"


def test_columns_that_do_nothing_are_named() -> None:
    found = told(form("labelReport", rows=((*FIRST, "x"),)), Severity.NOTE)
    assert [(one.code, one.cell) for one in found] == [("unknown-header", "D1")]
    assert not told(form("instance::tag", rows=((*FIRST, "hot"),)))


def test_advice_is_tried_on_the_whole_form_before_it_is_given() -> None:
    # ${amount} is one of many rows; ${n} read by n itself would go round.
    rows = (
        ("begin repeat", "r", "แถว"),
        ("integer", "amount", "ก"),
        ("end repeat",),
        ("text", "x", "ข", "${amont} > 1"),
    )
    [error] = told(form("relevant", rows=rows))
    assert (error.code, error.suggestion) == ("unknown-name", "")
    [error] = told(form("relevant", rows=(("text", "nn", "ข", "${nm} > 1"),)))
    assert (error.code, error.suggestion) == ("unknown-name", "")
    [error] = told(form("relevant", rows=(("integer", "amount", "ก"), ("text", "x", "ข", "${amont} > 1"))))
    assert error.suggestion == "${amount}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("${t} == 5 AND ${t} > 1", ["=", "and"]), ("${t} > 1 และ ${t} < 5 หรือ ${t} = 9", ["and", "or"])],
)
def test_words_that_are_meant_as_operators(written: str, meant: list[str]) -> None:
    found = told(form("relevant", rows=(FIRST, ("text", "x", "ข", written))))
    assert [(one.code, one.suggestion) for one in found] == [("not-an-operator", each) for each in meant]
