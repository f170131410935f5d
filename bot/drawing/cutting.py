"""Cuts a variable font to some of its weights and to normal width: `python -m bot.drawing.cutting FONT FILE FROM TO`.

Beside FILE there is nothing until it is whole. One that ends in .woff is packed for pages.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer


def cut(font_file: Path, file: Path, thinnest: int, boldest: int) -> None:
    # The time of the cut is not written into the file.
    font = TTFont(font_file, recalcTimestamp=False)
    weights = thinnest if thinnest == boldest else (thinnest, boldest)
    instancer.instantiateVariableFont(font, {"wght": weights, "wdth": 100}, inplace=True)
    if file.suffix == ".woff":
        font.flavor = "woff"
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as begun:
        font.save(begun)
    Path(begun.name).replace(file)


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
