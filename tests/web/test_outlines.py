"""Borders on a page: small however fine they were handed in, and one line between two neighbours."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from web.desk.progress.choropleth import draw

FINE = 9_000
MOST = 150_000


def coast(at: float) -> list[list[float]]:
    """A border from north to south that wriggles at every scale, in steps of a few metres."""
    return [
        [at + sum(math.sin(turn * 7**power + at) / 2**power for power in range(5)) / 20, 13 + turn / 6]
        for turn in (2 * math.pi * step / FINE for step in range(FINE + 1))
    ]


def corners(path: str) -> list[tuple[int, int]]:
    """Where a path of one ring goes, its start included."""
    x, y, *steps = map(int, re.findall(r"-?[0-9]+", path))
    found = [(x, y)]
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        found.append((found[-1][0] + right, found[-1][1] + down))
    return found


def test_fine_borders_make_a_small_page_and_neighbours_still_meet() -> None:
    borders = [coast(100 + at / 4) for at in range(6)]
    areas = {str(at): [[[*left, *reversed(right), left[0]]]] for at, (left, right) in enumerate(pairwise(borders))}
    drawing = draw(areas, list(areas.values()), [], [])
    assert drawing is not None
    sizes = [len(path) for path in drawing.paths.values()]
    assert 20_000 < sum(sizes) <= MOST and min(sizes) > 3_000, sizes
    for west, east in pairwise(drawing.paths.values()):
        shared = set(corners(west)) & set(corners(east))
        assert len(shared) > len(corners(east)) / 3, "the border of two is drawn on different lines"


def test_a_coarse_border_is_drawn_as_it_is_and_nothing_leads_out_and_back() -> None:
    square = [[[100.0, 13.0], [101.0, 13.0], [101.0, 14.0], [101.5, 14.0], [101.0, 14.0], [100.0, 14.0], [100.0, 13.0]]]
    drawing = draw({"1": [square]}, [[square]], [], [])
    assert drawing is not None
    path = corners(drawing.paths["1"])
    assert len(path) == 5 and path[0] == path[-1], path
