"""A map drawn by the server: points in their place, borders, a grid of degrees, a scale, names of areas. No tiles,
nothing from elsewhere, so it works behind a proxy and on paper."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.events import Place
from bot.thai.places import EAST, NORTH, SOUTH, WEST, in_thailand, map_link
from services.aggregation.places import Point
from services.org_units.polygons import Shape
from web.outlines import outlines_within

WIDTH = 640.0
_TALLEST = 900.0
_MARGIN = 84.0  # degrees are written here, on a phone twice as large as on a desk
_MERGED = 9.0  # points nearer than this on paper are drawn as one
# What a letter, a line and the scale take on a phone, where words are twice as large.
_LETTER, _LINE, _SCALE = 15.0, 30.0, 60.0
_KM_A_DEGREE = 111.32
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_MOST_LINES = 4  # of the grid, either way: their words must not touch on a phone
_FAR_APART = 4.0  # degrees
_NARROWEST = 0.04  # degrees: a single plot is shown with 4 km around it


@dataclass(frozen=True, slots=True)
class Dot:
    """`count` points at this spot; `link` opens a map service there."""

    x: float
    y: float
    radius: float
    count: int
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of the grid. `label` is its degree, `is_upright` for a meridian."""

    at: float
    label: str
    is_upright: bool


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in the units of the picture, `width` × `height`. `outside` points lie out of Thailand and are not
    drawn. `borders` is the data of an SVG path, cut off at the sheet. The scale is `bar` long: `kilometres`."""

    width: float
    height: float
    margin: float
    borders: str
    dots: Sequence[Dot]
    grid: Sequence[GridLine]
    labels: Sequence[Label]
    bar: float
    kilometres: float
    drawn: int
    outside: int


@dataclass(frozen=True, slots=True)
class _Box:
    south: float
    north: float
    west: float
    east: float

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))


def draw(
    points: Sequence[Point],
    *,
    names: Mapping[str, str],
    title: Callable[[Sequence[Point]], str],
    borders: Iterable[Shape] = (),
) -> Drawing | None:
    """None where no point lies in Thailand. `names` are path of an area → what to write where its points are; `title`
    says what a dot's points are. Points far apart are shown on a map of the whole country."""
    inside = [point for point in points if in_thailand(point.place)]
    if not inside:
        return None
    box = _around([point.place for point in inside])
    across = (box.east - box.west) * box.narrowing
    inner = min(WIDTH - 2 * _MARGIN, (_TALLEST - 2 * _MARGIN) * across / (box.north - box.south))
    scale = inner / across  # picture units a degree of latitude
    width, height = inner + 2 * _MARGIN, (box.north - box.south) * scale + 2 * _MARGIN

    def spot(place: Place) -> tuple[float, float]:
        x = _MARGIN + (place.longitude - box.west) * box.narrowing * scale
        return x, _MARGIN + (box.north - place.latitude) * scale

    kilometres, bar = _bar(inner, scale)
    return Drawing(
        width=round(width, 1),
        height=round(height, 1),
        margin=_MARGIN,
        borders=outlines_within(borders, lambda longitude, latitude: spot(Place(latitude, longitude)), width, height),
        dots=_dots(inside, spot, title),
        grid=_grid(box, spot),
        labels=_labels(inside, names, spot, width, height),
        bar=round(bar, 1),
        kilometres=kilometres,
        drawn=len(inside),
        outside=len(points) - len(inside),
    )


def _around(places: Sequence[Place]) -> _Box:
    south, north = min(one.latitude for one in places), max(one.latitude for one in places)
    west, east = min(one.longitude for one in places), max(one.longitude for one in places)
    if max(north - south, east - west) > _FAR_APART:
        return _Box(SOUTH, NORTH, WEST, EAST)
    tall = max(north - south, _NARROWEST) * 1.16
    # As wide as tall at most three times, and the other way round, so that a row of plots is still a map.
    wide = max((east - west) * 1.16, _NARROWEST, tall / 3)
    tall = max(tall, wide / 3)
    middle = ((south + north) / 2, (west + east) / 2)
    return _Box(middle[0] - tall / 2, middle[0] + tall / 2, middle[1] - wide / 2, middle[1] + wide / 2)


def _dots(
    points: Sequence[Point], spot: Callable[[Place], tuple[float, float]], title: Callable[[Sequence[Point]], str]
) -> list[Dot]:
    near: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
    for point in points:
        x, y = spot(point.place)
        near[round(x / _MERGED), round(y / _MERGED)].append(point)
    dots = []
    for together in near.values():
        latitude = sum(one.place.latitude for one in together) / len(together)
        longitude = sum(one.place.longitude for one in together) / len(together)
        middle = Place(latitude, longitude)
        x, y = spot(middle)
        radius = 6 + 2.5 * math.log10(len(together)) * 2
        dots.append(Dot(round(x, 1), round(y, 1), round(radius, 1), len(together), map_link(middle), title(together)))
    # The large ones first, so that small ones beside them stay visible.
    return sorted(dots, key=lambda dot: -dot.count)


def _grid(box: _Box, spot: Callable[[Place], tuple[float, float]]) -> list[GridLine]:
    span = max(box.north - box.south, (box.east - box.west) * box.narrowing)
    step = next((one for one in _STEPS if span / one <= _MOST_LINES), _STEPS[-1])
    digits = max(0, -math.floor(math.log10(step)))
    lines = []
    for number in range(math.ceil(box.south / step), math.floor(box.north / step) + 1):
        _, y = spot(Place(number * step, box.west))
        lines.append(GridLine(round(y, 1), f"{number * step:.{digits}f}°", is_upright=False))
    for number in range(math.ceil(box.west / step), math.floor(box.east / step) + 1):
        x, _ = spot(Place(box.north, number * step))
        lines.append(GridLine(round(x, 1), f"{number * step:.{digits}f}°", is_upright=True))
    return lines


def _labels(
    points: Sequence[Point],
    names: Mapping[str, str],
    spot: Callable[[Place], tuple[float, float]],
    width: float,
    height: float,
) -> list[Label]:
    """A name in the middle of its area's points, within the sheet and off the scale; where two would cover each other,
    that of more points stays."""
    of: defaultdict[str, list[Place]] = defaultdict(list)
    for point in points:
        path = point.path
        while path and path not in names:
            path = path.rpartition(".")[0]
        if path:
            of[path].append(point.place)
    labels: list[Label] = []
    for path, places in sorted(of.items(), key=lambda one: -len(one[1])):
        middle = Place(median(one.latitude for one in places), median(one.longitude for one in places))
        x, y = spot(middle)
        half = len(names[path]) * _LETTER / 2
        if 2 * half > width - 2 * _MARGIN:
            continue
        x = min(max(x, _MARGIN + half), width - _MARGIN - half)
        y = min(max(y - 11, _MARGIN + _LINE), height - _MARGIN - _SCALE)
        if all(abs(y - one.y) > _LINE or abs(x - one.x) > half + len(one.text) * _LETTER / 2 for one in labels):
            labels.append(Label(round(x, 1), round(y, 1), names[path]))
    return labels


def _bar(inner: float, scale: float) -> tuple[float, float]:
    """The longest round distance that takes a third of the width at most: kilometres, and how long it is."""
    most = inner / 3 / scale * _KM_A_DEGREE
    power = 10 ** math.floor(math.log10(most))
    kilometres = next(step * power for step in (5, 2, 1) if step * power <= most)
    return (int(kilometres) if kilometres >= 1 else kilometres), kilometres / _KM_A_DEGREE * scale
