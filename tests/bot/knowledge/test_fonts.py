"""The font that pages carry: one small file, the same each time, with all of Thai in it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bot.drawing import fonts
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


SAYS = """
import sys
import tempfile
from hashlib import sha256
from bot.drawing.fonts import font_file, web_font
print(sha256(web_font()).hexdigest(), font_file(700), "fontTools" in sys.modules)
"""


def told(kept: Path) -> list[str]:
    """By a process that may keep things in this folder."""
    environ = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(kept)}
    asked = subprocess.run(
        [sys.executable, "-c", SAYS], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    return asked.stdout.split()


def test_another_process_finds_what_one_has_cut_and_keeps_nothing_of_the_cutter(tmp_path: Path) -> None:
    first = told(tmp_path)
    assert first[::2] == [sha256(web_font()).hexdigest(), "False"]
    folder = Path(first[1]).parent
    assert folder.parent == tmp_path / "nong-rai-ngan" and len([*folder.iterdir()]) == 2
    # Nobody cuts again what is there.
    for file in folder.iterdir():
        file.write_bytes(b"kept")
    assert told(tmp_path) == [sha256(b"kept").hexdigest(), first[1], "False"]


def test_where_nothing_may_be_kept_it_is_cut_for_this_process_alone(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.write_bytes(b"")
    digest, file, _ = told(closed)
    assert digest == sha256(web_font()).hexdigest() and not Path(file).exists()


def test_another_user_s_folder_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(**_how: object) -> None:
        raise PermissionError

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert fonts._folder.__wrapped__().is_relative_to(tmp_path)
    # Root may write anywhere: the refusal is made.
    monkeypatch.setattr(tempfile, "TemporaryFile", refuses)
    folder = fonts._folder.__wrapped__()
    assert folder.is_dir() and not folder.is_relative_to(tmp_path)
