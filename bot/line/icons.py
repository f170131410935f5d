"""Six simple signs, drawn with Pillow: one function each, on a square from (-1, -1) to (1, 1)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import ImageDraw

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Hand:
    """Draws in units of the disc's radius around its middle."""

    pen: ImageDraw.ImageDraw
    x: float
    y: float
    unit: float
    ink: str

    def at(self, point: Point) -> Point:
        return self.x + point[0] * self.unit, self.y + point[1] * self.unit

    def stroke(self, *points: Point, width: float = 0.09, ink: str = "") -> None:
        thick, colour = round(width * self.unit), ink or self.ink
        placed = [self.at(point) for point in points]
        self.pen.line(placed, fill=colour, width=thick, joint="curve")
        for x, y in placed:  # round ends
            self.pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)

    def box(self, start: Point, end: Point, *, radius: float = 0.08, fill: bool = False, width: float = 0.09) -> None:
        self.pen.rounded_rectangle(
            (*self.at(start), *self.at(end)),
            radius * self.unit,
            fill=self.ink if fill else None,
            outline=self.ink,
            width=round(width * self.unit),
        )

    def shape(self, *points: Point, ink: str = "") -> None:
        self.pen.polygon([self.at(point) for point in points], fill=ink or self.ink)

    def dot(self, middle: Point, radius: float, *, ink: str = "") -> None:
        x, y = self.at(middle)
        r = radius * self.unit
        self.pen.ellipse((x - r, y - r, x + r, y + r), fill=ink or self.ink)


def draw(pen: ImageDraw.ImageDraw, name: str, x: float, y: float, radius: float, *, ink: str) -> None:
    """Draws the sign `name` (a key of `SIGNS`) on a disc of that middle and radius."""
    SIGNS[name](_Hand(pen, x, y, radius, ink))


def _report(hand: _Hand) -> None:
    """A sheet on a clipboard, ticked."""
    hand.box((-0.42, -0.5), (0.42, 0.58), radius=0.1)
    hand.box((-0.2, -0.62), (0.2, -0.4), radius=0.08, fill=True)
    hand.stroke((-0.2, 0.06), (-0.04, 0.24), (0.24, -0.12), width=0.11)


def _status(hand: _Hand) -> None:
    """Months side by side: three columns on a line."""
    hand.stroke((-0.56, 0.5), (0.56, 0.5))
    for left, top in ((-0.44, 0.1), (-0.11, -0.18), (0.22, -0.5)):
        hand.box((left, top), (left + 0.22, 0.46), radius=0.04, fill=True)


def _knowledge(hand: _Hand) -> None:
    """An open book."""
    hand.stroke((0, -0.3), (0, 0.46))
    for side in (-1, 1):
        top = _bent((0, -0.3), (0.26 * side, -0.54), (0.58 * side, -0.42))
        foot = _bent((0.58 * side, 0.34), (0.26 * side, 0.22), (0, 0.46))
        hand.stroke(*top, *foot)
        hand.stroke(*_bent((0.19 * side, -0.16), (0.3 * side, -0.21), (0.41 * side, -0.2)), width=0.07)
        hand.stroke(*_bent((0.19 * side, 0.06), (0.3 * side, 0.01), (0.41 * side, 0.02)), width=0.07)


def _qr(hand: _Hand) -> None:
    """The three eyes of a QR code and a few modules."""
    for left, top in ((-0.52, -0.52), (0.1, -0.52), (-0.52, 0.1)):
        hand.box((left, top), (left + 0.42, top + 0.42), radius=0.06)
        hand.box((left + 0.15, top + 0.15), (left + 0.27, top + 0.27), radius=0.02, fill=True)
    for left, top in ((0.1, 0.1), (0.38, 0.1), (0.24, 0.24), (0.1, 0.38), (0.38, 0.38)):
        hand.box((left, top), (left + 0.14, top + 0.14), radius=0.02, fill=True)


def _contact(hand: _Hand) -> None:
    """Two people talking: a bubble with lines, its tail below."""
    hand.box((-0.54, -0.46), (0.54, 0.26), radius=0.16)
    hand.shape((-0.3, 0.2), (0.02, 0.2), (-0.3, 0.54))
    for x in (-0.26, 0.0, 0.26):
        hand.dot((x, -0.1), 0.075)


def _help(hand: _Hand) -> None:
    """A question mark, as a stroke, so that no font decides its look."""
    bow = [_round((0, -0.26), 0.26, degrees) for degrees in range(-170, 41, 6)]
    hand.stroke(*bow, *_bent(bow[-1], (0.01, 0.06), (0, 0.24)), width=0.13)
    hand.dot((0, 0.49), 0.095)


def _round(middle: Point, radius: float, degrees: float) -> Point:
    """A point on a circle; 0 is right, 90 is below."""
    turn = math.radians(degrees)
    return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)


def _bent(start: Point, towards: Point, end: Point, steps: int = 16) -> list[Point]:
    """A curve from start to end that leans towards a point (a quadratic Bézier)."""

    def blend(a: float, b: float, c: float, t: float) -> float:
        return (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t**2 * c

    return [
        (blend(start[0], towards[0], end[0], n / steps), blend(start[1], towards[1], end[1], n / steps))
        for n in range(steps + 1)
    ]


SIGNS: dict[str, Callable[[_Hand], None]] = {
    "report": _report,
    "status": _status,
    "knowledge": _knowledge,
    "qr": _qr,
    "contact": _contact,
    "help": _help,
}
