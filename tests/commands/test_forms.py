"""`form` as an author and an operator type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.forms.workbook.workbook import to_xlsx
from commands.publishing.forms import form
from commands.setup import init
from tests.bot.forms.hostile import REFUSED
from tests.bot.interview.test_pictures import jpeg

pytestmark = pytest.mark.slow

GOOD = """
| survey |
| | type | name | label |
| | integer | people | กี่คน |
| settings |
| | form_title |
| | แบบของเรา |
"""
BAD = GOOD.replace("label |", "label | relevant | constraint |").replace(
    "กี่คน |", "กี่คน | ${nobody} = yes | . > tody() |"
)
LISTED = "| survey |\n| | type | name | label |\n| | select_one_from_file offices.csv | o | สำนักงานใด |\n"
OURS = ("--programme", "khok-nong-na")


@pytest.fixture
def prepared(terminal):
    one = terminal("sqlite", "one")
    one.done(init, "--active-from", "2026-10")
    return one


def told(one, *words):
    """What is printed of a form that cannot be used, and the line it ends with."""
    result = one.run(form, *words)
    assert result.exit_code != 0, result.output
    return result.stdout, result.stderr


def written(folder: Path, words: str, name: str = "form.md") -> Path:
    path = folder / name
    path.write_bytes(words.encode() if name.endswith(".md") else to_xlsx(words))
    return path


def test_check_says_that_a_form_can_be_published(terminal, tmp_path):
    one = terminal("sqlite", "one")
    file = written(tmp_path, GOOD, "form.xlsx")
    assert one.done(form, "check", file) == "form.xlsx can be published: แบบของเรา, 1 questions.\n"
    assert one.json(form, "check", file) == {
        "ok": True, "title": "แบบของเรา", "questions": 1, "files": [], "problems": [],
    }  # fmt: skip


def test_check_prints_every_problem_with_its_place_a_caret_and_both_languages(terminal, tmp_path):
    one = terminal("sqlite", "one")
    said, last = told(one, "check", written(tmp_path, BAD, "form.xlsx"))
    for words in (
        "[ต้องแก้ / error] survey!D2 · relevant · people",
        "    ${nobody} = yes\n    ^^^^^^^^^",
        "ไม่มีข้อชื่อ nobody",
        "there is no question named nobody",
        "    ${nobody} = yes\n                ^^^",
        "a word is written in quotation marks: 'yes'",
        "[ต้องแก้ / error] survey!E2 · constraint · people",
        "    . > tody()\n        ^^^^",
        "หมายถึง today() หรือไม่",
    ):
        assert words in said, said
    assert last == "Error: form.xlsx cannot be published: 3 to mend\n"


def test_check_gives_all_fields_as_json(terminal, tmp_path):
    one = terminal("sqlite", "one")
    said, _ = told(one, "check", written(tmp_path, BAD), "--json")
    found = json.loads(said)
    assert (found["ok"], len(found["problems"])) == (False, 4)
    first = found["problems"][0]
    expected = {
        "severity": "error", "code": "unknown-name", "sheet": "survey", "row": 2, "column": "relevant", "cell": "D2",
        "question": "people", "text": "${nobody} = yes", "position": 0, "length": 9, "caret": "^^^^^^^^^",
        "en": "there is no question named nobody", "th": "ไม่มีข้อชื่อ nobody",
    }  # fmt: skip
    assert {name: first[name] for name in expected} == expected


@pytest.mark.parametrize("what", ["a pdf", "a bomb", "entities", "macros", "100,000 rows", "half a workbook"])
def test_hostile_files_are_refused_with_a_clear_line(terminal, tmp_path, what):
    make, codes = REFUSED[what]
    file = tmp_path / "form.xlsx"
    file.write_bytes(make())
    said, last = told(terminal("sqlite", "one"), "check", file, "--json")
    assert json.loads(said)["problems"][0]["code"] in codes
    assert last == "Error: form.xlsx cannot be published: 1 to mend\n"


def test_lists_are_found_beside_the_form_in_its_folder_or_named(prepared, tmp_path):
    file = written(tmp_path, LISTED)
    assert "offices.csv" in told(prepared, "check", file)[0]
    elsewhere = tmp_path / "lists" / "offices.csv"
    elsewhere.parent.mkdir()
    elsewhere.write_text("name,label\n1,อบต.หนึ่ง\n", encoding="utf-8")
    assert prepared.json(form, "check", file, "--with", elsewhere)["files"] == ["offices.csv"]
    elsewhere.rename(tmp_path / "offices.csv")
    assert prepared.json(form, "check", file)["ok"]
    (tmp_path / "form-media").mkdir()
    (tmp_path / "offices.csv").rename(tmp_path / "form-media" / "offices.csv")
    assert prepared.json(form, "publish", file, *OURS)["files"] == ["offices.csv"]
    out = tmp_path / "out"
    out.mkdir()
    prepared.done(form, "export", *OURS, "--out", out / "back.md")
    assert (out / "back.md").read_bytes() == file.read_bytes()
    assert (out / "offices.csv").read_text(encoding="utf-8") == "name,label\n1,อบต.หนึ่ง\n"


def test_publish_list_export_and_withdraw(prepared, tmp_path):
    file = written(tmp_path, GOOD, "ours.xlsx")
    row = prepared.json(form, "publish", file, *OURS)
    assert (row["version"], row["title"], row["new"]) == (2, "แบบของเรา", True)
    assert not prepared.json(form, "publish", file, *OURS)["new"]
    prepared.done(form, "export", *OURS, "--version", "2", "--out", tmp_path / "back.xlsx")
    assert (tmp_path / "back.xlsx").read_bytes() == file.read_bytes()
    prepared.done(form, "export", *OURS, "--version", "1", "--out", tmp_path / "first.md")
    assert (tmp_path / "first.md").read_bytes() == Path("bot/forms/khok-nong-na.md").read_bytes()
    assert load_workbook(tmp_path / "back.xlsx")["survey"]["C2"].value == "กี่คน"
    assert prepared.json(form, "withdraw", *OURS, "--version", "2")["newest"] == 1
    listed = prepared.json(form, "list", *OURS)
    assert [(one["version"], one["withdrawn_at"] is None) for one in listed] == [(2, False), (1, True)]
    assert "is the only form of khok-nong-na" in prepared.refused(form, "withdraw", *OURS, "--version", "1")


def test_a_bad_form_is_not_published_and_says_the_same(prepared, tmp_path):
    said, last = told(prepared, "publish", written(tmp_path, BAD), *OURS)
    assert "there is no function tody()" in said and "3 to mend" in last
    assert len(prepared.json(form, "list", *OURS)) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("publish", "{file}", "--programme", "nothing"), "there is no programme 'nothing'"),
        (("export", *OURS, "--version", "9", "--out", "x"), "khok-nong-na has no form version 9"),
        (("withdraw", *OURS, "--version", "9"), "khok-nong-na has no form version 9"),
        (("withdraw", *OURS, "--version", "9" * 20), "is not in the range"),
        (("export", *OURS, "--out", "/"), "is a directory"),
        (("export", *OURS, "--out", "no/such/folder/f.md"), "no/such/folder/f.md cannot be written"),
    ],
)
def test_one_line_says_what_is_wrong(prepared, tmp_path, words, says):
    file = written(tmp_path, GOOD)
    said = prepared.refused(form, *(word.format(file=file) if word == "{file}" else word for word in words))
    assert says in said


def test_pictures_are_found_as_lists_are_and_a_form_goes_without(prepared, tmp_path):
    pictured = "| survey |\n| | type | name | label | media::image |\n| | integer | n | กี่ขีด | gauge.jpg |\n"
    file = written(tmp_path, pictured, "form.md")
    assert "[ควรแก้" in prepared.done(form, "check", file) and "can be published" in prepared.done(form, "check", file)
    (tmp_path / "form-media").mkdir()
    (tmp_path / "form-media" / "gauge.jpg").write_bytes(jpeg((2000, 1000)))
    assert prepared.json(form, "publish", file, *OURS)["files"] == ["gauge.jpg"]
    out = tmp_path / "out"
    out.mkdir()
    prepared.done(form, "export", *OURS, "--out", out / "back.md")
    with Image.open(out / "gauge.jpg") as opened:
        assert max(opened.size) == 1600
