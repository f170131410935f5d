"""Chasing on the page: who is waited for, what a reminder would cost, sending it, and giving more time."""

from __future__ import annotations

import re
import threading
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.schedule import local_day
from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person, PersonState
from models.messaging import line_quota
from models.messaging.outbox import Outbox
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.extension import Extension
from tests.support.desk_site import Browser, text_of, with_a_form, words_of
from tests.support.kept import kept
from tests.support.reporting import Reporting

FRIDAY = datetime(2026, 11, 13, 2, 0, tzinfo=UTC)
PAGE = "/desk/chase/1101"


@pytest.fixture
def desk(sqlite_database: Database) -> Reporting:
    return kept(sqlite_database, _play)


@pytest.fixture
def any_desk(database: Database) -> Reporting:
    return kept(database, _play)


def _play(database: Database) -> Reporting:
    """District 1101: 06110109 has sent, 05110107's was sent back, 06110110 has two people of whom one blocked the bot,
    05110106 has nobody."""
    desk = Reporting(database)
    desk.now = FRIDAY
    desk.sends("06110109")
    desk.returns(desk.sends("05110107"), ("/data/teach/staff", "impossible", ""))
    desk.person(Role.OFFICER, "06110110", name="สมหญิง")
    blocked = desk.person(Role.OFFICER, "06110110", name="<b>ปิดกั้น</b>")
    with desk.database.writing() as session:
        session.get_one(Person, blocked).state = PersonState.BLOCKED
        line_quota.keep(session, 300, 12, desk.now)
        for row in session.scalars(select(Outbox)):
            session.delete(row)
    return desk


def sent_to(desk: Reporting) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(Outbox.purpose).order_by(Outbox.id)))


def extensions(desk: Reporting) -> dict[str, tuple[date, str]]:
    with desk.database.reading() as session:
        query = select(OrgUnit.code, Extension.due_on, Extension.reason)
        rows = session.execute(query.join(OrgUnit, Extension.org_unit_id == OrgUnit.id))
        return {code: (day, reason) for code, day, reason in rows}


def confirm(browser: Browser, answer: TestResponse, path: str) -> TestResponse:
    """Sends the form of the page that leads to `path`, with the fields that stand in it."""
    page = answer.get_data(as_text=True)
    form = re.search(rf'<form[^>]*action="([^"]*{path}[^"]*)"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form, text_of(answer)
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[2])
    fields: dict[str, list[str]] = {}
    for name, value in hidden:
        fields.setdefault(name, []).append(unescape(value))
    return browser.client.post(unescape(form[1]), data=fields, follow_redirects=True)


def test_the_list_says_who_is_waited_for_and_sets_apart_who_has_nobody(desk: Reporting) -> None:
    page = desk.comes_in(Role.DISTRICT).get(PAGE)
    said = words_of(page)
    assert "อำเภอเมืองสมุทรปราการ · เดือนตุลาคม 2569" in said
    waiting, nobody = said.split("ยังไม่มีผู้ลงทะเบียน 1 หน่วยงาน")[-1], said.split("หน่วยงานเหล่านี้ยังไม่มีเจ้าหน้าที่")[-1]
    assert "ทต.แพรกษา" in waiting and "ส่งกลับแก้ไข" in waiting and "ส่งไม่ถึง 1 คน" in waiting
    assert "ทต.บางเมือง" in nobody and 'href="/desk/admin/invites/1101"' in page
    assert "บางเมืองใหม่" not in said, "has sent"
    assert "เตือนได้วันนี้ 2 คน ใน 2 หน่วยงาน" in said and "288 ข้อความ" in said
    assert "สมหญิง" not in said


def test_a_preview_changes_nothing_and_sending_says_what_was_done(any_desk: Reporting) -> None:
    desk = any_desk
    browser = desk.comes_in(Role.DISTRICT)
    preview = browser.post(f"{PAGE}/nudge", {"whole": "1"})
    said = text_of(preview)
    assert "จะเตือน 2 คน ใน 2 หน่วยงาน" in said and "นับเป็น 2 ข้อความ" in said and "โควตาเดือนนี้เหลือ 288" in said
    assert "ยังไม่มีผู้ลงทะเบียน 1 ทต.บางเมือง" in said and sent_to(desk) == []
    done = confirm(browser, preview, "/send")
    said = text_of(done)
    assert "ส่งข้อความเตือนแล้ว 2 คน ใน 2 หน่วยงาน ไม่ได้เตือน: ยังไม่มีผู้ลงทะเบียน 1 หน่วยงาน" in said
    assert said.count("ได้รับข้อความของวันนี้แล้ว") == 2 and done.request.path == PAGE, "nothing to send again by reloading"
    assert sent_to(desk) == ["reminder"] * 2 and len(desk.woken) == 2
    again = text_of(confirm(browser, preview, "/send"))
    assert "ไม่มีผู้ที่เตือนได้ในขณะนี้" in again and "ได้รับข้อความของวันนี้แล้ว 2 หน่วยงาน" in again
    assert sent_to(desk) == ["reminder"] * 2
    assert "ได้รับข้อความของวันนี้แล้ว" in words_of(browser.get(PAGE))


@pytest.mark.parametrize("old", [{"people": "3"}, {"people": ""}, {"day": "2026-11-01"}])
def test_what_was_looked_at_on_another_day_or_with_other_figures_sends_nothing(
    desk: Reporting, old: dict[str, str]
) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    fields = {"whole": "1", "people": "2", "day": local_day(desk.now).isoformat()}
    page = browser.post(f"{PAGE}/send", fields | old)
    assert "ข้อมูลเปลี่ยนไป" in text_of(page) and "จะเตือน 2 คน" in text_of(page) and sent_to(desk) == []
    assert "ส่งข้อความเตือนแล้ว" in text_of(confirm(browser, page, "/send")) and sent_to(desk) == ["reminder"] * 2


def test_those_whom_nothing_reaches_are_listed_by_name_and_names_are_no_html(desk: Reporting) -> None:
    answer = desk.comes_in(Role.DISTRICT).post(f"{PAGE}/nudge", {"whole": "1"})
    page = answer.get_data(as_text=True)
    assert "<b>ปิดกั้น" not in page and "&lt;b&gt;ปิดกั้น" in page
    assert "ผู้ที่ส่งข้อความไม่ถึง" in words_of(page)


def test_only_what_was_ticked_and_nothing_foreign(desk: Reporting) -> None:
    desk.person(Role.OFFICER, "05110201")
    browser = desk.comes_in(Role.DISTRICT)
    preview = browser.post(f"{PAGE}/nudge", {"office": ["06110110", "05110201", "99999999", "x"]})
    said = text_of(preview)
    assert "จะเตือน 1 คน ใน 1 หน่วยงาน" in said and "อบต.แพรกษา" in said and "ทต.บางบ่อ" not in said
    assert "ส่งข้อความเตือนแล้ว 1 คน" in text_of(confirm(browser, preview, "/send"))
    assert len(desk.woken) == 1


@pytest.mark.parametrize("act", ["nudge", "send", "extend", "grant"])
def test_without_a_tick_nothing_is_done_and_it_is_said(desk: Reporting, act: str) -> None:
    answer = desk.comes_in(Role.DISTRICT).post(f"{PAGE}/{act}", {"day": "2026-11-20", "reason": "disaster"})
    assert "กรุณาเลือกหน่วยงานอย่างน้อย 1 แห่งก่อน" in text_of(answer)
    assert sent_to(desk) == [] and extensions(desk) == {}


def test_an_office_has_a_page_of_its_own_to_chase(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    assert "เตือนได้วันนี้ 1 คน" in words_of(browser.get("/desk/chase/06110110"))
    assert "ไม่มีหน่วยงานที่ต้องติดตาม" in words_of(browser.get("/desk/chase/06110109"))


def test_after_hours_the_page_says_when_it_goes_out(desk: Reporting) -> None:
    desk.passes(hours=10)
    browser = desk.comes_in(Role.DISTRICT)
    assert "วันเสาร์ที่ 14 พฤศจิกายน 2569 เวลา 08:30 น." in words_of(browser.get(PAGE))
    done = confirm(browser, browser.post(f"{PAGE}/nudge", {"whole": "1"}), "/send")
    said = "ตั้งเวลาส่งข้อความเตือนแล้ว 2 คน ใน 2 หน่วยงาน ส่งวันเสาร์ที่ 14 พฤศจิกายน 2569 เวลา 08:30 น."
    assert said in text_of(done) and desk.woken == []


def test_the_department_chases_by_province_or_all_at_once(desk: Reporting) -> None:
    desk.person(Role.OFFICER, "06120110")
    browser = desk.comes_in(Role.DEPARTMENT)
    page = browser.get("/desk/chase/TH")
    said = words_of(page)
    assert "จังหวัดสมุทรปราการ" in said and "จังหวัดนนทบุรี" in said and "อบต." not in said
    assert 'href="/desk/chase/11?period=2026-10"' in page
    done = confirm(browser, browser.post("/desk/chase/TH/nudge", {"whole": "1"}), "/send")
    assert "ส่งข้อความเตือนแล้ว 3 คน" in text_of(done)


@pytest.mark.parametrize("query", ["?period=2026-13", "?period=x", "?programme=none", "?period=2026-10&programme=%00"])
def test_an_address_that_we_never_wrote_is_not_there(desk: Reporting, query: str) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    browser.get(PAGE + query, 404)
    for act in ("nudge", "send", "extend", "grant"):
        answer = browser.post(f"{PAGE}/{act}{query}", {"whole": "1", "day": "2026-11-20", "reason": "disaster"})
        assert answer.status_code == 404
    assert sent_to(desk) == [] and extensions(desk) == {}


def asks_about_water(desk: Reporting, *, has_form: bool) -> None:
    with desk.database.writing() as session:
        asked = Programme(
            code="water",
            title="น้ำสะอาด",
            audience=["sao"],
            schedule={"due_day": 5},
            active_from="2026-01",
            created_at=desk.now,
        )
        session.add(asked)
        session.flush()
        if has_form:
            with_a_form(session, asked)


def test_nobody_waits_for_what_has_no_form_yet(desk: Reporting) -> None:
    asks_about_water(desk, has_form=False)
    browser = desk.comes_in(Role.DISTRICT)
    for path in (PAGE, "/desk/u/1101", "/desk/downloads/"):
        assert "น้ำสะอาด" not in browser.get(path)
        browser.get(f"{path}?programme=water", 404)
    confirm(browser, browser.post(f"{PAGE}/nudge", {"whole": "1"}), "/send")
    with desk.database.reading() as session:
        heard = str(session.scalars(select(Outbox.messages)).all())
    assert "ตุลาคม 2569" in heard and "น้ำสะอาด" not in heard


def test_another_month_and_another_programme_stay_in_every_step(desk: Reporting) -> None:
    asks_about_water(desk, has_form=True)
    browser = desk.comes_in(Role.DISTRICT)
    query = "?programme=water&period=2026-10"
    assert "น้ำสะอาด" in words_of(browser.get(PAGE + query))
    preview = browser.post(f"{PAGE}/nudge{query}", {"whole": "1"})
    assert "น้ำสะอาด" in text_of(preview)
    assert "น้ำสะอาด" in text_of(confirm(browser, preview, "/send"))
    with desk.database.reading() as session:
        assert session.scalars(select(AuditLog.detail).where(AuditLog.action == "nudge")).one()["programme"] == "water"


# More time


def test_more_time_is_asked_for_looked_at_and_given(any_desk: Reporting) -> None:
    desk = any_desk
    browser = desk.comes_in(Role.DISTRICT)
    form = browser.post(f"{PAGE}/extend", {"whole": "1"})
    said = text_of(form)
    assert "3 หน่วยงาน:" in said and "ครบกำหนดปัจจุบันวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in said
    # The field is of the Buddhist era and stands on a working day.
    assert 'value="16 พฤศจิกายน 2569"' in form.text and "วันจันทร์ที่ 16 พฤศจิกายน 2569 ซึ่งเป็นวันทำการ" in said
    look = browser.post(f"{PAGE}/extend", {"whole": "1", "day": "2026-11-20", "reason": "disaster"})
    said = text_of(look)
    assert "ขยายถึง วันศุกร์ที่ 20 พฤศจิกายน 2569" in said and "วันหยุด" not in said and "เหตุผล น้ำท่วมหรือภัยพิบัติ" in said
    assert "2 คน (นับ 2 ข้อความ) โควตาเดือนนี้เหลือ 288 ข้อความ" in said and "ส่งแล้ว คงสถานะเดิม 1 หน่วยงาน" in said
    assert extensions(desk) == {} and sent_to(desk) == []
    done = text_of(confirm(browser, look, "/grant"))
    assert "ขยายเวลาถึงวันศุกร์ที่ 20 พฤศจิกายน 2569 ให้ 3 หน่วยงาน แจ้งเจ้าหน้าที่ 2 คน" in done
    assert "มี 1 หน่วยงานที่ไม่มีผู้รับข้อความ" in done and "20 พ.ย. 69 (ขยายแล้ว)" in done
    assert set(extensions(desk)) == {"05110106", "05110107", "06110110"}
    assert sent_to(desk) == ["notice"] * 2 and len(desk.woken) == 2
    again = text_of(confirm(browser, look, "/grant"))
    assert "อยู่แล้ว ไม่มีการเปลี่ยนแปลง" in again and sent_to(desk) == ["notice"] * 2


def test_a_day_that_is_no_working_day_is_named_as_one(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    look = text_of(browser.post(f"{PAGE}/extend", {"whole": "1", "day": "22 พ.ย. 69", "reason": "disaster"}))
    assert "ขยายถึง วันอาทิตย์ที่ 22 พฤศจิกายน 2569 เป็นวันหยุดราชการ" in look
    look = text_of(browser.post(f"{PAGE}/extend", {"whole": "1", "day": "5 ธันวาคม 2569", "reason": "disaster"}))
    assert "วันเสาร์ที่ 5 ธันวาคม 2569 เป็นวันหยุดราชการ (วันชาติ)" in look


def test_more_time_is_taken_back_for_those_who_have_not_sent(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    assert "ยกเลิกการขยายเวลา" not in text_of(browser.client.get(PAGE))
    fields = {"office": ["05110106", "06110110"], "day": "2026-11-20", "reason": "disaster"}
    confirm(browser, browser.post(f"{PAGE}/extend", fields), "/grant")
    assert "ยกเลิกการขยายเวลาหน่วยงานที่เลือก" in text_of(browser.client.get(PAGE))
    look = browser.post(f"{PAGE}/back", {"office": ["06110110"]})
    said = text_of(look)
    assert "ครบกำหนดแล้วเมื่อวันพฤหัสบดีที่ 5 พฤศจิกายน 2569 ยังส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in said
    assert "1 หน่วยงาน:" in said and "เดิมถึงวันศุกร์ที่ 20 พฤศจิกายน 2569" in said
    assert set(extensions(desk)) == {"05110106", "06110110"}
    asked_again = browser.post(f"{PAGE}/take-back", {"office": ["06110110"], "seen": "2026-11-12"})
    assert "ยังไม่ได้ยกเลิกการขยายเวลา โปรดตรวจสอบอีกครั้ง" in text_of(asked_again) and len(extensions(desk)) == 2
    assert "ยกเลิกการขยายเวลาแล้ว 1 หน่วยงาน" in text_of(confirm(browser, look, "/take-back"))
    assert set(extensions(desk)) == {"05110106"}
    assert "ไม่มีการขยายเวลาที่ท่านยกเลิกได้" in text_of(confirm(browser, look, "/take-back"))


def test_only_the_ticked_offices_get_more_time_with_words_of_ones_own(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    fields = {"office": ["06110110"], "day": "2026-11-20", "reason": "other", "words": ' <i>ไฟดับ</i>\n"ทั้งวัน" '}
    look = browser.post(f"{PAGE}/extend", fields)
    assert "<i>ไฟดับ" not in look.text and "&lt;i&gt;ไฟดับ" in look.text
    confirm(browser, look, "/grant")
    assert extensions(desk) == {"06110110": (date(2026, 11, 20), '<i>ไฟดับ</i> "ทั้งวัน"')}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"day": "2026-11-12", "reason": "disaster"}, "วันที่ระบุผ่านไปแล้ว"),
        ({"day": "2027-11-12", "reason": "disaster"}, "ขยายได้ไม่เกินวันอังคารที่ 12 มกราคม 2570"),
        ({"day": "", "reason": "disaster"}, "ยังไม่เข้าใจวันที่"),
        ({"day": "2026-02-30", "reason": "disaster"}, "ยังไม่เข้าใจวันที่"),
        ({"day": "2026-11-20"}, "กรุณาเลือกหรือพิมพ์เหตุผล"),
        ({"day": "2026-11-20", "reason": "other", "words": "  "}, "กรุณาเลือกหรือพิมพ์เหตุผล"),
        ({"day": "2026-11-20", "reason": "x"}, "กรุณาเลือกหรือพิมพ์เหตุผล"),
    ],
)
@pytest.mark.parametrize("act", ["extend", "grant"])
def test_what_makes_no_sense_is_said_beside_the_field(
    desk: Reporting, act: str, fields: dict[str, str], complaint: str
) -> None:
    answer = desk.comes_in(Role.DISTRICT).post(f"{PAGE}/{act}", {"whole": "1"} | fields)
    assert complaint in text_of(answer) and answer.status_code == 200
    assert "ค่ะ" not in text_of(answer), "a page speaks without it"
    assert extensions(desk) == {} and sent_to(desk) == []


def test_a_day_no_later_than_the_due_day_is_refused(desk: Reporting) -> None:
    desk.now = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
    browser = desk.comes_in(Role.DISTRICT)
    answer = browser.post(f"{PAGE}/extend", {"whole": "1", "day": "2026-11-05", "reason": "disaster"})
    assert "โปรดเลือกวันหลังจากวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in text_of(answer)


def test_where_all_have_sent_there_is_nothing_to_extend(desk: Reporting) -> None:
    answer = desk.comes_in(Role.DISTRICT).post("/desk/chase/06110109/extend", {"whole": "1"})
    assert "จึงไม่มีอะไรต้องขยายเวลา" in text_of(answer) and "ค่ะ" not in text_of(answer)


def test_more_time_for_an_approved_report_unlocks_it_from_its_page(desk: Reporting) -> None:
    number = desk.of("06110109").id
    desk.approves(number)
    browser = desk.comes_in(Role.DISTRICT)
    form = confirm(browser, browser.client.get(f"/desk/r/{number}"), "/extend")
    warned = "การขยายเวลาจะยกเลิกการรับรองเพื่อให้หน่วยงานแก้ไขได้"
    assert warned in text_of(form)
    query = "?period=2026-10&programme=khok-nong-na"
    fields = {"whole": "1", "day": "2026-11-20", "reason": "figures"}
    look = browser.post(f"/desk/chase/06110109/extend{query}", fields)
    assert warned in text_of(look) and desk.report(number).approved_level == "district"
    confirm(browser, look, "/grant")
    assert desk.report(number).approved_level is None
    assert set(extensions(desk)) == {"06110109"}


def test_a_report_approved_since_it_was_looked_at_is_not_unlocked_unseen(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    fields = {"whole": "1", "day": "2026-11-20", "reason": "figures"}
    look = browser.post("/desk/chase/06110110/extend", fields)
    number = desk.sends("06110110")
    desk.approves(number)
    again = confirm(browser, look, "/grant")
    said = text_of(again)
    assert "ได้รับการรับรองหลังจากท่านเปิดดู" in said and "การขยายเวลาจะยกเลิกการรับรอง" in said
    assert desk.report(number).approved_level == "district" and extensions(desk) == {}
    confirm(browser, again, "/grant")
    assert desk.report(number).approved_level is None and set(extensions(desk)) == {"06110110"}


def test_a_locked_month_is_opened_from_the_page(desk: Reporting) -> None:
    browser = desk.comes_in(Role.DISTRICT)
    query = "?period=2026-05"
    assert "ปิดรับแล้ว ต้องขยายเวลาก่อน" in words_of(browser.get(PAGE + query))
    fields = {"office": ["06110110"], "day": "2026-11-20", "reason": "figures"}
    confirm(browser, browser.post(f"{PAGE}/extend{query}", fields), "/grant")
    said = words_of(browser.get("/desk/chase/06110110" + query))
    assert "20 พ.ย. 69 (ขยายแล้ว)" in said and "ปิดรับแล้ว" not in said


def test_two_supervisors_who_press_at_once_ring_each_phone_once(any_desk: Reporting) -> None:
    desk = any_desk
    for number in range(1, 9):
        desk.person(Role.OFFICER, f"061104{number:02d}")
    bosses = [desk.comes_in(Role.PROVINCE) for _ in range(4)]
    start, statuses = threading.Barrier(len(bosses)), []
    fields = {"whole": "1", "people": "10", "day": local_day(desk.now).isoformat()}

    def press(browser: Browser) -> None:
        mark = browser.mark
        start.wait(10)
        answer = browser.client.post("/desk/chase/11/send", data=fields | {"mark": mark})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=press, args=(boss,)) for boss in bosses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(statuses) == len(bosses) and set(statuses) <= {200, 303}
    with desk.database.reading() as session:
        rang = Counter(session.scalars(select(Outbox.person_id)))
    assert set(rang.values()) == {1} and len(rang) == 10 and sorted(desk.woken) == sorted(rang)
