"""The Thai font that pictures and PDFs are drawn with. It comes from a pip package, so no system font is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import fontpkg
import fontpkg.pil
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import ImageFont

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
    font = TTFont(str(fontpkg.path(FAMILY)))
    instancer.instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
    file = Path(_folder().name) / f"{FAMILY}-{weight}.ttf"
    font.save(file)
    return file


@cache
def _folder() -> TemporaryDirectory[str]:
    """Kept here, removed when the process ends."""
    return TemporaryDirectory(prefix="nong-fonts-")
