"""Workbooks as they come: the three formats, the wrong names, and what is no workbook at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from bot.engine.definition.problems import FormRefused
from bot.engine.xform.reading import load_form
from bot.forms.workbook.looking import LARGEST_FILE, MOST_ROWS, WorkbookKind, sniff
from bot.forms.workbook.markdown import sheets_of
from bot.forms.workbook.workbook import convert, to_xlsx
from bot.texts.forms.problems import english
from tests.bot.forms.old_excel import xls

FORM = """
| settings |
|          | form_title | form_id | version | namespaces                        |
|          | ทดลอง      | trial   | 2026.1  | nong="https://nong.example/forms" |
| survey |
|        | type          | name  | label        | constraint    | constraint_message | bind::nong:reads |
|        | integer       | staff | เจ้าหน้าที่กี่คน | . >= 0        | ต้องไม่ติดลบ         | teach/staff      |
|        | select_one yn | done  | แล้วหรือยัง    |               |                    |                  |
|        | text          | code  | รหัส 007      | regex(., 'a\\|b') |                    |                  |
| choices |
|         | list_name | name | label |
|         | yn        | yes  | แล้ว   |
|         | yn        | no   | ยัง    |
"""


def refused(content: bytes | str) -> tuple[str, ...]:
    with pytest.raises(FormRefused) as refusal:
        convert(content)
    assert all(english(problem.code, problem.facts) for problem in refusal.value.problems)
    return tuple(problem.code for problem in refusal.value.problems)


def book(rows: list[list[object]]) -> bytes:
    made = Workbook()
    sheet = made.active
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one more part, or another in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return stream.getvalue()


def test_the_three_formats_give_the_same_form() -> None:
    forms = [convert(FORM).xml, convert(to_xlsx(FORM)).xml, convert(xls(sheets_of(FORM))).xml]
    assert forms[0] == forms[1] == forms[2]
    form = load_form(forms[0])
    assert (form.title, form.id, form.version) == ("ทดลอง", "trial", "2026.1")
    assert form.questions["/data/staff"].extras == {"reads": "teach/staff"}


def test_the_kind_is_in_the_first_bytes() -> None:
    assert sniff(to_xlsx(FORM)) is WorkbookKind.XLSX
    assert sniff(xls(sheets_of(FORM))) is WorkbookKind.XLS
    assert sniff(FORM.encode()) is WorkbookKind.MARKDOWN
    assert sniff(b"\xef\xbb\xbf" + FORM.encode()) is WorkbookKind.MARKDOWN
    assert [sniff(content) for content in (b"", b"%PDF-1.7", b"type,name\n", "| แบบ |".encode(), b"\xff\xfe\x00")] == [
        None
    ] * 5


def test_a_workbook_handed_out_is_text_in_every_cell() -> None:
    made = load_workbook(io.BytesIO(to_xlsx(FORM)))
    assert made.sheetnames == ["settings", "survey", "choices"]
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells and all(cell.data_type == "s" for cell in cells)
    assert made["survey"]["D4"].value == "regex(., 'a|b')"


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    made = load_workbook(io.BytesIO(to_xlsx(FORM.replace("รหัส 007", "=1+1"))))
    assert (made["survey"]["C4"].value, made["survey"]["C4"].data_type) == ("=1+1", "s")


def test_markdown_without_a_survey_is_no_form() -> None:
    with pytest.raises(FormRefused):
        to_xlsx("| choices |\n| | list_name | name |")


def test_what_is_no_workbook() -> None:
    plain_zip = io.BytesIO()
    with zipfile.ZipFile(plain_zip, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert refused(b"") == ("not-a-workbook",)
    assert refused(b"%PDF-1.7 not a form") == ("not-a-workbook",)
    assert refused(plain_zip.getvalue()) == ("zip-without-workbook",)
    assert refused(b"PK\x03\x04 and then nothing") == ("damaged-workbook",)
    assert refused(to_xlsx(FORM)[:1000]) == ("damaged-workbook",)
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)) == ("unreadable-workbook",)
    assert refused(b"x" * (LARGEST_FILE + 1)) == ("file-too-large",)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = with_part(to_xlsx(FORM), "xl/sharedStrings.xml", b"<sst>" + b" " * 90_000_000 + b"</sst>")
    assert len(bomb) < 1_000_000
    assert refused(bomb) == ("unpacks-too-large",)


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(with_part(to_xlsx(FORM), "xl/theme/theme1.xml", b"<a>" + b" " * 5_000_000 + b"</a>"))
    entry = content.rfind(b"xl/theme/theme1.xml") - 46
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(content)) == ("damaged-workbook",)


def test_entities_are_refused_wherever_they_stand() -> None:
    attack = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'
    assert refused(with_part(to_xlsx(FORM), "xl/sharedStrings.xml", attack)) == ("xml-entities",)
    late = b'<?xml version="1.0"?><!--' + b"-" * 0 + b" " * 2_000_000 + b"-->" + attack[21:]
    assert refused(with_part(to_xlsx(FORM), "xl/sharedStrings.xml", late)) == ("xml-entities",)
    wide = attack.decode().encode("utf-16")
    assert refused(with_part(to_xlsx(FORM), "xl/sharedStrings.xml", wide)) == ("xml-entities",)


def test_macros_are_refused() -> None:
    assert refused(with_part(to_xlsx(FORM), "xl/vbaProject.bin", b"macro")) == ("macros",)


def test_a_hundred_thousand_rows_are_not_read() -> None:
    sheet = b"<worksheet><sheetData>" + b'<row r="1"><c/></row>' * 100_000 + b"</sheetData></worksheet>"
    assert refused(with_part(to_xlsx(FORM), "xl/worksheets/sheet1.xml", sheet)) == ("too-many-rows",)
    assert MOST_ROWS < 100_000


def test_a_formula_counts_for_what_it_last_gave() -> None:
    never_computed = book([["type", "name", "label"], ["text", "t", "=1+1"]])
    assert refused(never_computed) == ("conversion",)
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(never_computed)) as archive:
        computed = (
            archive.read(sheet)
            .replace(b"<v></v>", b"<v>2</v>")
            .replace(b"<v />", b"<v>2</v>")
            .replace(b"<v/>", b"<v>2</v>")
        )
    form = load_form(convert(with_part(never_computed, sheet, computed)).xml)
    assert form.questions["/data/t"].label.plain() == "2"


def test_what_pyxform_reports_is_passed_on() -> None:
    assert refused(FORM.replace("| integer ", "| intger ")) == ("conversion",)
    with pytest.raises(FormRefused) as refusal:
        convert(FORM.replace("select_one yn", "select_one nowhere"))
    assert "nowhere" in str(refusal.value)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["type"]],
        [["type", "name", "label"], [None, None, None]],
        [[1, 2.5, True], [None, "x", 3]],
        [["type", "name", "label"], ["begin group", "g", "G"]],
        [["type", "name", "label"], ["end repeat", "g", "G"], ["text", "a b", "x"]],
        [["type", "name", "label", "relevant"], ["text", "a", "x", "${nowhere} = 1"]],
        [["type", "name", "label::", "::x"], ["text", "a", "x", "y"]],
        [["type", "name", "parameters", "label"], ["range", "a", "start=b end", "x"]],
    ],
)
def test_odd_sheets_are_refused_and_never_crash(rows: list[list[object]]) -> None:
    try:
        load_form(convert(book(rows)).xml)
    except FormRefused as refusal:
        assert refusal.problems


def test_the_files_that_a_form_reads_are_named() -> None:
    markdown = "| survey |\n| | type | name | label |\n| | select_one_from_file offices.csv | o | สำนักงาน |\n"
    converted = convert(markdown)
    assert converted.attachments == ("offices.csv",)
    with pytest.raises(FormRefused) as refusal:
        load_form(converted.xml)
    assert [problem.code for problem in refusal.value.problems] == ["missing-file"]
    assert load_form(converted.xml, {"offices.csv": b"name,label\n1,A\n"}).attachments == ("offices.csv",)
