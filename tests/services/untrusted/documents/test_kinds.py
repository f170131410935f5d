"""Documents for the library, told by their content in a reader of their own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from services.untrusted import readings
from services.untrusted.documents.kinds import DocumentRefused, kind
from tests.support import documents

OFFICE = "application/vnd.openxmlformats-officedocument."
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (documents.pdf(), "application/pdf"),
        (documents.docx(), f"{OFFICE}wordprocessingml.document"),
        (documents.xlsx(), f"{OFFICE}spreadsheetml.sheet"),
        (documents.archive(*documents.PPTX), f"{OFFICE}presentationml.presentation"),
        (documents.ole("WordDocument"), "application/msword"),
        (documents.ole("Workbook"), "application/vnd.ms-excel"),
        (documents.ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        (documents.picture("JPEG"), "image/jpeg"),
        (documents.picture("PNG"), "image/png"),
        (documents.picture("WEBP"), "image/webp"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_taken(body: bytes, media_type: str) -> None:
    assert kind(body) == media_type


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (SVG, "runs"),
        (b"<!DOCTYPE html><html><body>hello</body></html>", "runs"),
        (b"  \n<html><script>alert(1)</script>", "runs"),
        (b"<script>alert(1)</script>", "runs"),
        (b"MZ\x90\x00" + b"\0" * 200, "runs"),
        (b"#!/bin/sh\nrm -rf /\n", "runs"),
        (documents.archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (documents.ole("WordDocument", "_VBA_PROJECT"), "macros"),
        (documents.ole("EncryptedPackage"), "locked"),
        (documents.ole("__nameid_version1.0"), "other"),
        (documents.archive("word/document.xml"), "other"),
        (documents.archive("a.txt"), "broken"),
        (documents.picture("GIF"), "other"),
        (b"hello", "other"),
        (b"\0" * 100, "other"),
    ],
)
def test_what_is_not_and_why(body: bytes, why: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        kind(body)
    assert refused.value.why == why


def test_the_first_page_is_drawn_by_a_reader() -> None:
    for body in (documents.pdf(), documents.picture("WEBP")):
        with Image.open(io.BytesIO(readings.document(body).preview)) as drawn:
            assert drawn.format == "JPEG" and max(drawn.size) == 640 and drawn.width < drawn.height
    assert readings.document(documents.docx()).preview == b""


@pytest.mark.parametrize(("body", "why"), [(documents.pdf(password="x"), "locked"), (documents.pdf()[:300], "broken")])
def test_a_page_that_cannot_be_drawn_is_not_taken(body: bytes, why: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        readings.document(body)
    assert refused.value.why == why
