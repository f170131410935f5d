"""Who has sent, as districts, provinces and the department see it on their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, insert, select

from models import org_unit
from models.database import Database
from models.membership.membership import Role
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.extension import Extension
from services.programmes import programmes
from tests.support.desk_site import with_a_form, words_of
from tests.support.kept import kept
from tests.support.reporting import NOTHING, OCTOBER, Reporting, answers
from web.desk.progress.office_table import PAGE, WHOLE

LATE = datetime(2026, 11, 10, 2, tzinfo=UTC)


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


@pytest.fixture
def any_desk(database: Database) -> Reporting:
    return kept(database, Reporting)


@pytest.fixture
def october(sqlite_database: Database) -> Reporting:
    """District 1101: one clean, one with nothing to report, one late, one sent back. The rest of 11 is silent."""
    return kept(sqlite_database, _october)


def _october(database: Database) -> Reporting:
    return play_october(Reporting(database))


def play_october(desk: Reporting) -> Reporting:
    desk.sends("06110109")
    desk.passes(minutes=1)
    desk.sends("05110106", NOTHING)
    desk.passes(minutes=1)
    back = desk.sends("05110107")
    desk.returns(back, ("/data/teach/staff", "impossible", ""))
    desk.now = LATE
    desk.sends("06110110", answers(teach={"staff": 44}))
    return desk


def tiles(page: str) -> dict[str, tuple[str, str]]:
    """Label → (number, what stands below it)."""
    found = {}
    for tile in re.findall(r"(?s)<li[^>]*>\s*(?:<a[^>]*>)?<span>(.*?)</li>", page):
        label, rest = tile.split("</span>", 1)
        number = re.search(r"<strong>(.*?)</strong>", rest)
        more = re.search(r"<small>(.*?)</small>", rest)
        found[label] = (number[1] if number else "", words_of(more[1]) if more else "")
    return found


def table(page: str) -> list[list[str]]:
    """The words of each cell of the large table, row by row."""
    body = re.search(r"(?s)<table class=\"table (?:offices|areas).*?<tbody>(.*?)</tbody>", page)
    rows = re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", body[1]) if body else []
    return [[words_of(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def names(page: str) -> list[str]:
    return [row[0] for row in table(page)]


def test_a_month_of_a_district_in_figures(any_desk: Reporting) -> None:
    play_october(any_desk)
    page = any_desk.comes_in(Role.DISTRICT, "1101").get("/desk/")
    found = tiles(page)
    assert "อำเภอเมืองสมุทรปราการ เดือนตุลาคม 2569" in words_of(page)
    assert found["ส่งแล้ว"] == ("3", "จาก 4 หน่วยงาน (75.0%)")
    assert found["ทันกำหนด"] == ("2", "50.0% ของที่ต้องส่ง")
    assert [found[label][0] for label in ("ส่งเกินกำหนด", "ไม่มีการดำเนินงาน", "ส่งกลับแก้ไข", "ยังไม่ส่ง", "รับรองแล้ว")] == [
        "1", "1", "1", "0", "0",
    ]  # fmt: skip
    assert found["คุณภาพเนื้อหา"][0] == "100"
    rows = {row[0]: row for row in table(page)}
    assert list(rows) == ["ทต.บางเมือง", "ทต.แพรกษา", "อบต.บางเมืองใหม่", "อบต.แพรกษา"]
    assert rows["อบต.บางเมืองใหม่"][1:4] == ["ส่งทันกำหนด", "3 พ.ย. 69 09:00 น.", "100"]
    assert rows["ทต.บางเมือง"][1] == "ไม่มีการดำเนินงาน" and rows["ทต.บางเมือง"][3] == "–"
    assert rows["ทต.แพรกษา"][1] == "ส่งกลับแก้ไข"
    assert rows["อบต.แพรกษา"][1] == "ส่งเกินกำหนด" and rows["อบต.แพรกษา"][4] == "เกินกำหนด"


def test_the_first_page_is_one_s_own_area_and_leads_down(october: Reporting) -> None:
    province = october.comes_in(Role.PROVINCE, "11")
    page = province.get("/desk/")
    assert tiles(page)["ส่งแล้ว"][1].startswith("จาก 21 หน่วยงาน")
    assert 'href="/desk/u/1101?period=2026-10"' in page
    by_district = province.get("/desk/u/11?view=areas")
    rows = {row[0]: row for row in table(by_district)}
    assert rows["อำเภอเมืองสมุทรปราการ"][1:3] == ["4", "3 (75.0%)"]
    assert rows["อบจ.สมุทรปราการ"][1:3] == ["1", "0 (0%)"]
    office = province.get("/desk/u/06110109")
    assert "องค์การบริหารส่วนตำบลบางเมืองใหม่" in office and f"/desk/r/{october.of('06110109').id}" in office
    department = october.comes_in(Role.DEPARTMENT).get("/desk/")
    assert names(department) == ["จังหวัดนนทบุรี", "จังหวัดสมุทรปราการ"]
    assert names(october.comes_in(Role.DEPARTMENT).get("/desk/u/TH?view=offices&q=นนทบุรี")) == [
        "อบจ.นนทบุรี",
        "อบต.บางเมือง",
    ]


def test_somebody_with_two_areas_finds_the_other_one(october: Reporting) -> None:
    browser = october.comes_in(Role.DISTRICT, "1101")
    october.joins(browser.person_id, Role.DISTRICT, "1104")
    page = browser.get("/desk/")
    assert "พื้นที่อื่นของท่าน" in page and 'href="/desk/u/1104"' in page
    assert browser.get("/desk/u/1104").count("<tr") > 10


def test_the_year_says_what_became_of_each_month(desk: Reporting) -> None:
    desk.sends("06110109", period="2026-08", at=datetime(2026, 9, 20, 2, tzinfo=UTC))
    desk.sends("06110109", NOTHING, period="2026-09", at=datetime(2026, 10, 2, 2, tzinfo=UTC))
    desk.sends("06110109")
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/")
    cells = next(row for row in table(page) if row[0] == "อบต.บางเมืองใหม่")[-10:]
    assert cells == ["✗"] * 7 + ["!", "–", "✓"]
    # Words and not colours alone: each cell says it, each column says its month, the signs are explained.
    assert 'title="ส่งเกินกำหนด">!' in page and 'abbr="สิงหาคม 2569"' in page
    assert "ความหมายของเครื่องหมาย" in page
    assert "ม.ค. 69 0% " in words_of(page) and "ต.ค. 69 25.0% " in words_of(page)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("sort=name", "ทต.บางเมือง", "อบต.แพรกษา"),
        ("sort=name&order=down", "อบต.แพรกษา", "ทต.บางเมือง"),
        ("sort=sent", "อบต.บางเมืองใหม่", "อบต.แพรกษา"),
        ("sort=sent&order=down", "อบต.แพรกษา", "อบต.บางเมืองใหม่"),
        ("sort=status", "ทต.แพรกษา", "ทต.บางเมือง"),
        # What has no score stands last either way.
        ("sort=score", "ทต.แพรกษา", "ทต.บางเมือง"),
        ("sort=score&order=down", "อบต.บางเมืองใหม่", "ทต.บางเมือง"),
        ("sort=nonsense", "ทต.บางเมือง", "อบต.แพรกษา"),
    ],
)
def test_the_table_sorts_by_its_address(october: Reporting, query: str, first: str, last: str) -> None:
    with october.database.writing() as session:
        for code, score in (("05110107", 40), ("06110110", 70)):
            report = session.merge(october.of(code))
            report.content = dict(report.content or {}) | {"score": score}
    found = names(october.comes_in(Role.DISTRICT, "1101").get(f"/desk/?{query}"))
    assert (len(found), found[0], found[-1]) == (4, first, last)


def test_a_head_says_how_the_table_is_sorted_and_turns_it_round(october: Reporting) -> None:
    browser = october.comes_in(Role.DISTRICT, "1101")
    page = browser.get("/desk/?sort=sent&order=down&status=sent&q=แพรกษา")
    head = re.search(r'<th scope="col" aria-sort="descending"><a href="([^"]*)"', page)
    assert head and "order" not in head[1] and "status=sent" in head[1] and "q=" in head[1]
    assert 'aria-sort="ascending"' in browser.get(head[1].replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=sent", ["ทต.บางเมือง", "อบต.บางเมืองใหม่", "อบต.แพรกษา"]),
        ("status=returned", ["ทต.แพรกษา"]),
        ("status=late", ["อบต.แพรกษา"]),
        ("status=nothing", ["ทต.บางเมือง"]),
        ("status=flagged", ["อบต.แพรกษา"]),
        ("status=missing", []),
        ("q=แพรกษา", ["ทต.แพรกษา", "อบต.แพรกษา"]),
        ("q=06110110", ["อบต.แพรกษา"]),
        ("q=ทต.", ["ทต.บางเมือง", "ทต.แพรกษา"]),
        ("q=แพรกษา&status=sent", ["อบต.แพรกษา"]),
        ("q=%3Cscript%3Ealert(1)%3C/script%3E", []),
        ("status=nonsense", ["ทต.บางเมือง", "ทต.แพรกษา", "อบต.บางเมืองใหม่", "อบต.แพรกษา"]),
    ],
)
def test_the_table_is_narrowed_by_its_address(october: Reporting, query: str, found: list[str]) -> None:
    page = october.comes_in(Role.DISTRICT, "1101").get(f"/desk/?{query}")
    assert names(page) == found
    assert "<script>" not in page
    if not found:
        assert "ไม่มีหน่วยงานตามเงื่อนไขที่เลือก" in page
    # The figures above are of the whole area all the same.
    assert tiles(page)["ส่งแล้ว"][0] == "3"


def test_offices_with_nobody_registered_stand_apart(october: Reporting) -> None:
    province = october.comes_in(Role.PROVINCE, "11")
    page = province.get("/desk/")
    assert tiles(page)["ไม่มีผู้ลงทะเบียน"][0] == "17" and "/desk/admin/invites/11" in page
    assert len(names(province.get("/desk/?status=unregistered"))) == 17


def test_an_extension_is_told_beside_the_office(october: Reporting) -> None:
    with october.database.writing() as session:
        unit, asked = org_unit.by_code(session, "06110202"), session.scalars(select(Programme)).one()
        assert unit is not None
        session.add(
            Extension(
                programme_id=asked.id,
                org_unit_id=unit.id,
                period=OCTOBER,
                due_on=datetime(2026, 11, 20).date(),
                reason="น้ำท่วม",
                granted_at=october.now,
            )
        )
    rows = {row[0]: row for row in table(october.comes_in(Role.PROVINCE, "11").get("/desk/"))}
    assert rows["อบต.บางบ่อ"][2] == "ยังไม่ส่ง ขยายถึง 20 พ.ย. 69"
    assert rows["ทต.บางบ่อ"][2] == "ยังไม่ส่ง เกินกำหนด"


def test_other_months_and_programmes_are_chosen_by_the_address(october: Reporting) -> None:
    browser = october.comes_in(Role.DISTRICT, "1101")
    assert "เดือนกันยายน 2569" in words_of(browser.get("/desk/?period=2026-09"))
    assert tiles(browser.get("/desk/?period=2026-09"))["ส่งแล้ว"][0] == "0"
    # Months outside the programme's own lead to its newest; what is no month leads nowhere.
    for period in ("2025-12", "2026-11", "2030-01"):
        assert "เดือนตุลาคม 2569" in words_of(browser.get(f"/desk/?period={period}"))
    for query in ("period=2026-13", "period=ตุลาคม", "period=2026-10-01", "programme=nothing"):
        browser.get(f"/desk/?{query}", status=404)
    assert '<select id="programme"' not in browser.get("/desk/")
    with october.database.writing() as session:
        water = {"code": "water", "title": "น้ำสะอาด", "active_from": "2026-09"}
        with_a_form(session, programmes.create(session, october.now, water))
    page = browser.get("/desk/?programme=water&period=2026-10")
    assert tiles(page)["ส่งแล้ว"][0] == "0" and "น้ำสะอาด" in words_of(page)
    assert "programme=water" in page
    assert tiles(browser.get("/desk/"))["ส่งแล้ว"][0] == "3", "without a choice the older one is shown"


def test_before_anything_is_asked_the_page_says_so(october: Reporting) -> None:
    browser = october.comes_in(Role.DISTRICT, "1101")
    with october.database.writing() as session:
        asked = session.scalars(select(Programme)).one()
        asked.audience = [UnitKind.SPECIAL]
    assert "ไม่มีหน่วยงานในพื้นที่นี้ที่ต้องส่งรายงาน" in browser.get("/desk/?period=2026-09")
    with october.database.writing() as session:
        session.scalars(select(Programme)).one().active_from = "2027-01"
    assert "ยังไม่มีเรื่องที่เริ่มเก็บรายงาน" in browser.get("/desk/")
    assert "ยังไม่มีเรื่องที่เริ่มเก็บรายงาน" in browser.get("/desk/u/06110110")


def test_an_office_shows_its_own_months(october: Reporting) -> None:
    page = words_of(october.comes_in(Role.DISTRICT, "1101").get("/desk/u/06110110"))
    assert "องค์การบริหารส่วนตำบลแพรกษา" in page and "รหัส 06110110" in page
    assert "ตุลาคม 2569 ส่งเกินกำหนด" in page and "กันยายน 2569 ไม่ได้ส่ง" in page
    assert "ธันวาคม 2568" not in page and "10 เดือนที่ผ่านมา" in page, "none before the programme began"
    never = words_of(october.comes_in(Role.DISTRICT, "1102").get("/desk/u/06110202"))
    assert "พิมพ์ QR เชิญ" in never and "ผู้ลงทะเบียน 0 คน" in never


def test_an_office_that_is_no_more_says_so_and_invites_nobody(desk: Reporting) -> None:
    desk.person(Role.OFFICER, "06110110")
    district = desk.comes_in(Role.DISTRICT, "1101")
    page = words_of(district.get("/desk/u/06110110?period=2026-10"))
    assert "เชิญผู้รายงานเพิ่ม" in page and "เตือนหน่วยงานนี้" in page
    desk.now += timedelta(days=28)
    with desk.database.writing() as session:
        office = org_unit.by_code(session, "06110110")
        assert office is not None
        office.open_to = date(2026, 11, 20)
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get("/desk/u/06110110?period=2026-10"))
    assert "ยุบเลิกแล้วตั้งแต่ 20 พ.ย. 69" in page and "เชิญ" not in page
    # October, which it still owed, is closed by now: only with more time could it be sent.
    assert "เตือนหน่วยงานนี้" not in page and "ขยายเวลา" in page


def clean_button(page: str) -> dict[str, str] | None:
    """The hidden fields of the button that approves what is in order; None where it is not there."""
    form = re.search(r"(?s)<form[^>]*action=\"/desk/u/\w+/approve\">(.*?)</form>", page)
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[1])) if form else None


def sure(page: str) -> dict[str, str]:
    """The hidden fields of the form that confirms."""
    form = re.search(r"(?s)<form[^>]*action=\"/desk/u/\w+/approve/sure\">(.*?)</form>", page)
    assert form
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[1]))


def test_one_press_approves_what_is_in_order_and_nothing_else(any_desk: Reporting) -> None:
    october = play_october(any_desk)
    browser = october.comes_in(Role.DISTRICT, "1101")
    page = browser.get("/desk/?status=sent&sort=name")
    assert "รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ" in page and "รอท่านรับรอง 3 ฉบับ" in words_of(page)
    fields = clean_button(page)
    assert fields is not None
    asked = browser.post("/desk/u/1101/approve", fields)
    said = words_of(asked.get_data(as_text=True))
    assert "จะรับรอง 2 ฉบับ" in said and "ไม่ใช้โควตา" in said and october.of("06110109").approved_level is None
    fields = sure(asked.get_data(as_text=True))
    answer = browser.post("/desk/u/1101/approve/sure", fields, follow=False)
    assert answer.status_code == 303 and "status=sent" in answer.location and "sort=name" in answer.location
    assert {code: october.of(code).approved_level for code in ("06110109", "05110106", "06110110", "05110107")} == {
        "06110109": "district", "05110106": "district", "06110110": None, "05110107": None,
    }  # fmt: skip
    after = browser.get("/desk/")
    assert "รับรองแล้ว 2 ฉบับ" in words_of(after) and tiles(after)["รับรองแล้ว"] == ("2", "อำเภอ 2")
    assert clean_button(after) is None
    # Pressed a second time, from a page that had stayed open: harmless, and told.
    again = browser.post("/desk/u/1101/approve/sure", fields)
    assert "ระดับของท่านรับรองแล้ว 2 ฉบับ" in words_of(again.get_data(as_text=True))


def test_what_was_sent_again_meanwhile_is_not_approved(october: Reporting) -> None:
    browser = october.comes_in(Role.DISTRICT, "1101")
    fields = clean_button(browser.get("/desk/"))
    october.sends("06110109", answers(teach={"staff": 45}), pictures=("another",))
    for path in ("/desk/u/1101/approve", "/desk/u/1101/approve/sure"):
        page = browser.post(path, fields).get_data(as_text=True)
        assert "จะรับรอง 1 ฉบับ" in words_of(page) and "รายงานเปลี่ยนไปแล้ว" in words_of(page)
        assert october.of("05110106").approved_level is None, "so many were not confirmed"
    page = browser.post("/desk/u/1101/approve/sure", sure(page)).get_data(as_text=True)
    assert "รับรองแล้ว 1 ฉบับ" in words_of(page) and october.of("05110106").approved_level == "district"
    assert october.of("06110109").approved_level is None


def test_the_province_waits_for_its_districts(october: Reporting) -> None:
    october.person(Role.DISTRICT, "1101")
    browser = october.comes_in(Role.PROVINCE, "11")
    page = browser.get("/desk/")
    assert clean_button(page) is None and "รอระดับก่อนหน้ารับรอง 3 ฉบับ" in words_of(page)
    october.approves(october.of("06110109").id, "district")
    assert "รับรองที่เรียบร้อยทั้งหมด 1 ฉบับ" in browser.get("/desk/")


@pytest.mark.parametrize("seen", ["", "x", "1", "1.1.1", "-1.1", "9999999999999.1", "1.1,2", "٣.1", "0.0"])
def test_a_form_of_nonsense_approves_nothing(october: Reporting, seen: str) -> None:
    browser = october.comes_in(Role.DISTRICT, "1102")
    for path in ("/desk/u/1102/approve", "/desk/u/1102/approve/sure"):
        assert "ไม่มีรายงานที่รับรองได้" in browser.post(path, {"seen": seen}).get_data(as_text=True)


def test_reports_of_other_units_cannot_be_approved_by_naming_them(october: Reporting) -> None:
    report = october.of("06110109")
    browser = october.comes_in(Role.DISTRICT, "1102")
    browser.post("/desk/u/1102/approve/sure", {"seen": f"{report.id}.{report.revision}"})
    # Nor through a sister unit by somebody who reaches both.
    october.comes_in(Role.PROVINCE, "11").post("/desk/u/1102/approve/sure", {"seen": f"{report.id}.{report.revision}"})
    assert october.of("06110109").approved_level is None


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", remember)
    yield seen
    event.remove(database.engine, "before_cursor_execute", remember)


def grow(desk: Reporting, offices: int) -> None:
    """District 1104 gets this many offices more."""
    with desk.database.writing() as session:
        district = org_unit.by_code(session, "1104")
        assert district is not None
        rows = [
            {
                "code": f"0611{number:04d}"[:8],
                "kind": UnitKind.SAO,
                "name": f"ใหม่ {number}",
                "parent_id": district.id,
                "path": f"{district.path}.0611{number:04d}",
            }
            for number in range(5000, 5000 + offices)
        ]
        session.execute(insert(OrgUnit), rows)


def test_eight_hundred_offices_take_no_more_statements_than_fifteen(any_desk: Reporting) -> None:
    desk = any_desk
    for code in ("06110401", "06110402"):
        desk.sends(code)
    browsers = {"district": desk.comes_in(Role.DISTRICT, "1104"), "province": desk.comes_in(Role.PROVINCE, "11")}
    paths = {"district": ("/desk/",), "province": ("/desk/", "/desk/u/11?view=areas", "/desk/u/06110401")}

    def counts() -> list[int]:
        found = []
        for who, those in paths.items():
            for path in those:
                with statements(desk.database) as seen:
                    browsers[who].get(path)
                found.append(len(seen))
        return found

    few = counts()
    assert len(table(browsers["district"].get("/desk/"))) == 13
    grow(desk, 800)
    assert counts() == few and max(few) <= 15
    # More than one page's worth: the rest is one press away, and no office is shown twice.
    first = browsers["district"].get("/desk/")
    second = browsers["district"].get("/desk/?page=2")
    assert "813 หน่วยงาน" in words_of(first) and 'rel="next"' in first and 'rel="prev"' in second
    assert len(set(names(first))) == PAGE and not set(names(first)) & set(names(second))
    assert len(names(second)) == PAGE
    # For the printer all of them come at once.
    whole = [browsers["district"].get(f"/desk/?rows=all&page={page}") for page in (1, 2)]
    assert [len(names(page)) for page in whole] == [WHOLE, 813 - WHOLE]


def test_a_month_of_waiting_ends_in_missing(desk: Reporting) -> None:
    desk.now += timedelta(days=60)
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/?period=2026-10")
    assert {row[1] for row in table(page)} == {"ไม่ได้ส่ง"}
