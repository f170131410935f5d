"""Reading one report after another: last month's figures beside, the score explained, approve and next, replies."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Role
from models.messaging.outbox import Outbox
from models.reporting.report_event import ReportEvent
from services.assessment.quality import points_in
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.reporting import NOTHING, Reporting, answers

PROBLEMS = "/data/closing/problems"
SEPTEMBER = {"period": "2026-09", "at": datetime(2026, 10, 2, 3, tzinfo=UTC)}


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


def answer(page: str, label: str) -> str:
    """The words of the answer to the question that is called so."""
    found = next(part for part in page.split('<div class="answer')[1:] if label in part)
    return words_of(found.split("</dd>")[0].partition("<dd>")[2])


def test_last_months_figures_stand_beside_and_what_changed_is_marked(desk: Reporting) -> None:
    desk.sends("06110109", answers(teach={"staff": 40, "sessions": 2}), **SEPTEMBER)
    number = desk.sends("06110109", answers(teach={"staff": 44, "sessions": 2}, spread={"people": 250}))
    page = desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    assert answer(page, "บุคลากรที่เข้าอบรม").startswith("44 คน ก.ย. 69: 40 คน เปลี่ยน +4")
    assert answer(page, "ประชาชนที่ได้รับ").startswith("250 คน ก.ย. 69: 300 คน เปลี่ยน -50")
    same = answer(page, "จัดอบรมบุคลากร")
    assert "ก.ย. 69: 2" in same and "เปลี่ยน" not in same
    # What is no figure and no choice, and what stands in rows, is not compared.
    assert "ก.ย. 69" not in answer(page, "ปัญหาและความต้องการ") and "ก.ย. 69" not in answer(page, "ชื่อแปลง")


def test_a_first_report_has_nothing_beside_it(desk: Reporting) -> None:
    desk.sends("06110109", NOTHING, **SEPTEMBER)
    number = desk.sends("06110109")
    page = desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    assert "ก.ย. 69:" not in page and "เทียบกับรายงาน" not in page


def test_the_score_says_what_it_is_made_of(desk: Reporting) -> None:
    desk.sends("06110109", **SEPTEMBER)
    number = desk.sends("06110109", pictures=("photo-06110109-2026-09",))
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}"))
    points = points_in(desk.report(number).content)
    assert points is not None and points.answers + points.figures + points.photos == points.score
    assert f"คุณภาพเนื้อหา {points.score} จาก 100" in page
    assert "ตัวเลขทุกข้อเหมือนรายงานเดือนกันยายน 2569 0/25" in page
    assert f"{points.photos}/25" in page and "ตอบข้อที่ต้องตอบครบทุกข้อ 50/50" in page


def test_each_missing_answer_takes_ten(desk: Reporting) -> None:
    flags = [{"kind": "missing", "path": "/a"}, {"kind": "missing", "path": "/b"}]
    points = points_in({"score": 80, "flags": flags})
    assert points is not None and (points.answers, points.figures, points.photos, points.missing) == (30, 25, 25, 2)
    assert points_in({"score": None, "flags": []}) is None and points_in(None) is None


def test_one_report_after_the_other_is_approved_and_the_last_leads_home(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    first, second = desk.sends("06110109"), desk.sends("06110110", answers(teach={"staff": 41}))
    own = desk.sends("05110106", NOTHING, by=browser.person_id)
    assert "รับรองแล้วไปฉบับถัดไป" in browser.get(f"/desk/r/{first}")
    asked = {"revision": "1", "go": "next"}
    answered = browser.post(f"/desk/r/{first}/approve", asked, follow=False)
    # One's own report is nobody's next.
    assert answered.location == f"/desk/r/{second}" and own != second
    page = browser.get(answered.location)
    assert "รับรองรายงานของ อบต.บางเมืองใหม่ แล้ว" in page and "รับรองแล้วไปฉบับถัดไป" not in page
    assert "ฉบับถัดไปที่รอท่านรับรอง" not in page
    answered = browser.post(f"/desk/r/{second}/approve", asked, follow=False)
    assert answered.location.startswith("/desk/u/1101?")
    assert "ไม่มีฉบับอื่นรอท่านรับรองในงวดนี้" in browser.get(answered.location)
    assert desk.report(first).approved_level == desk.report(second).approved_level == "district"


def test_what_changed_meanwhile_is_shown_and_nothing_is_approved(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT, "1101")
    number = desk.sends("06110109")
    answered = browser.post(f"/desk/r/{number}/approve", {"revision": "7", "go": "next"}, follow=False)
    assert answered.status_code == 409 and desk.report(number).approved_level is None


def test_photos_stand_together_as_a_gallery(desk: Reporting) -> None:
    number = desk.sends("06110109", pictures=("one", "two"))
    page = desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    gallery = page.split('<dl class="gallery">')[1].split("</dl>")[0]
    assert re.findall(r'href="/desk/photo/(\w+)"', gallery) == ["one", "two"]
    assert page.count("<img") == gallery.count("<img") + 1  # the mark in the bar


def written(page: str) -> list[str]:
    return [words_of(one) for one in re.findall(r'(?s)<li class="box">(.*?)</details>', page)]


def test_problems_of_all_offices_are_read_filtered_and_answered(desk: Reporting) -> None:
    officer = desk.person(Role.OFFICER, "06110109")
    number = desk.sends("06110109", answers(closing={"problems": "น้ำท่วม <b>แปลง</b>\nขอวิทยากร"}), by=officer)
    desk.sends("06110110", answers(closing={"problems": "ขาดงบประมาณ"}))
    desk.sends("05110106", NOTHING)
    desk.sends("05110201", answers(closing={"problems": "นอกเขต"}))
    browser = desk.comes_in(Role.DISTRICT, "1101")
    here = "/desk/rollup/1101?view=written"
    page = browser.get(here)
    assert [one.split()[0] for one in written(page)] == ["อบต.บางเมืองใหม่", "อบต.แพรกษา"]
    assert "น้ำท่วม &lt;b&gt;แปลง&lt;/b&gt;" in page and "นอกเขต" not in page
    assert len(written(browser.get(f"{here}&q=งบประมาณ"))) == 1
    assert "ไม่พบข้อความตามที่ค้นหา" in browser.get(f"{here}&q=%25")
    fields = {"path": PROBLEMS, "words": "  ส่งวิทยากร\nวันที่ 10 ", "back": f"{here}&state=waiting"}
    answered = browser.post(f"/desk/r/{number}/reply", fields, follow=False)
    assert answered.location == f"{here}&state=waiting"
    assert "ส่งคำตอบถึงเจ้าหน้าที่ 1 คนแล้ว" in browser.get(answered.location)
    assert [one.split()[0] for one in written(browser.get(f"{here}&state=waiting"))] == ["อบต.แพรกษา"]
    assert "ส่งวิทยากร วันที่ 10" in written(browser.get(f"{here}&state=replied"))[0]
    # Pressed again it is said once.
    assert "ก่อนหน้านี้แล้ว" in words_of(browser.post(f"/desk/r/{number}/reply", fields).get_data(as_text=True))
    with desk.database.reading() as session:
        said = session.scalars(select(Outbox).where(Outbox.person_id == officer)).all()
        assert len(said) == 1 and "ส่งวิทยากร วันที่ 10" in str(said[0].messages)
        [event] = session.scalars(select(ReportEvent).where(ReportEvent.action == "replied")).all()
        assert (event.field, event.comment) == (PROBLEMS, "ส่งวิทยากร วันที่ 10")
    history = words_of(browser.get(f"/desk/r/{number}"))
    assert "ตอบกลับหน่วยงาน" in history and "ปัญหาและความต้องการ: ส่งวิทยากร วันที่ 10" in history
    assert desk.report(number).status == "submitted"


@pytest.mark.parametrize(
    "fields", [{"path": PROBLEMS, "words": " \n "}, {"path": "/data/nothing", "words": "คำตอบ"}, {"words": "คำตอบ"}]
)
def test_a_reply_to_nothing_or_of_nothing_changes_nothing(desk: Reporting, fields: dict[str, str]) -> None:
    browser, number = desk.comes_in(Role.DISTRICT, "1101"), desk.sends("06110109")
    away = browser.post(f"/desk/r/{number}/reply", fields | {"back": "https://elsewhere.example/"}, follow=False)
    assert away.location == f"/desk/r/{number}"
    with desk.database.reading() as session:
        assert session.scalars(select(ReportEvent).where(ReportEvent.action == "replied")).all() == []


def test_what_offices_wrote_is_found_on_postgresql_too(database: Database) -> None:
    desk = kept(database, Reporting)
    desk.sends("06110109")
    page = desk.comes_in(Role.DISTRICT, "1101").get("/desk/rollup/1101?view=written&q=น้ำ")
    assert len(written(page)) == 1
