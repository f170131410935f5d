"""The registry from a file, at the desk: seen first, then whole or not at all."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.texts.admin import registry as remarks
from models.audit_log import AuditLog
from models.membership.membership import Role
from models.org_unit import LOCAL_KINDS, OrgUnit, by_code
from models.upload import Upload
from services.org_units.import_plan import ImportPlan
from tests.support.desk_site import Browser, DeskSite, text_of, words_of

HERE = "/desk/admin/units"
HEAD = ["รหัส", "ประเภท", "ชื่อ", "รหัสจังหวัด", "จังหวัด", "รหัสอำเภอ", "อำเภอ"]


def row(code: str, kind: str, name: str, district: str = "1101", name_of_district: str = "เมืองสมุทรปราการ") -> list[str]:
    return [code, kind, name, "11", "สมุทรปราการ", district, name_of_district]


PAO = ["02110101", "อบจ.", "สมุทรปราการ", "11", "สมุทรปราการ", "", ""]
# The district 1101 as it stands.
STANDS = [
    row("05110106", "เทศบาลตำบล", "บางเมือง"),
    row("06110109", "อบต.", "บางเมืองใหม่"),
    row("06110110", "อบต.", "แพรกษา"),
    row("05110107", "เทศบาลตำบล", "แพรกษา"),
]


def as_csv(*rows: list[str], head: list[str] = HEAD, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[str]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for cells in (HEAD, *rows):
        book.active.append(cells)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


@pytest.fixture
def any_department(any_desk: DeskSite) -> Browser:
    return any_desk.comes_in(Role.DEPARTMENT)


def send(browser: Browser, content: bytes, name: str = "ทะเบียน.csv", **fields: str) -> TestResponse:
    values = {"mark": browser.mark, "file": (io.BytesIO(content), name), "effective": ""} | fields
    return browser.client.post(HERE, data=values, content_type="multipart/form-data")


def look(browser: Browser, content: bytes, **fields: str) -> tuple[str, str]:
    """(address of the preview, its page)."""
    answer = send(browser, content, **fields)
    assert answer.status_code == 303, text_of(answer)
    return answer.location, browser.get(answer.location)


def confirm(browser: Browser, address: str, page: str) -> str:
    plan = page.split('name="plan" value="')[1].split('"')[0]
    return text_of(browser.post(address, {"plan": plan}))


def tree(desk: DeskSite) -> dict[str, tuple[object, ...]]:
    with desk.database.reading() as session:
        rows = session.execute(
            select(OrgUnit.code, OrgUnit.kind, OrgUnit.name, OrgUnit.path, OrgUnit.open_from, OrgUnit.open_to)
        )
        return {row.code: tuple(row)[1:] for row in rows}


def test_added_renamed_moved_and_closed_are_seen_and_then_done(any_desk: DeskSite, any_department: Browser) -> None:
    content = as_csv(
        PAO,
        row("05110106", "เทศบาลเมือง", "บางเมือง"),
        row("06110110", "อบต.", "แพรกษาเหนือ"),
        row("05110107", "เทศบาลตำบล", "แพรกษา"),
        row("06110112", "อบต.", "บ้านใหม่"),
        *[row("05110201", "เทศบาลตำบล", "บางบ่อ", "1102", "บางบ่อ"), row("06110202", "อบต.", "บางบ่อ", "1102", "บางบ่อ")],
        row("06110301", "อบต.", "บางแก้ว", "1103", "บางพลี"),
        *(row(f"061104{number:02d}", "อบต.", f"บางครุ {number}", "1104", "พระประแดง") for number in range(1, 14)),
    )
    before = tree(any_desk)
    address, page = look(any_department, content, close_missing="1", effective="1 ตุลาคม 2569")
    said = words_of(page)
    for counted in ("1 เพิ่ม", "2 เปลี่ยนชื่อหรือประเภท", "0 ย้าย", "1 ยุบเลิก"):
        assert counted in said
    assert "อบต.บ้านใหม่ ตั้งแต่ 1 ต.ค. 69" in said and "เดิม อบต.แพรกษา" in said
    assert "06110109 อบต.บางเมืองใหม่ ตั้งแต่ 1 ต.ค. 69" in said
    # Looking changes nothing.
    assert tree(any_desk) == before
    assert "บันทึกทะเบียนแล้ว เพิ่ม 1 เปลี่ยนชื่อ 2 ย้าย 0 ยุบเลิก 1" in confirm(any_department, address, page)
    after = tree(any_desk)
    assert after["06110112"] == ("sao", "บ้านใหม่", "TH.11.1101.06110112", date(2026, 10, 1), None)
    assert after["06110109"][4] == date(2026, 10, 1)
    assert after["05110106"][0] == "town" and after["06110110"][1] == "แพรกษาเหนือ"
    changed = {code for code in after if after[code] != before.get(code)}
    assert changed == {"06110112", "06110109", "05110106", "06110110"}
    # The other province is not in the file: nothing of it is closed.
    assert after["06120110"] == before["06120110"]
    with any_desk.database.reading() as session:
        noted = session.scalars(select(AuditLog).where(AuditLog.action == "units.desk")).one()
        assert noted.person_id == any_department.person_id and noted.detail is not None
        assert noted.detail["closed"] == ["06110109"]
        assert session.scalars(select(Upload.id)).all() == []


def test_without_the_tick_offices_that_are_not_in_the_file_stay(desk: DeskSite, department: Browser) -> None:
    address, page = look(department, as_csv(row("06110112", "อบต.", "บ้านใหม่")))
    assert "0 ยุบเลิก" in words_of(page)
    confirm(department, address, page)
    assert all(one[4] is None for one in tree(desk).values())
    # Without a day in the file or the form it is today's.
    assert tree(desk)["06110112"][3] == date(2026, 11, 3)


def test_the_file_s_own_days_count(any_desk: DeskSite, any_department: Browser) -> None:
    head = [*HEAD, "วันที่จัดตั้ง", "วันที่ยุบเลิก"]
    content = as_csv(
        [*row("06110110", "อบต.", "แพรกษา"), "", "1/10/2569"],
        [*row("06110112", "อบต.", "บ้านใหม่"), "2026-09-15", ""],
        head=head,
    )
    address, page = look(any_department, content)
    confirm(any_department, address, page)
    after = tree(any_desk)
    assert after["06110110"][4] == date(2026, 10, 1) and after["06110112"][3] == date(2026, 9, 15)
    # An empty cell opens it again.
    again = as_csv([*row("06110110", "อบต.", "แพรกษา"), "", ""], head=head)
    address, page = look(any_department, again)
    assert "เคยยุบเลิกเมื่อ 1 ต.ค. 69" in words_of(page)
    assert "เปิดใหม่ 1" in confirm(any_department, address, page)
    assert tree(any_desk)["06110110"][4] is None


def test_a_closed_office_in_a_file_without_days_stays_closed_and_is_pointed_out(
    desk: DeskSite, department: Browser
) -> None:
    with desk.database.writing() as session:
        unit = by_code(session, "06110110")
        assert unit is not None
        unit.open_to = date(2026, 10, 1)
    _, page = look(department, as_csv(*STANDS))
    assert "ไม่มีสิ่งที่ต้องเปลี่ยน" in page and "ยุบเลิกไปแล้วตั้งแต่ 2026-10-01" in page


def test_a_district_moves_with_everything_below(any_desk: DeskSite, any_department: Browser) -> None:
    cells = ["06110301", "อบต.", "บางแก้ว", "12", "นนทบุรี", "1103", "บางพลี"]
    address, page = look(any_department, as_csv(cells), moved="1")
    assert "จาก 11 ไป 12" in words_of(page)
    confirm(any_department, address, page)
    assert tree(any_desk)["06110301"][2] == "TH.12.1103.06110301"


def test_all_problems_are_told_with_their_rows_and_nothing_can_be_confirmed(
    desk: DeskSite, department: Browser
) -> None:
    before = tree(desk)
    head = [*HEAD, "วันที่จัดตั้ง", "วันที่ยุบเลิก"]
    content = as_csv(
        [*row("123", "อบต.", "ก"), "", ""],
        [*row("06110113", "วัด", "ข"), "", ""],
        [*row("06110114", "อบต.", ""), "32/1/2569", ""],
        [*row("06110110", "อบต.", "แพรกษา"), "", "1/1/2575"],
        [*row("06110110", "อบต.", "แพรกษา"), "", ""],
        [*row("06110115", "อบต.", "ค"), "1/10/2569", "1/9/2569"],
        head=head,
    )
    address, page = look(department, content)
    said = words_of(page)
    assert "ยังบันทึกไม่ได้ พบ 7 จุด" in said and "ยืนยันและบันทึก" not in said
    for line in (
        "2 รหัส “123” ไม่ใช่เลข 8 หลัก",
        "3 ประเภท “วัด” ไม่ใช่ประเภทของ อปท.",
        "4 ไม่มีชื่อ",
        "4 วันที่จัดตั้ง “32/1/2569” ไม่ใช่วันที่",
        "5 วันที่ยุบเลิก 2032-01-01 ยังมาไม่ถึง",
        "6 รหัส 06110110 ซ้ำกับแถว 5",
        "7 วันที่ยุบเลิก 2026-09-01 ต้องอยู่หลังวันที่จัดตั้ง 2026-10-01",
    ):
        assert line in said, line
    for plan in ("", "x", ImportPlan().fingerprint):
        department.post(address, {"plan": plan})
    assert tree(desk) == before


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(any_desk: DeskSite, any_department: Browser) -> None:
    other = any_desk.comes_in(Role.ADMIN)
    mine, page = look(any_department, as_csv(row("06110112", "อบต.", "บ้านใหม่")))
    theirs, other_page = look(other, as_csv(row("06110112", "อบต.", "บ้านเก่า")))
    assert "บันทึกทะเบียนแล้ว" in confirm(other, theirs, other_page)
    said = confirm(any_department, mine, page)
    assert "ทะเบียนเปลี่ยนไปหลังจากที่ท่านตรวจดู" in said and "เดิม อบต.บ้านเก่า" in said
    assert tree(any_desk)["06110112"][1] == "บ้านเก่า"
    assert "บันทึกทะเบียนแล้ว" in confirm(any_department, mine, any_department.get(mine))
    assert tree(any_desk)["06110112"][1] == "บ้านใหม่"


def test_a_plan_is_carried_out_once(any_desk: DeskSite, any_department: Browser) -> None:
    address, page = look(any_department, as_csv(row("06110112", "อบต.", "บ้านใหม่")))
    plan = page.split('name="plan" value="')[1].split('"')[0]
    assert any_department.post(address, {"plan": plan}).status_code == 200
    again = any_department.post(address, {"plan": plan})
    assert again.request.path == HERE and "ไฟล์นี้บันทึกเข้าทะเบียนไปก่อนแล้ว" in text_of(again)


def test_an_upload_is_its_sender_s_alone(desk: DeskSite, department: Browser) -> None:
    address, page = look(department, as_csv(row("06110112", "อบต.", "บ้านใหม่")))
    other = desk.comes_in(Role.DEPARTMENT)
    other.get(address, 404)
    for path in (address, f"{address}/drop"):
        assert other.post(path, {"plan": page.split('name="plan" value="')[1].split('"')[0]}).status_code == 404
    assert "06110112" not in tree(desk)
    assert "ไม่มีการเปลี่ยนแปลงใด ๆ" in text_of(department.post(f"{address}/drop"))
    for path in (address, f"{address}/drop"):
        assert "ไฟล์นี้ยกเลิกไปก่อนแล้ว" in text_of(department.post(path))
        assert other.post(path).status_code == 404


@pytest.mark.parametrize("kind", ["cp874", "utf-8", "xlsx"])
def test_files_as_offices_save_them(desk: DeskSite, department: Browser, kind: str) -> None:
    rows = [*STANDS, row("06110112", "อบต.", "บ้านใหม่")]
    content = as_xlsx(*rows) if kind == "xlsx" else as_csv(*rows, encoding=kind)
    _, page = look(department, content)
    assert "1 เพิ่ม" in words_of(page) and "อบต.บ้านใหม่" in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "กรุณาเลือกไฟล์"),
        (b"\x7fELF\x00\x00", "ไม่ใช่ไฟล์ CSV"),
        (b"PK\x03\x04 broken", "เปิดไฟล์ Excel นี้ไม่ได้"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls รุ่นเก่า"),
        (b'a,b\n"never closed', "ไฟล์ CSV ไม่สมบูรณ์"),
        (b"a\n" * 20_001, "มีเกิน 20,000 แถว"),
        (b"x" * (4 * 1024 * 1024 + 1), "ใหญ่เกิน 4 MB"),
    ],
)
def test_a_file_that_is_no_registry_is_refused_in_plain_words(
    desk: DeskSite, department: Browser, content: bytes, says: str
) -> None:
    answer = send(department, content)
    assert answer.status_code in (413, 422) and says in text_of(answer)
    with desk.database.reading() as session:
        assert session.scalars(select(Upload.id)).all() == []


def test_a_body_beyond_the_limit_is_not_even_read(desk: DeskSite, department: Browser) -> None:
    assert send(department, b"x" * 6 * 1024 * 1024).status_code == 413


@pytest.mark.parametrize("typed", ["วันอะไร", "1 ตุลาคม 2580", "31/2/2569"])
def test_a_day_that_is_none_or_to_come_is_refused(desk: DeskSite, department: Browser, typed: str) -> None:
    answer = send(department, as_csv(*STANDS), effective=typed)
    assert answer.status_code == 422 and "ไม่เกินวันนี้" in text_of(answer) and typed in answer.get_data(as_text=True)


def test_a_file_s_name_and_words_are_words_only(desk: DeskSite, department: Browser) -> None:
    answer = send(department, as_csv(row("06110112", "<b>วัด</b>", "<script>x</script>")), name="<img src=x>.csv")
    page = department.get(answer.location)
    assert "<script>" not in page and "<img src=x" not in page and "&lt;b&gt;" in page


def test_offices_of_an_empty_registry_have_always_been_there(any_desk: DeskSite, any_department: Browser) -> None:
    with any_desk.database.writing() as session:
        for unit in session.scalars(select(OrgUnit).where(OrgUnit.kind.in_(LOCAL_KINDS))).unique():
            session.delete(unit)
    address, page = look(any_department, as_csv(*STANDS))
    confirm(any_department, address, page)
    assert tree(any_desk)["06110110"][3] is None


@pytest.mark.parametrize("role", [Role.DISTRICT, Role.PROVINCE])
def test_the_registry_is_the_department_s(desk: DeskSite, role: Role) -> None:
    browser = desk.comes_in(role)
    browser.get(HERE, 403)
    assert send(browser, as_csv(*STANDS)).status_code == 403


def test_every_remark_has_its_words_in_both_languages() -> None:
    facts = ("a", "b", "c", "d", "5")
    for code in remarks.REMARKS:
        given = ("code, name",) if code == "missing-columns" else facts
        assert remarks.english(code, given) and remarks.thai(code, given)
        assert any("\u0e00" < letter < "\u0e7f" for letter in remarks.thai(code, given)), code
    assert "รหัส, ชื่อ" in remarks.thai("missing-columns", ("code, name",))
