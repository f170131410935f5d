"""Points and polygons. A shape is a list of polygons, each a list of rings (the outline, then holes), each a list of
(longitude, latitude) in degrees; whether a ring repeats its first point at its end makes no difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

Ring = Sequence[Sequence[float]]
Shape = Sequence[Sequence[Ring]]

_KM_A_DEGREE = 111.32


def holds(shape: Shape, latitude: float, longitude: float) -> bool:
    """Whether the point lies in one of the polygons, and in none of its holes."""
    return any(
        _in_ring(polygon[0], latitude, longitude)
        and not any(_in_ring(hole, latitude, longitude) for hole in polygon[1:])
        for polygon in shape
    )


def kilometres_from_edge(shape: Shape, latitude: float, longitude: float) -> float:
    """From the point to the nearest border of the shape, on whichever side of it the point lies. The globe is taken as
    flat around the point: good to a percent over a few hundred kilometres."""
    narrowing = cos(radians(latitude))
    return _KM_A_DEGREE * min(
        _from_origin((x - longitude) * narrowing, y - latitude, (other_x - longitude) * narrowing, other_y - latitude)
        for polygon in shape
        for ring in polygon
        for (x, y), (other_x, other_y) in _sides(ring)
    )


def _sides(ring: Ring) -> Iterator[tuple[Sequence[float], Sequence[float]]]:
    yield from pairwise(ring)
    yield ring[-1], ring[0]


def _in_ring(ring: Ring, latitude: float, longitude: float) -> bool:
    """Ray casting: the point is inside where a line to the east crosses the ring an odd number of times."""
    inside = False
    for (x, y), (other_x, other_y) in _sides(ring):
        if (y > latitude) != (other_y > latitude):
            crossing = x + (latitude - y) / (other_y - y) * (other_x - x)
            inside ^= longitude < crossing
    return inside


def _from_origin(x: float, y: float, other_x: float, other_y: float) -> float:
    """The distance of 0, 0 from the line between two points, ends included."""
    across, up = other_x - x, other_y - y
    length = across * across + up * up
    along = min(1.0, max(0.0, -(x * across + y * up) / length)) if length else 0.0
    return hypot(x + along * across, y + along * up)
