"""The pages in a real browser, on a phone and on an office PC."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import WSGIRequestHandler, make_server

from models.membership import person as people
from services.access import own_data
from tests.support.browser import fonts_of, page_of
from tests.web.conftest import Site

WIDTHS = (320, 390, 1366)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Says nothing: requests are what the tests are about, not their log."""


@pytest.fixture
def served(site: Site) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("path", ["/", "/k/basics?u=06110101", "/k/nothing"])
def test_fits_the_screen_and_obeys_its_own_policy(browser: Browser, served: str, path: str) -> None:
    with page_of(browser, served + path) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            # The style sheet has arrived: the policy lets it through.
            assert (
                page.evaluate("getComputedStyle(document.querySelector('.bar')).backgroundColor") == "rgb(47, 107, 79)"
            )


@pytest.mark.parametrize("path", ["/", "/k/basics?u=06110101", "/k/nothing"])
def test_every_letter_is_of_the_font_that_the_page_brings(browser: Browser, served: str, path: str) -> None:
    with page_of(browser, served + path) as page:
        assert fonts_of(page) == {("Noto Sans Thai", True)}
        assert page.evaluate("[...document.fonts].map(font => font.status)") == ["loaded"]
        page.emulate_media(media="print")
        assert fonts_of(page) == {("Noto Sans Thai", True)}


def test_the_way_to_ones_own_data(browser: Browser, served: str, site: Site) -> None:
    with site.database.writing() as session:
        path = own_data.make_link(session, people.meet(session, "U" + "0" * 32, site.now), site.now)
    with page_of(browser, served + path, width=390) as page:
        assert fonts_of(page) == {("Noto Sans Thai", True)}
        box = page.get_by_role("button", name="ดาวน์โหลดข้อมูล").bounding_box()
        below = page.get_by_text("หากใช้เครื่องร่วมกับผู้อื่น").bounding_box()
        assert box is not None and below is not None
        assert box["height"] >= 44 and below["y"] - box["y"] - box["height"] >= 8


def test_the_qr_shows_and_the_button_is_large_enough_for_a_thumb(browser: Browser, served: str) -> None:
    with page_of(browser, f"{served}/k/basics", width=390) as page:
        picture = page.get_by_alt_text("QR สำหรับเปิดหน้านี้")
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") >= 1000
        for name in ("เปิดอ่านเอกสาร", "บันทึกภาพ QR", "แชร์ทาง LINE", "เพิ่มเพื่อนน้องรายงาน"):
            box = page.get_by_role("link", name=name).bounding_box()
            assert box is not None and box["height"] >= 44 and box["width"] >= 300


def test_from_the_front_page_to_an_item_and_back(browser: Browser, served: str, site: Site) -> None:
    with page_of(browser, f"{served}/") as page:
        page.get_by_role("link", name="หลักสูตร").click()
        page.get_by_role("heading", name="หลักสูตร").wait_for()
        page.get_by_role("link", name="คลังความรู้ทั้งหมด").click()
        page.get_by_role("heading", name="คลังความรู้").wait_for()
    assert site.counts() == {"page": 1}


def test_a_person_who_scans_is_counted_once(browser: Browser, served: str, site: Site) -> None:
    with page_of(browser, f"{served}/k/basics", width=390):
        assert site.counts() == {"scan": 1}
