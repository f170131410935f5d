"""The Thai font of pictures, PDFs and pages. It comes from a pip package, so no system font is needed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import fontpkg

if TYPE_CHECKING:
    from PIL import ImageFont

ROOT = Path(__file__).parents[2]
FAMILY = "noto-sans-thai"


@cache
def thai_font(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Noto Sans Thai (Thai, Latin and figures) at `size` pixels; `weight` 100-900.

    Pillow's wheels carry raqm, which puts tone marks above vowels where they belong; without it they collide. It is
    loaded by whoever draws.
    """
    import fontpkg.pil
    from PIL import ImageFont

    return fontpkg.pil.truetype(FAMILY, size, weight, layout_engine=ImageFont.Layout.RAQM)


_cutting = Lock()


def font_file(weight: int) -> Path:
    """The same in one weight as a TrueType file, for what cannot read the variable font. A PDF that is set from the
    variable file takes its letters bold and their widths thin."""
    return _cut(f"{FAMILY}-{weight}.ttf", weight, weight)


@cache
def web_font() -> bytes:
    """The same as one WOFF file in which a page finds every weight from 400 to 700, of normal width: a fifth of the
    whole variable file. The same bytes in every process, so that a fingerprint of them makes a lasting address."""
    return _cut(f"{FAMILY}.woff", 400, 700).read_bytes()


def _cut(name: str, thinnest: int, boldest: int) -> Path:
    """By a process of its own: the library that cuts would stay in ours, 11 MB for a second's work."""
    with _cutting:
        file = _folder() / name
        if not file.exists():
            asked = [str(fontpkg.path(FAMILY)), str(file), str(thinnest), str(boldest)]
            subprocess.run([sys.executable, "-s", "-m", "bot.drawing.cutting", *asked], cwd=ROOT, check=True)
        return file


@cache
def _folder() -> Path:
    """Where this user's programs keep what can be made again, for the next process: a cut takes a second. It is
    another folder for another font or another way of cutting. Where nothing may be kept: one of this process alone."""
    made_from = sha256(fontpkg.path(FAMILY).read_bytes() + (ROOT / "bot/drawing/cutting.py").read_bytes())
    try:
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = kept / "nong-rai-ngan" / f"fonts-{made_from.hexdigest()[:12]}"
        folder.mkdir(parents=True, exist_ok=True)
        # Whoever made it may have been another user.
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError):
        _folders_of_our_own.append(tempfile.TemporaryDirectory(prefix="nong-fonts-"))
        return Path(_folders_of_our_own[-1].name)
    return folder


# Removed when the process ends.
_folders_of_our_own: list[tempfile.TemporaryDirectory[str]] = []
