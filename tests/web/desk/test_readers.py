"""Readers of the library as a supervisor sees them: of one's own area, by document and by office, and as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from models import org_unit
from models.knowledge import knowledge_item
from models.knowledge.target_check import TargetCheck
from models.knowledge.visit import VisitKind, of_circular
from models.membership.membership import Role
from services.circulars import letters, publishing
from services.circulars.audience import Audience
from services.knowledge.visits import Visits
from tests.support.desk_site import DeskSite, words_of

SCAN, CHAT, FILE = VisitKind.SCAN, VisitKind.CHAT, VisitKind.FILE


@pytest.fixture
def read(any_desk: DeskSite) -> DeskSite:
    """Item 1 in this month: three scans of an office of 1101 and one opening, a scan of 12, one without an office, one
    of the province's own code; and one of the month before."""
    desk = any_desk
    visits = Visits()
    for item, kind, office, times in (
        (1, SCAN, "06110110", 3),
        (1, FILE, "06110110", 1),
        (2, SCAN, "05110201", 2),
        (1, SCAN, "06120110", 4),
        (1, CHAT, "", 5),
        (1, SCAN, "11", 6),
    ):
        for _ in range(times):
            visits.count(item, kind, office, desk.now)
    visits.count(1, SCAN, "06110110", desk.now - timedelta(days=31))
    visits.write(desk.database)
    return desk


def rows(page: str) -> dict[str, list[str]]:
    found = [re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"(?s)<tr>(.*?)</tr>", page)]
    return {words_of(head): [words_of(cell) for cell in cells] for head, *cells in found}


def test_everybody_sees_the_readers_of_their_own_area(read: DeskSite) -> None:
    district = rows(read.comes_in(Role.DISTRICT, "1101").get("/desk/readers/1101"))
    assert district["รวมทุกเรื่อง"] == ["3", "0", "0", "1", "0", "4"]
    province = rows(read.comes_in(Role.PROVINCE, "11").get("/desk/readers/11"))
    assert province["รวมทุกเรื่อง"] == ["11", "0", "0", "1", "0", "12"]
    assert [cells[-1] for name, cells in province.items() if name.startswith("อำเภอ")] == ["4", "2"]
    assert next(cells for name, cells in province.items() if "QR ของตนเอง" in name)[0] == "6"
    nation = rows(read.comes_in(Role.DEPARTMENT, "TH").get("/desk/readers/TH"))
    assert nation["รวมทุกเรื่อง"] == ["15", "5", "0", "1", "0", "21"]
    assert nation["ไม่ระบุหน่วยงาน"] == ["0", "5", "0", "0", "0", "5"]


def test_the_readers_of_a_letter_stand_beside_the_documents_and_on_its_own_page(read: DeskSite) -> None:
    with read.database.writing() as session:
        owner = org_unit.by_code(session, "TH")
        assert owner is not None
        letter = letters.Letter(number="ว 9", subject="เรื่องของหนังสือ", audience=Audience(("11",)))
        made = letters.draft(session, owner, letter, read.now, by=None)
        publishing.publish(session, made, read.now, by=None)
        code, page_number = made.code, of_circular(made.id)
    department, province = read.comes_in(Role.DEPARTMENT, "TH"), read.comes_in(Role.PROVINCE, "11")
    assert "ยังไม่มีผู้อ่านจากโปสเตอร์" in words_of(department.get(f"/desk/circulars/{code}"))
    visits = Visits()
    for office, times in (("06110110", 2), ("06120110", 1), ("", 3)):
        for _ in range(times):
            visits.count(page_number, SCAN, office, read.now)
    visits.write(read.database)
    page = department.get("/desk/readers/TH")
    assert rows(page)["ว 9 เรื่องของหนังสือ"] == ["6", "0", "0", "0", "0", "6"] and f'"/c/{code}?v=list"' in page
    assert rows(page)["รวมทุกเรื่อง"] == ["21", "5", "0", "1", "0", "27"]
    assert rows(province.get("/desk/readers/11"))["ว 9 เรื่องของหนังสือ"][0] == "2"
    everywhere = rows(department.get(f"/desk/circulars/{code}"))
    assert [everywhere[name][0] for name in ("จังหวัดสมุทรปราการ", "จังหวัดนนทบุรี", "ไม่ระบุหน่วยงาน")] == ["2", "1", "3"]
    assert rows(province.get(f"/desk/circulars/{code}"))["อำเภอเมืองสมุทรปราการ"][0] == "2"


def test_a_span_of_months_and_what_is_no_month(read: DeskSite) -> None:
    district = read.comes_in(Role.DISTRICT, "1101")
    assert rows(district.get("/desk/readers/1101?span=year"))["รวมทุกเรื่อง"][-1] == "5"
    assert rows(district.get("/desk/readers/1101?span=week&period=2099-13"))["รวมทุกเรื่อง"][-1] == "4"
    # A quarter, a fiscal year and a day are keys of periods, but no months.
    for key in ("2026-Q4", "2026-FY", "2026300", "0001-01"):
        assert rows(district.get(f"/desk/readers/1101?span=quarter&period={key}"))["รวมทุกเรื่อง"][-1] == "5"
    before = district.get("/desk/readers/1101?period=2026-10")
    assert rows(before)["รวมทุกเรื่อง"][-1] == "1"
    assert "ยังไม่มีผู้อ่าน" in district.get("/desk/readers/1101?period=2026-01")


def test_the_file_is_of_the_area_and_holds_no_formula(read: DeskSite) -> None:
    with read.database.writing() as session:
        item = session.get_one(knowledge_item.KnowledgeItem, 1)
        item.title = "=cmd()"
    province = read.comes_in(Role.PROVINCE, "11")
    path = "/desk/readers/11/readers.csv"
    answer = province.client.get(f"{path}?by=item")
    name = unquote(answer.headers["Content-Disposition"])
    assert name.endswith("ผู้อ่านตามเรื่อง พฤศจิกายน 2569 จังหวัดสมุทรปราการ.csv"), "one month's is told from the next's"
    body = answer.get_data().decode("utf-8-sig")
    head, *lines = list(csv.reader(io.StringIO(body)))
    assert head[-1] == "รวม" and lines[0][1:] == ["'=cmd()", "9", "0", "0", "1", "0", "10"]
    body = province.client.get(f"{path}?by=office").get_data().decode("utf-8-sig")
    codes = {line[0]: line[-1] for line in csv.reader(io.StringIO(body))}
    assert codes["06110110"] == "4" and codes["05110201"] == "2" and codes["11"] == "12"
    assert "06120110" not in codes and "TH" not in codes
    assert province.client.get("/desk/readers/12/readers.csv").status_code == 404


def test_links_that_do_not_answer_are_the_departments_to_mend(read: DeskSite) -> None:
    with read.database.writing() as session:
        item = session.get_one(knowledge_item.KnowledgeItem, 1)
        item.target = "https://gone.agency.go.th/"
        session.add(
            TargetCheck(
                knowledge_item_id=1,
                target=item.target,
                checked_at=read.now,
                fault="refused",
                status=404,
                dead_since=read.now,
            )
        )
        title = item.title
    page = words_of(read.comes_in(Role.DEPARTMENT, "TH").get("/desk/readers/TH"))
    assert "เปิดไม่ได้ 1 เรื่อง" in page and title in page and "ปลายทางแจ้งว่าเปิดไม่ได้ (404)" in page
    assert "เปิดไม่ได้" not in words_of(read.comes_in(Role.PROVINCE, "11").get("/desk/readers/11"))
    with read.database.writing() as session:
        session.get_one(knowledge_item.KnowledgeItem, 1).target = "https://mended.agency.go.th/"
    assert "เปิดไม่ได้ 1 เรื่อง" not in words_of(read.comes_in(Role.DEPARTMENT, "TH").get("/desk/readers/TH"))
