"""What keeps a form from being published: everything at once, each with its place and a way out."""

from __future__ import annotations

import pytest

from bot.engine.definition.problems import FormRefused, Problem
from bot.engine.xform.reading import load_form
from bot.texts.forms.problems import english
from tests.bot.engine.forms import xform

COLUMNS = "type | name | label | relevant | constraint | calculation | appearance | choice_filter | default"
HEAD = f"| survey |\n| | {COLUMNS} |\n"
LISTS = "| choices |\n| | list_name | name | label | part |\n| | yn | yes | Y | a |\n| | yn | no | N | b |\n"


def problems(*rows: str, extra: str = "") -> tuple[Problem, ...]:
    with pytest.raises(FormRefused) as refusal:
        load_form(xform(HEAD + "".join(f"{row}\n" for row in rows) + LISTS + extra))
    return refusal.value.problems


def constraint(text: str) -> Problem:
    [problem] = problems(f"| | integer | n | n | | {text} |")
    assert (problem.path, problem.aspect) == ("/data/n", "constraint")
    assert problem.expression == text.replace("\\", "")
    return problem


@pytest.mark.parametrize(
    ("text", "code", "position", "suggestion"),
    [
        (". > tody()", "unknown-function", 4, "today()"),
        (". > '5", "unclosed-quote", 4, "'"),
        ("(. > 5", "unclosed-bracket", 0, ")"),
        (". == 3", "not-an-operator", 2, "="),
        (". < 1,5", "decimal-comma", 4, "1.5"),
        ("if(1,2)", "argument-count", 0, ""),
        ("regex(., '[')", "pattern", 9, ""),
        (". > 5)", "unexpected", 5, ""),
        (". >", "ends-early", 3, ""),
        (". > 1 && . < 3", "not-an-operator", 6, "and"),
        (". ≥ 1", "not-an-operator", 2, ">="),
        (". => 1", "not-an-operator", 2, ">="),
        ("/data/nn = 1", "unknown-path", 6, "/data/n"),
        (". = yes", "bare-word", 4, "'yes'"),
        ("selected(., yes)", "bare-word", 12, "'yes'"),
        (". = n", "bare-question", 4, "${n}"),
        ("sum(5) > 1", "argument-question", 4, ""),
        ("count(. \\| .) > 1", "unsupported-union", 8, ""),
        ("//n = 1", "unsupported-double-slash", 0, ""),
        ("following::n = 1", "unsupported-axis", 0, ""),
        ("@n = 1", "unsupported-attribute", 0, ""),
        (". < date('5/7/2026')", "date", 9, ""),
        ("format-date(., '%B') = 'x'", "date-pattern", 15, ""),
        ("instance('nowhere')/root/item/name = 1", "unknown-instance", 9, ""),
    ],
)
def test_a_slip_in_an_expression_is_found_where_it_stands(text: str, code: str, position: int, suggestion: str) -> None:
    problem = constraint(text)
    assert (problem.code, problem.position, problem.suggestion) == (code, position, suggestion)
    assert english(problem.code, problem.facts)


def test_all_slips_are_said_at_once() -> None:
    found = problems(
        "| | integer | a | a | ${b} > tody() | . == 1 | | | | |",
        "| | integer | b | b ${a} | | . > 'x | | | | |",
        "| | barcode | c | c | | | | | | |",
        "| | calculate | d | | | | foo(1) + bar(2) | | | |",
        "| | select_one yn | e | e | | | | | part = /data/f | |",
    )
    assert [(problem.path, problem.code) for problem in found] == [
        ("/data/a", "unknown-function"),
        ("/data/a", "not-an-operator"),
        ("/data/b", "unclosed-quote"),
        ("/data/c", "unsupported-barcode"),
        ("/data/d", "unknown-function"),
        ("/data/d", "unknown-function"),
        ("/data/e", "unknown-path"),
    ]


@pytest.mark.parametrize(
    ("rows", "cycle"),
    [
        (["| | integer | a | a | ${b} > 1 |", "| | integer | b | b | ${a} > 1 |"], ["a", "b"]),
        (
            [
                "| | calculate | a | | | | ${b} + 1 |",
                "| | calculate | b | | | | ${c} |",
                "| | calculate | c | | | | ${a} |",
            ],
            ["a", "b", "c"],
        ),
        (["| | integer | a | a | ${a} > 1 |"], ["a"]),
        (["| | integer | a | a | | | . + 1 |"], ["a"]),
        (["| | begin group | g | g | ${x} > 1 |", "| | integer | x | x | |", "| | end group | | | |"], ["g"]),
    ],
)
def test_a_cycle_is_named(rows: list[str], cycle: list[str]) -> None:
    [problem] = problems(*rows)
    assert problem.code == ("cycle-itself" if len(cycle) == 1 else "cycle")
    named = problem.facts[0].split(" → ")
    assert sorted(set(named)) == cycle and named[0] == named[-1]


def test_one_of_many_rows_must_be_said_which() -> None:
    rows = ["| | begin repeat | r | r |", "| | integer | x | x |", "| | end repeat | | |"]
    [problem] = problems(*rows, "| | integer | after | after | /data/r/x > 1 |")
    assert (problem.code, problem.path, problem.suggestion) == ("several-rows", "/data/after", "indexed-repeat(…)")
    for fine in (
        "sum(${x}) > 1",
        "indexed-repeat(${x}, ${r}, 1) > 1",
        "/data/r[position() = 1]/x > 1",
        "count(${r}) > 0",
    ):
        load_form(xform(HEAD + "\n".join([*rows, f"| | integer | after | after | {fine} |"])))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("| | geotrace | q | q |", "geotrace"),
        ("| | geoshape | q | q |", "geoshape"),
        ("| | barcode | q | q |", "barcode"),
        ("| | background-audio | q | |", "background-audio"),
        ("| | text | q | q | | | | ex:org.app | | |", "ex:"),
        ("| | select_one yn | q | q | | | | search('x') | | |", "search()"),
        ("| | select_one_from_file places.geojson | q | q |", "GeoJSON"),
        ("| | text | q | q | | | | | | ${last-saved#q} |", "last-saved"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(row: str, words: str) -> None:
    found = [problem for problem in problems(row) if problem.code.startswith("unsupported-")]
    assert found and any(words in english(problem.code, problem.facts) for problem in found)


def test_encryption_and_entities_are_refused() -> None:
    key = "| settings |\n| | form_id | public_key |\n| | x | abc |\n"
    assert [problem.code for problem in problems("| | text | q | q |", extra=key)] == ["unsupported-encryption"]
    entity = "| entities |\n| | list_name | label |\n| | trees | ${q} |\n"
    assert {problem.code for problem in problems("| | text | q | q |", extra=entity)} == {"unsupported-entities"}


def test_what_is_ignored_is_noted() -> None:
    form = load_form(
        xform(
            HEAD
            + "| | begin group | g | g | | | | w2 |\n| | text | q | q | | | | multiline |\n| | end group |\n"
            + "| | begin group | page | g | | | | field-list |\n| | text | r | r |\n| | end group |\n"
        )
    )
    assert [(note.code, note.path, note.severity) for note in form.notes] == [
        ("ignored-appearance", "/data/g", "note"),
        ("ignored-appearance", "/data/g/q", "note"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<x/>",
        "not xml at all",
        "<html/>",
        '<!DOCTYPE h [<!ENTITY x "y">]><h>&x;</h>',
        '<!DOCTYPE h SYSTEM "file:///etc/passwd"><h/>',
        "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/></h:html>",
        "<html><head><model><instance/></model></head></html>",
    ],
)
def test_what_is_no_xform(text: str) -> None:
    with pytest.raises(FormRefused) as refusal:
        load_form(text)
    assert [problem.code for problem in refusal.value.problems] == ["not-a-form"]


def test_binds_and_controls_that_name_nothing() -> None:
    made = xform(HEAD + "| | text | q | q | true() |\n").replace('nodeset="/data/q"', 'nodeset="/data/gone"')
    made = made.replace('ref="/data/q"', 'ref="/data/gone"')
    with pytest.raises(FormRefused) as refusal:
        load_form(made)
    assert {problem.code for problem in refusal.value.problems} == {"unknown-node"}


def test_files_that_cannot_be_read() -> None:
    form = xform(HEAD + "| | select_one_from_file places.csv | q | q |\n")
    for content in (b"\xff\xfe\x00", b'name,label\n"a'):
        try:
            load_form(form, {"places.csv": content})
        except FormRefused as refusal:
            assert [problem.code for problem in refusal.problems] == ["unreadable-file"]
