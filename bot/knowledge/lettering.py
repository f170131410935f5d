"""Thai words on a picture: as large as they fit, in as few lines as they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from bot.drawing.fonts import thai_font

if TYPE_CHECKING:
    from PIL import Image, ImageFont

# Thai marks stand above and below the letters: lines closer than this touch.
LINE_HEIGHT = 1.6


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set in one font. `height` is in pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont

    @property
    def step(self) -> int:
        return round(self.font.size * LINE_HEIGHT)

    @property
    def height(self) -> int:
        return self.step * len(self.lines)

    def draw(self, picture: Image.Image, x: float, top: float, ink: str | int, *, is_centred: bool = True) -> None:
        """Centres every line on `x`, or begins it there."""
        from PIL import ImageDraw

        pen = ImageDraw.Draw(picture)
        for number, line in enumerate(self.lines):
            place = (x, top + self.step * (number + 0.5))
            pen.text(place, line, fill=ink, font=self.font, anchor="mm" if is_centred else "lm")


def fitted(text: str, width: int, *, largest: int, smallest: int, weight: int = 400, most_lines: int = 2) -> Block:
    """`text` in the largest size at which it takes no more than `most_lines` lines of `width` pixels.

    Lines are broken at spaces, which in Thai stand between phrases. A phrase that is too long even in the
    smallest size is broken between characters, and there may then be more lines.
    """
    for size in range(largest, smallest - 1, -2):
        font = thai_font(size, weight)
        lines = _at_spaces(text, font, width)
        if len(lines) <= most_lines and all(font.getlength(line) <= width for line in lines):
            return Block(tuple(_evened(text, lines, font)), font)
    font = thai_font(smallest, weight)
    return Block(tuple(piece for line in _at_spaces(text, font, width) for piece in _anywhere(line, font, width)), font)


def _at_spaces(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    # A name in quotation marks stays whole: it has spaces of its own.
    return _packed(regex.findall(r"(?:“[^”]{1,30}”|\S)+", text), " ", font, width)


def _evened(text: str, lines: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    """As many lines as before, as even as they go: a lone word on the last line reads badly."""
    longest = max(font.getlength(line) for line in lines)
    for width in range(round(longest), round(longest * 0.5), -round(font.size / 2)):
        tighter = _at_spaces(text, font, width)
        if len(tighter) > len(lines) or any(font.getlength(line) > width for line in tighter):
            break
        lines = tighter
    return lines


def _anywhere(line: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    return [line] if font.getlength(line) <= width else _packed(regex.findall(r"\X", line), "", font, width)


def _packed(pieces: list[str], glue: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and font.getlength(lines[-1] + glue + piece) <= width:
            lines[-1] += glue + piece
        else:
            lines.append(piece)
    return lines
