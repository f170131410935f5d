"""One report at the desk: read, approved, sent back, unlocked; and what happens when it has moved on meanwhile."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Role
from models.messaging.outbox import Outbox
from models.reporting.report_event import ReportEvent
from tests.support.desk_site import Browser, words_of
from tests.support.kept import kept
from tests.support.reporting import NOTHING, Reporting, answers

STAFF, BUDGET = "/data/teach/staff", "/data/closing/budget"


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, Reporting)


@pytest.fixture
def any_desk(database: Database) -> Reporting:
    return kept(database, Reporting)


def notices(desk: Reporting, person_id: int) -> list[str]:
    """What was queued for this person, unasked."""
    with desk.database.reading() as session:
        query = select(Outbox).where(Outbox.person_id == person_id, Outbox.purpose == "notice").order_by(Outbox.id)
        return [json.dumps(row.messages, ensure_ascii=False) for row in session.scalars(query)]


def history_of(desk: Reporting, number: int) -> list[tuple[str, str | None, str | None]]:
    with desk.database.reading() as session:
        query = select(ReportEvent).where(ReportEvent.report_id == number).order_by(ReportEvent.id)
        return [(one.action, one.field, one.reason) for one in session.scalars(query)]


def answer_of(page: str, label: str) -> str:
    """The words beside a question."""
    for block in re.findall(r'(?s)<div class="answer[^>]*>(.*?)</dd>', page):
        if f"</span> {label}" in block:
            return words_of(block.split("<dd>", 1)[1].split("<details", 1)[0])
    raise AssertionError(f"no question {label!r}")


def revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    return found[1]


def send_back(browser: Browser, number: int, seen: str = "1", **points: str) -> tuple[int, str]:
    """`points` are fields of the form; the answer's status and its words (of the page it leads to)."""
    answer = browser.post(f"/desk/r/{number}/return", {"revision": seen} | points)
    return answer.status_code, answer.get_data(as_text=True)


def test_every_answer_stands_there_in_words(any_desk: Reporting) -> None:
    number = any_desk.sends("06110109", pictures=("one", "two"))
    page = any_desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    said = words_of(page)
    assert "องค์การบริหารส่วนตำบลบางเมืองใหม่ เดือนตุลาคม 2569" in said
    assert "ส่งเมื่อ 3 พฤศจิกายน 2569 เวลา 09:00 น." in said and "คุณภาพเนื้อหา 100 จาก 100" in said
    assert answer_of(page, "บุคลากรที่เข้าอบรม") == "40 คน"
    assert answer_of(page, "เนื้อที่") == "3 ไร่ 2 งาน" and answer_of(page, "ที่ดินของ") == "วัด"
    assert answer_of(page, "หน่วยงานที่ร่วมมือ") == "วัด, พัฒนาชุมชนอำเภอ"
    assert answer_of(page, "งบประมาณที่ใช้") == "12,500.50 บาท"
    for heading in ("ด้านที่ 1 อบรมบุคลากรและพื้นที่ต้นแบบ", "พื้นที่ต้นแบบที่เพิ่มขึ้น · 1."):
        assert heading in said
    # What people wrote is words, never HTML; lines stay lines.
    assert "แปลงวัด &lt;b&gt;บ้านเหนือ&lt;/b&gt;" in page and "<b>บ้านเหนือ" not in page
    assert ">น้ำท่วม\nขอวิทยากร<" in page
    assert 'href="https://www.google.com/maps?q=13.612345,100.712345"' in page and 'rel="noopener noreferrer"' in page
    for ref in ("one", "two"):
        assert f'href="/desk/photo/{ref}"' in page and f'src="/desk/photo/{ref}?size=small"' in page
    assert "ส่งรายงาน (ฉบับที่ 1)" in said


def test_what_is_striking_stands_beside_the_answer(desk: Reporting) -> None:
    for month in (6, 7, 8, 9):
        desk.now = desk.now.replace(month=month + 1)
        desk.sends("06110109", answers(teach={"staff": 30 + month}), period=f"2026-{month:02d}")
    desk.now = desk.now.replace(month=11)
    desk.copies["again"] = "photo-06110109-2026-09"
    number = desk.sends("06110109", answers(teach={"staff": 4000}), pictures=("again",))
    desk.now = desk.now.replace(day=20)
    late = desk.sends("06110110")
    browser = desk.comes_in(Role.DISTRICT, "1101")
    page = browser.get(f"/desk/r/{number}")
    assert answer_of(page, "บุคลากรที่เข้าอบรม").startswith("4,000 คน ต่างจากปกติมาก ปกติประมาณ 37")
    assert "ภาพนี้เคยใช้แล้วในรายงานเดือนกันยายน 2569 ของหน่วยงานนี้ ดูรายงานฉบับนั้น" in answer_of(page, "ภาพที่ 1")
    assert "ข้อสังเกต ส่งเกินกำหนด" in words_of(browser.get(f"/desk/r/{late}"))


def test_nothing_to_report_is_shown_with_its_reason(desk: Reporting) -> None:
    number = desk.sends("05110106", NOTHING)
    page = desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    assert answer_of(page, "การดำเนินงาน") == "ไม่มีการดำเนินงาน" and answer_of(page, "เหตุผล") == "ยังไม่มีงบประมาณ"
    assert "คุณภาพเนื้อหา" not in page


def test_a_draft_is_its_office_s_own(desk: Reporting) -> None:
    number = desk.draft("06110109")
    browser = desk.comes_in(Role.DISTRICT, "1101")
    unknown = browser.get("/desk/r/999999", status=404)
    for path in ("", "/approve", "/return", "/unlock"):
        fields = {"revision": "0", "reason:": "unclear", "words": "ก"}
        answer = (
            browser.client.get(f"/desk/r/{number}") if not path else browser.post(f"/desk/r/{number}{path}", fields)
        )
        assert answer.status_code == 404 and words_of(answer.get_data(as_text=True)) == words_of(unknown)


def test_approving_locks_the_report_and_leads_to_the_next(any_desk: Reporting) -> None:
    desk = any_desk
    first, second = desk.sends("06110109"), desk.sends("06110110")
    desk.sends("06110202")  # of another district
    browser = desk.comes_in(Role.DISTRICT, "1101")
    page = browser.get(f"/desk/r/{first}")
    assert f'href="/desk/r/{second}">ฉบับถัดไป' in page
    done = browser.post(f"/desk/r/{first}/approve", {"revision": revision(page)})
    said = words_of(done.get_data(as_text=True))
    assert done.status_code == 200 and "รับรองรายงานแล้ว" in said and "รับรองแล้ว ระดับอำเภอ" in said
    assert "รับรอง ระดับอำเภอ · 3 พฤศจิกายน 2569" in said
    assert desk.report(first).approved_level == "district"
    assert "รับรองรายงานนี้" not in said and "ยกเลิกการรับรอง" in said
    # From the last one on to the first that still waits, until none does.
    assert "ฉบับถัดไป" not in browser.get(f"/desk/r/{second}")
    again = browser.post(f"/desk/r/{first}/approve", {"revision": "1"})
    assert again.status_code == 409 and "ระดับของท่านรับรองแล้ว" in again.get_data(as_text=True)
    assert [action for action, _, _ in history_of(desk, first)] == ["submitted", "approved"]


def test_the_level_below_comes_first_and_the_page_says_so(desk: Reporting) -> None:
    number = desk.sends("06110109")
    desk.person(Role.DISTRICT, "1101")
    browser = desk.comes_in(Role.PROVINCE, "11")
    assert "ระดับอำเภอต้องรับรองก่อน" in words_of(browser.get(f"/desk/r/{number}"))
    answer = browser.post(f"/desk/r/{number}/approve", {"revision": "1"})
    assert answer.status_code == 409 and desk.report(number).approved_level is None
    desk.approves(number)
    assert browser.post(f"/desk/r/{number}/approve", {"revision": "1"}).status_code == 200
    assert desk.report(number).approved_level == "province"
    # What the province has approved the district can neither send back nor unlock.
    district = desk.comes_in(Role.DISTRICT, "1101")
    page = district.get(f"/desk/r/{number}")
    assert "ส่งกลับข้อนี้" not in page and "ยกเลิกการรับรอง" not in page
    status, page = send_back(district, number, **{"reason:": "unclear"})
    assert status == 409 and "ระดับถัดไปรับรองแล้ว" in page


def test_values_go_back_with_their_reasons_in_one_message(any_desk: Reporting) -> None:
    desk = any_desk
    officer = desk.person(Role.OFFICER, "06110109")
    number = desk.sends("06110109", by=officer)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    fields = {
        f"reason:{STAFF}": "impossible",
        f"words:{STAFF}": "สูงกว่าเดือนก่อนมาก",
        f"reason:{BUDGET}": "other",
        f"words:{BUDGET}": "แนบ <ฎีกา>",
        "reason:/data/spread/people": "",
    }
    status, page = send_back(browser, number, **fields)
    assert status == 200 and "ส่งกลับให้แก้ไขแล้ว" in page
    assert desk.report(number).status == "returned"
    assert answer_of(page, "บุคลากรที่เข้าอบรม") == "40 คน ส่งกลับ: ค่าไม่น่าเป็นไปได้ (สูงกว่าเดือนก่อนมาก)"
    assert answer_of(page, "งบประมาณที่ใช้") == "12,500.50 บาท ส่งกลับ: แนบ <ฎีกา>" and "<ฎีกา>" not in page
    assert "ส่งกลับข้อนี้" not in page
    [notice] = notices(desk, officer)
    assert "บุคลากรที่เข้าอบรม" in notice and "งบประมาณที่ใช้" in notice
    assert officer in desk.woken
    assert history_of(desk, number)[1:] == [("returned", STAFF, "impossible"), ("returned", BUDGET, "other")]


def test_the_whole_report_can_go_back(desk: Reporting) -> None:
    number = desk.sends("06110109")
    status, page = send_back(desk.comes_in(Role.DISTRICT, "1101"), number, **{"reason:": "wrong_month"})
    assert status == 200 and "ทั้งฉบับ: ไม่ใช่ข้อมูลของงวดนี้" in words_of(page)


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ({}, "ยังไม่ได้เลือกข้อที่จะส่งกลับ"),
        ({f"reason:{STAFF}": ""}, "ยังไม่ได้เลือกข้อที่จะส่งกลับ"),
        ({f"reason:{STAFF}": "other", f"words:{STAFF}": "  "}, "โปรดระบุเหตุผลเป็นข้อความ"),
        ({f"reason:{STAFF}": "", f"words:{STAFF}": "สูงไป"}, "โปรดเลือกเหตุผลของข้อที่พิมพ์คำอธิบายไว้"),
        ({f"reason:{STAFF}": "nonsense"}, "ไม่พบข้อที่เลือกในรายงานนี้"),
        ({"reason:/data/nothing": "unclear"}, "ไม่พบข้อที่เลือกในรายงานนี้"),
    ],
)
def test_a_form_that_lacks_something_comes_back_as_it_was_filled_in(
    desk: Reporting, points: dict[str, str], says: str
) -> None:
    number = desk.sends("06110109")
    fields = points | {f"words:{BUDGET}": "แนบฎีกา", f"reason:{BUDGET}": "missing"} if points else {}
    if points == {f"reason:{STAFF}": ""}:
        fields = points
    status, page = send_back(desk.comes_in(Role.DISTRICT, "1101"), number, **fields)
    assert status == 422 and says in words_of(page)
    assert desk.report(number).status == "submitted" and len(history_of(desk, number)) == 1
    for words in (typed for key, typed in points.items() if key.startswith("words:")):
        assert f'value="{words}"' in page
    if fields != points:
        assert 'value="แนบฎีกา"' in page and '<option value="missing" selected>' in page
        assert '<details class="point no-print" open>' in page


def test_whoever_looks_at_an_older_version_is_shown_what_changed(any_desk: Reporting) -> None:
    desk = any_desk
    number = desk.sends("06110109")
    browser = desk.comes_in(Role.DISTRICT, "1101")
    seen = revision(browser.get(f"/desk/r/{number}"))
    desk.passes(minutes=5)
    desk.sends("06110109", answers(teach={"staff": 55}), pictures=("photo-06110109-2026-10",))
    status, page = send_back(browser, number, seen, **{f"reason:{STAFF}": "impossible", f"words:{STAFF}": "ตรวจ"})
    assert status == 409 and "รายงานเปลี่ยนไปแล้วตั้งแต่ท่านเปิดหน้านี้" in page
    assert "บุคลากรที่เข้าอบรม : 40 คน → 55 คน" in words_of(page)
    assert 'value="ตรวจ"' in page and desk.report(number).status == "submitted"
    assert revision(page) == "2", "the form on the new page is of the new version"
    answer = browser.post(f"/desk/r/{number}/approve", {"revision": seen})
    assert answer.status_code == 409 and "40 คน → 55 คน" in words_of(answer.get_data(as_text=True))
    assert browser.post(f"/desk/r/{number}/approve", {"revision": "2"}).status_code == 200


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "99999999999999", "٢", "99"])
def test_a_version_of_nonsense_changes_nothing(desk: Reporting, seen: str) -> None:
    number = desk.sends("06110109")
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert browser.post(f"/desk/r/{number}/approve", {"revision": seen}).status_code == 409
    assert send_back(browser, number, seen, **{"reason:": "unclear"})[0] == 409
    assert desk.report(number).status == "submitted"


def test_two_supervisors_who_send_back_at_once_send_one_message(desk: Reporting) -> None:
    officer = desk.person(Role.OFFICER, "06110109")
    number = desk.sends("06110109", by=officer)
    one, other = desk.comes_in(Role.DISTRICT, "1101"), desk.comes_in(Role.PROVINCE, "11")
    assert send_back(one, number, **{f"reason:{STAFF}": "unclear"})[0] == 200
    status, page = send_back(other, number, **{f"reason:{BUDGET}": "unclear"})
    assert status == 409 and "ส่งกลับให้แก้ไขอยู่แล้ว" in page
    assert len(notices(desk, officer)) == 1


def test_a_corrected_report_shows_what_was_corrected(desk: Reporting) -> None:
    officer = desk.person(Role.OFFICER, "06110109")
    number = desk.sends("06110109", by=officer)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    send_back(browser, number, **{f"reason:{STAFF}": "impossible"})
    desk.passes(hours=1)
    corrected = answers(teach={"staff": 14}, closing={"problems": None})
    desk.sends("06110109", corrected, by=officer, pictures=("photo-06110109-2026-10",))
    page = words_of(browser.get(f"/desk/r/{number}"))
    # A blank reads as it read to its officer.
    assert "ปัญหาและความต้องการ : น้ำท่วม ขอวิทยากร → ไม่มี" in page
    assert "แก้ไขแล้ว ส่งใหม่ รอรับรอง" in page and "ฉบับที่ 2" in page
    assert "แก้ไขจากฉบับก่อน บุคลากรที่เข้าอบรม : 40 คน → 14 คน" in page
    told = page.split("ประวัติ", 1)[1]
    assert told.index("แก้ไขตามที่ส่งกลับ") < told.index("ส่งกลับให้แก้ไข ·") < told.index("ส่งรายงาน (ฉบับที่ 1)")


def test_unlocking_needs_a_reason_and_is_told(desk: Reporting) -> None:
    officer = desk.person(Role.OFFICER, "06110109")
    number = desk.sends("06110109", by=officer)
    browser = desk.comes_in(Role.DISTRICT, "1101")
    refused = browser.post(f"/desk/r/{number}/unlock", {"words": "ขอแก้"})
    assert refused.status_code == 409 and "รายงานนี้ยังไม่ได้รับรอง" in refused.get_data(as_text=True)
    browser.post(f"/desk/r/{number}/approve", {"revision": "1"})
    refused = browser.post(f"/desk/r/{number}/unlock", {"words": " "})
    assert refused.status_code == 422 and "โปรดระบุเหตุผลเป็นข้อความ" in refused.get_data(as_text=True)
    done = browser.post(f"/desk/r/{number}/unlock", {"words": "กรอก <ผิด> ช่อง"}).get_data(as_text=True)
    assert "ยกเลิกการรับรองแล้ว" in done and "เหตุผล: กรอก &lt;ผิด&gt; ช่อง" in done
    assert desk.report(number).status == "submitted" and len(notices(desk, officer)) == 1


def test_a_programme_without_its_form_still_opens(desk: Reporting) -> None:
    number = desk.sends("06110109")
    with desk.database.writing() as session:
        report = session.merge(desk.report(number))
        report.answers = None
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}"))
    assert "องค์การบริหารส่วนตำบลบางเมืองใหม่" in page and "ประวัติ" in page
