"""The font that pages carry: one small file, the same each time, with all of Thai in it."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from bot.drawing.fonts import web_font
from tests.support.source import ROOT

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


def test_another_process_gets_the_same_bytes_and_keeps_nothing_of_the_cutter() -> None:
    says = """
import sys
from hashlib import sha256
from bot.drawing.fonts import font_file, web_font
print(sha256(web_font()).hexdigest(), font_file(700).stat().st_size > 10_000, "fontTools" in sys.modules)
"""
    asked = subprocess.run([sys.executable, "-c", says], cwd=ROOT, capture_output=True, text=True, check=True)
    assert asked.stdout.split() == [sha256(web_font()).hexdigest(), "True", "False"]
