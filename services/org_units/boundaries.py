"""Boundaries of districts and provinces out of a GeoJSON file: all of it or nothing, by official codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.boundary import Boundary
from models.org_unit import OrgUnit, UnitKind

# How the departments that publish such files call the code; ADM2_PCODE is TH2601, AMP_CODE the district's two digits
# alone, so that it is no code of ours.
CODES = (
    "code",
    "AMPHOE_IDN",
    "amphoe_idn",
    "amp_idn",
    "AP_IDN",
    "district_code",
    "ADM2_PCODE",
    "ADM1_PCODE",
    "PROV_CODE",
)
LARGEST = 200_000_000
_CODE = re.compile(r"(?:TH)?([0-9]{2}|[0-9]{4})(?:00)?", re.IGNORECASE)
# About a metre: finer than any boundary is known.
_DIGITS = 5


class BadFile(ValueError):
    """The file cannot be used; the words say why and where."""


def read_geojson(data: bytes, code_property: str = "") -> dict[str, list[Any]]:
    """Polygons by official code. `code_property` names the property that holds it; "" for the usual ones."""
    if len(data) > LARGEST:
        raise BadFile(f"larger than {LARGEST // 1_000_000} MB: simplify the boundaries first")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"is no JSON: {error}") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise BadFile("is no GeoJSON FeatureCollection with features")
    found: dict[str, list[Any]] = {}
    for number, feature in enumerate(features, 1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = _code(properties if isinstance(properties, dict) else {}, code_property)
        if code is None:
            raise BadFile(f"feature {number}: no code of 2 or 4 digits in {code_property or ', '.join(CODES)}")
        try:
            found.setdefault(code, []).extend(_polygons(feature.get("geometry")))
        except (TypeError, ValueError, KeyError, IndexError):
            raise BadFile(f"feature {number} ({code}): no polygon of longitudes and latitudes in degrees") from None
    return found


def bring_in(session: Session, shapes: Mapping[str, list[Any]], now: datetime) -> tuple[int, tuple[str, ...]]:
    """(how many were taken, codes that are none of our districts or provinces). What is not in the file stays."""
    areas = select(OrgUnit.code).where(OrgUnit.kind.in_((UnitKind.PROVINCE, UnitKind.DISTRICT)))
    known = set(session.scalars(areas))
    ours = {code: shape for code, shape in shapes.items() if code in known}
    for code, shape in ours.items():
        points = list(chain.from_iterable(polygon[0] for polygon in shape))
        longitudes, latitudes = zip(*points, strict=True)
        box = {"south": min(latitudes), "west": min(longitudes), "north": max(latitudes), "east": max(longitudes)}
        session.merge(Boundary(code=code, shape=shape, updated_at=now, **box))
    return len(ours), tuple(sorted(shapes.keys() - known))


def _code(properties: Mapping[str, Any], code_property: str) -> str | None:
    for name in (code_property,) if code_property else CODES:
        if (code := _CODE.fullmatch(str(properties.get(name, "")).strip())) is not None:
            return code[1]
    return None


def _polygons(geometry: Mapping[str, Any]) -> Iterator[list[Any]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(kind)
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not polygons:
        raise ValueError("no polygon")
    for polygon in polygons:
        rings = [[_point(point) for point in ring] for ring in polygon]
        if not rings or any(len(ring) < 4 for ring in rings):
            raise ValueError("a ring has at least four points")
        yield rings


def _point(point: Any) -> list[float]:
    longitude, latitude = float(point[0]), float(point[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError("not degrees")
    return [round(longitude, _DIGITS), round(latitude, _DIGITS)]
