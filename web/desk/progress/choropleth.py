"""A map of areas drawn by the server: each area a path in the shade of its share, plots as dots, its neighbours pale
around it. No tiles and no words on it: those stand in the list beside."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.events import Place
from services.org_units.polygons import Shape
from web.outlines import outlines, outlines_within

# In units of the picture. A screen shows about a third of a pixel for each, so whole numbers are fine enough.
_WIDEST, _TALLEST, _MARGIN = 1200, 2000, 30
# Plots nearer than this are drawn as one. Beyond so many dots they are small ones: the areas must stay visible.
_MERGED, _MANY = 24, 150


@dataclass(frozen=True, slots=True)
class Dot:
    """`count` plots at this spot."""

    x: int
    y: int
    radius: int
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """`paths` are data of SVG paths by code, `around` one of everything else in the frame. `outside` plots lie beyond
    the frame."""

    width: int
    height: int
    paths: Mapping[str, str]
    around: str
    dots: Sequence[Dot]
    outside: int


def draw(
    areas: Mapping[str, Shape], frame: Sequence[Shape], around: Iterable[Shape], plots: Sequence[Place]
) -> Drawing | None:
    """`areas` by code within the box around `frame`; None where that is empty."""
    points = [point for shape in frame for polygon in shape for point in polygon[0]]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = min(_WIDEST / ((east - west) * narrowing), _TALLEST / (north - south))
    width, height = (east - west) * narrowing * scale + 2 * _MARGIN, (north - south) * scale + 2 * _MARGIN

    def spot(longitude: float, latitude: float) -> tuple[float, float]:
        return _MARGIN + (longitude - west) * narrowing * scale, _MARGIN + (north - latitude) * scale

    spots = [spot(one.longitude, one.latitude) for one in plots]
    inside = [(x, y) for x, y in spots if 0 <= x <= width and 0 <= y <= height]
    return Drawing(
        width=round(width),
        height=round(height),
        paths=outlines(areas, spot),
        around=outlines_within(around, spot, width, height),
        dots=_dots(inside),
        outside=len(spots) - len(inside),
    )


def _dots(spots: Sequence[tuple[float, float]]) -> list[Dot]:
    near: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for x, y in spots:
        near[round(x / _MERGED), round(y / _MERGED)].append((x, y))
    smallest = 11 if len(near) <= _MANY else 5
    dots = []
    for together in near.values():
        count = len(together)
        x, y = (sum(values) / count for values in zip(*together, strict=True))
        dots.append(Dot(round(x), round(y), round(smallest + 5 * math.log10(count)), count))
    # The large ones first, so that small ones beside them stay visible.
    return sorted(dots, key=lambda dot: -dot.count)
