"""Added-up results as a supervisor sees them."""

from __future__ import annotations

import re

import pytest

from bot.events import Place
from models import org_unit, programme
from models.membership.membership import Role
from models.reporting.report import Report, ReportStatus
from services.aggregation.places import Point
from tests.support.desk_site import DeskSite, words_of
from tests.support.filled import fill
from web.desk.aggregation import rollup
from web.desk.aggregation.drawing import draw


@pytest.fixture
def filled(desk: DeskSite) -> DeskSite:
    fill(desk.database, desk.now)
    return desk


def rows(page: str) -> list[list[str]]:
    """The words of each table's cells, row by row."""
    return [
        [words_of(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", page)
    ]


def test_a_month_of_a_province_says_what_the_reports_say(filled):
    with filled.database.reading() as session:
        asked = programme.every(session)[0]
        found = [
            report
            for report in session.query(Report).filter_by(period="2026-10", programme_id=asked.id)
            if report.unit.path.startswith("TH.11.") and report.is_sent
        ]
        sessions = sum(report.answers.get("teach", {}).get("sessions", 0) for report in found)
        people = sum(report.answers.get("spread", {}).get("people", 0) for report in found)
        temples = sum("temple" in report.answers.get("join", {}).get("partners", []) for report in found)
    page = filled.comes_in(Role.PROVINCE, "11").get("/desk/rollup/11?period=2026-10")
    cells = {row[0]: row for row in rows(page)}
    assert cells["จัดอบรมบุคลากร"][1:3] == [f"{sessions:,}", "ครั้ง"]
    assert cells["ประชาชนที่ได้รับความรู้"][1] == f"{people:,}"
    assert next(row for row in rows(page) if row[0] == "วัด" and row[2].endswith("%"))[1] == str(temples)
    assert f"{len(found)} รายงานที่ส่งแล้ว จาก 21" in words_of(page)
    assert "อำเภอยังไม่รับรอง แต่นับรวมแล้ว" in words_of(page)
    assert "พื้นที่ต้นแบบทั้งหมด ณ สิ้นช่วง" in words_of(page)


def test_last_year_has_its_columns_only_where_it_was_asked_for(filled):
    supervisor = filled.comes_in(Role.PROVINCE, "11")

    def heads() -> list[str]:
        page = supervisor.get("/desk/rollup/11?period=2026-10")
        return [words_of(head) for head in re.findall(r'(?s)<th scope="col"[^>]*>(.*?)</th>', page)]

    # One of the figures, and one of each question's options.
    assert heads().count("ช่วงเดียวกันปีก่อน") == heads().count("เปลี่ยนแปลง") == 1 + heads().count("ตัวเลือก") > 1
    with filled.database.writing() as session:
        [asked] = programme.every(session)
        asked.active_from = "2026-10"
    assert "จำนวน" in heads() and "ช่วงเดียวกันปีก่อน" not in heads() and "เปลี่ยนแปลง" not in heads()


def test_what_is_not_approved_is_left_out_where_the_programme_says_so(filled):
    with filled.database.writing() as session:
        programme.every(session)[0].leave_out_unapproved = True
    page = words_of(filled.comes_in(Role.PROVINCE, "11").get("/desk/rollup/11"))
    assert "อำเภอยังไม่รับรอง ไม่นำมารวม" in page and "ไม่รวมรายงานที่อำเภอยังไม่รับรอง" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("span=quarter&period=2026-09", "ไตรมาส 4 ปีงบประมาณ 2569 (ก.ค. 69 - ก.ย. 69)"),
        ("span=year&period=2026-09", "ปีงบประมาณ 2569 (ต.ค. 68 - ก.ย. 69)"),
        ("span=year&period=2026-10", "ปีงบประมาณ 2570 (ต.ค. 69)"),
        ("span=nonsense&view=nonsense&period=2026-10", "รวมผล จังหวัดสมุทรปราการ ตุลาคม 2569"),
        ("view=months", "ย้อนหลัง 12 เดือน ถึงตุลาคม 2569"),
    ],
)
def test_months_quarters_and_fiscal_years(filled, query, says):
    assert says in words_of(filled.comes_in(Role.PROVINCE, "11").get(f"/desk/rollup/11?{query}"))


def test_every_view_of_every_level_opens(filled):
    department = filled.comes_in(Role.DEPARTMENT, "TH")
    for code in ("TH", "11", "1101", "06110110", "02110101"):
        for view in ("figures", "months", "places"):
            page = department.get(f"/desk/rollup/{code}?view={view}&span=year")
            assert "<script>" not in page and " style=" not in page


def test_the_list_and_the_map_name_the_same_rows(filled):
    page = filled.comes_in(Role.PROVINCE, "11").get("/desk/rollup/11?view=places&period=2026-10")
    listed = [row for row in rows(page) if len(row) == 9 and row[1] != "ชื่อแปลง"]
    heading = re.search(r"พื้นที่ต้นแบบที่เพิ่มขึ้น (\d+) รายการ", words_of(page))
    assert heading and int(heading[1]) == len(listed) > 0
    with_place = [row for row in listed if row[8] != "–"]
    links = re.findall(r'<a href="(https://www\.google\.com/maps[^"]+)" target', page.split("<table")[0])
    assert 0 < len(links) <= len(with_place)
    assert f"แผนที่แสดงตำแหน่ง {len(with_place)} รายการ" in page


def test_a_list_is_paged(filled, monkeypatch):
    monkeypatch.setattr(rollup, "PAGE", 50)
    province = filled.comes_in(Role.PROVINCE, "11")
    address = "/desk/rollup/11?view=places&span=year&period=2026-09"
    seen: list[list[str]] = []
    pages = 0
    while True:
        page = province.get(f"{address}&page={pages + 1}")
        seen += [row for row in rows(page) if len(row) == 10 and row[2] != "ชื่อแปลง"]
        pages += 1
        if "ถัดไป ›" not in page:
            break
    heading = re.search(r"พื้นที่ต้นแบบที่เพิ่มขึ้น (\d+) รายการ", words_of(page))
    assert heading and len(seen) == int(heading[1]) > 50
    assert pages == -(-len(seen) // 50)
    assert f"หน้า {pages} จาก {pages}" in words_of(province.get(f"{address}&page=99999"))


def test_nothing_yet_is_said_kindly(desk):
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get("/desk/rollup/1101"))
    assert "ยังไม่มีรายงานที่นำมารวมได้" in page and "0 รายงานที่ส่งแล้ว จาก 4" in page
    assert "ตัวเลขรวม" not in page and "ข้อที่เลือกตอบ" not in page and "นิยามของตัวเลข" in page
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get("/desk/rollup/1101?view=places"))
    assert "ช่วงเวลานี้ยังไม่มีหน่วยงานใดกรอกรายการ" in page


def test_hostile_words_of_a_plot_stay_words(desk):
    with desk.database.writing() as session:
        unit = org_unit.by_code(session, "06110110")
        assert unit
        session.add(
            Report(
                programme_id=programme.every(session)[0].id,
                org_unit_id=unit.id,
                period="2026-10",
                status=ReportStatus.SUBMITTED,
                answers={
                    "teach": {
                        "areas": [
                            {"_id": "1", "area_name": "<script>alert(1)</script>", "location": "13.6 100.6 0 0"},
                            {"_id": "2", "area_name": "ไกลมาก", "location": "51.5 0 0 0"},
                            {"_id": "3", "area_name": "เสีย", "location": '"><b>'},
                        ]
                    }
                },
                created_at=desk.now,
            )
        )
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/rollup/1101?view=places")
    assert "<script>" not in page and "&lt;script&gt;" in page and '"><b>' not in page
    assert "อีก 1 รายการระบุตำแหน่งนอกประเทศไทย" in words_of(page)


def point(latitude: float, longitude: float, path: str = "TH.11.1101.06110110") -> Point:
    return Point(Place(latitude, longitude), "sao", "ก", path, "แปลง")


def test_a_map_keeps_its_points_inside_and_north_up():
    names = {"TH.11.1101": "อำเภอเมือง"}
    found = draw([point(13.5, 100.4), point(13.9, 100.9)], names=names, title=lambda points: str(len(points)))
    assert found
    south, north = sorted(found.dots, key=lambda dot: -dot.y)
    assert south.x < north.x and south.y > north.y
    for dot in found.dots:
        assert found.margin <= dot.x <= found.width - found.margin
        assert found.margin <= dot.y <= found.height - found.margin
    # 0.4° of latitude are 44.5 km, and 0.5° of longitude here are 54 km.
    scale = found.bar / found.kilometres
    assert south.y - north.y == pytest.approx(44.5 * scale, rel=0.01)
    assert north.x - south.x == pytest.approx(54.1 * scale, rel=0.01)
    assert [label.text for label in found.labels] == ["อำเภอเมือง"]


@pytest.mark.parametrize(
    "places",
    [
        [(13.7, 100.5)],
        [(13.7, 100.5)] * 50,
        [(13.7, 100.5), (13.7, 100.6)],
        [(13.1, 100.5), (13.9, 100.5)],
        [(5.7, 97.4), (20.4, 105.6)],
    ],
)
def test_a_map_of_one_point_or_of_a_country_is_a_map(places):
    found = draw([point(*place) for place in places], names={}, title=lambda points: "")
    assert found and found.drawn == len(places) and sum(dot.count for dot in found.dots) == len(places)
    assert 100 < found.height <= 900 and 100 < found.width <= 640
    assert sum(line.is_upright for line in found.grid) >= 1 and sum(not line.is_upright for line in found.grid) >= 1
    assert 0 < found.bar < found.width / 2


def test_points_out_of_the_country_make_no_map():
    assert draw([point(51.5, 0)], names={}, title=lambda points: "") is None
