"""The desk in a real browser, on a phone and on an office PC: every page of the matrix, and the way in and out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from models.exporting.job import Job, JobState
from models.membership.membership import Role
from services.circulars import letter_file
from tests.support import databases
from tests.support.browser import fonts_of, page_of
from tests.web.desk.forms.examples import EXAMPLES
from tests.web.desk.test_confinement import address
from tests.web.desk.world import World, world_in
from tests.web.test_in_browser import Quiet

PAGES = [route for route in EXAMPLES if route.startswith("GET") and not route.endswith(".pdf")]
WIDTHS = (390, 1366)
# What has the keyboard: whether it lies past the tabs, is marked, and takes room on the screen. None past the end.
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return one === document.body ? null : {
    what: one.outerHTML.slice(0, 200),
    inside: document.getElementById("content").contains(one),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    box: box.width > 0 && box.height > 0,
  };
}"""


# What a thumb presses on a phone and is less than 44 px high; links within words are read first.
SMALL = """() => [...document.querySelectorAll(
  ".button, button, summary, select, textarea, .tabs a, .views a, .waits a, .choice label, .unfold label, " +
  "input:not([type=hidden], [type=checkbox], [type=radio])"
)].filter(one => { const box = one.getBoundingClientRect(); return box.width && box.height && box.height < 43.9; })
  .map(one => one.outerHTML.slice(0, 200))"""


# Tabs that are marked as the present one, and lie past either end of the screen.
UNSEEN = """() => [...document.querySelectorAll(".tabs [aria-current]")]
  .filter(one => { const box = one.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; })
  .map(one => one.textContent)"""


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with databases.opened("sqlite") as database:
        yield world_in(database)


@pytest.fixture(scope="module")
def served(world: World) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, world.site.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@contextmanager
def at_desk(browser: Browser, served: str, world: World, who: str, path: str, width: int) -> Iterator[Page]:
    """The page as `who` sees it."""
    cookie = world.browsers[who].client.get_cookie("desk")
    cookies = {"desk": cookie.value} if cookie is not None else {}
    with page_of(browser, served + path, width=width, cookies=cookies) as page:
        yield page


@pytest.mark.parametrize("route", PAGES)
def test_every_page_fits_obeys_its_own_policy_and_is_walked_by_keyboard(
    browser: Browser, served: str, world: World, route: str
) -> None:
    """Opened once: what a width changes is the style sheets' alone. By keyboard the way past the tabs comes first;
    whatever is reached next is seen to be, and is where the page shows it."""
    path = address(route.split(" ", 1)[1], EXAMPLES[route], world.places["here"])
    if "/photo/" in path or world.browsers[EXAMPLES[route].by].client.get(path).mimetype != "text/html":
        return
    with at_desk(browser, served, world, EXAMPLES[route].by, path, WIDTHS[0]) as page:
        assert page.evaluate(UNSEEN) == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("h1").count() == 1
            nameless = "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
            nameless += ".filter(one => !one.labels?.length && !one.ariaLabel).map(one => one.outerHTML)"
            assert page.evaluate(nameless) == []
            assert width > WIDTHS[0] or page.evaluate(SMALL) == []
            assert fonts_of(page, ".bar, .tabs, h1, h2, .foot") == {("Noto Sans Thai", True)}
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        first = page.evaluate(SEEN)["what"]
        page.keyboard.press("Enter")
        for _ in range(15):
            page.keyboard.press("Tab")
            found = page.evaluate(SEEN)
            # After the last one the browser goes on to its own bar, or round to the first.
            if found is None or found["what"] == first:
                break
            assert found["inside"] and found["outline"] and found["box"], found


def test_what_cannot_be_taken_back_says_so_before_it_is_done(browser: Browser, served: str, world: World) -> None:
    place = world.places["here"]
    acts = {
        ("province", f"/desk/circulars/{place.letter}/preview"): f"/desk/circulars/{place.letter}/drop",
        ("department", f"/desk/library/{place.item}"): f"/desk/library/{place.item}/file/{place.file}/drop",
        ("department", f"/desk/admin/invites/{place.office}"): f"/desk/admin/invites/cancel/{place.invite}",
    }
    for (who, path), act in acts.items():
        with at_desk(browser, served, world, who, path, WIDTHS[0]) as page:
            button = page.locator(f'form[action="{act}"] button')
            assert not button.is_visible(), path
            page.locator(".sure", has=button).locator("summary").focus()
            page.keyboard.press("Enter")
            button.wait_for()


def test_from_the_link_to_the_desk_by_keyboard_and_out_again(browser: Browser, served: str, world: World) -> None:
    link = world.site.link(world.site.person(Role.DISTRICT))
    with page_of(browser, served + link, width=390) as page:
        button = page.get_by_role("button", name="เข้าสู่หน้าเว็บ")
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44
        # Skip link, brand, then the one thing to press.
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="ออกจากหน้าเว็บ").first.wait_for()
        assert page.url == f"{served}/desk/"
        assert page.evaluate("document.cookie") == ""
        page.go_back()
        page.get_by_role("button", name="เข้าสู่หน้าเว็บ").or_(page.get_by_role("link", name="ไปที่หน้าเว็บ")).click()
        page.goto(f"{served}/desk/")
        page.get_by_role("button", name="ออกจากหน้าเว็บ").first.click()
        page.get_by_role("heading", name="ออกจากหน้าเว็บแล้ว").wait_for()
        page.goto(f"{served}/desk/")
        page.get_by_role("heading", name="กรุณาเปิดหน้าเว็บจากแชต").wait_for()


def test_a_request_is_approved_with_two_taps(browser: Browser, served: str, world: World) -> None:
    world.site.asks_to_join("06110110", name="ผู้ขอ คนหนึ่ง")
    with at_desk(browser, served, world, "district", "/desk/admin/", 390) as page:
        page.get_by_role("link", name="คำขอเข้าร่วม").click()
        page.get_by_role("button", name="อนุมัติ ผู้ขอ คนหนึ่ง", exact=True).click()
        page.get_by_role("status").wait_for()
        assert "อนุมัติ ผู้ขอ คนหนึ่ง" in (page.get_by_role("status").text_content() or "")


def test_a_file_that_is_too_large_is_said_so_and_nothing_typed_is_lost(
    browser: Browser, served: str, world: World, tmp_path: Path
) -> None:
    large, small = tmp_path / "หนังสือ.pdf", tmp_path / "ร่าง.pdf"
    small.write_bytes(b"%PDF")
    with large.open("wb") as file:
        file.truncate(letter_file.LARGEST + 1)
    with at_desk(browser, served, world, "department", "/desk/circulars/new", 390) as page:
        page.get_by_label("เลขที่หนังสือ").fill("มท 0816.5/ว 1")
        field, said = page.get_by_label("ไฟล์หนังสือที่ลงนามแล้ว"), page.get_by_role("alert")
        field.set_input_files(large)
        expect(said).to_have_text("ไฟล์ใหญ่เกิน 20 MB จึงยังไม่ได้ส่ง กรุณาลดขนาด หรือเลือกไฟล์อื่น")
        page.get_by_role("button", name="บันทึกร่างไว้ก่อน").click()
        expect(field).to_be_focused()
        assert page.get_by_label("เลขที่หนังสือ").input_value() == "มท 0816.5/ว 1"
        field.set_input_files(small)
        expect(said).to_be_hidden()


def test_a_file_that_is_ready_is_said_so_and_the_keyboard_stays(browser: Browser, served: str, world: World) -> None:
    database, owner = world.site.database, world.browsers["province"].person_id
    wanted = {"kind": "csv", "programme": "khok-nong-na", "period": "2026-10", "unit": "11"}
    with database.writing() as session:
        going = Job(person_id=owner, kind="csv", wanted=wanted, state=JobState.RUNNING, created_at=world.site.now)
        session.add(going)
        session.flush()
        number = going.id
    with at_desk(browser, served, world, "province", f"/desk/downloads/job/{number}", 390) as page:
        back, said = page.get_by_role("link", name="กลับไปหน้าดาวน์โหลด"), page.get_by_role("status")
        expect(said).to_have_text("กำลังจัดทำ")
        back.focus()
        with database.writing() as session:
            session.get_one(Job, number).state = JobState.DONE
        # As whoever comes back to it does; otherwise it looks by itself after two seconds.
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.get_by_role("link", name="ดาวน์โหลดไฟล์").wait_for()
        expect(said).to_have_text("พร้อมดาวน์โหลด")
        expect(back).to_be_focused()


def test_what_is_refused_leads_to_what_is_to_be_mended(browser: Browser, served: str, world: World) -> None:
    with at_desk(browser, served, world, "department", "/desk/", 390) as page:
        page.goto(f"{served}/desk/circulars/new")
        page.get_by_label("รับทราบภายในวันที่").fill("เร็ว ๆ นี้")
        page.get_by_label("เลขที่หนังสือ").fill("มท 0816.5/ว 1")
        page.get_by_label("เรื่อง (ต้องระบุ)").fill("ขอเชิญประชุม")
        page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
        expect(page.get_by_label("รับทราบภายในวันที่")).to_be_focused()
        # Of a long form, what was looked for in the middle of it stays in sight.
        page.get_by_label("ค้นหาในคลังความรู้").fill("ปุ๋ย")
        page.get_by_label("ค้นหาในคลังความรู้").press("Enter")
        page.get_by_text("ไม่พบเอกสารในคลังความรู้").wait_for()
        expect(page.get_by_label("ค้นหาในคลังความรู้")).to_be_focused()
        page.goto(f"{served}/desk/admin/units")
        page.get_by_role("button", name="ตรวจดูก่อนบันทึก").click()
        expect(page.get_by_label("ไฟล์ทะเบียน")).to_be_focused()
        page.goto(f"{served}/desk/forms/")
        page.get_by_role("button", name="ตรวจแบบ").click()
        expect(page.get_by_role("alert")).to_be_focused()


def test_a_registry_is_sent_seen_and_confirmed(browser: Browser, served: str, world: World, tmp_path: Path) -> None:
    file = tmp_path / "ทะเบียน.csv"
    file.write_text(
        "รหัส,ประเภท,ชื่อ,รหัสจังหวัด,จังหวัด,รหัสอำเภอ,อำเภอ\n06110199,อบต.,บ้านใหม่,11,สมุทรปราการ,1101,เมืองสมุทรปราการ\n",
        "utf-8",
    )
    with at_desk(browser, served, world, "department", "/desk/admin/units", 1366) as page:
        page.get_by_label("ไฟล์ทะเบียน").set_input_files(file)
        page.get_by_role("button", name="ตรวจดูก่อนบันทึก").click()
        page.get_by_role("button", name="ยืนยันและบันทึกทั้งหมด").click()
        page.get_by_text("บันทึกทะเบียนแล้ว เพิ่ม 1").wait_for()
