"""A plot's point: outside the office's district, or far from every plot known, it is asked about and flagged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from models.database import Database
from services.org_units.boundaries import bring_in, read_geojson
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.reviewed import answers

OFFICE = "06110109"
INSIDE, BESIDE, BANGKOK, NAN = "13.60, 100.60", "13.60, 100.80", "13.7563, 100.5018", "18.78, 100.77"


def square(west: float, south: float, **properties: Any) -> dict[str, Any]:
    """A feature of 0.1 degrees, with a hole in its middle."""
    ring = [[west, south], [west + 0.2, south], [west + 0.2, south + 0.2], [west, south + 0.2], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def geojson(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, Chats)


@pytest.fixture
def bounded(chats: Chats) -> Chats:
    file = geojson(square(100.5, 13.5, ADM2_PCODE="TH1101"), square(100.7, 13.5, ADM2_PCODE="TH1102"))
    with chats.database.writing() as session:
        assert bring_in(session, read_geojson(file), chats.now) == (2, ())
    return chats


def sends_point(chats: Chats, point: str) -> str:
    """The officer answers up to the place of the one new plot, and types this."""
    for words in ("รายงาน", "1", "0", "1", "5", "แปลงวัดเหนือ", "วัด", "1", "3 ไร่", "1"):
        chats.near.types(words)
    return chats.near.types(point)


def ends(chats: Chats) -> str:
    for words in ("ข้าม", "ไม่", "1", "0", "0", "ไม่มี"):
        chats.near.types(words)
    chats.near.photo()
    return chats.near.types("ส่ง")


def test_a_point_in_the_district_is_taken_without_a_word(bounded: Chats) -> None:
    assert "✓ บันทึกพิกัดแล้ว: 13.600000" in sends_point(bounded, INSIDE)
    assert "รับรายงานแล้ว" in ends(bounded)
    assert (bounded.report_of(OFFICE).content or {})["flags"] == []


def test_one_outside_is_asked_about_named_and_flagged(bounded: Chats) -> None:
    said = sends_point(bounded, BESIDE)
    assert "จุดนี้อยู่นอกเขตอำเภอเมืองสมุทรปราการ (อยู่ในอำเภอบางบ่อ จังหวัดสมุทรปราการ) ค่ะ ใช้จุดนี้หรือไม่คะ" in said
    assert "✓ บันทึกพิกัดแล้ว: 13.600000, 100.800000" in bounded.near.taps("ใช้จุดนี้")
    assert "รับรายงานแล้ว" in ends(bounded)
    [flag] = (bounded.report_of(OFFICE).content or {})["flags"]
    assert flag == {"kind": "elsewhere", "path": "/data/teach/areas[1]/location", "confirmed": True}
    assert "จุดอยู่นอกเขต (ยืนยันแล้ว)" in bounded.district.types("รอรับรอง")


def test_where_districts_are_not_known_their_province_is(chats: Chats) -> None:
    """The product brings the provinces along: nothing has been imported."""
    assert "จุดนี้อยู่นอกเขตจังหวัดสมุทรปราการ (อยู่ในจังหวัดน่าน) ค่ะ" in sends_point(chats, NAN)
    said = [chats.near.types("ไม่"), chats.near.types(BANGKOK)][1]
    assert "จุดนี้อยู่นอกเขตจังหวัดสมุทรปราการ (อยู่ในกรุงเทพมหานคร) ค่ะ" in said
    assert "✓ บันทึกพิกัดแล้ว" in [chats.near.types("ไม่"), chats.near.types(INSIDE)][1]


def test_the_departments_own_boundary_goes_before_the_products(chats: Chats) -> None:
    with chats.database.writing() as session:
        assert bring_in(session, read_geojson(geojson(square(100.7, 13.5, ADM1_PCODE="TH11"))), chats.now) == (1, ())
    assert "จุดนี้อยู่นอกเขตจังหวัดสมุทรปราการ ค่ะ" in sends_point(chats, INSIDE)
    assert "✓ บันทึกพิกัดแล้ว" in [chats.near.types("ไม่"), chats.near.types(BESIDE)][1]


def test_no_keeps_the_question_and_the_right_point_ends_it(bounded: Chats) -> None:
    assert "อยู่นอกเขตอำเภอเมืองสมุทรปราการ ค่ะ" in sends_point(bounded, NAN)
    assert "ตำแหน่งของแปลง" in bounded.near.types("ไม่")
    assert "✓ บันทึกพิกัดแล้ว" in bounded.near.types(INSIDE)


def test_within_the_province_the_plots_known_around_say_what_is_far(chats: Chats) -> None:
    plot = {"_id": "1", "area_name": "แปลงเดิม", "location": "18.78 100.77 0.0 0.0"}
    document = answers(teach={"new_areas": 1, "areas": [plot]})
    # A neighbour of the same district, whose plots count as well.
    chats.sends("06110110", document, period="2026-09")
    said = sends_point(chats, INSIDE)
    assert "จุดนี้อยู่ห่างจากแปลงที่เคยรายงานในพื้นที่ประมาณ 576 กม. ค่ะ ใช้จุดนี้หรือไม่คะ" in said
    assert "✓ บันทึกพิกัดแล้ว" in chats.near.taps("ใช้จุดนี้")


def test_where_no_plot_is_known_a_point_in_the_province_is_taken(chats: Chats) -> None:
    assert "✓ บันทึกพิกัดแล้ว" in sends_point(chats, BESIDE)
