"""The boundaries that are known, for the check of a point and for the map alike: those that the department brought in,
else those of the provinces that come with the product."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import boundary
from models.org_unit import OrgUnit, UnitKind
from services.org_units import provinces
from services.org_units.polygons import Shape, holds, kilometres_from_edge
from services.org_units.provinces import PRECISION_KM

SMALL_ISLAND_KM = 60
"""Koh Tao, the farthest island that the provinces' shapes leave out, lies 37 km from the rest of its province."""


@dataclass(frozen=True, slots=True)
class Known:
    """`is_rough`: one of the product's own, which may be off by `PRECISION_KM`."""

    code: str
    shape: Shape
    is_rough: bool = False

    def holds(self, latitude: float, longitude: float) -> bool:
        return holds(self.shape, latitude, longitude)


def of(session: Session, codes: Collection[str]) -> dict[str, Known]:
    """Those of these districts and provinces, by code; absent where none is known. One query."""
    return _with_ours({one.code: Known(one.code, one.shape) for one in boundary.of(session, codes)}, codes)


def borders(session: Session, units: Iterable[OrgUnit]) -> list[Shape]:
    """What a map of these draws: their boundaries, and the provinces beside them. One query."""
    codes = [unit.code for unit in units if unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)]
    known = of(session, codes)
    return [one.shape for one in known.values()] + [
        one.shape for code, one in provinces.every().items() if code not in known
    ]


def of_or_around(session: Session, codes: Collection[str], latitude: float, longitude: float) -> dict[str, Known]:
    """Those of these codes, and every other one that may hold the point. One query."""
    found = boundary.of_or_around(session, codes, latitude, longitude)
    around = {code for code, one in provinces.every().items() if holds(one.shape, latitude, longitude)}
    return _with_ours({one.code: Known(one.code, one.shape) for one in found}, {*codes, *around})


def is_outside(mine: Known, known: Mapping[str, Known], latitude: float, longitude: float) -> bool:
    """Whether the point surely lies outside `mine`. Outside a rough shape that is `PRECISION_KM` beyond its border in
    another province; in none it lies at sea, on an island that is not drawn or abroad: there, `SMALL_ISLAND_KM`."""
    if mine.holds(latitude, longitude):
        return False
    if not mine.is_rough:
        return True
    in_another = any(one.holds(latitude, longitude) for one in known.values() if len(one.code) == len(mine.code))
    return kilometres_from_edge(mine.shape, latitude, longitude) > (PRECISION_KM if in_another else SMALL_ISLAND_KM)


def _with_ours(brought_in: dict[str, Known], codes: Collection[str]) -> dict[str, Known]:
    ours = provinces.every()
    rough = {code: Known(code, ours[code].shape, is_rough=True) for code in codes if code in ours}
    return rough | brought_in
