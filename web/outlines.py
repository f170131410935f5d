"""Borders as data of SVG paths: in whole units and steps from corner to corner, so that neighbours meet and pages stay
small, however fine the borders were handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from services.org_units.polygons import Shape

Spot = Callable[[float, float], tuple[float, float]]
"""Where a longitude and a latitude lie on the picture."""
Rings = Sequence[Sequence[tuple[float, float]]]

_MOST = 150_000
"""Characters of all borders of one picture: four times what the country's provinces take as they come along."""
# Units of the picture: what is too fine for it in whole ones is drawn on the next of these.
_GRIDS = (1, 2, 4, 8, 16, 32)


def outlines(shapes: Mapping[str, Shape], spot: Spot) -> dict[str, str]:
    """A path of each, by the same keys. All stand on the same grid, so that a border is one line from both its sides;
    rings that shrink to a line are left out."""
    rings = {
        key: [[spot(*point[:2]) for point in ring] for polygon in shape for ring in polygon]
        for key, shape in shapes.items()
    }
    found: dict[str, str] = {}
    for grid in _GRIDS:
        found = {key: _path(of_one, grid) for key, of_one in rings.items()}
        if sum(map(len, found.values())) <= _MOST:
            break
    return found


def outlines_within(shapes: Iterable[Shape], spot: Spot, width: float, height: float) -> str:
    """Those whose box reaches into a picture of this size, together."""
    within = {str(at): shape for at, shape in enumerate(shapes) if _reaches(shape, spot, width, height)}
    return "".join(outlines(within, spot).values())


def _path(rings: Rings, grid: int) -> str:
    parts = []
    for ring in rings:
        corners = _corners((round(x / grid) * grid, round(y / grid) * grid) for x, y in ring)
        if len(corners) > 3:
            steps = ((x - old_x, y - old_y) for (old_x, old_y), (x, y) in pairwise(corners))
            line = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            parts.append(f"M{corners[0][0]} {corners[0][1]}l{line}z")
    return "".join(parts)


def _corners(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each once, and none of a way out and back again."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        while len(found) > 1:
            (first_x, first_y), (last_x, last_y) = found[-2:]
            out, back = (last_x - first_x, last_y - first_y), (x - last_x, y - last_y)
            if out[0] * back[1] != out[1] * back[0] or out[0] * back[0] + out[1] * back[1] >= 0:
                break
            found.pop()
        if not found or found[-1] != (x, y):
            found.append((x, y))
    return found


def _reaches(shape: Shape, spot: Spot, width: float, height: float) -> bool:
    spots = [spot(*point[:2]) for polygon in shape for point in polygon[0]]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, bottom = min(y for _, y in spots), max(y for _, y in spots)
    return left < width and right > 0 and top < height and bottom > 0
