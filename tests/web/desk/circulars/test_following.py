"""What became of a letter: by area and by name, reminded, noted, printed and taken away."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from models import org_unit
from models.circulars import circular as circulars
from models.circulars.circular import CircularNote
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.membership.membership import Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.reporting.conversation import About, Conversation
from services.circulars import arrivals, letters, publishing, reading, receipts
from services.circulars.audience import Audience
from services.circulars.letters import Letter, LetterFile
from services.circulars.oversight import offices
from services.circulars.receipts import Addressed, How
from tests.support.desk_site import DeskSite, seen_in, text_of, words_of
from tests.web.desk.circulars.test_writing import rows

PDF = LetterFile("circulars/x.pdf", "x.pdf", "application/pdf", 9, "ab" * 32)


def letter(site: DeskSite, owner: str = "TH", **said: Any) -> str:
    """One that is out, by code."""
    with site.database.writing() as session:
        unit = org_unit.by_code(session, owner)
        assert unit is not None
        whole = Letter(**({"number": "มท 1/ว 1", "subject": "เรื่องหนึ่ง", "must_acknowledge": True, "file": PDF} | said))
        made = letters.draft(session, unit, whole, site.now, by=None)
        publishing.publish(session, made, site.now, by=None)
        return made.code


def does(site: DeskSite, code: str, person_id: int, *, acknowledges: bool = True) -> None:
    """They open the letter, and acknowledge it."""
    with site.database.writing() as session:
        person = session.get_one(Person, person_id)
        one = receipts.one_for(session, person, code)
        assert one is not None
        receipts.opened(session, person, one, site.now)
        if acknowledges:
            receipts.acknowledge(session, person, one, site.now, How.WORDS)


def tiles(page: str) -> list[str]:
    return re.findall(r"<li><span>[^<]+</span> <strong>([^<]+)</strong>", page)


def test_figures_by_area_down_to_names_and_receipts(any_desk: DeskSite) -> None:
    site = any_desk
    code = letter(site)
    done, opened = site.person(Role.OFFICER, "06110110", name="สมศรี"), site.person(Role.DEPUTY, "05110201")
    does(site, code, done)
    does(site, code, opened, acknowledges=False)
    department, province = site.comes_in(Role.DEPARTMENT), site.comes_in(Role.PROVINCE, "11")
    page = department.get(f"/desk/circulars/{code}")
    # offices, acknowledged, opened, reached, nobody registered
    assert tiles(page) == ["23", "1", "2", "2", "21"]
    assert "จังหวัดสมุทรปราการ" in page and "จังหวัดนนทบุรี" in page
    own = province.get(f"/desk/circulars/{code}")
    assert tiles(own) == ["21", "1", "2", "2", "19"] and "นนทบุรี" not in own
    # อบจ. stands in no district.
    assert "หน่วยงานอื่นระดับจังหวัด" in own and "อำเภอบางบ่อ" in own
    district = site.comes_in(Role.DISTRICT, "1102")
    assert tiles(district.get(f"/desk/circulars/{code}")) == ["2", "0", "1", "1", "1"]
    names = words_of(province.get(f"/desk/circulars/{code}/offices?status=acknowledged"))
    assert "อบต.แพรกษา" in names and "สมศรี (เจ้าหน้าที่ผู้รายงาน)" in names and "โดยพิมพ์ตอบ" in names and "ab" * 32 in names
    assert "อบต.แพรกษา" not in province.get(f"/desk/circulars/{code}/offices?status=not_acknowledged")
    assert "1 หน่วยงาน" in words_of(province.get(f"/desk/circulars/{code}/offices?q=06110110"))
    listed = words_of(province.get("/desk/circulars/"))
    assert "21 1 (5%) 2 2 19" in listed
    assert "ไม่พบหนังสือ" in province.get("/desk/circulars/?q=ไม่มีคำนี้")
    assert code in province.get("/desk/circulars/?state=published&q=เรื่อง")


def test_a_page_of_offices_looks_once_for_those_that_have_nobody(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, asked = letter(desk), list[str]()
    look = offices.without_people
    monkeypatch.setattr(offices, "without_people", lambda *which: asked.append("looked") or look(*which))
    page = words_of(desk.comes_in(Role.PROVINCE).get(f"/desk/circulars/{code}/offices"))
    assert "ยังไม่มีผู้ลงทะเบียน" in page and asked == ["looked"]


def test_a_letter_elsewhere_is_not_there(desk: DeskSite) -> None:
    code = letter(desk, audience=Audience(("12",)))
    away, there = desk.comes_in(Role.PROVINCE, "11"), desk.comes_in(Role.DISTRICT, "1201")
    for part in ("", "/offices", "/versions", "/remind", "/note", "/file/1", "/offices/file?kind=csv"):
        away.get(f"/desk/circulars/{code}{part}", 404)
    assert code not in away.get("/desk/circulars/") and code in there.get("/desk/circulars/")
    there.get(f"/desk/circulars/{code}?unit=12", 404)


def test_a_list_as_a_file_is_no_formula(desk: DeskSite) -> None:
    code = letter(desk)
    does(desk, code, desk.person(Role.OFFICER, "06110110", name="=1+1"))
    browser = desk.comes_in(Role.PROVINCE, "11")
    answer = browser.client.get(f"/desk/circulars/{code}/offices/file?kind=csv")
    found = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(found) == 21 and answer.headers["Content-Disposition"].startswith("attachment")
    [row] = [one for one in found if one["standing"] == "รับทราบแล้ว"]
    assert (row["code"], row["person"], row["how"]) == ("06110110", "'=1+1", "พิมพ์ตอบ")
    assert row["acknowledged_at"] == "2026-11-03T09:00:00+07:00"
    answer = browser.client.get(f"/desk/circulars/{code}/offices/file?kind=xlsx&status=acknowledged")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None and [row[8].value for row in sheet.iter_rows(min_row=2)] == ["=1+1"]
    assert sheet["I2"].data_type == "s"
    browser.get(f"/desk/circulars/{code}/offices/file?kind=exe", 404)


def test_the_rest_is_reminded_once_a_day_and_nobody_else(any_desk: DeskSite) -> None:
    site = any_desk
    code = letter(site)
    done = site.person(Role.OFFICER, "06110110")
    waits = site.person(Role.OFFICER, "06110109")
    site.joins(waits, Role.OFFICER, "05110106")
    talks, blocked = site.person(Role.OFFICER, "05110107"), site.person(Role.OFFICER, "05110201")
    site.person(Role.OFFICER, "06120110")
    does(site, code, done)
    with site.database.writing() as session:
        session.get_one(Person, blocked).state = PersonState.BLOCKED
        session.get_one(Person, talks).last_event_at = site.now
        session.add(Conversation(person_id=talks, about=About.REPORT, state={}, updated_at=site.now))
    browser = site.comes_in(Role.PROVINCE, "11")
    page = words_of(browser.get(f"/desk/circulars/{code}/remind"))
    assert "ยังไม่รับทราบ 20 หน่วยงาน จะเตือน 1 คน นับเป็น 1 ข้อความ" in page
    assert "กำลังกรอกรายงานอยู่ 1 คน" in page and "ไม่มีผู้ลงทะเบียนหรือส่งไม่ถึง 17 หน่วยงาน" in page
    sent = {"unit": "11", "day": "2026-11-03", "people": "2"}
    assert "กรุณาตรวจสอบอีกครั้ง" in text_of(browser.post(f"/desk/circulars/{code}/remind", sent))
    assert not rows(site, Outbox.id)
    assert "เตือนแล้ว 1 คน" in text_of(browser.post(f"/desk/circulars/{code}/remind", sent | {"people": "1"}))
    assert rows(site, Outbox.person_id, Outbox.purpose) == [(waits, "circular")] and site.woken == [waits]
    again = words_of(browser.get(f"/desk/circulars/{code}/remind"))
    assert "เตือนเรื่องนี้ไปแล้ววันนี้ 1 คน" in again and "จะเตือน 0 คน" in again
    assert "ไม่มีผู้ที่เตือนได้" in text_of(browser.post(f"/desk/circulars/{code}/remind", sent | {"people": "0"}))
    site.passes(hours=9)
    with site.database.writing() as session:
        session.execute(update(Outbox).values(state=OutboxState.SENT, sent_at=site.now))
    # At six in the evening the next morning's message is asked for, and withdrawn with the letter.
    browser = site.comes_in(Role.PROVINCE, "11")
    evening = text_of(browser.post(f"/desk/circulars/{code}/remind", sent))
    assert "ตั้งเวลาส่งข้อความเตือน 2 คนแล้ว จะส่งวันที่ 4 พฤศจิกายน 2569 เวลา 08:30 น." in evening and site.woken == [waits]
    with site.database.writing() as session:
        found = circulars.by_code(session, code)
        assert found is not None
        publishing.withdraw(session, found, site.now, by=None)
    states = sorted(state for (state,) in rows(site, Outbox.state))
    assert states == [OutboxState.DROPPED, OutboxState.DROPPED, OutboxState.SENT]


def test_the_mornings_message_is_not_sent_where_the_office_acknowledges_in_the_night(any_desk: DeskSite) -> None:
    site = any_desk
    code = letter(site)
    first, colleague = (site.person(Role.OFFICER, "06110110") for _ in range(2))
    two = site.person(Role.OFFICER, "06110109")
    site.joins(two, Role.OFFICER, "05110106")
    deputy = site.person(Role.DEPUTY, "06110109")
    site.passes(hours=9)
    browser = site.comes_in(Role.PROVINCE, "11")
    sent = {"unit": "11", "day": "2026-11-03", "people": "4"}
    assert "ตั้งเวลาส่งข้อความเตือน 4 คนแล้ว" in text_of(browser.post(f"/desk/circulars/{code}/remind", sent))

    def waiting() -> list[int]:
        return [who for who, state in rows(site, Outbox.person_id, Outbox.state) if state == OutboxState.PENDING]

    assert waiting() == sorted([first, colleague, two, deputy])
    does(site, code, first, acknowledges=False)
    assert waiting() == sorted([first, colleague, two, deputy]), "opening it is no acknowledgement"
    does(site, code, first)
    assert waiting() == sorted([two, deputy]), "the colleague's is gone too"
    does(site, code, deputy)
    assert waiting() == [two], "whose other office has still to acknowledge"
    does(site, code, two)
    assert waiting() == []
    with site.database.writing() as session:
        arrivals.settle(session, site.now)
    assert not any(counted for (counted,) in rows(site, CircularOffice.counted)), "and none was counted"


def test_what_reminds_somebody_who_was_reached_is_counted_too(any_desk: DeskSite) -> None:
    site = any_desk
    code = letter(site)
    who = site.person(Role.OFFICER, "06110110")
    with site.database.writing() as session:
        person = session.get_one(Person, who)
        receipts.hand_over(session, person, receipts.addressed_to(session, person), None)
        session.execute(update(CircularReceipt).values(reached_at=site.now))
    browser = site.comes_in(Role.PROVINCE, "11")
    browser.post(f"/desk/circulars/{code}/remind", {"unit": "11", "day": "2026-11-03", "people": "1"})
    site.passes(minutes=5)
    with site.database.writing() as session:
        session.execute(update(Outbox).values(state=OutboxState.SENT, sent_at=site.now))
        assert arrivals.settle(session, site.now) == 1 and arrivals.settle(session, site.now) == 0
    assert rows(site, CircularReceipt.reached_at) == [(site.now,)]
    assert sum(counted for (counted,) in rows(site, CircularOffice.counted)) == 1
    page = words_of(site.comes_in(Role.PROVINCE, "11").get(f"/desk/circulars/{code}/remind"))
    assert "ส่งถึงแล้วโดยไม่นับโควตา 0 หน่วยงาน" in page


def test_a_province_adds_its_own_words(desk: DeskSite) -> None:
    code = letter(desk)
    browser, other = desk.comes_in(Role.PROVINCE, "11"), desk.comes_in(Role.PROVINCE, "12")
    path = f"/desk/circulars/{code}/note"
    assert "กรุณาพิมพ์ข้อความแนบ" in text_of(browser.post(path, {"words": " "}))
    assert "เกิน 1000" in text_of(browser.post(path, {"words": "ก" * 1_001}))
    browser.post(path, {"words": "ส่งผ่านอำเภอ\r\nภายในวันศุกร์"})
    browser.post(path, {"words": "ส่งผ่านอำเภอ\r\nภายในวันพฤหัสบดี"})
    assert rows(desk, CircularNote.words) == [("ส่งผ่านอำเภอ\nภายในวันพฤหัสบดี",)]
    district = desk.comes_in(Role.DISTRICT, "1101")
    assert "ภายในวันพฤหัสบดี" in district.get(f"/desk/circulars/{code}")
    assert "ภายในวันพฤหัสบดี" not in other.get(f"/desk/circulars/{code}")
    with desk.database.reading() as session:
        office, away = org_unit.by_code(session, "06110110"), org_unit.by_code(session, "06120110")
        circular = circulars.by_code(session, code)
        assert office and away and circular
        version = circulars.version_of(session, circular)
        assert version is not None
        heard = [reading.notes(session, Addressed(circular, version, (unit,), ())) for unit in (office, away)]
        assert [words for _, words in heard[0]] == ["ส่งผ่านอำเภอ\nภายในวันพฤหัสบดี"] and heard[1] == []
    browser.post(f"{path}/drop")
    assert not rows(desk, CircularNote.words)
    # One's own letter needs none.
    browser.get(f"/desk/circulars/{letter(desk, '11')}/note", 404)


def test_a_note_that_a_colleague_has_written_meanwhile_is_not_overwritten_unseen(desk: DeskSite) -> None:
    path = f"/desk/circulars/{letter(desk)}/note"
    browser, colleague = desk.comes_in(Role.PROVINCE, "11"), desk.comes_in(Role.PROVINCE, "11")
    opened = seen_in(browser.get(path))
    colleague.post(path, {"words": "ส่งผ่านอำเภอ", "seen": opened})
    answer = browser.post(path, {"words": "ส่งตรง", "seen": opened})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "ขณะนี้เป็น: ส่งผ่านอำเภอ" in page and ">ส่งตรง</textarea>" in page
    assert rows(desk, CircularNote.words) == [("ส่งผ่านอำเภอ",)]
    browser.post(path, {"words": "ส่งตรง", "seen": seen_in(page)})
    assert rows(desk, CircularNote.words) == [("ส่งตรง",)]


def test_own_letters_that_wait_are_counted(desk: DeskSite) -> None:
    letter(desk, audience=Audience(levels=("province",)))
    page = desk.comes_in(Role.PROVINCE, "11").get("/desk/circulars/")
    assert "ยังไม่ได้รับทราบ 1 ฉบับ" in page
    assert "หนังสือถึงหน่วยงานของท่าน" not in desk.comes_in(Role.DEPARTMENT).get("/desk/circulars/")


def test_reached_without_a_counted_message_is_said(desk: DeskSite) -> None:
    code = letter(desk)
    does(desk, code, desk.person(Role.OFFICER, "06110110"), acknowledges=False)
    with desk.database.writing() as session:
        marks = session.scalars(select(CircularOffice).where(CircularOffice.reached == 1)).all()
        assert len(marks) == 1
    page = words_of(desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/circulars/{code}/remind"))
    assert "ส่งถึงแล้วโดยไม่นับโควตา 1 หน่วยงาน" in page
