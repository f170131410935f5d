"""The overview and a report in a real browser: on a phone and on an office PC, by keyboard, without scripts."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument
from werkzeug.serving import make_server

from models.database import Database
from models.membership.membership import Role
from services.exporting.jobs import Worker
from tests.support.browser import page_of
from tests.support.kept import kept
from tests.support.readme import promised
from tests.support.reporting import NOTHING, Reporting, answers
from tests.web.test_in_browser import WIDTHS, Quiet


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


@pytest.fixture
def served(desk: Reporting) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@contextmanager
def at_the_desk(browser: Browser, served: str, desk: Reporting, role: str, unit: str, width: int) -> Iterator[Page]:
    """Come in by the link from the chat."""
    with page_of(browser, served + desk.link(desk.person(role, unit)), width=width) as page:
        page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
        page.get_by_role("heading", level=1).wait_for()
        yield page


def test_no_page_is_wider_than_its_screen(browser: Browser, served: str, desk: Reporting) -> None:
    desk.sends("05110106", NOTHING)
    number = desk.sends("06110109", pictures=("one", "two"))
    desk.sends("06110110", answers(teach={"staff": 44}))
    paths = ("/desk/", "/desk/u/11?view=areas", "/desk/u/1101", "/desk/u/06110109", f"/desk/r/{number}", "/desk/?q=zzz")
    with at_the_desk(browser, served, desk, Role.PROVINCE, "11", WIDTHS[0]) as page:
        for path in paths:
            page.goto(served + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 768})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_on_a_phone_the_table_is_folded_until_one_asks(browser: Browser, served: str, desk: Reporting) -> None:
    desk.sends("06110109")
    with at_the_desk(browser, served, desk, Role.DISTRICT, "1101", 390) as page:
        row = page.locator(".offices tbody tr", has_text="อบต.บางเมืองใหม่")
        box = row.bounding_box()
        assert box is not None and box["height"] <= 60
        expect(row.get_by_role("link", name="ส่งทันกำหนด")).to_be_visible()
        expect(row.locator("[data-head='ส่งเมื่อ']")).to_be_hidden()
        page.get_by_label("แสดงรายละเอียดทุกหน่วยงาน").focus()
        page.keyboard.press("Space")
        expect(row.locator("[data-head='ส่งเมื่อ']")).to_be_visible()


def test_a_list_of_many_areas_is_folded_and_what_is_ticked_is_acted_on_from_anywhere(
    browser: Browser, served: str, desk: Reporting
) -> None:
    desk.sends("06110109")
    with at_the_desk(browser, served, desk, Role.PROVINCE, "11", 390) as page:
        page.goto(f"{served}/desk/u/11?view=areas")
        row = page.locator(".areas tbody tr", has_text="อำเภอเมืองสมุทรปราการ")
        assert (row.bounding_box() or {})["height"] <= 60
        expect(row.locator("[data-head='ส่งแล้ว']")).to_be_visible()
        expect(row.locator("[data-head='ยังไม่ส่ง']")).to_be_hidden()
        page.get_by_label("แสดงรายละเอียดทุกพื้นที่").check()
        expect(row.locator("[data-head='ยังไม่ส่ง']")).to_be_visible()
        page.goto(f"{served}/desk/chase/11")
        first = page.get_by_role("checkbox").first
        first.focus()
        expect(first).to_be_in_viewport()
        expect(page.get_by_role("button", name="ขยายเวลาหน่วยงานที่เลือก")).to_be_in_viewport()


def test_on_a_phone_sums_and_their_definitions_are_folded_too(browser: Browser, served: str, desk: Reporting) -> None:
    desk.sends("06110109")
    desk.person(Role.OFFICER, "06110110", name="นางสาวพิมพ์ลภัสรดา ณ อยุธยา วงศ์ประเสริฐศักดิ์สกุลชัย")
    with at_the_desk(browser, served, desk, Role.DISTRICT, "1101", 390) as page:
        page.goto(f"{served}/desk/rollup/1101")
        row, definition = page.locator(".by-child.folds tbody tr").first, page.locator(".definitions dd").first
        box = row.bounding_box()
        assert box is not None and box["height"] <= 60
        expect(row.locator("[data-head='ส่งแล้ว']")).to_be_visible()
        expect(row.locator("[data-head='ยังไม่ส่ง']")).to_be_hidden()
        expect(definition).to_be_hidden()
        page.get_by_label("แสดงตัวเลขของทุกหน่วยงาน").check()
        page.get_by_label("แสดงนิยามของทุกข้อ").check()
        expect(row.locator("[data-head='ยังไม่ส่ง']")).to_be_visible()
        expect(definition).to_be_visible()
        # A name of two lines begins at the left like its card.
        page.goto(f"{served}/desk/admin/people")
        name = page.locator("th.whole", has_text="พิมพ์ลภัสรดา")
        assert name.evaluate("one => [getComputedStyle(one).textAlign, getComputedStyle(one).display]") == [
            "left",
            "block",
        ]


def test_two_offices_get_more_time_in_as_few_clicks_as_we_say(browser: Browser, served: str, desk: Reporting) -> None:
    with at_the_desk(browser, served, desk, Role.DISTRICT, "1101", 1366) as page:
        clicks = [
            page.get_by_role("link", name="ติดตาม", exact=True),
            page.get_by_label("อบต.บางเมืองใหม่", exact=True),
            page.get_by_label("อบต.แพรกษา", exact=True),
            page.get_by_role("button", name="ขยายเวลาหน่วยงานที่เลือก", exact=True),
            page.get_by_label("น้ำท่วมหรือภัยพิบัติ"),
            page.get_by_role("button", name="ตรวจสอบก่อนบันทึก"),
            page.get_by_role("button", name="ขยายเวลา", exact=True),
        ]
        for one in clicks:
            one.click()
        expect(page.get_by_role("status")).to_contain_text("ให้ 2 หน่วยงาน")
        assert len(clicks) == promised("Give two offices more time", "desk")


def test_invitations_are_printed_in_as_few_clicks_as_we_say(browser: Browser, served: str, desk: Reporting) -> None:
    with at_the_desk(browser, served, desk, Role.PROVINCE, "11", 1366) as page:
        clicks = [
            page.get_by_role("link", name="ยังไม่มีผู้ลงทะเบียน"),
            page.get_by_role("button", name="พิมพ์ใบเชิญ (PDF)").first,
            page.get_by_role("link", name="ดาวน์โหลดไฟล์"),
        ]
        for one in clicks[:-1]:
            one.click()
        page.wait_for_url("**/job/*")
        Worker(desk.database, desk, lambda: desk.now, "https://nong.example.go.th").work(desk.begun[-1], lambda _: None)
        with page.expect_download() as sheets:  # the page finds by itself that it is there
            clicks[-1].click()
        assert len(PdfDocument(sheets.value.path())) == 4
        assert len(clicks) == promised("Print invitations for every office that has nobody yet", "desk")


def test_the_photos_arrive_and_open(browser: Browser, served: str, desk: Reporting) -> None:
    number = desk.sends("06110109", pictures=("one",))
    with at_the_desk(browser, served, desk, Role.DISTRICT, "1101", 390) as page:
        page.goto(f"{served}/desk/r/{number}")
        picture = page.get_by_alt_text("ภาพที่ 1")
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 480
        large = page.get_by_role("link", name="ภาพที่ 1").get_attribute("href")
        assert large == "/desk/photo/one" and page.request.get(served + large).body() == desk.photos["ab/one.jpg"]


def test_a_value_goes_back_by_keyboard_alone(browser: Browser, served: str, desk: Reporting) -> None:
    number = desk.sends("06110109")
    with at_the_desk(browser, served, desk, Role.DISTRICT, "1101", 1366) as page:
        page.goto(f"{served}/desk/r/{number}")
        row = page.locator(".answer", has_text="บุคลากรที่เข้าอบรม")
        row.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(row.get_by_label("เหตุผล")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("สูงไป")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("ส่งกลับให้แก้ไขแล้ว")
        expect(row).to_contain_text("ส่งกลับ: ค่าไม่น่าเป็นไปได้ (สูงไป)")


def test_everything_works_without_scripts(browser: Browser, served: str, desk: Reporting) -> None:
    desk.sends("06110109")
    context = browser.new_context(java_script_enabled=False, locale="th-TH")
    page = context.new_page()
    page.goto(served + desk.link(desk.person(Role.DISTRICT, "1101")))
    page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
    page.get_by_label("แสดงเฉพาะ").select_option(label="ส่งแล้ว")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.locator(".offices tbody tr")).to_have_count(1)
    page.get_by_role("link", name="ส่งทันกำหนด").click()
    page.get_by_role("button", name="รับรองรายงานนี้").click()
    expect(page.get_by_role("status")).to_contain_text("รับรองรายงานแล้ว")
    context.close()


def test_the_sheet_prints_without_what_is_for_the_screen(browser: Browser, served: str, desk: Reporting) -> None:
    desk.sends("06110109")
    with at_the_desk(browser, served, desk, Role.PROVINCE, "11", 1366) as page:
        page.emulate_media(media="print")
        for hidden in ("ดาวน์โหลด", "เตือนหน่วยงานที่ยังไม่ส่ง"):
            expect(page.get_by_text(hidden, exact=True).last).to_be_hidden()
        expect(page.get_by_label("แสดงเฉพาะ")).to_be_hidden()
        expect(page.locator(".offices tbody tr").first).to_be_visible()
        # A4 lying down, whatever the printer would have done.
        with PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
            width, height = pdf[0].get_size()
            assert (round(width), round(height)) == (842, 595)
        # Those who are waited for stand in a form: they are read on paper, without its boxes and buttons.
        page.goto(f"{served}/desk/chase/11")
        expect(page.get_by_text("อบต.แพรกษา", exact=True)).to_be_visible()
        expect(page.get_by_label("อบต.แพรกษา", exact=True)).to_be_hidden()
        expect(page.get_by_text("ขยายเวลาหน่วยงานที่เลือก")).to_be_hidden()
        # Charts keep their bars, and a page for everybody leaves out what one chooses by.
        page.goto(f"{served}/desk/rollup/11?view=months")
        expect(page.locator("header.bar")).to_be_hidden()
        assert page.locator("svg .bar").last.evaluate("bar => getComputedStyle(bar).display") != "none"
        page.goto(f"{served}/k/model-areas")
        expect(page.get_by_label("จังหวัด")).to_be_hidden()
