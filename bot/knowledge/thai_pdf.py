"""A PDF with Thai in it.

The Thai is shaped (uharfbuzz), so that marks stack rightly in print; and since the order of shaped glyphs is not that
of the letters, every line carries its words as ActualText: they can be searched, copied and read aloud. fpdf is 25 MB
of a process, so whoever draws a page imports this then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex
from fpdf import FPDF

from bot.drawing.fonts import font_file
from bot.texts.joining.invite_sheet import MAY_BREAK

_POINT = 25.4 / 72
# Marks above and below: Thai lines closer than this touch.
_LEADING = 1.5


class ThaiPdf(FPDF):
    """Pages of lines that are placed by hand, in the weights 400 and 600 (bold). Takes what FPDF takes."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.set_lang("th")
        self.set_auto_page_break(False)
        for style, weight in (("", 400), ("B", 600)):
            self.add_font("thai", style, font_file(weight))
        self.set_text_shaping(True)
        # Of a font of one point: to shape a line costs more than all else about it, and most are asked about often.
        self._widths: dict[tuple[str, str], float] = {}

    def line_of(self, text: str, left: float, top: float, room: float, size: float, bold: bool = False) -> None:
        """One line, centred in `room`, its upper edge at `top`."""
        self.set_font("thai", "B" if bold else "", size)
        self.set_xy(left, top)
        plain = text.replace(MAY_BREAK, "")
        self._out(f"/Span <</ActualText <{(chr(0xFEFF) + plain).encode('utf-16-be').hex()}>>> BDC")
        self.cell(room, size * _POINT * _LEADING, plain, align="C")
        self._out("EMC")

    def lines_of(
        self,
        text: str,
        left: float,
        top: float,
        room: float,
        sizes: tuple[float, float],
        most: int = 1,
        bold: bool = False,
    ) -> float:
        """Text in at most `most` lines of `room`; `sizes` (largest, smallest) in points. Returns the lower edge."""
        lines, size = self._set(text, room, sizes, most, bold)
        for line in lines:
            self.line_of(line, left, top, room, size, bold)
            top += size * _POINT * _LEADING
        return top

    def height_of(self, text: str, room: float, sizes: tuple[float, float], most: int = 1, bold: bool = False) -> float:
        """What `lines_of` would take."""
        lines, size = self._set(text, room, sizes, most, bold)
        return len(lines) * size * _POINT * _LEADING

    def _set(
        self, text: str, room: float, sizes: tuple[float, float], most: int, bold: bool
    ) -> tuple[list[str], float]:
        """The lines, and their size in points."""
        size, smallest = sizes
        pieces = text.split(MAY_BREAK)
        while not self._fits(lines := self._packed(pieces, room, size, bold), room, most) and size > smallest:
            size -= 0.5
        if not self._fits(lines, room, most):
            # A name without end: broken anywhere, and cut rather than drawn over its neighbour.
            lines = self._packed(regex.findall(r"\X", text.replace(MAY_BREAK, "")), room, size, bold)
            lines = [*lines[: most - 1], lines[most - 1][:-2] + "…"] if len(lines) > most else lines
        return lines, size

    def cut_lines(self, columns: int, rows: int) -> None:
        """Dashed lines between so many equal parts of the page."""
        self.set_draw_color(150, 150, 150)
        self.set_line_width(0.2)
        self.set_dash_pattern(dash=2, gap=2)
        for column in range(1, columns):
            self.line(column * self.w / columns, 0, column * self.w / columns, self.h)
        for row in range(1, rows):
            self.line(0, row * self.h / rows, self.w, row * self.h / rows)
        self.set_dash_pattern()

    def _packed(self, pieces: Sequence[str], room: float, size: float, bold: bool) -> list[str]:
        self.set_font("thai", "B" if bold else "", size)
        lines = [""]
        for piece in pieces:
            if lines[-1] and self._width(lines[-1] + piece) > room:
                lines.append("")
            lines[-1] += piece
        return [line.strip() for line in lines]

    def _fits(self, lines: Sequence[str], room: float, most: int) -> bool:
        return len(lines) <= most and all(self._width(line) <= room for line in lines)

    def _width(self, line: str) -> float:
        key = self.font_style, line.rstrip()
        if key not in self._widths:
            self._widths[key] = self.get_string_width(key[1]) / self.font_size_pt
        return self._widths[key] * self.font_size_pt + 2 * self.c_margin
