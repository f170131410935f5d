"""The provinces that come with the product: all of them, each under its own code, and what is not asked about."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import geothai
import pytest

from models.database import Database
from services.org_units import known_boundaries
from services.org_units.known_boundaries import is_outside
from services.org_units.polygons import holds
from services.org_units.provinces import every
from tests.services.org_units.test_import_units import national

# Places, where they are, and the code of their province.
PLACES = {
    "the Democracy Monument": (13.7567, 100.5018, "10"),
    "Bueng Kan, a province since 2011": (18.3609, 103.6466, "38"),
    "Nong Khai, of which it was a part": (17.8783, 102.7420, "43"),
    "Nakhon Nayok": (14.2069, 101.2131, "26"),
    "Pai": (19.3583, 98.4418, "58"),
    "Umphang": (16.0166, 98.8640, "63"),
    "Betong": (5.7745, 101.0703, "95"),
    "Hat Yai": (7.0084, 100.4767, "90"),
    "Phuket": (7.8804, 98.3923, "83"),
    "Koh Samui": (9.5120, 100.0136, "84"),
    "Phra Nakhon Si Ayutthaya": (14.3532, 100.5689, "14"),
    "Ubon Ratchathani": (15.2287, 104.8564, "34"),
}


def test_there_is_one_of_each_official_code_and_name() -> None:
    named = {code: one.name for code, one in every().items()}
    assert named == {one.code: one.name_th for one in geothai.provinces()}
    head, *rows = national()
    registry = {(row[head.index("province_code")], row[head.index("province")]) for row in rows}
    assert registry <= set(named.items())


@pytest.mark.parametrize("name", PLACES)
def test_a_place_lies_in_its_province_and_in_no_other(name: str) -> None:
    latitude, longitude, code = PLACES[name]
    found = [one.code for one in every().values() if holds(one.shape, latitude, longitude)]
    assert found == [code]


def test_neighbours_share_their_border() -> None:
    """Every piece of border inland is drawn by two provinces, point by point: no gaps and no slivers."""
    sides: Counter[frozenset[tuple[float, float]]] = Counter()
    for one in every().values():
        for polygon in one.shape:
            for ring in polygon:
                sides.update(frozenset((tuple(a), tuple(b))) for a, b in pairwise(ring))
    assert max(sides.values()) == 2
    assert 0.4 < sum(count == 2 for count in sides.values()) / len(sides) < 0.9


@pytest.mark.parametrize(
    ("where", "latitude", "longitude", "code", "outside"),
    [
        ("Lam Sonthi, 7 km beyond a border that is drawn roughly", 15.305, 101.36, "16", False),
        ("Koh Tao, not drawn", 10.0956, 99.8404, "84", False),
        ("Phi Phi, not drawn", 7.7407, 98.7784, "81", False),
        ("Koh Si Chang, not drawn", 13.15, 100.81, "20", False),
        ("Bangkok for an office of Nakhon Nayok", 13.7563, 100.5018, "26", True),
        ("the Gulf, far out", 9.5, 102.0, "84", True),
        ("latitude and longitude of another country", 35.68, 139.76, "84", True),
    ],
)
def test_what_the_map_cannot_know_is_not_asked_about(
    database: Database, where: str, latitude: float, longitude: float, code: str, outside: bool
) -> None:
    with database.reading() as session:
        known = known_boundaries.of_or_around(session, [code], latitude, longitude)
    assert is_outside(known[code], known, latitude, longitude) is outside, where
