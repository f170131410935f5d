"""What a fetched file is, judged by its content alone: whatever its sender or LINE calls it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SMALL = "image/jpeg"
"""What small pictures are, whatever they were drawn from."""
MAX_PIXELS = 60_000_000
"""Of a JPEG that can be read at a fraction of its size straight away: a telephone's 50 megapixels."""
MAX_WHOLE = 20_000_000
"""Of a picture that has to be unpacked whole, at four bytes a pixel. A page scanned at 400 dpi has 15."""
PICTURES = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "GIF": ("image/gif", "gif"),
    "WEBP": ("image/webp", "webp"),
}
_OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_PARTS = 5_000
# Opened by a browser these would run, whatever they are called.
_ACTIVE = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"#!")


class NotOfKind(Exception):
    """The bytes are not what the question asked for, or nothing that is kept."""


def kind_of(body: bytes, wanted: str = "image") -> tuple[str, str]:
    """Media type and file ending. `wanted`: image, audio, video, or file (those and papers). Raises NotOfKind."""
    if wanted == "image":
        return _picture(body)
    sounding = _sound_or_film(body)
    if wanted in ("audio", "video"):
        # LINE's voice messages and its films are both MP4; which of the two it is, is not told by the first bytes.
        if sounding is None:
            raise NotOfKind
        return (f"{wanted}/mp4", "m4a" if wanted == "audio" else "mp4") if sounding[1] == "mp4" else sounding
    if sounding is not None:
        return sounding
    try:
        return _picture(body)
    except NotOfKind:
        return _paper(body)


def is_too_large(picture: Image.Image) -> bool:
    """Whether unpacking it would take more than a photo may. To be asked before anything of it is unpacked."""
    # A progressive JPEG has to be held whole before the first line of it is known.
    is_read_small = picture.format == "JPEG" and not picture.info.get("progressive")
    return picture.width * picture.height > (MAX_PIXELS if is_read_small else MAX_WHOLE)


def _picture(body: bytes) -> tuple[str, str]:
    # Whoever only asks for names and limits opens none.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.format not in PICTURES or is_too_large(picture):
                raise NotOfKind
            picture.verify()
            return PICTURES[picture.format]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise NotOfKind from None


def _sound_or_film(body: bytes) -> tuple[str, str] | None:
    if body[4:8] == b"ftyp":
        brand = body[8:12]
        if brand == b"M4A ":
            return "audio/mp4", "m4a"
        return ("video/quicktime", "mov") if brand == b"qt  " else ("video/mp4", "mp4")
    if body[:4] == b"RIFF" and body[8:12] in (b"WAVE", b"AVI "):
        return ("audio/wav", "wav") if body[8:12] == b"WAVE" else ("video/x-msvideo", "avi")
    if body[:3] == b"ID3" or body[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "audio/mpeg", "mp3"
    if body[:2] in (b"\xff\xf1", b"\xff\xf9"):
        return "audio/aac", "aac"
    if body[:4] == b"OggS":
        return "audio/ogg", "ogg"
    return ("video/webm", "webm") if body[:4] == b"\x1a\x45\xdf\xa3" else None


def _paper(body: bytes) -> tuple[str, str]:
    if body[:5] == b"%PDF-":
        return "application/pdf", "pdf"
    if body[:8] == _OLE:
        return "application/x-ole-storage", "doc"
    if body[:4] == b"PK\x03\x04":
        return _office(body)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotOfKind from None
    if not body or "\0" in text or body.lstrip()[:40].lower().startswith(_ACTIVE):
        raise NotOfKind
    return "text/plain", "txt"


def _office(body: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise NotOfKind from None
    if len(names) > _MOST_PARTS or any(name.endswith("vbaProject.bin") for name in names):
        raise NotOfKind
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return kind
    raise NotOfKind
