"""Everything an author is told, at once, each in the author's own cell and words."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.engine.definition.problems import Severity
from bot.engine.definition.styling import unmarked
from bot.forms.examined import Examined
from bot.forms.examining import examine
from bot.forms.remarks import Remark
from bot.forms.workbook.markdown import sheets_of
from bot.forms.workbook.workbook import to_xlsx
from bot.texts.forms.problems import advice, codes, english, thai
from services.untrusted.readings import workbook
from tests.bot.forms.old_excel import xls

pytestmark = pytest.mark.slow

COLUMNS = (
    "type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "calculation", "choice_filter",
    "appearance", "default", "required", "parameters", "repeat_count",
)  # fmt: skip
LISTS = """
| choices |
| | list_name | name | label | part |
| | yn | yes | ใช่ | a |
| | yn | no | ไม่ใช่ | b |
"""


def survey(*rows: dict[str, str], lists: str | None = None, settings: str = "") -> str:
    """A form of these rows; a row is its columns. The usual lists are there where a row asks from one."""
    if lists is None:
        lists = LISTS if any(re.search("select|yn", row.get("type", ""), re.IGNORECASE) for row in rows) else "\n"
    lines = ["| survey |", "| | " + " | ".join(COLUMNS) + " |"]
    for row in rows:
        assert set(row) <= set(COLUMNS)
        cells = [row.get(column, "").replace("|", "\\|") for column in COLUMNS]
        lines.append("| | " + " | ".join(cells) + " |")
    return "\n".join(lines) + lists + settings


def q(kind: str = "integer", name: str = "n", label: str = "กี่คน", **more: str) -> dict[str, str]:
    return {"type": kind, "name": name, "label": label, **more}


def told(*rows: dict[str, str], **more: str) -> list[Remark]:
    return list(examine(survey(*rows, **more).encode()).remarks)


def errors(*rows: dict[str, str], **more: str) -> list[Remark]:
    return [remark for remark in told(*rows, **more) if remark.severity is Severity.ERROR]


def only(*rows: dict[str, str], **more: str) -> Remark:
    [remark] = errors(*rows, **more)
    assert remark.th and remark.en
    return remark


def marked(remark: Remark) -> str:
    """What stands over the carets."""
    return remark.excerpt[1]


@pytest.mark.parametrize(
    ("constraint", "code", "mark", "suggestion"),
    [
        (". > tody()", "unknown-function", "tody", "today()"),
        (". > '5", "unclosed-quote", "'5", "'"),
        ("(. > 5", "unclosed-bracket", "(", ")"),
        (". == 3", "not-an-operator", "==", "="),
        (". – 1 > 3", "not-an-operator", "–", "-"),
        (". > 1 & . < 3", "lone-ampersand", "&", ""),
        (". < 1,5", "decimal-comma", "1,5", "1.5"),
        ("if(1,2)", "argument-count", "if", ""),
        ("regex(., '[')", "pattern", "'['", ""),
        (". > 1 && ${m} = 2", "not-an-operator", "&&", "and"),
        ("${m} = yes", "bare-word", "yes", "'yes'"),
        ("${m} > m", "bare-question", "m", "${m}"),
        (". >= ${m} and . <= ${mm}", "unknown-name", "${mm}", "${m}"),
        ("${m > 1", "bad-reference", "${m > 1", ""),
        ("${m} > ‘a’ and foo()", "unknown-function", "foo", ""),
    ],
)
def test_a_slip_is_marked_in_the_authors_own_text(constraint: str, code: str, mark: str, suggestion: str) -> None:
    remark = only(q("integer", "m"), q(constraint=constraint, constraint_message="x"))
    assert (remark.code, remark.suggestion) == (code, suggestion)
    assert (remark.sheet, remark.row, remark.column, remark.cell) == ("survey", 3, "constraint", "F3")
    assert (remark.question, remark.text) == ("n", constraint)
    assert marked(remark) == mark
    assert remark.caret.strip() == "^" * len(mark)


def test_all_slips_of_a_form_are_said_at_once_also_when_its_structure_is_wrong() -> None:
    found = errors(
        q("intger", "a", relevant="${b} = yes"),
        q("text", "ชื่อ", "ชื่อ", constraint="(. > 5", constraint_message="x"),
        q("integer", "b", relevant="${ชื่อ} = 'x' and ${gone} > tody()"),
        q("select_one nowhere", "c", relevant=". == 1 && . > '5"),
        q("begin repeat", "r", "R"),
        q("integer", "x", constraint="if(1,2)", constraint_message="x"),
    )
    assert [(remark.cell, remark.code) for remark in found] == [
        ("A2", "unknown-type"),
        ("E2", "bare-word"),
        ("B3", "name-not-latin"),
        ("F3", "unclosed-bracket"),
        ("E4", "unknown-name"),
        ("E4", "unknown-function"),
        ("A5", "unknown-list"),
        ("E5", "not-an-operator"),
        ("E5", "not-an-operator"),
        ("E5", "unclosed-quote"),
        ("A6", "begin-without-end"),
        ("F7", "argument-count"),
    ]


def test_what_mending_a_row_breaks_is_not_said() -> None:
    found = errors(q("calculate", "n", "", calculation="1 + 1", parameters="1 + 1"))
    assert [(remark.cell, remark.code) for remark in found] == [("M2", "parameters-form")]


def test_a_slip_among_the_settings_is_found_there() -> None:
    settings = "| settings |\n| | form_title | instance_name |\n| | แบบ | report-1 |\n"
    remark = only(q(), settings=settings)
    assert (remark.code, remark.sheet, remark.cell, remark.text) == ("bare-word", "settings", "B2", "report-1")


def test_a_stumbling_pyxform_is_told_at_the_cell_it_stumbles_over() -> None:
    """Two headers that have run together make pyxform say TypeError."""
    joined = "required_message::Thai (th)required_message::English (en)"
    form = f"""
| survey |
| | type | name | label::Thai (th) | label::English (en) | {joined} |
| | select_one yn KIND | a | ก | a | ข |
| choices |
| | list_name | name | label::Thai (th) | label::English (en) |
| | yn | yes | ใช่ | Yes |
"""
    [alone] = examine(form.replace(" KIND", "").encode()).errors
    assert (alone.code, alone.sheet, alone.cell, alone.column) == ("conversion", "survey", "E2", joined)
    assert "TypeError" in alone.en and "TypeError" not in alone.th
    both = [remark.code for remark in examine(form.replace("KIND", "or_other").encode()).errors]
    assert both == ["or-other-languages", "conversion"]


def test_a_circle_names_its_questions_in_order() -> None:
    found = errors(
        q("calculate", "a", "", calculation="${b} + 1"),
        q("calculate", "b", "", calculation="${c}"),
        q("calculate", "c", "", calculation="${a}"),
    )
    [remark] = found
    assert remark.code == "cycle" and remark.facts == ("a → b → c → a",)
    assert marked(remark) == "${b}" and "a → b → c → a" in remark.th and "a → b → c → a" in remark.en
    itself = only(q(relevant="${n} > 1"))
    assert (itself.code, itself.cell, marked(itself)) == ("cycle-itself", "E2", "${n}")


def test_a_name_is_latin_and_a_label_thai() -> None:
    remark = only(q(name="จำนวน"))
    assert (remark.code, remark.cell) == ("name-not-latin", "B2")
    assert "label" in remark.todo_th and "Latin" in remark.todo_en
    assert only(q(name="a b")).suggestion == "a_b"


def test_or_other_in_several_languages() -> None:
    languages = "label::ไทย (th) | label::English (en) |"
    lists = f"\n| choices |\n| | list_name | name | {languages}\n| | yn | yes | ใช่ | Yes |\n"
    form = f"| survey |\n| | type | name | {languages}\n| | select_one yn or_other | s | ส | S |\n"
    found = [each for each in examine((form + lists).encode()).remarks if each.severity is Severity.ERROR]
    assert [each.code for each in found] == ["or-other-languages"]
    assert marked(found[0]) == "or_other"


def test_text_that_is_missing_in_the_default_language() -> None:
    form = (
        "| survey |\n| | type | name | label::ไทย (th) | label::English (en) | hint::English (en) |\n"
        "| | text | a | ก | A | h |\n| | text | b | | B | |\n"
        "| settings |\n| | default_language |\n| | ไทย (th) |\n"
    )
    found = examine(form.encode()).remarks
    assert [(each.code, each.cell, each.severity) for each in found] == [
        ("missing-text", "C3", "error"),
        ("missing-text", "E2", "warning"),
    ]
    assert found[0].question == "b" and found[0].suggestion == "label::ไทย (th)"
    wrong = form.replace("| | ไทย (th) |\n", "| | ไท (th) |\n")
    codes_found = {each.code: each for each in examine(wrong.encode()).remarks}
    assert codes_found["unknown-language"].suggestion == "ไทย (th)"


def test_limits_of_line_are_warned_of() -> None:
    many = "\n| choices |\n| | list_name | name | label |\n" + "".join(
        f"| | l | c{at} | ข้อ {at} |\n" for at in range(11)
    )
    [remark] = told(q("select_one l", "s"), lists=many)
    assert (remark.code, remark.severity, remark.cell, remark.facts) == ("many-options", "warning", "A2", ("11",))
    assert told(q("select_one l", "s", choice_filter="name = 'c1'"), lists=many) == []
    long = (
        "\n| choices |\n| | list_name | name | label |\n| | l | a | "
        + "ที่" * 20
        + " |\n| | l | b | "
        + "ที่" * 21
        + " |\n"
    )
    [remark] = told(q("select_one l", "s"), lists=long)
    assert (remark.code, remark.sheet, remark.cell, remark.facts) == ("long-choice-label", "choices", "C3", ("21",))
    [remark] = told(q("text", "t", "ก" * 4990, hint="ข" * 11))
    assert (remark.code, remark.cell, remark.facts) == ("long-text", "C2", ("5,001",))
    assert told(q("text", "t", "ก" * 5000)) == []


def test_several_rows_where_one_value_is_wanted() -> None:
    repeat = (q("begin repeat", "r", "R"), q("integer", "x"), {"type": "end repeat"})
    remark = only(*repeat, q("note", "t", "รวม", relevant="${x} > 1"))
    assert (remark.code, remark.cell, marked(remark)) == ("several-rows", "E5", "${x}")
    assert errors(*repeat, q("note", "t", "รวม", relevant="sum(${x}) > 1")) == []


def test_a_bare_date_is_warned_of_and_still_works() -> None:
    [remark] = told(q("date", "d", relevant="'2026-01-01' < today()"))
    assert (remark.code, remark.severity, remark.suggestion) == ("bare-date", "warning", "date('2026-01-01')")
    assert marked(remark) == "'2026-01-01'"


def test_columns_that_a_filter_names_and_the_list_has_not() -> None:
    [remark] = told(q("select_one yn", "s", choice_filter="prt = 'a'"))
    assert (remark.code, remark.severity, remark.suggestion, marked(remark)) == (
        "unknown-column", "warning", "part", "prt",
    )  # fmt: skip
    [remark] = told(q("select_one yn", "s", choice_filter="part = a"))
    assert (remark.code, remark.suggestion, marked(remark)) == ("bare-word", "'a'", "a")
    # Nobody could get past a required question without options.
    assert only(q("select_one yn", "s", choice_filter="part = a", required="yes")).code == "bare-word"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (q("barcode"), "unsupported-barcode"),
        (q("geotrace"), "unsupported-geotrace"),
        (q("geoshape"), "unsupported-geoshape"),
        (q("background-audio", "b", ""), "unsupported-background-audio"),
        (q("text", appearance="ex:org.app"), "unsupported-app"),
        (q("select_one yn", appearance="search('x')"), "unsupported-search"),
        (q("select_one_from_file p.geojson"), "unsupported-geojson"),
        (q("text", default="${last-saved#n}"), "unsupported-last-saved"),
        (q("select_one_external l", choice_filter="a = 1"), "unsupported-external"),
    ],
)
def test_what_is_refused_says_what_to_do_instead(row: dict[str, str], code: str) -> None:
    lists = LISTS + "\n| external_choices |\n| | list_name | name | label |\n| | l | x | X |\n"
    found = [each for each in errors(row, lists=lists) if each.code == code]
    assert found and found[0].todo_th and found[0].todo_en


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (q("audit", "audit", ""), "ignored-audit"),
        (q("start-geopoint", "b", ""), "ignored-start-geopoint"),
        (q("image", "p", appearance="signature"), "ignored-drawing"),
        (q("image", "p", appearance="draw"), "ignored-drawing"),
    ],
)
def test_what_does_no_harm_is_left_out_with_a_remark(row: dict[str, str], code: str) -> None:
    examined = examine(survey(q(), row).encode())
    assert examined.xml is not None and [(one.code, one.row) for one in examined.remarks] == [(code, 3)]
    assert examined.questions == 1 + (row["type"] == "image")


@pytest.mark.parametrize(("encoding", "comma"), [("cp874", ","), ("utf-8", ";"), ("utf-8-sig", "\t"), ("utf-16", ",")])
def test_lists_in_other_writings_are_read_with_a_remark(encoding: str, comma: str) -> None:
    form = survey(q("select_one_from_file offices.csv", "o", choice_filter="part = 'เหนือ'"), lists="").encode()
    rows = (("name", "label", "part"), ("1", "บ้านไร่", "เหนือ"), ("2", "บ้านนา", "ใต้"))
    looked = examine(form, {"offices.csv": "\r\n".join(comma.join(row) for row in rows).encode(encoding)})
    assert looked.xml is not None and [(one.code, one.cell) for one in looked.remarks] == [("converted-file", "A2")]


def test_an_opendocument_workbook_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    [error] = examine(stream.getvalue()).errors
    assert error.code == "ods-workbook" and ".xlsx" in error.todo_th


def test_what_is_ignored_is_noted_once_with_its_places() -> None:
    found = told(
        q("text", "a", "**หนา** [ลิงก์](https://x.example)", appearance="multiline"),
        q("text", "b", appearance="numbers"),
        {"hint": "ข้อสังเกตของผู้เขียน"},
    )
    assert [(each.severity, each.code, each.cell, each.also) for each in found] == [
        ("note", "ignored-styling", "C2", ()),
        ("note", "ignored-appearance", "J2", ("J3",)),
        ("note", "ignored-row", "A4", ()),
    ]


def test_defaults_that_do_not_fit_and_columns_that_nobody_knows() -> None:
    [remark] = told(q(default="สอง"))
    assert (remark.code, remark.severity, remark.cell) == ("default-does-not-fit", "warning", "K2")
    [remark] = told(q("select_one yn", "s", default="maybe"))
    assert remark.facts == ("maybe",)
    form = "| survey |\n| | type | name | label | relevent |\n| | text | a | ก | x |\n"
    [remark] = examine(form.encode()).remarks
    assert (remark.code, remark.row, remark.column, remark.suggestion) == ("unknown-header", 1, "relevent", "relevant")


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ((q(name=""),), [("B2", "no-name")]),
        ((q(kind=""),), [("A2", "no-type")]),
        ((q("select_one", "s"),), [("A2", "no-list")]),
        ((q(), q()), [("B3", "same-name")]),
        ((q(name="meta"),), [("B2", "reserved-name")]),
        (({"type": "end group"},), [("A2", "end-without-begin")]),
        (
            (q("begin group", "g"), q(), {"type": "end repeat"}),
            [("A4", "end-of-another")],
        ),
        (
            (q("begin group", "g"), q(), {"type": "end repeat"}, {"type": "end group"}),
            [("A4", "end-without-begin")],
        ),
        (
            (q("begin repeat", "r"), q("begin group", "g"), q(), {"type": "end repeat"}),
            [("A3", "begin-without-end")],
        ),
        ((q("calculate", "c", ""),), [("H2", "no-calculation")]),
        ((q("range", parameters="start=a end=5"),), [("M2", "range-number")]),
        ((q("range", parameters="begin=1"),), [("M2", "parameter-unknown")]),
        ((q("range", parameters="start"),), [("M2", "parameters-form")]),
        ((q("text", label=""),), [("C2", "no-label")]),
    ],
)  # fmt: skip
def test_the_structure(rows: tuple[dict[str, str], ...], cells: list[tuple[str, str]]) -> None:
    assert [(remark.cell, remark.code) for remark in errors(*rows)] == cells


def test_choices_that_cannot_be_told_apart() -> None:
    rows = "| | l | a | A |\n| | l | a | B |\n| | l | | C |\n| | l | a b | D |\n"
    lists = f"\n| choices |\n| | list_name | name | label |\n{rows}"
    found = errors(q("select_multiple l", "s"), lists=lists)
    assert [(each.sheet, each.cell, each.code) for each in found] == [
        ("choices", "B3", "choice-same-name"),
        ("choices", "B4", "choice-no-name"),
        ("choices", "B5", "choice-space"),
    ]


@pytest.mark.parametrize("make", [str.encode, to_xlsx], ids=["md", "xlsx"])
def test_the_same_in_every_format(make) -> None:  # type: ignore[no-untyped-def]
    form = survey(q("integer", "m"), q(constraint=". > tody()", constraint_message="x"), q("intger", "z"))
    assert examine(make(form)) == examine(form.encode())


def test_spaces_of_any_number_do_not_move_the_mark() -> None:
    form = survey(q("integer", "m"), q(constraint="SPACED > 1", constraint_message="x"))
    [remark] = examine(form.encode()).remarks
    assert remark.code == "bare-word"
    book = load_workbook(io.BytesIO(to_xlsx(form)))
    book["survey"]["F3"].value = "${m}   >\n  tody( )"
    stream = io.BytesIO()
    book.save(stream)
    [remark] = examine(stream.getvalue()).remarks
    assert (remark.code, marked(remark), remark.excerpt[0]) == ("unknown-function", "tody", "  ")


def test_an_old_workbook_is_told_the_same() -> None:
    form = survey(q("integer", "m"), q(constraint=". > tody()", constraint_message="x"))
    assert examine(xls(sheets_of(form))).remarks == examine(form.encode()).remarks


def test_apart_says_the_same() -> None:
    good, bad = survey(q()).encode(), survey(q("intger"), q("text", "t", relevant="tody()")).encode()
    for form in (good, bad, b"", b"PK\x03\x04no"):
        assert workbook(form) == examine(form)


def test_a_remark_survives_json() -> None:
    looked = examine(survey(q("intger"), q("text", "t", relevant="tody()")).encode())
    assert tuple(Remark.from_json(each.as_json()) for each in looked.remarks) == looked.remarks


def test_lists_are_handed_in_beside_the_form() -> None:
    form = survey(q("select_one_from_file offices.csv", "o", choice_filter="distrct = '1'"), lists="").encode()
    [missing] = examine(form).remarks
    assert (missing.code, missing.severity, missing.cell, marked(missing)) == (
        "missing-file", "error", "A2", "offices.csv",
    )  # fmt: skip
    files = {"offices.csv": b"name,label,district\n1,A,1\n", "other.csv": b"x"}
    looked = examine(form, files)
    assert [(each.code, each.suggestion) for each in looked.remarks] == [
        ("unknown-column", "district"),
        ("unused-file", ""),
    ]
    assert looked.xml is not None and looked.files == ("offices.csv",)
    assert workbook(form, files) == looked


def test_every_problem_has_words_in_both_languages() -> None:
    for code in codes():
        facts = ("x", "y", "z")
        assert thai(code, facts) and english(code, facts)
        assert english(code, facts).isascii() or "“" in english(code, facts)
        both = advice(code, facts, "s")
        assert bool(both.th) == bool(both.en)
        for words in (thai(code, facts), english(code, facts), both.th, both.en):
            assert "{0}" not in words and "{s}" not in words


def test_every_problem_that_the_code_can_find_has_words() -> None:
    written: set[str] = set()
    reader = Path("services/untrusted/readings.py")
    for path in [*Path("bot/forms").rglob("*.py"), *Path("bot/engine").rglob("*.py"), reader]:
        written |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8")))
    spoken = set(codes())
    unspoken = {code for code in spoken if code not in written and not code.startswith("unsupported-")}
    # Codes that are put together or are single words.
    assert unspoken <= {"cycle", "date", "pattern", "unexpected", "conversion", "macros", "formula"}


def test_a_good_form_is_told_nothing() -> None:
    looked = examine(Path("bot/forms/khok-nong-na.md").read_bytes())
    assert looked.remarks == () and looked.xml is not None and looked.questions == 29


def test_carets_stand_under_thai() -> None:
    remark = only(q("text", "t", relevant="${t2} = 'ที่นี่' and tody()"), q("text", "t2"))
    # Vowels and tone marks above and below take no column.
    assert remark.caret == " " * len("${t2} = 'ทนี' and ") + "^^^^" or remark.caret.endswith("^^^^")
    assert isinstance(examine(b""), Examined)


def test_values_of_the_last_form_are_shown_where_they_are_asked_for() -> None:
    remark = only(q("text", "who", "ใคร"), q("text", "prev", "เดิม", default="${last-saved#who}"))
    assert (remark.code, remark.cell, marked(remark)) == ("unsupported-last-saved", "K3", "last-saved#")
    assert remark.question == "prev" and "bind::nong:carry" in remark.todo_th


def test_a_year_of_the_buddhist_era_is_told_with_the_date_to_write() -> None:
    found = told(
        q("date", "d", constraint=". <= date('2569-10-01')", constraint_message="x", default="2569-10-01"),
        q("text", "t", relevant="${d} > '2569-10-01'"),
    )
    warned = [remark for remark in found if remark.severity is Severity.WARNING]
    assert [(remark.code, remark.cell, remark.suggestion) for remark in warned] == [
        ("buddhist-date", "F2", "'2026-10-01'"),
        ("buddhist-date", "K2", "2026-10-01"),
        ("bare-date", "E3", "date('2026-10-01')"),
    ]


@pytest.mark.parametrize(
    "constraint",
    [
        ". >= date('2569-10-31') and . <= date('2569-10-01')",
        ". > date('2026-10-31') and . < date('2026-11-01')",
        ". <= date('1800-01-01')",
    ],
)
def test_a_required_date_that_no_day_can_answer_is_an_error(constraint: str) -> None:
    row = q("date", "d", constraint=constraint, constraint_message="x")
    remark = only(row | {"required": "yes"})
    assert (remark.code, remark.cell, remark.question) == ("no-possible-date", "F2", "d")
    assert not errors(row) and "no-possible-date" in [one.code for one in told(row)]
    assert not errors(q("date", "d", constraint=". <= date('2026-10-31')", constraint_message="x", required="yes"))


@pytest.mark.parametrize(
    ("constraint", "suggestion"),
    [
        (". >= date('2569-10-01')", "'2026-10-01'"),
        (". = date('2569-10-01')", "'2026-10-01'"),
        (". >= date('2569-10-01') and . <= date('2569-10-31')", "'2026-10-01'"),
        (". > '2569-09-30' and . < date('2026-12-31')", "date('2026-09-30')"),
    ],
)
def test_a_year_that_leaves_no_date_is_one_error_with_the_date_to_write(constraint: str, suggestion: str) -> None:
    row = q("date", "d", constraint=constraint, constraint_message="x")
    (error,) = errors(row | {"required": "yes"})
    assert (error.code, error.cell, error.suggestion) == ("no-date-in-years", "F2", suggestion)
    assert "ปี พ.ศ." in error.th and "ไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้" in error.th and suggestion in error.todo_th
    assert "no-possible-date" not in [one.code for one in told(row)] and not errors(row)


def test_what_a_chat_cannot_show_or_know_is_said() -> None:
    pictured = "<strong>ที่ใด</strong> ![แผนที่](a.png)<img src='b.png'>"
    found = told(q("text", "t", pictured), q("deviceid", "d", ""), q("username", "u", ""), q("start", "s", ""))
    assert [(one.severity.value, one.code, one.cell, one.also) for one in found] == [
        ("note", "ignored-inline-image", "C2", ()),
        ("note", "blank-metadata", "A3", ("A4",)),
    ]
    assert unmarked(pictured) == "ที่ใด แผนที่"


def test_a_date_with_a_short_year_is_no_date_of_the_buddhist_era() -> None:
    found = told(q("date", "d", default="201-1-1"), q("text", "t", relevant="date('201-1-1') < today()"))
    assert "buddhist-date" not in [one.code for one in found]
