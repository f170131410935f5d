"""From a button in the chat to the desk in a real browser, and back: a request approved there is told in the chat."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Province
from tests.support.browser import page_of


def link_to_the_desk(town: Province, person: str, since: int) -> str:
    """The address behind the button of the newest message."""
    newest = str(town.line.answers(person, since)[-1]["message"])
    found = re.search(r"http://[^'\"]+/desk/in/[^'\"?]+\?openExternalBrowser=1", newest)
    assert found is not None, newest
    return found[0]


def test_a_district_officer_opens_the_desk_and_lets_a_newcomer_in(browser: Browser, restarting: Province) -> None:
    town = restarting
    heard = town.line.last_seq(town.district)
    town.line.follow(town.newcomer)
    town.play(town.newcomer, "> 06260190\n> [ยืนยัน]\n< ส่งคำขอเข้าร่วมแล้ว")
    assert "มีคำขอเข้าร่วมหน่วยงาน" in str(town.line.answers(town.district, heard))
    town.play(town.district, "> เมนู\n< เมนูน้องรายงาน")
    heard = town.line.last_seq(town.district)
    town.play(town.district, "> [เปิดหน้าเว็บ]\n< หน้าเว็บผู้กำกับดูแล\n| ใช้ได้ครั้งเดียวภายใน 10 นาที")
    link = link_to_the_desk(town, town.district, heard)
    heard = town.line.last_seq(town.newcomer)
    with page_of(browser, link, width=390) as page:
        page.get_by_role("button", name="เข้าสู่หน้าเว็บ").click()
        page.get_by_role("link", name="จัดการ").click()
        page.get_by_role("link", name="คำขอเข้าร่วม").click()
        page.get_by_role("button", name=re.compile("^อนุมัติ")).click()
        expect(page.get_by_role("status")).to_contain_text("แจ้งให้ผู้ขอทราบแล้ว")
    told = town.line.answers(town.newcomer, heard)
    assert "คำขอได้รับอนุมัติแล้ว" in str(told)
    # Forwarded afterwards, the link opens nothing for anybody else.
    with page_of(browser, link, width=1366) as page:
        expect(page.get_by_role("heading", name="ลิงก์นี้ใช้ไม่ได้แล้ว")).to_be_visible()
        expect(page.get_by_role("button", name="เข้าสู่หน้าเว็บ")).to_have_count(0)
    town.nothing_refused()
