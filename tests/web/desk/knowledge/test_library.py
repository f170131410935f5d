"""The library at the desk: shelves, items, files, and what is said when something is wrong."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import g
from sqlalchemy import select

from models.knowledge import knowledge_file, knowledge_item
from models.knowledge.knowledge_file import KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership.membership import Role
from services.knowledge import files
from services.untrusted import apart
from services.untrusted.tasks import Task
from tests.support import documents
from tests.support.desk_site import Browser, DeskSite, text_of, words_of

NEW = {"title": "ปุ๋ยหมักใบไม้", "category": "คู่มือ", "target": "https://www.dla.go.th/a"}


def item(desk: DeskSite, title: str = NEW["title"]) -> KnowledgeItem:
    with desk.database.reading() as session:
        return session.scalars(select(KnowledgeItem).where(KnowledgeItem.title == title)).one()


def files_of(desk: DeskSite, number: int) -> list[KnowledgeFile]:
    with desk.database.reading() as session:
        return list(knowledge_file.of_item(session, number))


def added(browser: Browser, **fields: Any) -> int:
    answer = browser.post("/desk/library/new", NEW | fields, follow=False)
    assert answer.status_code == 303, text_of(answer)
    return int(answer.location.rpartition("/")[2])


def file_of(body: bytes, name: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(body), name)}


def test_an_item_with_its_file_and_what_it_explains(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    question = re.findall(r'value="(\d+/\w+)"', browser.get("/desk/library/new"))[3]
    number = added(
        browser,
        keywords="ใบไม้,  ปุ๋ย,ใบไม้",
        explains=question,
        valid_from="2026-11-01",
        valid_to="2026-12-31",
        slug="compost",
        use="infographic",
        **file_of(documents.picture(), "ปุ๋ย.png"),
    )
    made = item(desk)
    assert (made.slug, made.keywords, made.owner_unit_id) == ("compost", "ใบไม้, ปุ๋ย", None)
    assert f"{made.programme_id}/{made.explains}" == question and str(made.valid_to) == "2026-12-31"
    [file] = files_of(desk, number)
    assert (file.name, file.media_type, file.use) == ("ปุ๋ย.png", "image/png", "infographic")
    assert file.preview_key is not None and desk.store.read(file.preview_key)[:2] == b"\xff\xd8"
    page = browser.get(f"/desk/library/{number}")
    assert f"/k/compost/file/{file.id}/preview" in page and f'value="{question}" selected' in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "กรุณาระบุ"),
        ({"title": "ก" * 201}, "ไม่เกิน 200 ตัวอักษร"),
        ({"target": "javascript:alert(1)"}, "ขึ้นต้นด้วย https://"),
        ({"target": ""}, "ยังไม่มีเนื้อหา"),
        ({"valid_from": "2026-12-02", "valid_to": "2026-12-01"}, "ต้องไม่ก่อนวันแรก"),
        ({"valid_from": "วันไหนก็ได้"}, "กรุณาพิมพ์ เช่น 15 ธันวาคม 2569"),
        ({"circular": "999"}, "เลือกใหม่"),
        ({"explains": "1/no_such_question"}, "เลือกใหม่"),
        ({"slug": "ปุ๋ย"}, "ตัวอักษรภาษาอังกฤษตัวเล็ก"),
        ({"slug": "curriculum"}, "มีเรื่องอื่นใช้ชื่อนี้แล้ว"),
        (file_of(documents.picture(), "a.pdf"), "เนื้อหาเป็น .png"),
        (file_of(b"<svg xmlns='x'></svg>", "a.png"), "SVG"),
        (file_of(b"<html></html>", "a.pdf"), "HTML"),
        ({"use": "infographic"} | file_of(documents.pdf(), "a.pdf"), "JPEG หรือ PNG"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk: DeskSite, fields: dict[str, Any], said: str) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    typed = NEW | {"description": "ที่พิมพ์ไว้"} | fields
    before = desk.store.keys("library/")
    answer = browser.post("/desk/library/new", typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and said in page and "ที่พิมพ์ไว้" in page
    with desk.database.reading() as session:
        assert session.scalars(select(KnowledgeItem.id).where(KnowledgeItem.category == "คู่มือ")).all() == []
    assert desk.store.keys("library/") == before


def test_a_second_editor_is_told_and_loses_nothing(desk: DeskSite) -> None:
    one, other = desk.comes_in(Role.DEPARTMENT), desk.comes_in(Role.DEPARTMENT)
    path = f"/desk/library/{added(one)}"
    assert one.post(path, NEW | {"seen": "1", "title": "ชื่อของคนแรก"}).status_code == 200
    answer = other.post(path, NEW | {"seen": "1", "title": "ชื่อของคนที่สอง"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว" in page
    assert 'value="ชื่อของคนที่สอง"' in page and "ขณะนี้เป็น: ชื่อของคนแรก" in page and 'name="seen" value="2"' in page
    assert item(desk, "ชื่อของคนแรก").version == 2
    late = other.post(f"{path}/file", {"seen": "1"} | file_of(documents.picture(), "a.png"))
    assert late.status_code == 409 and "มีผู้แก้ไข" in text_of(late)
    assert other.post(path, NEW | {"seen": "2", "title": "ชื่อของคนที่สอง"}).status_code == 200
    assert item(desk, "ชื่อของคนที่สอง").version == 3


def test_hidden_and_shown_again(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    path = f"/desk/library/{added(browser)}"
    page = browser.post(f"{path}/hide").get_data(as_text=True)
    assert "ซ่อน “ปุ๋ยหมักใบไม้” แล้ว" in page and f'action="{path}/show"' in page and not item(desk).is_active
    assert "แสดง “ปุ๋ยหมักใบไม้” แล้ว" in text_of(browser.post(f"{path}/show"))
    assert item(desk).is_active and item(desk).version == 1


def test_items_are_put_in_order_and_found(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    number = added(browser, category="อินโฟกราฟิก")

    def place() -> int:
        page = browser.get("/desk/library/?shelf=")
        return re.findall(r'<h3><a href="/desk/library/(\d+)">', page).index(str(number))

    last = place()
    browser.post(f"/desk/library/{number}/move", {"way": "up"})
    assert place() == last - 1
    browser.post(f"/desk/library/{number}/move", {"way": "category_up"})
    assert place() < last - 1, "before the category that stood above"
    assert "เลื่อนต่อไม่ได้" in text_of(browser.post(f"/desk/library/{number}/move", {"way": "sideways"}))
    found = re.findall(r'<h3><a href="/desk/library/(\d+)">', browser.get("/desk/library/?shelf=&q=ปุ๋ยหมัดใบไม้"))
    assert found == [str(number)]
    assert "ไม่พบ “รถยนต์”" in words_of(browser.get("/desk/library/?shelf=&q=รถยนต์"))


def test_each_level_and_its_shelf(desk: DeskSite) -> None:
    department, province = desk.comes_in(Role.DEPARTMENT), desk.comes_in(Role.PROVINCE)
    assert "ยังไม่มีเรื่องในชั้นนี้" in words_of(province.get("/desk/library/"))
    number = added(province, title="ของสมุทรปราการ")
    with desk.database.reading() as session:
        assert item(desk, "ของสมุทรปราการ").owner_unit_id is not None
        theirs = knowledge_item.of_shelf(session, None)[0].id
    # The department's is there to see, and not to touch.
    page = province.get("/desk/library/?shelf=")
    assert "แก้ไขไม่ได้" in words_of(page) and "/hide" not in page
    for path in (f"/desk/library/{theirs}", f"/desk/library/{theirs}/hide", f"/desk/library/{theirs}/file"):
        answer = province.client.get(path) if path.endswith(str(theirs)) else province.post(path)
        assert answer.status_code == 404
    assert province.post("/desk/library/new", NEW | {"shelf": ""}).status_code == 404
    other = desk.comes_in(Role.PROVINCE, "12")
    assert other.client.get(f"/desk/library/{number}").status_code == 404
    assert other.client.get("/desk/library/?shelf=11").status_code == 404
    assert "ของสมุทรปราการ" in department.get("/desk/library/?shelf=11")
    # A district looks on: at what is shown, and at its own province's alone.
    district = desk.comes_in(Role.DISTRICT, "1101")
    assert "ของสมุทรปราการ" in district.get("/desk/library/") and "เพิ่มเรื่อง" not in district.get("/desk/library/")
    assert district.client.get("/desk/library/new").status_code == 403
    province.post(f"/desk/library/{number}/hide")
    assert "ของสมุทรปราการ" not in district.get("/desk/library/")
    assert "ของสมุทรปราการ" not in desk.comes_in(Role.DISTRICT, "1201").get("/desk/library/")


def test_files_are_added_replaced_and_taken_off(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    number = added(browser, target="", body="", **file_of(documents.pdf(), "a.pdf"))
    path = f"/desk/library/{number}"
    [file] = files_of(desk, number)
    assert "เป็นเนื้อหาเดียว" in text_of(browser.post(f"{path}/file/{file.id}/drop", {"seen": "2"}))
    replaced = {"seen": "2", "use": "print", "instead": str(file.id)} | file_of(documents.docx(), "b.docx")
    assert "เปลี่ยนไฟล์แล้ว" in text_of(browser.post(f"{path}/file", replaced))
    [kept] = files_of(desk, number)
    assert (kept.id, kept.name, kept.use, kept.preview_key) == (file.id, "b.docx", "print", None)
    browser.post(f"{path}/file", {"seen": "3"} | file_of(documents.picture(), "c.png"))
    assert "นำไฟล์ออกแล้ว" in text_of(browser.post(f"{path}/file/{file.id}/drop", {"seen": "4"}))
    assert [one.name for one in files_of(desk, number)] == ["c.png"]
    assert browser.post(f"{path}/file/{files_of(desk, number)[0].id}/cover").status_code == 200
    assert item(desk).picture_key == files_of(desk, number)[0].preview_key
    # A file of another item is none of this one's.
    other = added(browser, title="อื่น")
    assert browser.post(f"/desk/library/{other}/file/{kept.id}/drop", {"seen": "1"}).status_code == 404


def test_a_store_or_a_reader_that_is_away_is_told(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)

    def away(key: str, body: bytes) -> None:
        raise OSError("no room")

    monkeypatch.setattr(desk.store, "put_bytes", away)
    answer = browser.post("/desk/library/new", NEW | file_of(documents.docx(), "a.docx"))
    assert answer.status_code == 503 and "เก็บไฟล์ไม่สำเร็จ" in text_of(answer) and NEW["title"] in answer.text
    turns = apart._turns[Task.LOOK_AT_DOCUMENT]
    monkeypatch.setattr("services.untrusted.readings.AT_A_PAGE", 0.0)
    assert turns.acquire() and turns.acquire()
    try:
        answer = browser.post("/desk/library/new", NEW | file_of(documents.docx(), "a.docx"))
    finally:
        turns.release(2)
    assert answer.status_code == 503 and "กำลังตรวจไฟล์อื่น" in text_of(answer)


def test_no_transaction_is_open_while_a_file_is_looked_at(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    number, looked = added(browser), []
    keep = files.keep

    def looking(*what: Any) -> Any:
        looked.append(g.desk.session.in_transaction())
        return keep(*what)

    monkeypatch.setattr("web.desk.knowledge.upload.files.keep", looking)
    answer = browser.post(f"/desk/library/{number}/file", {"seen": "1"} | file_of(documents.docx(), "a.docx"))
    assert answer.status_code == 200 and looked == [False]


def test_a_body_beyond_the_limit_is_turned_away(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    answer = browser.post("/desk/library/new", NEW | file_of(b"%PDF-" + b"x" * files.LARGEST, "a.pdf"))
    assert answer.status_code == 422 and "20 MB" in text_of(answer)
    answer = browser.post("/desk/library/new", NEW | file_of(b"x" * (files.LARGEST + 1_000_000), "a.pdf"))
    assert answer.status_code == 413 and "ใหญ่เกินไป" in text_of(answer)
