"""A hand that draws simple signs with Pillow: strokes, boxes, dots and curves on a square from (-1, -1) to (1, 1)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import ImageDraw

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hand:
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


def around(middle: Point, radius: float, degrees: float) -> Point:
    """A point on a circle; 0 is right, 90 is below."""
    turn = math.radians(degrees)
    return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)


def bent(start: Point, towards: Point, end: Point, steps: int = 16) -> list[Point]:
    """A curve from start to end that leans towards a point (a quadratic Bézier)."""

    def blend(a: float, b: float, c: float, t: float) -> float:
        return (1 - t) ** 2 * a + 2 * (1 - t) * t * b + t**2 * c

    return [
        (blend(start[0], towards[0], end[0], n / steps), blend(start[1], towards[1], end[1], n / steps))
        for n in range(steps + 1)
    ]
