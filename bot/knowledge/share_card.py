"""The picture that stands beside a link wherever it is passed on: what it opens and whose it is, in letters."""

from __future__ import annotations

import io
from dataclasses import replace

from bot.knowledge.lettering import fitted
from bot.texts.pages import BRAND

# What LINE and Facebook show whole (Open Graph: 1.91 to 1).
WIDTH, HEIGHT = 1200, 630
_GREEN, _PAPER, _INK, _SOFT = "#2f6b4f", "#ffffff", "#1f2a24", "#55625b"
_MARGIN, _BAND = 80, 110


def share_card(title: str, category: str, owner: str) -> bytes:
    """A PNG of 1200 × 630. `owner` is the office whose item it is, "" where none is named."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, _BAND), fill=_GREEN)
    room = WIDTH - 2 * _MARGIN
    brand = fitted(BRAND, room, largest=44, smallest=36, weight=600, most_lines=1)
    brand.draw(picture, WIDTH / 2, (_BAND - brand.height) / 2, _PAPER)
    above = fitted(category, room, largest=36, smallest=28, most_lines=1) if category else None
    below = fitted(owner, room, largest=32, smallest=24, most_lines=1) if owner else None
    top, bottom = _BAND + 40, HEIGHT - 40
    if above is not None:
        above.draw(picture, WIDTH / 2, top, _GREEN)
        top += above.height
    if below is not None:
        bottom -= below.height
        below.draw(picture, WIDTH / 2, bottom, _SOFT)
    for most_lines in (3, 4):
        words = fitted(title, room, largest=84, smallest=48, weight=600, most_lines=most_lines)
        if len(words.lines) <= most_lines:
            break
    # A title without end loses its last lines rather than run over the office.
    words = replace(words, lines=words.lines[: max(1, int((bottom - top) // words.step))])
    words.draw(picture, WIDTH / 2, top + (bottom - top - words.height) / 2, _INK)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
