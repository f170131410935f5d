"""A page to draw an infographic on: shapes and signs below, words on top of them.

Everything is placed in units of which a page is 1,080 wide, whatever its size in pixels: one drawing serves a phone and
a sheet of paper. Shapes are drawn twice as large and scaled down, because Pillow draws them without smoothing; words
are set at their final size, where they are sharpest.
"""

from __future__ import annotations

from PIL import Image, ImageDraw

from bot.drawing.hand import Hand, Point
from bot.knowledge.infographics.signs import SIGNS
from bot.knowledge.lettering import Block, fitted

WIDTH = 1080.0
_FINER = 2

GROUND, PAPER, LINE = "#F3F6F1", "#FFFFFF", "#D3DED7"
INK, SOFT, GREEN, DARK, PALE = "#1F2A24", "#4C5952", "#2F6B4F", "#24543E", "#E2EEE7"
WATER, EARTH, RICE, HOUSE, LEAF = "#2F7DB0", "#8A6642", "#C9A227", "#B5603F", "#4E8F4A"
TINTS = {
    "green": (GREEN, "#E2EEE7"),
    "water": (WATER, "#E1EFF7"),
    "earth": (EARTH, "#F1E9DF"),
    "rice": ("#8A6D00", "#FAF1D2"),
    "house": (HOUSE, "#F8E7DF"),
    "leaf": ("#3B7A38", "#E6F2E1"),
}
"""Name → (strong, pale): what an article's head may call a colour."""


class Canvas:
    """`width` and `height` in pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.scale = width / WIDTH
        self.height = height / self.scale
        self._shapes = Image.new("RGB", (width * _FINER, height * _FINER), GROUND)
        self._pen = ImageDraw.Draw(self._shapes)
        self._words: list[tuple[Block, float, float, str, bool]] = []

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: str, *, radius: float = 0, outline: str = ""
    ) -> None:
        self._pen.rounded_rectangle(
            (self._at(left), self._at(top), self._at(right), self._at(bottom)),
            self._at(radius),
            fill=fill,
            outline=outline or None,
            width=round(self._at(3)) if outline else 0,
        )

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        edges = (x - radius, y - radius, x + radius, y + radius)
        self._pen.ellipse(tuple(self._at(edge) for edge in edges), fill=fill)

    def shape(self, points: list[Point], fill: str) -> None:
        self._pen.polygon([(self._at(x), self._at(y)) for x, y in points], fill=fill)

    def stroke(self, points: list[Point], width: float, ink: str) -> None:
        self._pen.line(
            [(self._at(x), self._at(y)) for x, y in points], fill=ink, width=round(self._at(width)), joint="curve"
        )

    def sign(self, name: str, x: float, y: float, radius: float, ink: str, disc: str = "") -> None:
        """The sign `name` around that middle, on a disc of that colour where one is given."""
        if disc:
            self.disc(x, y, radius, disc)
        SIGNS[name](Hand(self._pen, self._at(x), self._at(y), self._at(radius), ink))

    def fit(self, text: str, width: float, largest: float, smallest: float, *, bold: bool = False, lines: int) -> Block:
        """`text` in at most `lines` lines of `width`; sizes in units."""
        return fitted(
            text,
            round(width * self.scale),
            largest=round(largest * self.scale),
            smallest=round(smallest * self.scale),
            weight=650 if bold else 430,
            most_lines=lines,
        )

    def tall(self, *blocks: Block | None) -> float:
        """The height of these blocks one below the other."""
        return sum(block.height for block in blocks if block) / self.scale

    def say(self, block: Block, x: float, top: float, ink: str, *, is_centred: bool = False) -> float:
        """Words from `x` on, or centred on it; returns their lower edge."""
        self._words.append((block, x * self.scale, top * self.scale, ink, is_centred))
        return top + self.tall(block)

    def picture(self) -> Image.Image:
        done = self._shapes.reduce(_FINER)
        for block, x, top, ink, is_centred in self._words:
            block.draw(done, x, top, ink, is_centred=is_centred)
        return done

    def _at(self, value: float) -> float:
        return value * self.scale * _FINER
