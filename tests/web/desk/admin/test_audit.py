"""The page of the audit log: filtered by person, office, act and day; paged; taken out as a file; empty."""

from __future__ import annotations

import csv
import io

import pytest

from models import audit_log, org_unit
from models.membership.membership import Role
from services.access import audit
from tests.support.desk_site import Browser, DeskSite, words_of
from tests.web.desk.test_queries import statements

HERE = "/desk/admin/audit"


@pytest.fixture
def department(desk: DeskSite) -> Browser:
    return desk.comes_in(Role.DEPARTMENT)


def note(desk: DeskSite, action: str, person: int | None, unit: str, **more: object) -> None:
    with desk.database.writing() as session:
        found = org_unit.by_code(session, unit)
        assert found is not None
        audit_log.note(session, desk.now, action, person_id=person, unit_id=found.id, **more)  # type: ignore[arg-type]


@pytest.fixture
def filled(desk: DeskSite) -> DeskSite:
    """Two people in two districts on three days, and a command."""
    one, other = desk.person(name="สมใจ"), desk.person(name="=วีระ")
    note(desk, "report.approved", one, "06110110", subject="report:1", level="district", period="2026-10")
    desk.passes(days=1)
    note(desk, "file.take", other, "1201", kind="xlsx", period="2026-10")
    desk.passes(days=1)
    _, number = desk.asks_to_join("06110109", name="ผู้ขอ")
    note(desk, "join.refuse", one, "06110109", subject=f"membership:{number}")
    note(desk, "units.import", None, "TH")
    return desk


@pytest.fixture
def reader(filled: DeskSite) -> Browser:
    return filled.comes_in(Role.DEPARTMENT)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"รับรองรายงาน", "ดาวน์โหลดไฟล์", "ไม่อนุมัติคำขอเข้าร่วม", "นำเข้าทะเบียน อปท.", "เข้าหน้าเว็บ"}),
        ("person=สมใจ", {"รับรองรายงาน", "ไม่อนุมัติคำขอเข้าร่วม"}),
        ("office=1101", {"รับรองรายงาน", "ไม่อนุมัติคำขอเข้าร่วม"}),
        ("office=แพรกษา", {"รับรองรายงาน"}),
        ("office=110", set()),
        ("act=file.take", {"ดาวน์โหลดไฟล์"}),
        ("act=เจ้าหน้าที่และใบเชิญ", {"ไม่อนุมัติคำขอเข้าร่วม"}),
        ("first=2026-11-04&last=2026-11-04", {"ดาวน์โหลดไฟล์"}),
        ("first=2026-11-05", {"ไม่อนุมัติคำขอเข้าร่วม", "นำเข้าทะเบียน อปท.", "เข้าหน้าเว็บ"}),
        ("person=สมใจ&last=2026-11-03&office=11", {"รับรองรายงาน"}),
        ("office=%00", set()),
        ("first=x&last=9999-99-99&number=99999999999999999999&act=x&page=-5", None),
    ],
)
def test_the_lines_are_narrowed_down(reader: Browser, filled: DeskSite, query: str, shown: set[str] | None) -> None:
    page = reader.get(f"{HERE}?{query}")
    rows = page.split("<tbody>")[1] if "<tbody>" in page else ""
    every = {"รับรองรายงาน", "ดาวน์โหลดไฟล์", "ไม่อนุมัติคำขอเข้าร่วม", "นำเข้าทะเบียน อปท.", "เข้าหน้าเว็บ"}
    assert {words for words in every if f">{words}<" in rows} == (every if shown is None else shown)
    assert ("ไม่พบรายการ" in page) == (shown == set())


def test_a_day_that_cannot_be_read_is_told_and_takes_nothing_out(reader: Browser) -> None:
    page = reader.get(f"{HERE}?first=32 ตุลาคม 2569&last=2026-11-04")
    assert page.count("อ่านวันที่ไม่ได้") == 1 and 'value="32 ตุลาคม 2569" aria-invalid="true"' in page
    assert "ดาวน์โหลด CSV" not in page
    answer = reader.client.get(f"{HERE}/lines.csv?last=x")
    assert answer.status_code == 303 and answer.location == f"{HERE}?last=x"


def test_names_are_joined_and_those_forgotten_or_of_the_machine_are_named_so(reader: Browser, filled: DeskSite) -> None:
    said = words_of(reader.get(HERE))
    assert "สมใจ" in said and "ผู้ขอ" in said and "ระบบหรือผู้ดูแลระบบ" in said
    assert "ระดับอำเภอ · เดือน ต.ค. 69" in said and "Excel · เดือน ต.ค. 69" in said
    with filled.database.reading() as session:
        kept = str([vars(line.log) for line in audit.every(session, audit.AuditFilter())])
    assert "สมใจ" not in kept and "ผู้ขอ" not in kept, "the log itself holds numbers"


def test_the_file_holds_what_is_narrowed_down_and_is_a_line_itself(reader: Browser, filled: DeskSite) -> None:
    answer = reader.client.get(f"{HERE}/lines.csv?act=ไฟล์และภาพถ่าย")
    assert answer.mimetype == "text/csv" and answer.headers["Cache-Control"] == "no-store"
    head, line = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert head[0] == "เวลา (ประเทศไทย)" and line[2:5] == ["'=วีระ", "file.take", "ดาวน์โหลดไฟล์"]
    assert line[0] == "2026-11-04 09:00:00+07:00" and line[5] == "1201" and '"kind": "xlsx"' in line[8]
    assert "ดาวน์โหลดบันทึกการใช้งาน" in reader.get(HERE).split("<tbody>")[1]


def test_a_file_too_large_is_refused_with_words(
    reader: Browser, filled: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MOST_IN_FILE", 2)
    page = reader.client.get(f"{HERE}/lines.csv?person=", follow_redirects=True).get_data(as_text=True)
    assert "กรุณาเลือกช่วงวันให้แคบลง" in page


def test_many_lines_are_paged_at_a_constant_number_of_queries(reader: Browser, filled: DeskSite) -> None:
    one = filled.person(name="อีกคน")

    def queries() -> int:
        reader.get(HERE)
        with statements(filled.database) as seen:
            reader.get(HERE)
        return len(seen)

    few = queries()
    for number in range(audit.PAGE):
        _, wish = filled.asks_to_join("06110110", name=f"คนที่ {number}")
        note(filled, "join.approve", one, "06110110", subject=f"membership:{wish}")
    assert queries() == few <= 8
    first, second = reader.get(f"{HERE}?person=&page=1"), reader.get(f"{HERE}?page=2")
    assert first.count("<tr>") == audit.PAGE + 1 and "หน้า 1 จาก 2" in first and "รับรองรายงาน" in second
    assert "คนที่ 49" in first and "คนที่ 49" not in second


def test_the_page_is_the_department_s(desk: DeskSite) -> None:
    for role in (Role.DISTRICT, Role.PROVINCE):
        browser = desk.comes_in(role)
        browser.get(HERE, 403)
        browser.get(f"{HERE}/lines.csv", 403)


def test_without_lines_the_page_says_what_will_stand_there(
    department: Browser, desk: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log of a desk is never empty, for somebody has come in: the page of before."""
    monkeypatch.setattr(audit, "read", lambda *_: audit.AuditPage((), 0, 1))
    assert "ยังไม่มีรายการ" in department.get(HERE)
