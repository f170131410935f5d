"""What a document for the library is, by its content alone; and why another is not taken."""

from __future__ import annotations

import io
import zipfile

from services.storage.media_types import NotOfKind, kind_of

OLE = "application/x-ole-storage"
TAKEN = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "image/jpeg",
        "image/png",
        "image/webp",
    }
)
# Names of the streams in the directory of an OLE file (MS-DOC 2.1, MS-XLS 2.1.2, MS-PPT 2.1), which is UTF-16.
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
# Opened by a browser or a system these would run, whatever they are called.
_RUNS = (b"<svg", b"<html", b"<!doctype", b"<script", b"<?php", b"<?xml", b"<body", b"<iframe", b"javascript:")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


class DocumentRefused(Exception):
    """`why`: "runs" (a page, a drawing or a program that could do something), "macros", "locked" (a password),
    "broken", or "other" for a kind that is not kept."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def kind(body: bytes) -> str:
    """The media type, one of `TAKEN`. Raises DocumentRefused."""
    try:
        found, _ = kind_of(body, "file")
    except NotOfKind:
        raise DocumentRefused(_why_not(body)) from None
    if found == OLE:
        return _of_ole(body)
    if found not in TAKEN:
        raise DocumentRefused(_why_not(body))
    if found.startswith("application/vnd.openxml"):
        _check_package(body)
    return found


def _of_ole(body: bytes) -> str:
    if _holds(body, "_VBA_PROJECT"):
        raise DocumentRefused("macros")
    if _holds(body, "EncryptedPackage"):
        raise DocumentRefused("locked")
    found = next((media_type for name, media_type in _STREAMS.items() if _holds(body, name)), None)
    if found is None:
        raise DocumentRefused("other")
    return found


def _holds(body: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in body


def _check_package(body: bytes) -> None:
    """An archive that merely has a folder of that name is no document, and one that breaks off opens nowhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if "[Content_Types].xml" not in archive.namelist():
                raise DocumentRefused("other")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise DocumentRefused("broken") from None


def _why_not(body: bytes) -> str:
    head = body[:4096].lower()
    if body.startswith(_PROGRAMS) or any(mark in head for mark in _RUNS):
        return "runs"
    if body.startswith(b"PK") and b"vbaProject.bin" in body:
        return "macros"
    return "broken" if body.startswith((b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG", b"RIFF")) else "other"
