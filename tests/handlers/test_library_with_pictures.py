"""The library in the chat where it has pictures, files, days and provinces' own shelves; LINE takes every answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.line.address import Address
from bot.line.render import render
from models import org_unit, programme
from models.database import Database
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.visit import VisitKind
from services.knowledge import library
from services.knowledge.visits import Visits
from services.operations.setup import init, look
from tests.handlers.asking import ask
from tests.support.emulator import Line
from tests.support.kept import kept
from tests.support.phone import Phone
from tests.support.town import Town

FIRST = "1. มีการดำเนินงาน\n2. ไม่มีการดำเนินงาน"
# Not fetched by the pretend LINE, which asks for pictures that lie on this machine.
ADDRESS = Address("https://nong-rai-ngan.example.go.th", "@nongraingan")


@pytest.fixture
def town(database: Database) -> Town:
    return kept(database, _town)


def _town(database: Database) -> Town:
    town, opened = Town(database), list[int]()
    looked = look(database)
    with database.writing() as session:
        init(session, town.clock.now, looked)
        letter = programme.every(session)[0]
        province = org_unit.by_code(session, "11")
        assert province is not None
        for slug, owner, more in (
            ("compost", None, {"title": "ปุ๋ยหมักใบไม้", "category": "คู่มือเกษตร", "description": "ทำเองได้ในเจ็ดวัน"}),
            ("own", province.id, {"title": "ตลาดนัดสมุทรปราการ", "category": "คู่มือเกษตร", "explains": "happened"}),
            ("over", None, {"title": "งานวันวาน", "category": "คู่มือเกษตร", "valid_to": date(2026, 10, 1)}),
        ):
            values = {"body": "บทความ"} | more
            item = library.add(session, letter, slug, owner_unit_id=owner, **values)
            if slug == "compost":
                for use, name in ((FileUse.INFOGRAPHIC, "ปุ๋ย.png"), (FileUse.PRINT, "ปุ๋ย A4.pdf")):
                    session.add(
                        KnowledgeFile(
                            knowledge_item_id=item.id,
                            use=use,
                            name=name,
                            key=f"library/20261101/{use}",
                            preview_key=f"library/20261101/{use}-preview",
                            media_type="image/png" if use is FileUse.INFOGRAPHIC else "application/pdf",
                            size=1,
                            sha256=use.value.ljust(64, "0"),
                            created_at=town.clock.now,
                        )
                    )
                opened.append(item.id)
    readers = Visits()
    for item_id in opened:
        readers.count(item_id, VisitKind.SCAN, "", town.clock.now)
    readers.write(town.database)
    return town


def category(phone: Phone) -> str:
    """The number of the category that this is about, as the list says it."""
    said = phone.types("ความรู้")
    return next(line.split(".")[0].strip() for line in said.splitlines() if "คู่มือเกษตร" in line)


def newest(phone: Phone, count: int = 1) -> list[dict[str, Any]]:
    return phone.seen[-count:]


def test_shelves_and_items_are_side_by_side_with_their_pictures(town: Town) -> None:
    officer = town.member("06110110")
    officer.types("ความรู้")
    [drawn] = newest(officer)
    bubbles = drawn["contents"]["contents"]
    assert drawn["contents"]["type"] == "carousel" and len({bubble["size"] for bubble in bubbles}) == 1
    assert [bubble["hero"]["url"].split("/k/")[1] for bubble in bubbles if "hero" in bubble] == [
        "compost/file/1/preview?v=infograp"
    ]
    said = officer.taps("ดูหมวดนี้")
    assert "1.1" in said or "ชุดข้อมูลองค์ความรู้" in said
    number = category(officer)
    said = officer.types(f"ความรู้ {number}")
    assert f"{number}.1  ปุ๋ยหมักใบไม้" in said and f"{number}.2  ตลาดนัดสมุทรปราการ" in said and "งานวันวาน" not in said
    assert "ปุ๋ยหมักใบไม้" in newest(officer)[0]["altText"]


def test_an_infographic_is_a_picture_and_its_print_file_is_a_word_away(town: Town) -> None:
    officer = town.member("06110110")
    officer.types("ความรู้")
    officer.types("ค้นหา ปุ๋ยหมัก")
    said = officer.taps("เปิดเรื่องนี้")
    card, picture = newest(officer, 2)
    number = f"{category(officer)}.1"
    assert f"พิมพ์ “ขอไฟล์พิมพ์ {number}”" in said and card["type"] == "flex"
    assert picture["type"] == "image"
    assert picture["originalContentUrl"].endswith("/k/compost/file/1?v=infograp")
    assert picture["previewImageUrl"].endswith("/k/compost/file/1/preview?v=infograp")
    assert picture["quickReply"]["items"][0]["action"]["label"] == "ขอไฟล์พิมพ์"
    # By its number, and by the word alone: what was shown last.
    for asked in (f"ขอไฟล์พิมพ์ {number}", "ขอไฟล์พิมพ์ครับ"):
        assert "ไฟล์สำหรับพิมพ์" in officer.types(asked)
        assert officer.button("ปุ๋ย A4.pdf")["uri"].endswith("/k/compost/file/2?u=06110110")
    officer.types("ความรู้ 1.1")
    assert "ยังไม่มีไฟล์สำหรับพิมพ์" in officer.types("ไฟล์พิมพ์")
    assert "ไม่มีหมายเลขนี้" in officer.types("ขอไฟล์พิมพ์ 9.9")
    assert "ของเรื่องใด" in town.phone().types("ขอไฟล์พิมพ์")


def test_what_is_new_and_what_is_used(town: Town) -> None:
    officer = town.phone(on_pc=True)
    assert "เรื่องล่าสุด" in officer.types("ล่าสุด") and "ปุ๋ยหมักใบไม้" in officer.types("ความรู้ล่าสุด")
    said = officer.types("ที่ใช้บ่อย")
    assert "เรื่องที่ใช้บ่อย" in said and "ปุ๋ยหมักใบไม้" in said and "ทฤษฎีใหม่" not in said


@pytest.mark.parametrize("slug", ["own", "over"])
def test_what_is_not_theirs_or_not_now_never_shows(town: Town, slug: str) -> None:
    """Not by its category, number, search, button, newest list, nor for a stranger."""
    title = {"own": "ตลาดนัดสมุทรปราการ", "over": "งานวันวาน"}[slug]
    button = {"type": "postback", "data": f"do=know.item&k={slug}"}
    for phone in (town.member("06120110"), town.phone()):
        number = category(phone)
        heard = [phone.types(word) for word in (f"ความรู้ {number}", f"ความรู้ {number}.2", "ล่าสุด")]
        heard += [phone.types(f"ค้นหา {title}"), phone.types(title)]
        heard += [phone.does(button), phone.does(button | {"data": f"do=know.qr&k={slug}"})]
        heard += [phone.does(button | {"data": f"do=know.print&k={slug}"})]
        assert [said for said in heard if title in said.replace(f"“{title}”", "")] == []
        assert all("ไม่อยู่ในคลังความรู้แล้ว" in said for said in heard[-3:])
    if slug == "own":
        below = town.member("06110110")
        assert title in below.does(button) and title in below.types(f"ค้นหา {title}")


def test_the_explanation_of_a_question_opens_and_the_question_stands_again(town: Town) -> None:
    officer = town.member("06110110")
    said = officer.types("รายงาน")
    assert "พิมพ์ “ดูคำอธิบาย”" in said
    for does in (lambda: officer.taps("ดูคำอธิบาย"), lambda: officer.types("ขอดูคำอธิบายค่ะ")):
        answer = does()
        assert "ตลาดนัดสมุทรปราการ" in answer and answer.endswith("พิมพ์ “ดูคำอธิบาย”") and FIRST in answer
    said = officer.types("1")
    assert FIRST not in said and "ดูคำอธิบาย" not in said
    assert "ยังไม่มีเรื่องอธิบาย" in officer.types("ดูคำอธิบาย")
    officer.types("ย้อน")
    assert officer.button("ดูคำอธิบาย")["data"] == "do=know.explain&q=happened"
    # Another province has no such item.
    assert "ดูคำอธิบาย" not in town.member("06120110").types("รายงาน")


def test_line_takes_all_of_it(line: Line, town: Town) -> None:
    line.reset()
    officer = town.member("06110110")
    number = category(officer)
    words = ("ความรู้", f"ความรู้ {number}", f"ความรู้ {number}.1", "ล่าสุด", "ที่ใช้บ่อย", f"ขอไฟล์พิมพ์ {number}.1", "รายงาน")
    for said in (*words, "ดูคำอธิบาย", f"ความรู้ {number}.1"):
        town.clock.passes(seconds=1)
        with town.database.writing() as session:
            drawn = render(ask(session, officer.user_id, town.clock.now, said), ADDRESS)
        answer = line.call("POST", "/v2/bot/message/validate/reply", {"messages": drawn})
        assert answer.status == 200, (said, answer.data.decode())
