"""Borders as data of SVG paths: in whole units and steps from point to point, so that neighbours meet and pages stay
small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from services.org_units.polygons import Shape

Spot = Callable[[float, float], tuple[float, float]]
"""Where a longitude and a latitude lie on the picture."""


def outline(shape: Shape, spot: Spot) -> str:
    """Rings that shrink to a line are left out."""
    parts = []
    for polygon in shape:
        for ring in polygon:
            points = [(round(x), round(y)) for x, y in (spot(*point[:2]) for point in ring)]
            steps = [(x - old_x, y - old_y) for (old_x, old_y), (x, y) in pairwise(points)]
            moved = [step for step in steps if step != (0, 0)]
            if len(moved) > 2:
                line = " ".join(f"{x} {y}" for x, y in moved).replace(" -", "-")
                parts.append(f"M{points[0][0]} {points[0][1]}l{line}z")
    return "".join(parts)


def outlines(shapes: Iterable[Shape], spot: Spot, width: float, height: float) -> str:
    """Those whose box reaches into a picture of this size, together."""
    return "".join(outline(shape, spot) for shape in shapes if _reaches(shape, spot, width, height))


def _reaches(shape: Shape, spot: Spot, width: float, height: float) -> bool:
    spots = [spot(*point[:2]) for polygon in shape for point in polygon[0]]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    return left < width and right > 0 and top < height and bottom > 0
