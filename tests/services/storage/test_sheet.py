"""Tables as offices save them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from services.storage.sheet import SheetError, read_table

ROWS = [["รหัส", "ชื่อ"], ["06110201", "บางบ่อ"]]
TEXT = "รหัส,ชื่อ\r\n06110201,บางบ่อ\r\n"


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
def test_text_in_every_encoding_thai_offices_use(encoding: str) -> None:
    assert read_table(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen(delimiter: str) -> None:
    assert read_table(TEXT.replace(",", delimiter).encode()) == ROWS


def test_quotes_and_line_ends_inside_cells() -> None:
    assert read_table(b'a,b\n"x,\ny",z\n') == [["a", "b"], ["x,\ny", "z"]]


def test_empty_rows_keep_their_place() -> None:
    assert read_table(b"a,b\n\n1,2\n") == [["a", "b"], [], ["1", "2"]]


def test_a_workbook_is_known_by_its_content_and_numbers_stay_whole() -> None:
    assert read_table(workbook([["code", "n"], [6110201, 1101.0], [None, " x "]])) == [
        ["code", "n"],
        ["6110201", "1101"],
        ["", "x"],
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls"),
        (b"PK\x03\x04 broken", "not a readable Excel workbook"),
        (b"\x7fELF\x00\x00", "neither CSV text"),
        (b"\x89PNG\r\n\x1a\n\x00", "neither CSV text"),
        (b'a,b\n"never closed', "not well-formed CSV"),
    ],
)
def test_anything_else_is_told_apart(data: bytes, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        read_table(data)


def test_a_broken_workbook_is_refused_wherever_it_breaks() -> None:
    whole = workbook([["code"], ["06110201"]])
    for cut in (100, len(whole) // 2, len(whole) - 30):
        with pytest.raises(SheetError):
            read_table(whole[:cut])


@pytest.mark.parametrize("claimed", ["A1", "A1:ZZ1048576"])
def test_what_a_sheet_claims_to_hold_is_not_believed(claimed: str) -> None:
    """Some programs write one cell for every sheet, and a sheet that was coloured to its end a million rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([*ROWS]))) as made, zipfile.ZipFile(out, "w") as claiming:
        for name in made.namelist():
            claim = f'<dimension ref="{claimed}"'.encode()
            claiming.writestr(name, re.sub(rb'<dimension ref="[A-Z0-9:]+"', claim, made.read(name)))
    assert read_table(out.getvalue()) == ROWS
