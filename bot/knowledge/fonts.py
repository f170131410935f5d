"""The Thai font that pictures are drawn with. It comes from a pip package, so no system font is needed."""

from __future__ import annotations

from functools import cache

import fontpkg.pil
from PIL import ImageFont

FAMILY = "noto-sans-thai"


@cache
def thai_font(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Noto Sans Thai (Thai, Latin and figures) at `size` pixels; `weight` 100-900.

    Pillow's wheels carry raqm, which puts tone marks above vowels where they belong; without it they collide.
    """
    return fontpkg.pil.truetype(FAMILY, size, weight, layout_engine=ImageFont.Layout.RAQM)
