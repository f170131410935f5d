"""The signed letter of a circular as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from flask import Response

from models.circulars.circular import CircularVersion
from services.circulars.letter_file import KINDS
from web.headers import disposition

# Shown in the browser; a word processor's file is saved.
_SHOWN = ("application/pdf", "image/jpeg", "image/png")


def signed_letter(version: CircularVersion, open_file: Callable[[str], BinaryIO]) -> Response | None:
    """The letter of this version, which has one; None where it is lost."""
    kind = version.file_type if version.file_type in KINDS else "application/octet-stream"
    try:
        with open_file(version.file_key or "") as opened:
            answer = Response(opened.read(), content_type=kind)
    except FileNotFoundError:
        return None
    answer.headers["Content-Disposition"] = disposition("letter", version.file_name or "", is_shown=kind in _SHOWN)
    answer.headers["Cache-Control"] = "no-store"
    return answer
