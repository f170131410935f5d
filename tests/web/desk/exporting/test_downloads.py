"""Files to take away, as a browser gets them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from urllib.parse import unquote

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import load_workbook
from PIL import Image
from werkzeug.test import TestResponse

from models import org_unit, programme
from models.exporting.job import Job, JobState
from models.membership.membership import Role
from models.membership.person import meet
from models.org_unit import UnitKind
from services.exporting import memo
from services.exporting.downloads import MOST_AT_ONCE
from services.exporting.jobs import MOST_WAITING, Worker
from services.org_units.import_units import bring_in
from services.org_units.registry import RegistryUnit
from services.untrusted import apart, readings
from services.untrusted.tasks import Task
from tests.support.desk_site import Browser, DeskSite, seen_in, words_of
from tests.support.filled import fill
from tests.support.no_calls import watched


@pytest.fixture
def filled(desk: DeskSite) -> DeskSite:
    fill(desk.database, desk.now, months=2)
    return desk


@pytest.fixture
def large(desk: DeskSite) -> DeskSite:
    """A province with more offices than are done at once."""
    many = [
        RegistryUnit(f"0612{number:04d}", UnitKind.SAO, f"สำนักงานที่ {number}", "1201")
        for number in range(2000, 2001 + MOST_AT_ONCE)
    ]
    with desk.database.writing() as session:
        bring_in(session, many, desk.now)
    return desk


def saved_as(answer: TestResponse) -> str:
    """The name that a browser saves it under."""
    assert answer.status_code == 200
    _, plain, extended = answer.headers["Content-Disposition"].split("; ")
    assert plain.startswith('filename="report.') and plain.isascii()
    return unquote(extended.removeprefix("filename*=UTF-8''"))


def get(browser: Browser, kind: str, unit: str = "11", more: str = "") -> TestResponse:
    return browser.client.get(f"/desk/downloads/{unit}/file?kind={kind}&period=2026-10{more}")


def works(site: DeskSite) -> None:
    """What the lane does with what was begun."""
    worker = Worker(site.database, site, lambda: site.now, "https://nong.example.go.th")
    for number in dict.fromkeys(site.begun):
        worker.work(number, lambda seconds: None)
    site.begun.clear()


def test_a_small_area_s_files_come_at_once_under_thai_names(filled):
    province = filled.comes_in(Role.PROVINCE, "11")
    book = get(province, "xlsx")
    assert saved_as(book) == "รายงาน โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.xlsx"
    assert book.content_length == len(book.data) and book.headers["Cache-Control"] == "no-store"
    sheet = load_workbook(io.BytesIO(book.data))["หน่วยงาน"]
    codes = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(codes) == 21 and all(isinstance(code, str) and len(code) == 8 for code in codes)

    tables = get(province, "csv")
    assert saved_as(tables).endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(tables.data)) as packed:
        names = packed.namelist()
        assert names == [
            "รายงาน โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.csv",
            "รายงาน โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.areas.csv",
        ]
        body = packed.read(names[0])
    assert body.startswith(b"\xef\xbb\xbf")
    assert [row["code"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))] == codes

    document = json.loads(get(province, "json").data)
    assert [office["code"] for office in document["offices"]] == codes

    memo = get(province, "memo")
    assert saved_as(memo) == "บันทึกข้อความ โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.docx"
    assert "ขอแสดงความนับถือ" in paragraphs(memo), "a province writes to another office"


def test_the_page_offers_what_fits_the_area(filled):
    province = filled.comes_in(Role.PROVINCE, "11")
    page = province.get("/desk/downloads/?unit=11&period=2026-10")
    for kind in ("xlsx", "memo", "csv", "json"):
        assert f"/desk/downloads/11/file?period=2026-10&amp;kind={kind}" in page
    assert "21 หน่วยงาน" in words_of(page) and "ไฟล์ที่จัดทำไว้" not in page
    of_office = province.get("/desk/downloads/?unit=06110110")
    assert "kind=memo" not in of_office and "kind=xlsx" in of_office
    with filled.database.writing() as session:
        asked = programme.by_code(session, "khok-nong-na")
        asked.audience = ["pao"]
    page = words_of(province.get("/desk/downloads/?unit=11&period=2026-10"))
    assert "· 1 หน่วยงาน" in page, "those that are asked, not all that there are"
    for code in ("12", "1201", "TH", "nothing"):
        province.get(f"/desk/downloads/?unit={code}", 404)
        assert get(province, "xlsx", code).status_code == 404


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/desk/downloads/11/file?kind=exe", "ไม่มีข้อมูลของงวดหรือพื้นที่ที่เลือก"),
        ("/desk/downloads/11/file", "ไม่มีข้อมูลของงวดหรือพื้นที่ที่เลือก"),
        ("/desk/downloads/06110110/file?kind=memo", "บันทึกข้อความทำได้สำหรับอำเภอ จังหวัด หรือทั้งประเทศ"),
        ("/desk/downloads/06110110/memo", "บันทึกข้อความทำได้สำหรับอำเภอ จังหวัด หรือทั้งประเทศ"),
    ],
)
def test_what_cannot_be_had_is_said_on_the_page(filled, path, says):
    answer = filled.comes_in(Role.PROVINCE, "11").client.get(path, follow_redirects=True)
    assert answer.status_code == 200 and says in words_of(answer.get_data(as_text=True))


def test_a_large_area_s_file_is_made_beside_the_request(large):
    department = large.comes_in(Role.DEPARTMENT, "TH")
    assert "จัดทำไฟล์" in department.get("/desk/downloads/?unit=TH")
    at_once = department.client.get("/desk/downloads/TH/file?kind=xlsx", follow_redirects=True)
    assert at_once.mimetype == "text/html", "a typed address does not get round it"
    answer = department.post("/desk/downloads/TH/ask?period=2026-10", {"kind": "xlsx"}, follow=False)
    path = answer.location
    assert answer.status_code == 303 and path.startswith("/desk/downloads/job/")
    waiting = department.get(path)
    assert '<noscript><meta http-equiv="refresh"' in waiting and "รอจัดทำ" in waiting
    assert department.client.get(f"{path}/file").status_code == 404, "not there yet"
    assert large.begun and set(large.begun) == {int(path.rpartition("/")[2])}
    works(large)
    ready = department.get(path)
    assert "พร้อมดาวน์โหลด" in ready and "refresh" not in ready
    file = department.client.get(f"{path}/file")
    assert saved_as(file) == "รายงาน โคก หนอง นา ต.ค. 69 ทั่วประเทศ.xlsx"
    assert load_workbook(io.BytesIO(file.data), read_only=True)["หน่วยงาน"].max_row > MOST_AT_ONCE
    assert "ไฟล์ที่จัดทำไว้" in department.get("/desk/downloads/")
    assert get(department, "memo", "TH").status_code == 200, "a memo is no matter of size"


def test_what_was_made_is_its_owner_s_alone_and_ends_with_the_reach(large):
    owner, other = large.comes_in(Role.PROVINCE, "12"), large.comes_in(Role.DEPARTMENT, "TH")
    path = owner.post("/desk/downloads/12/ask", {"kind": "csv"}, follow=False).location
    works(large)
    assert owner.client.get(f"{path}/file").status_code == 200
    for end in ("", "/file"):
        assert other.client.get(path + end).status_code == 404
        assert large.stranger().client.get(path + end).status_code == 401
    assert path not in other.get("/desk/downloads/")
    owner.without_membership()
    large.joins(owner.person_id, Role.DISTRICT, "1101")
    for end in ("", "/file"):
        assert owner.client.get(path + end).status_code == 404
    assert path not in owner.get("/desk/downloads/")


def test_a_file_that_is_gone_is_not_found(large):
    owner = large.comes_in(Role.PROVINCE, "12")
    path = owner.post("/desk/downloads/12/ask", {"kind": "json"}, follow=False).location
    works(large)
    large.files.clear()
    assert owner.client.get(f"{path}/file").status_code == 404


def test_a_failed_job_says_so(large):
    owner = large.comes_in(Role.PROVINCE, "12")
    path = owner.post("/desk/downloads/12/ask", {"kind": "json"}, follow=False).location
    with large.database.writing() as session:
        session.query(Job).one().state = JobState.FAILED
    page = owner.get(path)
    assert "จัดทำไฟล์ไม่สำเร็จ" in page and "refresh" not in page
    assert owner.client.get(f"{path}/file").status_code == 404


def test_one_may_not_ask_without_end(large):
    owner = large.comes_in(Role.DEPARTMENT, "TH")
    for kind in ("xlsx", "csv", "json"):
        for unit in ("TH", "12"):
            answer = owner.post(f"/desk/downloads/{unit}/ask", {"kind": kind})
    assert "หลายไฟล์แล้ว" in answer.get_data(as_text=True)
    with large.database.reading() as session:
        assert session.query(Job).count() == MOST_WAITING
    assert "ไม่มีข้อมูล" in owner.post("/desk/downloads/TH/ask", {"kind": "exe"}).get_data(as_text=True)


def test_a_hostile_title_makes_a_harmless_name(filled):
    with filled.database.writing() as session:
        programme.every(session)[0].title = '../../etc/"pass\r\nwd"; x=' + "ย" * 170
    name = saved_as(get(filled.comes_in(Role.PROVINCE, "11"), "json"))
    assert "/" not in name and "\r" not in name and '"' not in name and name.endswith(".json")


def test_a_long_title_leaves_the_month_and_the_place_in_the_name(filled):
    """Of a form with a list: the longest name is that of its table, which Linux, macOS and Android have to hold too."""
    with filled.database.writing() as session:
        programme.every(session)[0].title = "สำรวจที่ตั้งศูนย์เรียนรู้ " * 7
    with zipfile.ZipFile(io.BytesIO(get(filled.comes_in(Role.PROVINCE, "11"), "csv").data)) as packed:
        names = packed.namelist()
    assert [name.partition(" ต.ค. 69 ")[2] for name in names] == [
        "จังหวัดสมุทรปราการ.csv",
        "จังหวัดสมุทรปราการ.areas.csv",
    ]
    assert all(name.startswith("รายงาน สำรวจที่ตั้ง") and len(name.encode()) <= 255 for name in names)


# The memo's settings


def test_what_stands_in_a_memo_is_set_on_a_page(filled):
    province = filled.comes_in(Role.PROVINCE, "11")
    page = province.get("/desk/downloads/11/memo")
    assert "ใช้แม่แบบมาตรฐานของระบบ" in page and "{{ month }}" in page
    answer = province.post("/desk/downloads/11/memo", {"number": "สป 0023.4/<b>", "signer_name": "ทดสอบ ระบบ"})
    page = answer.get_data(as_text=True)
    assert "บันทึกแล้ว" in page and "สป 0023.4/&lt;b&gt;" in page
    text = paragraphs(get(province, "memo"))
    assert text[1].startswith("ที่ สป 0023.4/<b>\t") and "(ทดสอบ ระบบ)" in text, "unticked: Arabic digits"
    province.post("/desk/downloads/11/memo", {"number": "สป 0023.4/<b>", "form": "memo"})
    assert paragraphs(get(province, "memo"))[0].strip() == "บันทึกข้อความ"
    long = province.post("/desk/downloads/11/memo", {"number": "ก" * 81, "office": "เดิม"})
    assert long.status_code == 422 and "ยาวเกินไป" in long.get_data(as_text=True)
    assert 'value="เดิม"' in long.get_data(as_text=True), "what was typed is not lost"
    assert "สป 0023.4/" in province.get("/desk/downloads/11/memo")


def test_what_a_colleague_has_set_meanwhile_is_not_overwritten_unseen(filled):
    path = "/desk/downloads/11/memo"
    province, colleague = filled.comes_in(Role.PROVINCE, "11"), filled.comes_in(Role.PROVINCE, "11")
    opened = seen_in(province.get(path))
    colleague.post(path, {"number": "สป 1/", "thai_digits": "yes", "form": "letter", "seen": opened})
    typed = {"number": "สป 2/", "signer_name": "ทดสอบ  ระบบ"}
    answer = province.post(path, typed | {"seen": opened})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "มีผู้แก้ไขข้อมูลนี้ไปก่อนแล้ว" in page and 'value="สป 2/"' in page
    for stands in ("สป 1/", "ว่าง", "เลือกไว้", "หนังสือภายนอก"):
        assert f"ขณะนี้เป็น: {stands}<" in page
    assert 'value="สป 1/"' in colleague.get(path)
    province.post(path, typed | {"seen": seen_in(page)})
    assert 'value="สป 2/"' in province.post(path, typed | {"seen": seen_in(page)}).get_data(as_text=True)


def test_a_template_goes_out_and_comes_back(filled):
    province = filled.comes_in(Role.PROVINCE, "11")
    current = province.client.get("/desk/downloads/11/memo/template.docx")
    document = docx.Document(io.BytesIO(current.data))
    document.paragraphs[0].runs[0].text = "แบบของเรา {{ area }}"
    changed = io.BytesIO()
    document.save(changed)
    answer = bring(province, changed.getvalue(), "ของเรา.docx")
    assert "ใช้แม่แบบใหม่แล้ว" in answer.get_data(as_text=True) and "ของเรา.docx" in answer.get_data(as_text=True)
    first = docx.Document(io.BytesIO(get(province, "memo").data)).paragraphs[0].text
    assert first == "แบบของเรา จังหวัดสมุทรปราการ"
    district = filled.comes_in(Role.DISTRICT, "1101")
    assert "หน่วยงานที่กำกับดูแลกำหนดไว้" in district.get("/desk/downloads/1101/memo")
    refused = bring(province, b"no document", "x.docx")
    assert refused.status_code == 422 and "ไม่ใช่เอกสาร Word" in refused.get_data(as_text=True)
    assert bring(province, b"", "").status_code == 422
    assert "แบบของเรา" in docx.Document(io.BytesIO(get(province, "memo").data)).paragraphs[0].text
    assert "กลับไปใช้แม่แบบเดิมแล้ว" in province.post("/desk/downloads/11/memo/template/drop").get_data(as_text=True)
    assert "ขอแสดงความนับถือ" in paragraphs(get(province, "memo"))


def test_a_crest_is_drawn_anew_shown_and_used_below(filled):
    department = filled.comes_in(Role.DEPARTMENT)
    page = "/desk/downloads/TH/memo"
    assert "เว้นที่ไว้สำหรับกระดาษตราครุฑ" in department.get(page)
    for body in (b"", b"no picture"):
        refused = department.client.post(
            f"{page}/crest", data={"mark": department.mark, "crest": (io.BytesIO(body), "x.png")}
        )
        assert refused.status_code == 422 and "เปิดภาพตราครุฑไม่ได้" in refused.get_data(as_text=True)
    drawn = io.BytesIO()
    Image.new("RGBA", (400, 420), (120, 20, 20, 255)).save(drawn, "PNG")
    fields = {"mark": department.mark, "crest": (io.BytesIO(drawn.getvalue()), "garuda.png")}
    kept = department.client.post(f"{page}/crest", data=fields, follow_redirects=True).get_data(as_text=True)
    assert "เก็บภาพตราครุฑแล้ว" in kept and "ใช้ภาพของหน่วยงานท่าน" in kept
    assert department.client.get(f"{page}/crest.jpg").data.startswith(b"\xff\xd8")
    province = filled.comes_in(Role.PROVINCE, "11")
    assert "ใช้ภาพที่หน่วยงานที่กำกับดูแลกำหนดไว้" in province.get("/desk/downloads/11/memo")
    assert len(docx.Document(io.BytesIO(get(province, "memo").data)).inline_shapes) == 1
    assert "เลิกใช้ภาพตราครุฑแล้ว" in department.post(f"{page}/crest/drop").get_data(as_text=True)


def paragraphs(answer) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs]


def test_files_are_read_within_no_transaction_and_a_hostile_one_is_told_so(filled):
    province = filled.comes_in(Role.PROVINCE, "11")
    document = docx.Document()
    document.add_paragraph("{{" * 8_000)
    hostile = io.BytesIO()
    document.save(hostile)
    with watched() as caught:
        refused = bring(province, hostile.getvalue(), "x.docx")
        assert refused.status_code == 422 and "มากเกินกว่าที่ระบบจะอ่านได้" in refused.get_data(as_text=True)
        assert get(province, "memo").status_code == 200
    assert caught == []


def test_a_template_from_before_a_rule_against_it_and_no_reader_are_told(filled, monkeypatch):
    province = filled.comes_in(Role.PROVINCE, "11")
    monkeypatch.setattr(readings, "AT_A_PAGE", 0)
    turns = apart._turns[Task.FILL_TEMPLATE]
    assert turns.acquire() and turns.acquire()
    busy = get(province, "memo")
    turns.release(2)
    assert busy.status_code == 303 and "กำลังอ่านไฟล์อื่นอยู่" in province.get(busy.location)
    assert get(province, "memo").status_code == 200
    document = docx.Document()
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "DDEAUTO c:")
    document.add_paragraph("{{ month }}")._p.append(field)
    old = io.BytesIO()
    document.save(old)
    with filled.database.writing() as session:
        unit = org_unit.by_code(session, "11")
        memo.keep_template(session, unit, meet(session, "U" + "a" * 32, filled.now), old.getvalue(), "x", filled.now)
    answer = get(province, "memo")
    assert answer.status_code == 303 and "DDEAUTO" in province.get(answer.location)


def bring(browser: Browser, body: bytes, name: str) -> TestResponse:
    fields = {"mark": browser.mark, "file": (io.BytesIO(body), name)}
    return browser.client.post("/desk/downloads/11/memo/template", data=fields, follow_redirects=True)
