"""What a fetched file is, by its content alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from bot.forms.workbook.workbook import to_xlsx
from services.storage.media_types import NotOfKind, kind_of

FORM = "| survey |\n| | type | name | label |\n| | text | a | A |\n"


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind)
    return made.getvalue()


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return made.getvalue()


MP4 = b"\0\0\0\x18ftypisom" + bytes(40)
M4A = b"\0\0\0\x18ftypM4A " + bytes(40)


@pytest.mark.parametrize(
    ("body", "wanted", "kind"),
    [
        (picture(), "image", ("image/png", "png")),
        (picture("JPEG"), "file", ("image/jpeg", "jpg")),
        (MP4, "video", ("video/mp4", "mp4")),
        (MP4, "audio", ("audio/mp4", "m4a")),
        (M4A, "audio", ("audio/mp4", "m4a")),
        (b"ID3" + bytes(40), "audio", ("audio/mpeg", "mp3")),
        (b"RIFF\0\0\0\0WAVE" + bytes(40), "audio", ("audio/wav", "wav")),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "video", ("video/webm", "webm")),
        (b"%PDF-1.7 ", "file", ("application/pdf", "pdf")),
        (to_xlsx(FORM), "file", ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")),
        ("รายชื่อ,1\n".encode(), "file", ("text/plain", "txt")),
    ],
)
def test_it_is_known_by_its_content(body: bytes, wanted: str, kind: tuple[str, str]) -> None:
    assert kind_of(body, wanted) == kind


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (MP4, "image"),
        (b"%PDF-1.7", "image"),
        (picture(), "audio"),
        (b"", "file"),
        (b"MZ\x90\0" + bytes(40), "file"),
        (b"\x7fELF" + bytes(40) + b"\xff", "file"),
        (b"<!DOCTYPE html><script>1</script>", "file"),
        (b"  <svg onload='x'>", "file"),
        (b"#!/bin/sh\n", "file"),
        (archive("a.txt"), "file"),
        (archive("word/document.xml", "word/vbaProject.bin"), "file"),
        (b"PK\x03\x04 and no more", "file"),
    ],
)
def test_what_is_not_kept(body: bytes, wanted: str) -> None:
    with pytest.raises(NotOfKind):
        kind_of(body, wanted)
