"""Where the 77 provinces end, as the product comes: Natural Earth 1:10m, in the public domain (decision 27)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from services.org_units.polygons import Ring, Shape

PRECISION_KM = 8
"""How far outside one of these shapes a place of that province may lie: of 1,072 places of GeoNames 99 in 100 lie
inside or within 2 km, and those on the mainland within 7. Small islands are not drawn at all."""
_FILE = Path(__file__).with_name("provinces.json")


@dataclass(frozen=True, slots=True)
class Province:
    """`code` is the official one, two digits; `name` the Thai one without จังหวัด. A `bot.thai.units.Unit`."""

    code: str
    name: str
    shape: Shape
    kind: str = "province"
    parent: None = None


@cache
def every() -> Mapping[str, Province]:
    """By code. Read once: 50 KB that never change."""
    topology = json.loads(_FILE.read_bytes())
    arcs = _arcs(topology)
    found = {}
    for one in topology["objects"]["provinces"]["geometries"]:
        polygons = [one["arcs"]] if one["type"] == "Polygon" else one["arcs"]
        shape = tuple(tuple(_ring(arcs, ring) for ring in polygon) for polygon in polygons)
        found[one["id"]] = Province(one["id"], one["properties"]["name"], shape)
    return found


def _arcs(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """TopoJSON keeps a line as steps on a grid."""
    across, up = topology["transform"]["scale"]
    west, south = topology["transform"]["translate"]
    return [
        [
            (x * across + west, y * up + south)
            for x, y in accumulate(line, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        ]
        for line in topology["arcs"]
    ]


def _ring(arcs: Sequence[Ring], numbers: Sequence[int]) -> Ring:
    """A number below zero is the line ~number walked backwards; each line begins where the one before ended."""
    points: list[Sequence[float]] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return tuple(points)
