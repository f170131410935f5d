"""The letter's way: published on the page by the department, read and acknowledged in the chat, corrected, acknowledged
again; its infographic comes as a picture, its poster is printed, scanned and counted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument
from sqlalchemy import select

from models import org_unit
from models.circulars.circular import Circular
from models.membership.membership import Role
from services.circulars import status
from services.circulars.status import Progress
from services.knowledge import starting
from services.membership import invites
from services.storage.store import Store
from tests.journeys.conftest import Province
from tests.support.browser import page_of

NUMBER = "มท 0816.5/ว 2560"
SUBJECT = "การขับเคลื่อนหลักปรัชญาของเศรษฐกิจพอเพียงในรูปแบบ “โคก หนอง นา”"
BODY = "ขอให้รายงานผลการดำเนินงานทุกเดือน ภายในวันที่ 5 ของเดือนถัดไป"


class Country:
    """The demo's province, an officer in each of its three offices, and somebody at the department."""

    def __init__(self, town: Province, browser: Browser) -> None:
        self.town, self.browser = town, browser
        self.line = town.line
        store = Store(town.product.wiring.settings.media_url)
        starting.keep_pictures(town.product.database, store, town.product.now())
        with town.product.database.writing() as session:
            unit = org_unit.by_code(session, "TH")
            assert unit is not None
            said = invites.words(invites.create(session, unit, Role.DEPARTMENT, town.product.now()).code)
        self.department = self._new("กรม", said)
        self.tapping = town.officer
        self.offices = [self._new(f"เจ้าหน้าที่ {number}", number=number) for number in (1, 2)]
        self.typing, self.silent = self.offices

    def _new(self, name: str, words: str = "", number: int = 0) -> str:
        person = self.line.person(name, friend=False)
        self.line.follow(person)
        self.town.product.settle()
        self.town.product.rest()
        if not words:
            words = self.line.scan(person, self.town.invite(number))["prefill"]
        self.town.play(person, f"> {words}\n> [ยืนยัน]\n< เข้าร่วมเรียบร้อยแล้ว")
        return person

    @contextmanager
    def desk(self, width: int = 1366) -> Iterator[Page]:
        since = self.line.last_seq(self.department)
        self.town.play(self.department, "> เปิดหน้าเว็บ\n< หน้าเว็บผู้กำกับดูแล")
        newest = str(self.line.answers(self.department, since)[-1]["message"])
        link = re.search(r"http://[^'\"]+/desk/in/[^'\"?]+", newest)
        assert link is not None
        with page_of(self.browser, link[0], width=width) as page:
            page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
            page.get_by_role("heading", level=1).wait_for()
            page.get_by_role("link", name="หนังสือเวียน").first.click()
            yield page

    def progress(self) -> Progress:
        with self.town.product.database.reading() as session:
            return status.progress(session, session.scalars(select(Circular)).unique().one())

    def passes(self, moment: str) -> None:
        self.line.clock(f"2026-11-{moment}:00+07:00")
        self.town.product.tick()
        self.town.product.rest()


@pytest.fixture
def country(restarting: Province, browser: Browser) -> Country:
    return Country(restarting, browser)


def seen(page: Page, name: str) -> None:
    """Kept to be looked at, where a folder is named."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_letter_reaches_three_offices_and_everybody_knows(country: Country, tmp_path: Path) -> None:
    is_published(country, tmp_path)
    country.passes("10T09:00")
    assert country.progress() == Progress(offices=3, reached=3, opened=0, acknowledged=0, nobody=0)
    country.town.play(country.tapping, "> [รับทราบ]\n< รับทราบหนังสือแล้ว\n| บันทึกการรับทราบแล้วค่ะ")
    country.town.play(country.typing, f"> หนังสือ\n< {NUMBER}\n> รับทราบค่ะ\n< รับทราบหนังสือแล้ว")
    assert (country.progress().opened, country.progress().acknowledged) == (1, 2)
    is_corrected(country)
    assert country.progress().acknowledged == 0
    country.passes("11T09:00")
    country.town.play(country.tapping, "> [รับทราบ]\n< รับทราบหนังสือแล้ว")
    country.town.play(country.typing, "> รับทราบ\n< รับทราบหนังสือแล้ว")
    assert country.progress() == Progress(offices=3, reached=3, opened=0, acknowledged=2, nobody=0)
    its_infographic_comes_as_a_picture(country)
    its_poster_is_printed_scanned_and_counted(country)
    country.town.nothing_refused()


def is_published(country: Country, folder: Path) -> None:
    """By the page alone, in ten actions: a field filled, a box ticked, a button pressed."""
    paper = folder / "หนังสือ.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    with country.desk() as page:
        writes = [
            lambda: page.get_by_role("link", name="เขียนหนังสือใหม่").click(),
            lambda: page.locator("[name=number]").fill(NUMBER),
            lambda: page.locator("[name=subject]").fill(SUBJECT),
            lambda: page.locator("[name=body]").fill(BODY),
            lambda: page.locator("[name=file]").set_input_files(paper),
            lambda: page.locator("[name=ack_by]").fill("30 พ.ย. 2569"),
            lambda: page.locator("[name=programme]").select_option("khok-nong-na"),
            lambda: page.locator("input[name=items]").first.check(),
        ]
        looks = lambda: page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()  # noqa: E731
        publishes = lambda: page.get_by_role("button", name=re.compile("^เผยแพร่ถึง 3 หน่วยงาน")).click()  # noqa: E731
        assert len([*writes, looks, publishes]) == 10
        for act in writes:
            act()
        seen(page, "1-form")
        looks()
        expect(page.locator("main")).to_contain_text("โปรดรับทราบภายในวันจันทร์ที่ 30 พฤศจิกายน 2569")
        seen(page, "2-preview")
        publishes()
        expect(page.locator("main")).to_contain_text("3 หน่วยงาน")
        seen(page, "3-published")


def is_corrected(country: Country) -> None:
    with country.desk(390) as page:
        seen(page, "4-list-phone")
        page.get_by_role("link", name=SUBJECT).click()
        seen(page, "5-letter-phone")
        page.get_by_role("link", name=re.compile("แก้ไข")).first.click()
        page.locator("[name=body]").fill(f"{BODY} พร้อมภาพถ่ายอย่างน้อย 1 ภาพ")
        page.get_by_role("button", name="ตรวจและดูตัวอย่าง").click()
        page.get_by_role("button", name=re.compile("^เผยแพร่ถึง")).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def its_infographic_comes_as_a_picture(country: Country) -> None:
    since = country.line.last_seq(country.tapping)
    country.town.play(country.tapping, "> หนังสือ 1\n< ฉบับแก้ไข\n> [ความรู้]\n< ความรู้จากหนังสือ")
    country.line.tap(country.tapping, first_document(country))
    said = country.line.answers(country.tapping, since)
    pictures = [entry["message"] for entry in said if entry["message"]["type"] == "image"]
    assert pictures, said
    for one in pictures:
        for address in (one["originalContentUrl"], one["previewImageUrl"]):
            assert "/k/" in address and "/file/" in address


def first_document(country: Country) -> str:
    newest = str(country.line.bot_entries(country.tapping)[-1]["message"])
    found = re.search(r"'label': '([^']+)'", newest)
    assert found is not None, newest
    return found[1]


def its_poster_is_printed_scanned_and_counted(country: Country) -> None:
    with country.desk() as page:
        page.get_by_role("link", name=SUBJECT).click()
        page.get_by_role("link", name="โปสเตอร์และ QR").click()
        page.goto(re.sub(r"unit=[^&]+", "unit=06260190", page.url))
        seen(page, "6-posters")
        with page.expect_download() as download:
            page.get_by_role("link", name="ดาวน์โหลด PDF").click()
        printed = Path(download.value.path()).read_bytes()
    picture = PdfDocument(printed)[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert re.search(r"/c/[a-z0-9]+\?u=06260190$", code.text)
    if folder := os.environ.get("SCREENSHOTS"):
        picture.save(f"{folder}/7-poster.png")
    with page_of(country.browser, code.text, width=390) as page:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        seen(page, "8-citizen")
        page.locator("a.card").first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    product = country.town.product
    product.wiring.visits.write(product.database)
    with country.desk() as page:
        page.get_by_role("link", name="ผู้อ่าน").first.click()
        expect(page.get_by_role("row", name=SUBJECT)).to_contain_text("1")
        seen(page, "9-readers")
        page.get_by_role("link", name="หนังสือเวียน").first.click()
        page.get_by_role("link", name=SUBJECT).click()
        seen(page, "10-letter")
        counted = page.locator("#readers + table tbody tr")
        assert counted.locator("td").all_text_contents() == ["1", "0", "0", "0", "1", "2"]
