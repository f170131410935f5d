"""Boundaries out of GeoJSON: by the usual names of the code, whole or not at all; and what lies within."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.org_units.boundaries import BadFile, read_geojson
from services.org_units.polygons import holds, kilometres_from_edge

RING = [[100.0, 13.0], [101.0, 13.0], [101.0, 14.0], [100.0, 14.0], [100.0, 13.0]]
HOLE = [[100.4, 13.4], [100.6, 13.4], [100.6, 13.6], [100.4, 13.6], [100.4, 13.4]]


def file(properties: Any, kind: str = "Polygon", coordinates: Any = None) -> bytes:
    geometry = {"type": kind, "coordinates": [RING] if coordinates is None else coordinates}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"code": "1101"}, "1101"),
        ({"code": 1101}, "1101"),
        ({"ADM2_PCODE": "TH1101"}, "1101"),
        ({"ADM1_PCODE": "TH11"}, "11"),
        ({"AMPHOE_IDN": "1101"}, "1101"),
        ({"code": "110100"}, "1101"),
    ],
)
def test_the_code_stands_under_its_usual_names(properties: dict[str, Any], code: str) -> None:
    assert list(read_geojson(file(properties))) == [code]


def test_one_may_say_where_the_code_stands() -> None:
    assert list(read_geojson(file({"code": "99", "รหัส": "1101"}), "รหัส")) == ["1101"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "is no JSON"),
        (b"[1]", "no GeoJSON FeatureCollection"),
        (b'{"features": []}', "no GeoJSON FeatureCollection"),
        (b'{"features": [1]}', "feature 1: no code"),
        (file({"name": "x"}), "feature 1: no code"),
        (file([1]), "feature 1: no code"),
        (b"[" * 100_000, "is no JSON"),
        (file({"code": "1101"}, "Point", [100, 13]), "feature 1 (1101): no polygon"),
        (file({"code": "1101"}, "MultiPolygon", []), "feature 1 (1101): no polygon"),
        (file({"code": "1101"}, coordinates=[[[500, 13], [101, 13], [101, 14], [500, 13]]]), "no polygon"),
        (file({"code": "1101"}, coordinates=[[[680000, 1500000]]]), "no polygon"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says.replace("(", r"\(").replace(")", r"\)")):
        read_geojson(data)


def test_inside_outside_holes_and_several_parts() -> None:
    far = [[point[0] + 2, point[1]] for point in RING]
    [shape] = read_geojson(file({"code": "11"}, "MultiPolygon", [[RING, HOLE], [far]])).values()
    assert holds(shape, 13.2, 100.2) and holds(shape, 13.5, 102.5)
    assert not holds(shape, 13.5, 100.5) and not holds(shape, 13.5, 101.5) and not holds(shape, 12.9, 100.5)


def test_how_far_a_point_is_from_the_edge_on_either_side() -> None:
    [shape] = read_geojson(file({"code": "11"}, "Polygon", [RING, HOLE])).values()
    # A tenth of a degree north of it, a tenth within the hole, and off the corner by 3 and 4 tenths.
    assert kilometres_from_edge(shape, 14.1, 100.5) == pytest.approx(11.13, abs=0.01)
    assert kilometres_from_edge(shape, 13.5, 100.5) == pytest.approx(10.82, abs=0.01)
    assert kilometres_from_edge(shape, 14.4, 101.3) == pytest.approx(55.2, abs=0.5)
