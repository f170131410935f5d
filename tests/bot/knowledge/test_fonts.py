"""The font that pages carry: one small file, the same each time, with all of Thai in it."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from bot.drawing.fonts import web_font

pytestmark = pytest.mark.slow

THAI = {*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)}


def test_it_holds_thai_and_latin_in_every_weight_that_pages_use() -> None:
    font = TTFont(BytesIO(web_font()))
    assert font.flavor == "woff"
    assert set(map(ord, "AZaz09“”‘’–—…×·")) | THAI <= set(font.getBestCmap())
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [("wght", 400, 700)]
    # Marks are set above and below their letters, and above one another.
    assert {"GPOS", "GSUB"} <= set(font.keys())


def test_a_phone_can_afford_it() -> None:
    assert len(web_font()) < 50_000


def test_another_process_cuts_the_same_bytes() -> None:
    assert web_font.__wrapped__() == web_font.__wrapped__()
