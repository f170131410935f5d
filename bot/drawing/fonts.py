"""The Thai font of pictures, PDFs and pages. It comes from a pip package, so no system font is needed."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import fontpkg
import fontpkg.pil
from PIL import ImageFont

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILY = "noto-sans-thai"


@cache
def thai_font(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Noto Sans Thai (Thai, Latin and figures) at `size` pixels; `weight` 100-900.

    Pillow's wheels carry raqm, which puts tone marks above vowels where they belong; without it they collide.
    """
    return fontpkg.pil.truetype(FAMILY, size, weight, layout_engine=ImageFont.Layout.RAQM)


_cutting = Lock()


def font_file(weight: int) -> Path:
    """The same in one weight as a TrueType file, for what cannot read the variable font: good while this process
    lives. A PDF that is set from the variable file takes its letters bold and their widths thin."""
    with _cutting:
        return _font_file(weight)


@cache
def _font_file(weight: int) -> Path:
    file = Path(_folder().name) / f"{FAMILY}-{weight}.ttf"
    _cut(weight).save(file)
    return file


@cache
def web_font() -> bytes:
    """The same as one WOFF file in which a page finds every weight from 400 to 700, of normal width: a fifth of the
    whole variable file. The same bytes in every process, so that a fingerprint of them makes a lasting address."""
    font = _cut((400, 700))
    font.flavor = "woff"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()


def _cut(weight: int | tuple[int, int]) -> TTFont:
    # 10 MB, for two files in the life of a process.
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    # The time of the cut is not written into the file.
    font = TTFont(str(fontpkg.path(FAMILY)), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
    return font


@cache
def _folder() -> TemporaryDirectory[str]:
    """Kept here, removed when the process ends."""
    return TemporaryDirectory(prefix="nong-fonts-")
