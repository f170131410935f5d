"""The columns of our own: what is mistyped in them is told with its place."""

from __future__ import annotations

from bot.engine.definition.problems import Severity
from bot.forms.examined import Examined
from bot.forms.examining import examine
from tests.bot.interview.chat import KHOK_NONG_NA

DECLARED = 'nong="https://nong-rai-ngan.example/form"'


def checked(column: str, *cells: str, namespaces: str = DECLARED, constraint: str = ". >= 0") -> Examined:
    """A form with one such column: below it a whole number, a text, a note and an option."""
    kinds = ("integer", "text", "note", "select_one yn")
    rows = "\n".join(
        f"|  | {kind} | {name} | {name} | {constraint if kind == 'integer' else ''} | x | {cell} |"
        for (kind, name), cell in zip(zip(kinds, "abcd", strict=True), (*cells, "", "", "", "")[:4], strict=True)
    )
    return examine(
        f"""
| survey |
|  | type | name | label | constraint | constraint_message | {column} |
{rows}
| choices |
|  | list_name | name | label |
|  | yn | yes | ใช่ |
| settings |
|  | form_title | form_id | namespaces |
|  | t | t | {namespaces} |
""".encode()
    )


def said(examined: Examined) -> list[tuple[str, str, str, str, str]]:
    return [(one.code, one.cell, one.question, one.excerpt[1], one.suggestion) for one in examined.remarks]


def test_a_rule_that_is_right_is_not_spoken_of() -> None:
    examined = checked("bind::nong:warn", "Total, jump=10", "same=off")
    assert examined.remarks == () and examined.xml is not None
    assert 'nong:warn="Total, jump=10"' in examined.xml


def test_a_mistyped_word_of_a_rule_has_its_row_and_place() -> None:
    examined = checked("bind::nong:warn", "jump=3 totl", "off sam=off", "total", "jump=1")
    assert said(examined) == [
        ("unknown-mark-word", "F2", "a", "totl", "total"),
        ("unknown-mark-word", "F3", "b", "sam=off", "same=off"),
        ("idle-mark-word", "F4", "c", "total", ""),
        ("unknown-mark-word", "F5", "d", "jump=1", "jump=10"),
    ]
    assert examined.xml is not None
    first = examined.remarks[0]
    assert first.th == "ไม่รู้จักคำว่า “totl” ในคอลัมน์นี้ จึงไม่ได้ใช้"
    assert first.todo_th == "คำที่ใช้ได้: total, jump=10, jump=off, same=off, off (หมายถึง total หรือไม่)"
    assert first.caret == "       ^^^^"


def test_a_word_that_does_nothing_for_its_question() -> None:
    examined = checked("bind::nong:warn", "same=off", "total jump=3", "", "off")
    assert [(code, cell, part) for code, cell, _, part, _ in said(examined)] == [
        ("idle-mark-word", "F2", "same=off"),
        ("idle-mark-word", "F3", "total"),
        ("idle-mark-word", "F3", "jump=3"),
    ]


def test_words_of_the_other_columns() -> None:
    assert said(checked("bind::nong:carry", "yse", "no")) == [("unknown-mark-word", "F2", "a", "yse", "yes")]
    assert said(checked("bind::nong:reads", "bath", "")) == [("unknown-mark-word", "F2", "a", "bath", "baht")]
    assert said(checked("bind::nong:short", "อะไรก็ได้")) == []


def test_a_mistyped_column() -> None:
    [remark] = checked("bind::nong:wran", "total").remarks
    assert (remark.code, remark.severity, remark.cell) == ("unknown-mark", Severity.WARNING, "F1")
    assert remark.suggestion == "bind::nong:warn"


def test_a_namespace_that_is_not_declared_is_told_with_all_the_rest() -> None:
    examined = checked("bind::nong:warn", "totl", namespaces="", constraint=". > tody()")
    assert examined.xml is None
    assert [(one.code, one.cell) for one in examined.remarks] == [
        ("no-namespace", "F1"),
        ("unknown-function", "D2"),
        ("unknown-mark-word", "F2"),
    ]
    assert 'nong="https://nong-rai-ngan.example/form"' in examined.remarks[0].todo_en


def test_columns_of_other_programs_are_left_alone() -> None:
    examined = checked("bind::esri:fieldType", "esriFieldTypeInteger", namespaces='esri="http://esri.com/xforms"')
    assert examined.remarks == ()


def test_the_built_in_form_has_no_remarks() -> None:
    assert examine(KHOK_NONG_NA.read_bytes()).remarks == ()
