"""What waits for a supervisor: at the head of the first page, on the tabs, and on the page of an office."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from models import org_unit
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from services.access import jurisdiction
from services.circulars import letters, publishing
from services.circulars.audience import Audience
from services.circulars.letters import Letter
from services.progress import overview
from services.reviewing import waits
from services.reviewing.queue import to_approve
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.readme import promised
from tests.support.reporting import NOTHING, OCTOBER, Reporting
from tests.web.desk.test_queries import statements
from web.desk.progress.telephones import telephones


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


def waiting(page: str) -> dict[str, tuple[str, str]]:
    """Label → (how many, where it is done)."""
    block = re.search(r'(?s)<section class="waits.*?</section>', page)
    assert block is not None
    rows = re.findall(r'<a href="([^"]*)">(.*?) <strong>(.*?)</strong>', block[0])
    return {label: (count, unescape(href)) for href, label, count in rows}


def tabs(page: str) -> dict[str, str]:
    """Label → what is counted on it, in words; tabs without a number are left out."""
    found = re.findall(r'<li><a href="[^"]*"[^>]*>([^<]*) <b class="count">(.*?)</b>', page)
    return {label: words_of(count) for label, count in found}


def writes(desk: Reporting) -> None:
    """The department sends a letter that district 1101 has to acknowledge."""
    with desk.database.writing() as session:
        owner = org_unit.by_code(session, "TH")
        assert owner is not None
        said = Letter(
            number="มท 1",
            subject="ขอให้รับทราบ",
            audience=Audience(("1101",), levels=("district",)),
            must_acknowledge=True,
        )
        publishing.publish(session, letters.draft(session, owner, said, desk.now, by=None), desk.now, by=None)


def test_the_first_page_says_what_waits_and_leads_there(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    for code in ("06110109", "05110106"):
        desk.sends(code, NOTHING)
    desk.asks_to_join("06110110", name="ผู้ขอ")
    writes(desk)
    page = browser.get("/desk/")
    found = waiting(page)
    assert {label: count for label, (count, _) in found.items()} == {
        "รับรอง": "2",
        "คำขอ": "1",
        "ยังไม่มีผู้ลงทะเบียน": "2",
        "หนังสือยังไม่รับทราบ": "1",
    }
    assert page.index('class="waits') < page.index('class="tiles figures"')
    assert len(re.findall('<th scope="row" class="kept">', browser.get(found["รับรอง"][1]))) == 2
    assert "ผู้ขอ" in browser.get(found["คำขอ"][1])
    assert "ขอให้รับทราบ" in browser.get(found["หนังสือยังไม่รับทราบ"][1])
    browser.get(found["ยังไม่มีผู้ลงทะเบียน"][1])
    assert tabs(page) == {
        "ภาพรวม": "2 ฉบับรอท่านรับรอง",
        "หนังสือเวียน": "1 หนังสือที่ท่านยังไม่รับทราบ",
        "จัดการ": "1 คำขอรอท่านพิจารณา",
    }
    assert tabs(browser.get("/desk/downloads/")) == tabs(page)


def test_all_that_is_in_order_is_approved_in_as_few_clicks_as_we_say(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    numbers = [desk.sends(code, NOTHING) for code in ("06110109", "05110106")]
    page = browser.get("/desk/")
    clicks = []
    for label in ("รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ", "ยืนยันรับรอง 2 ฉบับ"):
        [form] = [form for form in re.findall(r"(?s)<form.*?</form>", page) if f">{label}</button>" in form]
        assert clicks or form in page[page.index('class="waits') : page.index('class="tiles figures"')]
        [path] = re.findall('action="([^"]*)"', form)
        fields = dict(re.findall('<input type="hidden" name="([^"]*)" value="([^"]*)">', form))
        assert {desk.report(number).approved_level for number in numbers} == {None}
        page = browser.post(path, fields).get_data(as_text=True)
        clicks.append(label)
    assert {desk.report(number).approved_level for number in numbers} == {"district"}
    assert "รับรองแล้ว 2 ฉบับ" in page and "ขณะนี้ไม่มีเรื่องรอท่าน" not in page
    assert len(clicks) == promised("Approve all that is in order", "desk")


def test_a_page_below_the_own_area_says_nothing_of_it(desk: Reporting) -> None:
    page = desk.comes_in(Role.PROVINCE, "11").get("/desk/u/1101")
    assert 'class="waits' not in page


def test_where_nothing_waits_it_says_so(desk: Reporting) -> None:
    for code in ("06110109", "06110110", "05110106", "05110107"):
        desk.person(Role.OFFICER, code)
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/")
    assert waiting(page) == {} and "ขณะนี้ไม่มีเรื่องรอท่าน" in page and tabs(page) == {}


def test_what_one_has_sent_oneself_or_another_level_has_first_is_not_counted(desk: Reporting) -> None:
    """The number is that of the list behind it, at each level."""
    district, province = desk.person(Role.DISTRICT, "1101"), desk.person(Role.PROVINCE, "11")
    desk.joins(district, Role.OFFICER, "06110109")
    desk.sends("06110109", by=district)
    desk.approves(desk.sends("05110106", NOTHING))
    desk.sends("05110107")
    desk.sends("06110110")
    desk.sends("05110201")
    for person, code in ((district, "1101"), (province, "11")):
        with desk.database.reading() as session:
            by, unit = session.get_one(Person, person), org_unit.by_code(session, code)
            assert unit is not None
            reach, programme = jurisdiction.jurisdiction_of(session, by), desk.programme()
            lines = overview.offices(session, programme, OCTOBER, unit, desk.now)
            listed = to_approve(session, programme, lines, reach.level_over(unit), by).waiting
            found = waits.look(session, by, reach, [programme], desk.now)
            assert found.reports == {(code, programme.id, OCTOBER): len(listed)} and listed


def test_a_page_asks_once_whose_turn_it_is(desk: Reporting) -> None:
    """The counts on the tabs are those of the table, and the report's next one is found with its own powers."""
    browser = desk.comes_in(Role.DISTRICT, "1101")
    number = desk.sends("06110109", NOTHING)
    desk.sends("05110106", NOTHING)
    for path, most in (("/desk/", 1), (f"/desk/r/{number}", 2), ("/desk/downloads/", 1)):
        browser.get(path)
        with statements(desk.database) as seen:
            page = browser.get(path)
        assert sum("membership.role, person.id" in one for one in seen) == most, path
        assert tabs(page)["ภาพรวม"] == "2 ฉบับรอท่านรับรอง"


def test_the_department_counts_what_the_provinces_have_approved(desk: Reporting) -> None:
    desk.person(Role.PROVINCE, "11")
    number = desk.sends("06110109")
    browser = desk.comes_in(Role.DEPARTMENT, "TH")
    assert "รับรอง" not in waiting(browser.get("/desk/"))
    desk.approves(number, "province")
    count, href = waiting(browser.get("/desk/"))["รับรอง"]
    assert count == "1" and browser.get(href).count('<th scope="row" class="kept">') == 1


def test_whoever_holds_two_areas_is_told_of_each(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    desk.joins(browser.person_id, Role.DISTRICT, "1102")
    desk.sends("06110109")
    desk.sends("05110201")
    found = waiting(browser.get("/desk/"))
    assert [label for label in found if label.startswith("รับรอง")] == [
        "รับรอง อำเภอเมืองสมุทรปราการ",
        "รับรอง อำเภอบางบ่อ",
    ]


def test_who_is_followed_up_and_the_table_know_of_the_request(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    desk.asks_to_join("06110110")
    assert "มีคำขอรอท่าน 1 คน" in browser.get("/desk/chase/1101")
    row = next(row for row in browser.get("/desk/").split("<tr") if "อบต.แพรกษา<" in row)
    assert "มีคำขอรอท่าน" in row and "ไม่มีผู้ลงทะเบียน" not in row


def test_an_office_shows_its_people_its_telephone_and_what_can_be_done(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    desk.person(Role.OFFICER, "06110110", name="สมหญิง ใจดี")
    desk.asks_to_join("06110110", name="คนใหม่")
    browser.post("/desk/admin/contact/06110110", {"contact": "กองคลัง <โทร>\nโทร. ๐ 2345 6789 ต่อ 11"})
    page = browser.get("/desk/u/06110110")
    assert "สมหญิง ใจดี" in page and "คนใหม่" in page and 'href="/desk/admin/requests"' in page
    assert 'กองคลัง &lt;โทร&gt;<br>โทร. <a href="tel:023456789">๐ 2345 6789</a> ต่อ 11' in page
    for act in ("/desk/chase/06110110/nudge", "/desk/chase/06110110/extend"):
        path = unescape(re.findall(rf'action="({act}[^"]*)"', page)[0])
        assert "อบต.แพรกษา" in words_of(browser.post(path, {"whole": "1"}).get_data(as_text=True))
    assert "/desk/admin/invites/06110110" in page


def test_an_office_without_anybody_is_not_reminded_but_invited(desk: Reporting) -> None:
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/u/06110110")
    assert "/nudge" not in page and "พิมพ์ QR เชิญ" in page and "ยังไม่มีหมายเลขโทรศัพท์" in page


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("โทร. 0 2000 0000 ต่อ 12", ["020000000"]),
        ("๐๘-๑๒๓๔-๕๖๗๘ หรือ 038 123 456", ["0812345678", "038123456"]),
        ("เลขที่ 06110301 และ 1234567890123", []),
        ("", []),
    ],
)
def test_a_telephone_number_is_called_with_a_tap(text: str, called: list[str]) -> None:
    shown = str(telephones(text))
    assert re.findall('href="tel:([^"]*)"', shown) == called and words_of(shown) == " ".join(text.split())


def test_months_that_are_over_wait_by_their_names(desk: Reporting) -> None:
    desk.person(Role.PROVINCE, "11")
    desk.approves(desk.sends("06110109"), "province")
    desk.sends("06110110")
    desk.now = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    for role, unit, office in ((Role.DISTRICT, "1101", "06110110"), (Role.DEPARTMENT, "TH", "06110109")):
        browser = desk.comes_in(role, unit)
        count, href = waiting(browser.get("/desk/"))["รับรอง ต.ค. 69"]
        assert count == "1" and office in browser.get(href)
