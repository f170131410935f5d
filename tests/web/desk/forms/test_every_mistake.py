"""A workbook with one of each mistake that authors were seen to make, explained on the page in Thai."""

from __future__ import annotations

import re
from html import unescape

import pytest

from models.membership.membership import Role
from tests.support import databases
from tests.support.desk_site import Browser, DeskSite, words_of
from tests.web.desk.forms.every_mistake import every_mistake
from tests.web.desk.forms.test_forms import look

pytestmark = pytest.mark.slow

TOLD = {
    "survey!A2": "วงเล็บและเครื่องหมายแบบเต็มความกว้างจากแป้นพิมพ์จีนหรือญี่ปุ่น",
    "survey!G3": "เขียน 1000000",
    "survey!F4": "เขียน true()",
    "survey!F5": "เขียน '' (อัญประกาศเดี่ยวสองตัวติดกัน)",
    "survey!G7": "เป็นปี พ.ศ. แต่ในแบบต้องเขียนเป็นปี ค.ศ. จึงไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้",
    "survey!A8": "หมายถึง begin group หรือไม่",
    "survey!A9": "หมายถึง select_one yn หรือไม่",
    "survey!A10": "หมายถึง end group หรือไม่",
    "survey!B12": "ชื่อ meta สงวนไว้",
    "survey!C13": "หมายถึง ${people} หรือไม่",
    "survey!O16": "ไม่มีข้อชื่อ nosuch",
    "survey!F17": "ใช้ and แทน",
    "survey!M18": "ต้องเป็นตัวเลข",
    "survey!L19": "ส่งภาพถ่ายแทน",
    "survey!A20": "แถวนี้ซ่อนอยู่",
    "survey!C20": "ลิงก์แสดงเป็นที่อยู่เต็ม",
    "survey!A21": "ไม่ลงท้ายด้วย .csv",
    "survey!N23": "อาจเกิน 200",
    "survey!A26": "audit",
    "survey!G29": "ไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้",
    "survey!C31": "ไม่มีข้อชื่อ 1x",
    "survey!P1": "หลัง :: ต้องเป็นชื่อที่ไม่มีเว้นวรรค",
    "survey!Q1": "ไม่รู้จักคอลัมน์ labelReport",
    "survey!G32": "ไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้",
    "survey!B33": "ถูกผสานเป็นช่องเดียว",
    "survey!A35": "ผสานเซลล์",
    "survey!A37": "or_other",
    "survey!A38": "start-geopoint",
    "survey!A39": "เว้นว่างไว้",
    "survey!L41": "appearance นี้ไม่มีผล",
    "survey!C42": "ภาพที่แทรกไว้ในข้อความ",
    "survey!B44": "ชื่อ meta สงวนไว้",
    "survey!B45": "ชื่อ meta สงวนไว้",
    "choices!E1": "ซ้ำกับ label::English (en) (D1)",
    "choices!A4": "ผสานเซลล์",
    "choices!B4": "วันที่ของ Excel",
    "choices!A6": "ไม่มีข้อใดใช้",
    "settings!C1": "ซ้ำกับ form_id (B1)",
    "settings!D2": "เช่น ไทย (th)",
}


@pytest.fixture(scope="module")
def page() -> str:
    with databases.opened("sqlite") as database:
        browser: Browser = DeskSite(database).comes_in(Role.DEPARTMENT)
        return look(browser, every_mistake(), "ผิดทุกอย่าง.xlsx")[1]


@pytest.mark.parametrize("place", TOLD)
def test_each_is_told_at_its_place(page: str, place: str) -> None:
    cards = re.findall(r'(?s)<li class="remark .*?</li>', page)
    found = [words_of(card) for card in cards if f"<b>{place}</b>" in card]
    assert any(TOLD[place] in unescape(words) for words in found), found


def test_none_is_told_without_a_place_and_none_twice(page: str) -> None:
    assert "<b>ทั้งไฟล์</b>" not in page
    assert "พบ 23 จุดที่ต้องแก้" in words_of(page)
    cards = re.findall(r'(?s)<li class="remark .*?</li>', page)
    assert len([card for card in cards if "<b>survey!G7</b>" in card]) == 1, "the year and what follows from it"


def test_an_unseen_letter_in_a_reference_is_named_with_the_others(page: str) -> None:
    assert "เช่นเดียวกันที่ F6, C28" in words_of(page) and "<b>survey!C28</b>" not in page
    assert "survey!P27" not in page, "the head of the column is the cause"
    assert "survey!G30" not in page, "one possible day is a day"
    assert "survey!K43" not in page, "a default that Excel holds as a date is one"
