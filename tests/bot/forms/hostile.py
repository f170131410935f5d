"""Workbooks that nobody should open: bombs, entities, macros, endless rows, wrong names."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.forms.workbook.markdown import sheets_of
from bot.forms.workbook.workbook import to_xlsx
from tests.bot.forms.old_excel import xls

FORM = """
| survey |
| | type | name | label |
| | integer | staff | เจ้าหน้าที่กี่คน |
"""


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one more part, or another in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return stream.getvalue()


def book(rows: list[list[object]]) -> bytes:
    """A workbook with one sheet, survey."""
    made = Workbook()
    sheet = made.active
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    return with_part(to_xlsx(FORM), "xl/sharedStrings.xml", b"<sst>" + b" " * 90_000_000 + b"</sst>")


def nested_bomb() -> bytes:
    """Small by its directory, large by what its stream gives."""
    content = bytearray(with_part(to_xlsx(FORM), "xl/theme/theme1.xml", b"<a>" + b" " * 60_000_000 + b"</a>"))
    entry = content.rfind(b"xl/theme/theme1.xml") - 46
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def entities() -> bytes:
    attack = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst>&x;</sst>'
    return with_part(to_xlsx(FORM), "xl/sharedStrings.xml", attack)


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    attack = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{lines}]><sst>&l11;</sst>'
    return with_part(to_xlsx(FORM), "xl/workbook.xml", attack.encode())


def macros() -> bytes:
    return with_part(to_xlsx(FORM), "xl/vbaProject.bin", b"macro")


def macros_of_old_excel() -> bytes:
    return xls(sheets_of(FORM)) + "_VBA_PROJECT_CUR".encode("utf-16-le")


def many_rows() -> bytes:
    sheet = b"<worksheet><sheetData>" + b'<row r="1"><c/></row>' * 100_000 + b"</sheetData></worksheet>"
    return with_part(to_xlsx(FORM), "xl/worksheets/sheet1.xml", sheet)


def many_rows_of_old_excel() -> bytes:
    rows: list[list[str]] = [["type", "name", "label"]]
    for at in range(25_000):
        rows.append(["text", f"q{at}", "x"] if at % 50 == 0 else [])
    return xls({"choices": rows, "survey": rows[:2]})


def slow() -> bytes:
    """Within the number of rows, and more questions than a person could answer in a year."""
    rows: list[list[object]] = [["type", "name", "label", "relevant"]]
    rows += [["text", f"q{at}", "x" * 200, f"${{q{at - 1}}} = 'a'" if at else ""] for at in range(15_000)]
    return book(rows)


def wide() -> bytes:
    return book([["type", "name", "label", *(f"c{at}" for at in range(16_000))], ["text", "a", "x", *(["y"] * 16_000)]])


def styled() -> bytes:
    """Nearly 660,000 cells that hold nothing but a colour, as a sheet copied from the web has them."""
    content = to_xlsx(FORM)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    names = [get_column_letter(column) for column in range(1, 34)]
    cells = "".join(f'<c r="{name}#" s="1"/>' for name in names)
    rows = "".join(f'<row r="{row}">{cells.replace("#", str(row))}</row>' for row in range(3, 19_990)).encode()
    return with_part(content, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", rows + b"</sheetData>"))


def plain_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "x")
    return stream.getvalue()


def endless_expression() -> bytes:
    rows: list[list[object]] = [["type", "name", "label", "relevant"]]
    rows += [
        ["text", "a", "x", "(" * 5000 + "1" + ")" * 5000],
        ["text", "b", "x", "${a}" * 7000],
        ["text", "c", "x", "'" * 9_000],
    ]
    return book(rows)


def backtracking() -> bytes:
    rows: list[list[object]] = [["type", "name", "label", "constraint"]]
    rows += [["text", f"q{at}", "x", "regex(., '((a+)+)+$') and regex(., '(.*)*x')"] for at in range(50)]
    return book(rows)


def many_files() -> bytes:
    stream = io.BytesIO(to_xlsx(FORM))
    with zipfile.ZipFile(stream, "a") as archive:
        for at in range(3000):
            archive.writestr(f"xl/media/{at}.png", b"x")
    return stream.getvalue()


REFUSED = {
    "nothing": (lambda: b"", {"not-a-workbook"}),
    "a pdf": (lambda: b"%PDF-1.7 not a form", {"not-a-workbook"}),
    "words": (lambda: "แบบรายงาน\n".encode() * 100, {"not-a-workbook"}),
    "a zip": (plain_zip, {"zip-without-workbook"}),
    "half a workbook": (lambda: to_xlsx(FORM)[:1000], {"damaged-workbook"}),
    "an empty ole": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), {"damaged-workbook"}),
    "a large file": (lambda: b"x" * 11_000_000, {"file-too-large"}),
    "a bomb": (bomb, {"unpacks-too-large"}),
    "a part that lies about its size": (nested_bomb, {"damaged-workbook"}),
    "entities": (entities, {"xml-entities"}),
    "laughs": (laughs, {"xml-entities"}),
    "macros": (macros, {"macros"}),
    "macros of old Excel": (macros_of_old_excel, {"macros"}),
    "100,000 rows": (many_rows, {"too-many-rows"}),
    "30,000 rows of old Excel": (many_rows_of_old_excel, {"too-many-rows"}),
    "15,000 questions": (slow, {"too-many-questions"}),
    "3,000 pictures": (many_files, {"unpacks-too-large"}),
    "expressions without end": (endless_expression, {"too-deep"}),
}
"""What it is → how to make it, and the codes of which one must be said."""

TAKEN = {
    "an .xls named .xlsx": lambda: xls(sheets_of(FORM)),
    "an .xlsx named .xls": lambda: to_xlsx(FORM),
    "16,000 columns": wide,
    "660,000 empty cells with a colour": styled,
    "patterns that backtrack": backtracking,
}
"""What looks odd and is read all the same."""
