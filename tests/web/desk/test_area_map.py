"""The map of an area: every part in the shade of its share, plots as dots, and all of it in words beside it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from pytest import MonkeyPatch
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Role
from models.org_unit import UnitKind
from models.programme import Programme
from services.aggregation import places
from services.org_units.boundaries import bring_in, read_geojson
from tests.handlers.reporting.test_place import geojson, square
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.reporting import Reporting, answers
from tests.web.desk.aggregation.test_charts import STYLES, contrast
from web.desk.progress.choropleth import draw

AREA = re.compile(r'<a href="([^"]*)" aria-label="([^"]*)"><path class="area" fill="url\(#shade-(\w+)\)"')


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


def areas(page: str) -> list[tuple[str, str, str]]:
    """(where it leads, what it says, shade) of each area of the map."""
    return [(unescape(href), unescape(says), shade) for href, says, shade in AREA.findall(page)]


def plotted(desk: Reporting, code: str, place: str) -> None:
    """The office reports one model area at this place, and its district approves it."""
    plot = {"_id": "1", "area_name": "แปลงทดสอบ", "owner": "temple", "level": "clm", "area": 1}
    number = desk.sends(code, answers(teach={"areas": [plot | {"location": f"{place} 0 0"}]}))
    desk.approves(number)


def test_the_country_is_its_provinces_each_with_its_share_and_its_page(desk: Reporting) -> None:
    desk.sends("06110109")
    page = desk.comes_in(Role.DEPARTMENT).get("/desk/map/TH")
    assert areas(page) == [
        ("/desk/u/11?period=2026-10", "จังหวัดสมุทรปราการ ส่งแล้ว 1/21 (4.8%)", "0"),
        ("/desk/u/12?period=2026-10", "จังหวัดนนทบุรี ส่งแล้ว 0/2 (0%)", "0"),
    ]
    assert "ส่งแล้วไม่ถึง 25% 2 แห่ง" in words_of(page) and "จังหวัดสมุทรปราการ 1/21 (4.8%)" in words_of(page)
    assert 'role="group" aria-labelledby="map-title" aria-describedby="map-desc"' in page and "<text" not in page


def test_a_province_is_its_districts_once_their_boundaries_are_known(desk: Reporting) -> None:
    desk.sends("06110109")
    browser = desk.comes_in(Role.PROVINCE, "11")
    page = browser.get("/desk/map/11")
    assert [says for _, says, _ in areas(page)] == ["จังหวัดสมุทรปราการ ส่งแล้ว 1/21 (4.8%)"]
    assert "ยังไม่มีแนวเขตอำเภอในระบบ" in page and "อำเภอเมืองสมุทรปราการ 1/4 (25.0%)" in words_of(page)
    file = geojson(square(100.5, 13.5, code="1101"), square(100.7, 13.5, code="1102"))
    with desk.database.writing() as session:
        bring_in(session, read_geojson(file), desk.now)
    page = browser.get("/desk/map/11")
    assert ("/desk/u/1101?period=2026-10", "อำเภอเมืองสมุทรปราการ ส่งแล้ว 1/4 (25.0%)", "1") in areas(page)
    assert len(areas(page)) == 2 and "ยังไม่มีแนวเขตอำเภอในระบบ" not in page
    # What has no boundary, the อบจ. among it, stands in the list all the same.
    assert "อบจ.สมุทรปราการ 0/1 (0%)" in words_of(page)


def test_only_approved_plots_are_dots_and_those_far_off_are_counted(desk: Reporting) -> None:
    plotted(desk, "06110109", "13.6 100.6")
    plotted(desk, "06110110", "18.78 100.77")
    desk.sends("05110106")
    page = desk.comes_in(Role.PROVINCE, "11").get("/desk/map/11")
    assert page.count("<circle cx=") == 1
    assert "อีก 1 แห่งอยู่นอกแผนที่นี้" in page
    assert "อำเภอเมืองสมุทรปราการ 3/4 (75.0%) · ต้นแบบ 2 แห่ง" in words_of(page)


def test_of_too_many_plots_a_part_is_drawn_and_all_are_counted(desk: Reporting, monkeypatch: MonkeyPatch) -> None:
    for code in ("06110109", "06110110", "05110106"):
        plotted(desk, code, "13.6 100.6")
    monkeypatch.setattr(places, "MOST_POINTS", 1)
    page = desk.comes_in(Role.PROVINCE, "11").get("/desk/map/11")
    assert "แสดงประมาณ 1 ใน 3 เลือกพื้นที่ย่อยเพื่อดูทั้งหมด" in page and page.count("<circle cx=") <= 1
    assert "ต้นแบบ 3 แห่ง" in words_of(page)


def test_a_district_without_a_boundary_has_a_map_once_there_is_a_plot_to_show(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    page = browser.get("/desk/map/1101")
    assert "<figure" not in page and "อบต.บางเมืองใหม่ 0/1 (0%)" in words_of(page)
    plotted(desk, "06110109", "13.6 100.6")
    page = browser.get("/desk/map/1101")
    assert page.count("<circle cx=") == 1 and not areas(page) and "แผนที่จึงแสดงทั้งจังหวัด" in page


def test_where_nothing_is_asked_the_page_says_so(desk: Reporting) -> None:
    with desk.database.writing() as session:
        session.scalars(select(Programme)).one().audience = [UnitKind.SPECIAL]
    page = desk.comes_in(Role.DEPARTMENT).get("/desk/map/TH")
    assert "งวดนี้ไม่มีหน่วยงานในพื้นที่นี้ที่ต้องส่งรายงาน" in page and "<figure" not in page


def test_an_office_has_its_page_instead_and_another_province_none(desk: Reporting) -> None:
    browser = desk.comes_in(Role.PROVINCE, "11")
    assert browser.client.get("/desk/map/06110109").headers["Location"] == "/desk/u/06110109"
    browser.get("/desk/map/12", 404)
    assert 'href="/desk/map/11?period=2026-10"' in browser.get("/desk/")


def test_neighbours_meet_on_the_map_and_nothing_lies_beyond_it() -> None:
    """Both sides of a border end on the same whole units, however the shapes are cut."""
    west = [[[100.0, 13.0], [100.5, 13.0], [100.5, 13.333], [100.5, 14.0], [100.0, 14.0], [100.0, 13.0]]]
    east = [[[100.5, 13.0], [101.0, 13.0], [101.0, 14.0], [100.5, 14.0], [100.5, 13.333], [100.5, 13.0]]]
    drawn = draw({"w": [west], "e": [east]}, [[west], [east]], [], [])
    assert drawn is not None
    corners = {code: set(walked(path)) for code, path in drawn.paths.items()}
    assert len(corners["w"] & corners["e"]) == 3
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for spots in corners.values() for x, y in spots)
    assert draw({}, [], [], []) is None


def walked(path: str) -> list[tuple[int, int]]:
    """The corners that a path of one ring passes."""
    start, steps = re.fullmatch(r"M(\d+ \d+)l([-\d ]+)z", path).groups()  # type: ignore[union-attr]
    x, y = map(int, start.split())
    found, numbers = [(x, y)], [int(one) for one in re.findall(r"-?\d+", steps)]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def test_borders_and_marks_stand_out_from_every_shade_by_day_and_by_night() -> None:
    """WCAG 2.1, 1.4.11: a border is three to one against the ground and the marks of all patterns, marks against their
    ground; a pale area around is only set off by the border."""
    style = (STYLES / "desk.css").read_text("utf-8")
    for mark, border, around, ground in zip(
        *(re.findall(rf"--{name}: (#\w{{6}})", style) for name in ("chart", "chart-dark", "grey-pale")),
        ("#ffffff", "#1d2521"),
        strict=True,
    ):
        pairs = ((mark, ground), (border, ground), (border, mark), (border, around))
        assert min(contrast(*pair) for pair in pairs) >= 3
    map_style = (STYLES / "map.css").read_text("utf-8")
    assert ".area { stroke: var(--chart-dark)" in map_style and ".shades .ink { fill: var(--chart)" in map_style
