"""The month in a real browser: by taps alone on a phone, by typing alone on a PC, and with nothing to report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.line.menus import RichMenus
from models.reporting.report import ReportStatus
from services.operations import rich_menu
from services.reminding import menus_shown
from tests.journeys.conftest import Province
from tests.support.browser import Phone, page_of
from tests.support.transcripts import photo

PHONE = {"width": 390, "height": 844, "touch": True}


@pytest.fixture
def town(restarting: Province) -> Iterator[Province]:
    """The demo's province on SQLite, with the rich menu put up as the demo does. No call may have been refused."""
    rich_menu.install(restarting.product.wiring.line)
    yield restarting
    restarting.nothing_refused()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "แปลงวัดเหนือ.jpg"
    file.write_bytes(photo(120))
    return file


def send_sample_photo(phone: Phone) -> None:
    phone.tap("เลือกภาพ")
    phone.page.get_by_role("dialog").get_by_role("button", name="ใช้ภาพตัวอย่าง", exact=True).click()


def go_to_the_third_of_next_month(page: Page) -> None:
    page.get_by_test_id("clock-face").click()
    page.get_by_role("button", name="วันที่ 1 เดือนหน้า 09:00").click()
    expect(page.get_by_test_id("clock-face")).to_contain_text("1 ธ.ค. 2569 09:00 น.")
    page.get_by_role("button", name="วันที่ 3 09:00").click()
    expect(page.get_by_test_id("clock-face")).to_contain_text("3 ธ.ค. 2569 09:00 น.")
    page.get_by_role("button", name="ปิดแถบเครื่องมือ").click()


def test_a_newcomer_joins_and_reports_by_taps_alone_and_is_reminded(browser: Browser, town: Province) -> None:
    with page_of(browser, f"{town.line.api}/?show={town.newcomer}", **PHONE) as page:  # type: ignore[arg-type]
        phone = Phone(page, town.newcomer)
        phone.scan("QR เชิญ อบต.ท่าทราย")
        phone.hears("น้องรายงานยินดีให้บริการ")
        phone.node.get_by_test_id("send").click()  # the words of the QR stand ready
        phone.hears("องค์การบริหารส่วนตำบลท่าทราย อำเภอเมืองนครนายก จังหวัดนครนายก")
        phone.hears("การคุ้มครองข้อมูลส่วนบุคคล")
        phone.tap("ยืนยัน")
        phone.hears("เข้าร่วมเรียบร้อยแล้ว")

        # As a pass of the scheduler does within the minute: an officer's menu in the place of a stranger's.
        product = town.product
        menus_shown.show(product.database, menus_shown.Shelf(RichMenus(product.wiring.line)), product.now(), None)
        phone.menu("รายงาน")
        phone.hears("รายงานเดือนตุลาคม 2569")
        phone.tap("มีการดำเนินงาน")
        phone.hears("จัดอบรมหรือประชุม")
        phone.type("2")  # LINE has no keypad of its own: figures are typed
        phone.hears("บุคลากรที่เข้าอบรม")
        phone.type("40")
        phone.hears("เพิ่มขึ้นกี่แห่ง")
        phone.type("1")
        phone.hears("ทั้งหมดกี่แห่ง")
        phone.type("5")
        phone.hears("แห่งที่ 1 จาก 1 แห่ง")
        phone.type("แปลงวัดเหนือ")
        phone.hears("เป็นที่ดินของใคร")
        phone.tap("วัด")
        phone.hears("ระดับใด")
        phone.tap("ระดับตำบล (CLM)")
        phone.hears("เนื้อที่เท่าไร")
        phone.type("3 ไร่ 2 งาน")
        phone.hears("ขุดปรับพื้นที่")
        phone.tap("ขุดแล้ว")
        phone.hears("ตำแหน่งของแปลง")
        phone.tap("ส่งตำแหน่ง")
        page.get_by_role("dialog").get_by_role("button", name="แปลงริมแม่น้ำนครนายก").click()
        phone.hears("ภาพถ่ายของแปลง")
        send_sample_photo(phone)
        phone.hears("ศูนย์ช่วยเหลือประชาชน")
        phone.tap("ใช่")
        phone.hears("ครัวเรือนที่ให้ความช่วยเหลือ")
        phone.tap("ใช้ค่าเดิม: 12 ครัวเรือน")
        phone.hears("ร่วมมือกับหน่วยงานหรือเครือข่ายใดบ้าง")
        phone.tap("พัฒนาชุมชนอำเภอ")
        phone.hears("เลือกแล้ว 1 ข้อ")
        phone.tap("วัด")
        phone.hears("เลือกแล้ว 2 ข้อ")
        phone.tap("เสร็จ (เลือกแล้ว 2 ข้อ)")
        phone.hears("เผยแพร่ความรู้ให้ประชาชน")
        phone.tap("ใช้ค่าเดิม: 300 คน")
        phone.hears("ทางใดบ้าง")
        phone.type("=")
        phone.hears("ใช้งบประมาณไปกี่บาท")
        phone.tap("ไม่มี (0)")
        phone.hears("ปัญหา อุปสรรค")
        phone.tap("ข้าม")
        phone.hears("ส่งภาพถ่ายการดำเนินงาน")
        send_sample_photo(phone)
        phone.hears("ตรวจทานก่อนส่ง")
        phone.tap("ส่งรายงาน")
        phone.hears("รับรายงานแล้ว")
        phone.hears("256910-06260190/1")
        expect(phone.button("แก้ไขรายงาน")).to_be_in_viewport()

        report = town.report()
        assert report is not None and report.status == ReportStatus.SUBMITTED and report.answers is not None
        area = report.answers["teach"]["areas"][0]
        assert area["location"].startswith("14.2069 101.2131") and area["area_photo"]
        assert report.answers["join"]["partners"] == ["cd_district", "temple"]

        go_to_the_third_of_next_month(page)
        town.product.tick()
        phone.hears("รายงานเดือนพฤศจิกายน 2569 ครบกำหนดวันเสาร์ที่ 5 ธันวาคม 2569")
        expect(phone.button("เริ่มรายงาน")).to_be_in_viewport()


def test_a_newcomer_joins_and_reports_by_typing_alone_on_a_pc(browser: Browser, town: Province, picture: Path) -> None:
    with page_of(browser, f"{town.line.api}/?show={town.newcomer}") as page:
        phone = Phone(page, town.newcomer)
        phone.tap("เปลี่ยนเป็นคอมพิวเตอร์")
        expect(phone.node).to_have_attribute("aria-label", "คอมพิวเตอร์ของเจ้าหน้าที่ใหม่")
        phone.tap("เพิ่มเพื่อน")
        phone.hears("น้องรายงานยินดีให้บริการ")

        def types(words: str, *answer: str) -> None:
            phone.type(words)
            for said in answer:
                phone.hears(said)
            expect(phone.node.locator(".quick-chip")).to_have_count(0)
            expect(phone.node.locator(".rich-menu")).to_be_hidden()

        types(unquote(town.invite().split("?", 1)[1]), "องค์การบริหารส่วนตำบลท่าทราย", "พิมพ์ “ยืนยัน”")
        types("ยืนยัน", "เข้าร่วมเรียบร้อยแล้ว")
        types("รายงาน", "1. มีการดำเนินงาน", "2. ไม่มีการดำเนินงาน")
        types("1", "จัดอบรมหรือประชุม")
        types("สองครั้ง", "2 ครั้ง")
        types("๔๐ คน", "40 คน")
        types("1", "ทั้งหมดกี่แห่ง")
        types("5", "ชื่อพื้นที่ต้นแบบ")
        types("แปลงวัดเหนือ", "1. วัด")
        types("1", "ระดับใด")
        types("ตำบล", "เนื้อที่เท่าไร")
        types("3-2-50", "3 ไร่ 2 งาน 50 ตารางวา")
        types("1", "ตำแหน่งของแปลง")
        types("14.2069, 101.2131", "14.2069", "ภาพถ่ายของแปลง")
        types("ข้าม", "ศูนย์ช่วยเหลือประชาชน")
        types("ใช่", "ครัวเรือนที่ให้ความช่วยเหลือ")
        types("=", "12 ครัวเรือน", "3. วัด")
        types("2 3", "พัฒนาชุมชนอำเภอ", "ประมาณกี่คน")
        types("250", "1. อบรมหรือประชุม")
        types("1,3", "ใช้งบประมาณไปกี่บาท")
        types("๑๒,๕๐๐ บาท", "12,500 บาท")
        types("ข้าม", "ส่งภาพถ่ายการดำเนินงาน")
        phone.tap("ส่งอย่างอื่น")
        phone.photo("ภาพ", picture)
        phone.hears("ตรวจทานก่อนส่ง")
        expect(phone.button("ส่งรายงาน")).to_be_in_viewport()  # the picture's own height does not push it away
        types("แก้ 3", "บุคลากรที่เข้าอบรม")
        types("45", "ตรวจทานก่อนส่ง")
        types("ส่ง", "รับรายงานแล้ว", "256910-06260190/1")

    report = town.report()
    assert report is not None and report.status == ReportStatus.SUBMITTED and report.answers is not None
    assert report.answers["teach"]["staff"] == 45 and report.answers["closing"]["budget"] == 12500
    assert report.answers["teach"]["areas"][0]["location"].startswith("14.2069 101.2131")


def test_nothing_to_report_takes_three_taps_from_the_reminder(browser: Browser, town: Province) -> None:
    town.product.tick()
    with page_of(browser, f"{town.line.api}/?show={town.officer}", **PHONE) as page:  # type: ignore[arg-type]
        phone = Phone(page, town.officer)
        phone.hears("รายงานเดือนตุลาคม 2569 ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569")
        phone.tap("ไม่มีการดำเนินงาน")
        phone.hears("ยังไม่มีงบประมาณ")
        phone.tap("อยู่ระหว่างเตรียมการ")
        phone.hears("ตรวจทานก่อนส่ง")
        phone.tap("ส่งรายงาน")
        phone.hears("รับรายงานแล้ว")
        expect(phone.lines("person")).to_have_count(3)
    report = town.report()
    assert report is not None and report.status == ReportStatus.NOTHING and report.on_time


def test_an_answer_that_looks_wrong_is_confirmed_by_a_tap_and_marked_for_the_supervisor(
    browser: Browser, town: Province
) -> None:
    with page_of(browser, f"{town.line.api}/?show={town.officer}", **PHONE) as page:  # type: ignore[arg-type]
        phone = Phone(page, town.officer)
        phone.type("รายงาน")
        phone.hears("รายงานเดือนตุลาคม 2569")
        phone.tap("มีการดำเนินงาน")
        phone.hears("จัดอบรมหรือประชุม")
        phone.type("2")
        phone.hears("บุคลากรที่เข้าอบรม")
        phone.type("450")
        phone.hears("ครั้งนี้ 450 คน เป็น 10 เท่าของเดือนก่อน ถูกต้องหรือไม่คะ")
        phone.tap("ใช่ ถูกต้อง")
        phone.hears("✓ ยืนยันแล้ว: 450 คน")
        phone.type("0")
        phone.hears("ทั้งหมดกี่แห่ง")
        phone.type("2")
        phone.hears("ยอดรวมลดลง 2 แห่ง ถูกต้องหรือไม่คะ")
        phone.tap("แก้ไข")
        phone.hears("คำตอบปัจจุบัน: 2 แห่ง")
        phone.type("4")
        phone.hears("บันทึกแล้ว: 4 แห่ง")
        phone.tap("ใช้ค่าเดิมทุกข้อ")
        phone.hears("ครัวเรือนที่ให้ความช่วยเหลือ")
        phone.type("=")
        phone.hears("เผยแพร่ความรู้ให้ประชาชน")
        phone.type("=")
        phone.hears("งบประมาณ")
        phone.type("15,000.-")
        phone.hears("15,000 บาท")
        phone.tap("ข้าม")
        phone.hears("ส่งภาพถ่าย")
        send_sample_photo(phone)
        phone.hears("450 คน (ยืนยันแล้ว)")
        phone.tap("ส่งรายงาน")
        phone.hears("รับรายงานแล้ว")
    with page_of(browser, f"{town.line.api}/?show={town.district}", **PHONE) as page:  # type: ignore[arg-type]
        phone = Phone(page, town.district)
        phone.type("รอรับรอง")
        phone.hears("รายงานงวดก่อนที่ยังรอท่านรับรอง")
        expect(phone.lines("bot").filter(has_text="ตัวเลขต่างจากปกติ (ยืนยันแล้ว)")).to_have_count(1)
        phone.type("เปิด 1")
        expect(phone.lines("bot").filter(has_text="ยืนยันแล้วโดยผู้รายงาน")).to_have_count(1)
