"""Charts and the map: figures in words beside every bar, links that are read aloud, names within the sheet."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from bot.events import Place
from models.database import Database
from models.membership.membership import Role
from services.aggregation.places import Point
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.reporting import NOTHING, Reporting
from web.desk.aggregation import drawing

STYLES = Path(__file__).parents[4] / "web/static"
PROVINCES = {"TH.11": "จังหวัดสมุทรปราการ", "TH.12": "จังหวัดนนทบุรี", "TH.13": "จังหวัดปทุมธานี"}


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


def lines(page: str) -> list[str]:
    """What each line of the page's charts says to those who hear it."""
    return [words_of(one) for one in re.findall(r'(?s)<a href[^>]*><span class="label">.*?</a>', page)]


def test_every_bar_says_its_figures_and_where_it_leads(desk: Reporting) -> None:
    desk.sends("06110109")
    desk.sends("05110106", NOTHING)
    browser = desk.comes_in(Role.PROVINCE, "11")
    page = browser.get("/desk/")
    assert "ต.ค. 69 9.5% ส่งแล้ว 2 จาก 21 ทันกำหนด 9.5%" in lines(page)
    assert "อำเภอเมืองสมุทรปราการ 2/4 (50.0%) ทันกำหนด 50.0%" in lines(page)
    months = browser.get("/desk/rollup/11?view=months")
    assert "ต.ค. 69 40" in lines(months) and "ก.ย. 69 –" in lines(months)
    # A picture hides the links that stand in it from those who hear the page.
    for shown in (page, months, browser.get("/desk/rollup/11?view=places")):
        assert 'role="img"' not in shown
        for picture in re.findall(r"(?s)<svg.*?</svg>", shown):
            assert "<a " not in picture or 'role="group"' in picture
            assert all("aria-label=" in one for one in re.findall(r"<a [^>]*>", picture))


def test_bars_stand_out_from_the_page_and_from_each_other() -> None:
    """WCAG 2.1, 1.4.11: three to one, by day and by night."""
    style = (STYLES / "desk.css").read_text("utf-8") + (STYLES / "page.css").read_text("utf-8")
    for chart, dark, track, paper in zip(
        *(re.findall(rf"--{name}: (#\w{{6}})", style) for name in ("chart", "chart-dark", "grey-pale")),
        ("#ffffff", "#1d2521"),
        strict=True,
    ):
        assert min(contrast(chart, track), contrast(chart, paper), contrast(chart, dark), contrast(dark, track)) >= 3


@pytest.mark.parametrize("file", sorted(STYLES.glob("*.css")), ids=lambda file: file.name)
def test_no_words_of_a_page_are_smaller_than_can_be_read_on_a_phone(file: Path) -> None:
    """Twelve pixels; print has points."""
    sizes = re.findall(r"font-size: ([0-9]*\.?[0-9]+)(rem|px);", file.read_text("utf-8"))
    assert [size for size, unit in sizes if float(size) * (16 if unit == "rem" else 1) < 12] == []


def test_an_areas_year_is_shaded_on_a_phone_too() -> None:
    """A cell of a card is plain by `.cards-when-narrow td`: what shades it has to say more."""
    style = (STYLES / "overview.css").read_text("utf-8")
    assert [f".areas td.r{shade} {{ background" in style for shade in range(5)] == [True] * 5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def point(latitude: float, longitude: float, path: str) -> Point:
    return Point(Place(latitude, longitude), "sao", "ทดสอบ", f"{path}.x", "")


def test_names_stay_within_the_sheet_and_off_each_other_and_the_scale() -> None:
    """At the corners, where axes and scale stand, and two that lie at one place."""
    spots = [(13.9, 100.2, "TH.11"), (13.2, 100.2, "TH.12"), (13.2, 100.9, "TH.13"), (13.2, 100.901, "TH.11")]
    drawn = drawing.draw([point(*one) for one in spots], names=PROVINCES, title=lambda _: "")
    assert drawn is not None and drawn.labels
    for label in drawn.labels:
        half = len(label.text) * 15 / 2  # on a screen of 320 pixels
        assert drawn.margin <= label.x - half and label.x + half <= drawn.width - drawn.margin
        assert drawn.margin + 27 <= label.y <= drawn.height - drawn.margin - 30
    grid = [line.at for line in drawn.grid if line.is_upright]
    assert all(after - before > 100 for before, after in pairwise(grid))


def test_borders_lie_under_the_points_and_far_ones_are_left_out() -> None:
    here = [[[[100.0, 13.0], [101.0, 13.0], [101.0, 14.0], [100.0, 14.0], [100.0, 13.0]]]]
    away = [[[[104.0, 18.0], [105.0, 18.0], [105.0, 19.0], [104.0, 18.0]]]]
    spots = [point(13.1, 100.1, "TH.11"), point(13.9, 100.9, "TH.11")]
    drawn = drawing.draw(spots, names={}, title=lambda _: "", borders=[here, away])
    assert drawn is not None and re.fullmatch(r"M-?\d+ \d+l[-\d ]+z", drawn.borders)
