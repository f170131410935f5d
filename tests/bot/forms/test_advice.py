"""What is advised helps: written into the cell, the form passes that point."""

from __future__ import annotations

import pytest
import regex

from bot.engine.definition.problems import Severity
from bot.forms.examining import examine
from bot.forms.remarks import Remark
from tests.bot.forms.test_remarks import COLUMNS, LISTS, q, survey

pytestmark = pytest.mark.slow

MISTAKES = [
    (q(constraint=". <= 1,000,000", constraint_message="x"), "thousands-comma", "1000000"),
    (q(constraint=". <= 1,000", constraint_message="x"), "thousands-comma", "1000"),
    (q(constraint=". <= 12,500.50", constraint_message="x"), "thousands-comma", "12500.50"),
    (q(constraint=". <= 1,5", constraint_message="x"), "decimal-comma", "1.5"),
    (q(relevant="if(${m} > 1, TRUE, false())"), "bare-truth", "true()"),
    (q(relevant="${m} = FALSE"), "bare-truth", "false()"),
    (q(relevant="${m} != null"), "bare-null", "''"),
    (q(relevant="${m} > tody()"), "unknown-function", "today()"),
    (q(relevant="(${m} > 1"), "unclosed-bracket", ")"),
    (q(relevant="${m} == 1 && ${m} <> 3"), "not-an-operator", "="),
    (q(relevant="${mm} = 1"), "unknown-name", "${m}"),
    (q(relevant="${ m } = 1"), "bad-reference", "${m}"),
    (q(relevant="${m} = yes"), "bare-word", "'yes'"),
    (q("Select one from yn", "s"), "unknown-type", "select_one yn"),
    (q("Select_Multiple yn", "s"), "unknown-type", "select_multiple yn"),
    (q("intger"), "unknown-type", "integer"),
    (q("Text"), "unknown-type", "text"),
    (q("Number"), "unknown-type", "integer"),
    (q("phone"), "unknown-type", "text"),
    (q("ตัวเลข"), "unknown-type", "integer"),
    (q("integer", "my name"), "bad-name", "my_name"),
]


def told(*rows: dict[str, str]) -> tuple[Remark, ...]:
    return examine(survey(*rows).encode()).remarks


@pytest.mark.parametrize(("row", "code", "advised"), MISTAKES)
def test_what_is_advised_passes_that_point(row: dict[str, str], code: str, advised: str) -> None:
    before = q("integer", "m")
    remarks = told(before, row)
    remark = next(one for one in remarks if one.code == code)
    assert remark.suggestion == advised and advised in remark.todo_th
    column = next(each for each in COLUMNS if row.get(each) == remark.text)
    mended = told(before, {**row, column: _written(remark)})
    assert len(mended) < len(remarks) or not mended
    assert not [one for one in mended if one.cell == remark.cell and one.position == remark.position]


@pytest.mark.parametrize(
    ("relevant", "marked", "advised"),
    [
        ("${s} = 'ใช่'", "'ใช่'", "'yes'"),
        ('${m} > 1 and not(selected(${s}, "NO"))', '"NO"', "'no'"),
        ("${s} != 'maybe'", "'maybe'", ""),
    ],
)
def test_a_value_that_no_option_has_is_told_with_the_option_that_is_meant(
    relevant: str, marked: str, advised: str
) -> None:
    before = q("integer", "m"), q("select_one yn", "s")
    (remark,) = told(*before, q(relevant=relevant))
    assert (remark.code, remark.cell, remark.excerpt[1], remark.suggestion) == ("unlisted-value", "E4", marked, advised)
    assert remark.severity is Severity.WARNING
    if advised:
        assert not told(*before, q(relevant=_written(remark)))


def test_a_value_of_the_list_and_one_of_a_text_are_told_of_nothing() -> None:
    rows = q("select_multiple yn", "s", constraint="selected(., 'yes')", constraint_message="x"), q("text", "t")
    assert not told(*rows, q(relevant="${s} = 'yes no' and ${t} = 'ใช่' and ${s} != ''"))


def _written(remark: Remark) -> str:
    """The cell as an author who follows the advice writes it."""
    if remark.position is None:
        return remark.suggestion
    if remark.code == "unclosed-bracket":
        return remark.text + remark.suggestion
    end = remark.position + remark.length
    meant = remark.suggestion.removesuffix("()") if remark.text[end:].startswith("(") else remark.suggestion
    return remark.text[: remark.position] + meant + remark.text[end:]


def test_a_group_with_a_capital_is_a_group_that_is_written_wrong() -> None:
    for begin, end in (("Begin Group", "End Group"), ("begingroup", "endgroup"), ("BEGIN_GROUP", "End group")):
        remarks = told(q(begin, "g"), q("integer", "n"), q(end, "", ""))
        found = [(one.cell, one.code, one.suggestion) for one in remarks]
        assert found == [("A2", "unknown-type", "begin group"), ("A4", "unknown-type", "end group")]
        assert not told(q("begin group", "g"), q("integer", "n"), q("end group", "", ""))


def test_null_is_a_blank_and_blocks_no_form() -> None:
    examined = examine(survey(q("integer", "m"), q(relevant="${m} != null")).encode())
    assert examined.xml is not None and [one.code for one in examined.remarks] == ["bare-null"]


def test_what_would_not_help_is_not_advised() -> None:
    # my_name is taken, and m is there twice.
    [*_, remark] = [one for one in told(q("integer", "my_name"), q("integer", "my name")) if one.code == "bad-name"]
    assert remark.suggestion == "my_name_3"
    twice = (q("begin group", "a"), q("integer", "mm"), q("end group", "", ""))
    other = (q("begin group", "b"), q("integer", "mm"), q("end group", "", ""))
    remarks = told(*twice, *other, q("text", "t", relevant="${mmm} = 1"))
    assert [one.suggestion for one in remarks if one.code == "unknown-name"] == [""]
    spaced = LISTS.replace("| no |", "| y s |").replace("| yes |", "| y_s |")
    remarks = examine(survey(q("select_multiple yn", "s"), lists=spaced).encode()).remarks
    assert [one.suggestion for one in remarks if one.code == "choice-space"] == [""]


@pytest.mark.parametrize(
    "words", ["ที่นี่ ไม่ใช่ = ${m}", "${m} = น้ำ", "${m} = 'x' และ ${m} > 1", "กี่ > ๑", "${m} = " + "ที่" * 60 + " น้ำ"]
)
def test_a_caret_never_parts_a_letter_from_its_marks(words: str) -> None:
    remarks = [one for one in told(q("integer", "m"), q(relevant=words)) if one.position is not None]
    assert remarks
    for remark in remarks:
        for piece in remark.excerpt:
            assert not regex.match(r"\p{M}|\u0e33", piece), (remark.code, remark.excerpt)
