"""A letter from the empty form to every office of the country: typed, looked at, tried, published, corrected."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.schedule import BANGKOK
from bot.texts.circulars.desk import NOT_KEPT
from models.circulars.circular import Circular, CircularItem, CircularState, CircularVersion, file_keys
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership.membership import Role
from models.messaging import line_quota
from models.messaging.outbox import Outbox
from services.circulars import letter_file
from services.storage import sweeping
from tests.support.desk_site import Browser, DeskSite, text_of, words_of
from tests.web.desk.world import JPEG

NEW = "/desk/circulars/new"
LETTER = {
    "do": "look",
    "scope": "all",
    "number": "มท 0816.5/ว 2560",
    "dated": "2 พ.ย. 2569",
    "subject": "การน้อมนำหลักปรัชญาของเศรษฐกิจพอเพียง",
    "body": "ขอให้รายงานผลทุกเดือน",
    "must_acknowledge": "1",
    "ack_by": "๑๕ ธันวาคม ๒๕๖๙",
}


def drafted(browser: Browser, **changed: Any) -> str:
    """The code of a draft that was sent by the form."""
    answer = browser.post(NEW, LETTER | changed, follow=False)
    assert answer.status_code == 303, text_of(answer)
    return answer.location.split("/")[3]


def published(browser: Browser, code: str) -> str:
    """What the page says that publishing leads to."""
    page = browser.get(f"/desk/circulars/{code}/preview")
    return text_of(browser.post(f"/desk/circulars/{code}/publish", confirmed(page)))


def confirmed(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seen|looked_at)" value="([^"]*)"', page))


def rows(site: DeskSite, *what: Any) -> list[Any]:
    with site.database.reading() as session:
        return [tuple(row) for row in session.execute(select(*what))]


def test_from_the_form_to_every_office_in_ten_actions(any_desk: DeskSite) -> None:
    site = any_desk
    browser = site.comes_in(Role.DEPARTMENT)
    site.person(Role.OFFICER, "06110110")
    with site.database.writing() as session:
        item = session.scalars(select(KnowledgeItem.id).order_by(KnowledgeItem.id).limit(1)).one()
    assert "เขียนหนังสือใหม่" in browser.get("/desk/circulars/")
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in browser.get(NEW)
    code = drafted(browser, file=(io.BytesIO(JPEG), "หนังสือ.jpg"), items=str(item), programme="khok-nong-na")
    look = words_of(browser.get(f"/desk/circulars/{code}/preview"))
    assert "เรื่อง การน้อมนำ" in look and "โปรดรับทราบภายในวันอังคารที่ 15 ธันวาคม 2569" in look
    assert "เริ่มรายงาน" in look and "ความรู้" in look and "ไม่เกิน 1 ข้อความ" in look
    assert not rows(site, CircularOffice.org_unit_id)
    assert "ถึง 23 หน่วยงาน ผู้รับ 1 คน" in published(browser, code)
    [(state, version, by)] = rows(site, Circular.state, Circular.version, Circular.created_by)
    assert (state, version, by) == (CircularState.PUBLISHED, 1, browser.person_id)
    [kept] = rows(site, CircularVersion.dated, CircularVersion.ack_by, CircularVersion.file_name)
    assert kept == (date(2026, 11, 2), date(2026, 12, 15), "หนังสือ.jpg")
    assert rows(site, CircularItem.knowledge_item_id) == [(item,)]
    assert len(rows(site, CircularOffice.org_unit_id)) == 23
    answer = browser.client.get(f"/desk/circulars/{code}/file/1")
    assert (answer.data, answer.mimetype, answer.headers["X-Content-Type-Options"]) == (JPEG, "image/jpeg", "nosniff")
    # The next letter begins with what stood in this one.
    browser.post(f"/desk/circulars/{code}/edit", LETTER | {"contact": "กองกลาง 0 2000 0000"})
    assert "กองกลาง 0 2000 0000" in browser.get(NEW)


def test_all_that_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    sent = LETTER | {
        "number": " ",
        "subject": "ก" * 1_001,
        "dated": "เมื่อไรก็ได้",
        "ack_by": "1 พ.ย. 2569",
        "scope": "some",
        "codes": "06110110, ๙๙๙๙๙๙๙๙",
        "programme": "nothing",
    }
    answer = browser.post(NEW, sent | {"file": (io.BytesIO(b"<html>"), "page.html")})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    complaints = re.findall(r'class="complaint"[^>]*>([^<]+)', page)
    assert len(complaints) == 7, complaints
    for words in ("เลขที่หนังสือ", "1000 ตัวอักษร", "อ่านวันที่ไม่ได้", "ผ่านไปแล้ว", "99999999", "ไม่พบเรื่องที่เลือก", "PDF"):
        assert any(words in one for one in complaints), (words, complaints)
    assert "เมื่อไรก็ได้" in page and "06110110, ๙๙๙๙๙๙๙๙" in page and "ขอให้รายงานผลทุกเดือน" in page
    assert rows(desk, func.count(Circular.id)) == [(0,)]
    assert "กรุณาเลือกพื้นที่" in text_of(browser.post(NEW, LETTER | {"scope": "some"}))
    nobody = LETTER | {"scope": "some", "areas": "06110110", "kinds": "city"}
    assert "ไม่มีหน่วยงานใดอยู่ในกลุ่มผู้รับ" in text_of(browser.post(NEW, nobody))


def test_what_is_sent_twice_of_one_empty_form_is_one_letter(any_desk: DeskSite) -> None:
    browser = any_desk.comes_in(Role.DEPARTMENT)

    def sheet() -> str:
        found = re.search(r'name="sheet" value="([^"]+)"', browser.get(NEW))
        assert found
        return found[1]

    mine = sheet()
    refused = browser.post(NEW, LETTER | {"subject": "", "sheet": mine}).get_data(as_text=True)
    assert f'name="sheet" value="{mine}"' in refused, "mended, it is still the same"
    assert drafted(browser, sheet=mine) == drafted(browser, sheet=mine, subject="แก้ไขแล้วกดอีกครั้ง") == mine
    assert rows(any_desk, CircularVersion.subject) == [("แก้ไขแล้วกดอีกครั้ง",)]
    assert drafted(browser, sheet=sheet()) != mine and drafted(browser) != mine
    # Out already, it is not written over; nor is what a colleague has written.
    published(browser, mine)
    assert browser.post(NEW, LETTER | {"sheet": mine}).status_code == 409
    other = any_desk.comes_in(Role.DEPARTMENT)
    assert drafted(other, sheet=mine) != mine and len(drafted(other, sheet="../../x")) == len(mine)


def test_a_colleague_hears_that_a_draft_was_deleted_and_keeps_what_was_typed(desk: DeskSite) -> None:
    browser, colleague = desk.comes_in(Role.DEPARTMENT), desk.comes_in(Role.DEPARTMENT)
    code = drafted(browser)
    browser.post(f"/desk/circulars/{code}/drop")
    said = "ร่างนี้มีผู้ร่วมงานในหน่วยงานของท่านลบไปก่อนแล้ว"
    assert said in text_of(colleague.client.get(f"/desk/circulars/{code}/edit", follow_redirects=True))
    late = colleague.post(f"/desk/circulars/{code}/edit", LETTER)
    assert late.status_code == 404 and said in text_of(late) and LETTER["body"] in text_of(late)
    assert desk.comes_in(Role.PROVINCE).post(f"/desk/circulars/{code}/edit", LETTER).status_code == 404


def test_a_store_that_is_away_loses_nothing_of_the_letter(desk: DeskSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(key: str, body: bytes) -> None:
        raise OSError(5, "the store does not answer")

    browser = desk.comes_in(Role.DEPARTMENT)
    monkeypatch.setattr(desk.store, "put_bytes", away)
    answer = browser.post(NEW, LETTER | {"file": (io.BytesIO(JPEG), "a.jpg")})
    assert answer.status_code == 422 and NOT_KEPT in text_of(answer)
    assert LETTER["subject"] in answer.get_data(as_text=True)
    assert rows(desk, CircularVersion.file_name) == []


def test_a_file_that_was_sent_stays_while_the_rest_is_mended(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    answer = browser.post(NEW, LETTER | {"subject": "", "file": (io.BytesIO(JPEG), "a.jpg")})
    kept = re.search(r'name="kept" value="([^"]+)"', answer.get_data(as_text=True))
    assert kept and "แนบไว้แล้ว" in text_of(answer)
    code = drafted(browser, kept=kept[1])
    assert rows(desk, CircularVersion.file_name) == [("a.jpg",)]
    # One that we have not written is none.
    browser.post(f"/desk/circulars/{code}/edit", LETTER | {"kept": kept[1][:-2] + "xx"})
    assert rows(desk, CircularVersion.file_name) == [(None,)]
    browser.post(f"/desk/circulars/{code}/edit", LETTER | {"kept": kept[1]})
    [(key,)] = rows(desk, CircularVersion.file_key)
    assert desk.store.read(key) == JPEG
    browser.post(f"/desk/circulars/{code}/drop")
    assert rows(desk, func.count(CircularVersion.id)) == [(0,)]
    for act in ("drop", "publish", "edit"):
        assert "ร่างนี้ท่านลบไปก่อนแล้ว" in text_of(browser.post(f"/desk/circulars/{code}/{act}", LETTER))
    assert desk.comes_in(Role.PROVINCE).post(f"/desk/circulars/{code}/drop").status_code == 404
    # The next night but one, for another page may be about to send it again.
    assert (swept(desk, 0), swept(desk, 1)) == (0, 0)
    swept(desk, 2)
    with pytest.raises(FileNotFoundError):
        desk.store.read(key)


def test_who_writes_beside_somebody_else_overwrites_nothing_unseen(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    path = f"/desk/circulars/{drafted(browser)}/edit"

    def opened() -> dict[str, str]:
        return {"seen": re.findall(r'name="seen" value="([^"]+)"', browser.get(path))[0], "do": "keep"}

    mine, theirs = LETTER | opened() | {"body": "ของฉัน"}, LETTER | opened() | {"body": "ของอีกคน"}
    assert browser.post(path, theirs).status_code == browser.post(path, theirs).status_code == 200, "pressed twice"
    told = browser.post(path, mine)
    page = told.get_data(as_text=True)
    assert told.status_code == 409 and "มีการแก้ไขหนังสือนี้ไปก่อนแล้ว" in page and ">ของฉัน</textarea>" in page
    assert rows(desk, CircularVersion.body) == [("ของอีกคน",)]
    again = mine | {"seen": re.findall(r'name="seen" value="([^"]+)"', page)[0]}
    assert browser.post(path, again).status_code == 200 and rows(desk, CircularVersion.body) == [("ของฉัน",)]
    # One that has gone out meanwhile is no draft any more.
    late = LETTER | opened() | {"body": "ช้าไป"}
    published(browser, path.split("/")[3])
    assert browser.post(path, late).status_code == 409 and len(rows(desk, CircularVersion.body)) == 1


def swept(site: DeskSite, days: int) -> int:
    keys, later = site.store.keys(letter_file.FOLDER), site.now + timedelta(days=days)
    return sweeping.sweep(site.database, file_keys, keys, site.store.remove, later)


def test_a_file_that_waited_too_long_for_its_letter_is_asked_for_again(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.DEPARTMENT)
    sent = {"subject": "", "file": (io.BytesIO(JPEG), "a.jpg")}
    token = re.search(r'name="kept" value="([^"]+)"', browser.post(NEW, LETTER | sent).get_data(as_text=True))
    assert token
    first = drafted(browser, kept=token[1])
    desk.now += timedelta(days=5)
    browser = desk.comes_in(Role.DEPARTMENT)
    # One that a letter names lies safe, however old.
    assert swept(desk, 0) == 0
    second = drafted(browser, kept=token[1])
    for code in (first, second):
        browser.post(f"/desk/circulars/{code}/drop")
    late = browser.post(NEW, LETTER | {"kept": token[1]})
    assert late.status_code == 422
    assert "กรุณาแนบไฟล์ใหม่อีกครั้ง" in text_of(late) and "แนบไว้แล้ว" not in text_of(late)
    assert rows(desk, func.count(CircularVersion.id)) == [(0,)]
    drafted(browser, file=(io.BytesIO(JPEG), "b.jpg"))
    assert rows(desk, CircularVersion.file_name) == [("b.jpg",)]


def test_places_are_found_and_ticked_and_a_draft_can_wait(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    page = text_of(
        browser.post(NEW, LETTER | {"do": "find", "scope": "some", "find_place": "แพรกษา", "subject": "เก็บไว้"})
    )
    assert "อบต.แพรกษา" in page and "ทต.แพรกษา" in page and "เก็บไว้" in page
    answer = browser.post(NEW, {"do": "keep", "scope": "some", "areas": ["06110110", "1102"]}, follow=False)
    code = answer.location.split("/")[3]
    form = browser.get(f"/desk/circulars/{code}/edit")
    assert re.search(r'value="06110110" checked', form) and re.search(r'value="1102" checked', form)
    look = browser.get(f"/desk/circulars/{code}/preview")
    assert "ยังเผยแพร่ไม่ได้" in look and "/publish" not in look
    elsewhere = browser.post(NEW, LETTER | {"scope": "some", "areas": "06120110"})
    assert elsewhere.status_code == 422 and "06120110 ในพื้นที่ที่ท่านกำกับดูแล" in text_of(elsewhere)


def test_a_draft_is_tried_in_one_s_own_chat_alone(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    desk.person(Role.OFFICER, "06110110")
    code = drafted(browser)
    assert "แชต LINE ของท่านแล้ว" in text_of(browser.post(f"/desk/circulars/{code}/try"))
    [(person, purpose, messages)] = rows(desk, Outbox.person_id, Outbox.purpose, Outbox.messages)
    assert (person, purpose, len(messages)) == (browser.person_id, "trial", 2)
    assert code not in str(messages) and "c=draft" in str(messages), "its buttons lead to no circular"
    assert desk.woken == [browser.person_id] and not rows(desk, CircularReceipt.id)


def test_trying_in_one_s_own_chat_says_what_it_costs_and_ends_after_a_few_an_hour(any_desk: DeskSite) -> None:
    desk = any_desk
    browser = desk.comes_in(Role.PROVINCE)
    code = drafted(browser)
    assert "ครั้งละ 1 ข้อความ ลองได้ชั่วโมงละ 5 ครั้ง" in words_of(browser.get(f"/desk/circulars/{code}/preview"))
    said, again = [], (desk.now + timedelta(hours=1)).astimezone(BANGKOK)
    for _ in range(7):
        said.append(text_of(browser.post(f"/desk/circulars/{code}/try")))
        desk.now += timedelta(minutes=1)
    assert ["แชต LINE ของท่านแล้ว" in one for one in said] == [True] * 5 + [False] * 2
    assert f"ลองใหม่ได้ตั้งแต่เวลา {again:%H:%M} น." in said[-1]
    assert rows(desk, func.count(Outbox.id)) == [(5,)]
    other = drafted(browser)
    assert "ลองใหม่ได้" in text_of(browser.post(f"/desk/circulars/{other}/try")), "of all letters together"
    desk.now += timedelta(minutes=54)
    assert "แชต LINE ของท่านแล้ว" in text_of(browser.post(f"/desk/circulars/{code}/try"))


def test_a_quota_that_is_spent_is_said_and_nothing_is_tried(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    desk.person(Role.OFFICER, "06110110")
    code = drafted(browser)
    with desk.database.writing() as session:
        line_quota.keep(session, 300, 300, desk.now)
    page = words_of(browser.get(f"/desk/circulars/{code}/preview"))
    assert "โควตาเดือนนี้หมดแล้ว" in page and "อาจไม่พอ" not in page and "ส่งให้ทุกคนทันที" not in page
    assert "ยังไม่ได้ส่ง เพราะโควตาข้อความ" in text_of(browser.post(f"/desk/circulars/{code}/try"))
    assert not rows(desk, Outbox.id)


def test_a_quota_that_does_not_reach_is_said_before_publishing(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    for _ in range(3):
        desk.person(Role.OFFICER, "06110110")
    code = drafted(browser)
    for left, is_short in ((2, True), (3, False)):
        with desk.database.writing() as session:
            line_quota.keep(session, 300, 300 - left, desk.now)
        page = words_of(browser.get(f"/desk/circulars/{code}/preview"))
        assert ("โควตาที่เหลืออาจไม่พอส่งครบในเดือนนี้" in page) == is_short
        assert ("ส่งให้ทุกคนทันที" in page) != is_short
    assert "เผยแพร่แล้ว" in published(browser, code)


def test_of_two_who_publish_at_once_the_second_is_told(any_desk: DeskSite) -> None:
    one, other = any_desk.comes_in(Role.PROVINCE), any_desk.comes_in(Role.PROVINCE)
    code = drafted(one)
    looked_at = confirmed(other.get(f"/desk/circulars/{code}/preview"))
    assert "เผยแพร่แล้ว" in published(one, code)
    assert "มีผู้ดำเนินการกับหนังสือฉบับนี้ไปก่อนแล้ว" in text_of(other.post(f"/desk/circulars/{code}/publish", looked_at))
    assert rows(any_desk, Circular.version) == [(1,)]
    assert "มีผู้ดำเนินการ" in text_of(other.post(f"/desk/circulars/{code}/drop"))


def test_what_was_not_looked_at_is_not_published(desk: DeskSite) -> None:
    browser, colleague = desk.comes_in(Role.PROVINCE), desk.comes_in(Role.PROVINCE)
    code = drafted(browser)
    looked_at = confirmed(browser.get(f"/desk/circulars/{code}/preview"))
    colleague.post(f"/desk/circulars/{code}/edit", LETTER | {"body": "ข้อความอื่น"})
    assert "กรุณาตรวจสอบอีกครั้ง" in text_of(browser.post(f"/desk/circulars/{code}/publish", looked_at))
    looked_at = confirmed(browser.get(f"/desk/circulars/{code}/preview"))
    desk.person(Role.OFFICER, "06110110")
    assert "กรุณาตรวจสอบอีกครั้ง" in text_of(browser.post(f"/desk/circulars/{code}/publish", looked_at))
    assert rows(desk, Circular.state) == [(CircularState.DRAFT,)]


def test_a_correction_shows_what_changed_and_a_withdrawn_letter_takes_none(desk: DeskSite) -> None:
    browser = desk.comes_in(Role.PROVINCE)
    code = drafted(browser)
    published(browser, code)
    assert "ยังไม่มีการเปลี่ยนแปลง" in text_of(browser.post(f"/desk/circulars/{code}/edit", LETTER))
    browser.post(f"/desk/circulars/{code}/edit", LETTER | {"body": "ขอให้รายงานผลทุกสองเดือน", "ack_by": "20 ธ.ค. 2569"})
    assert "เผยแพร่ฉบับแก้ไขครั้งที่ 1 แล้ว" in published(browser, code)
    page = browser.get(f"/desk/circulars/{code}/versions")
    assert "<ins>สอง</ins>" in page.replace("\n", "") and "<del>15</del><ins>20</ins>" in page
    asked = browser.get(f"/desk/circulars/{code}/withdraw")
    assert "นำกลับมาใช้ไม่ได้" in asked and rows(desk, Circular.state) == [(CircularState.PUBLISHED,)]
    assert "ยกเลิกหนังสือแล้ว" in text_of(browser.post(f"/desk/circulars/{code}/withdraw"))
    assert "มีผู้ดำเนินการ" in text_of(browser.post(f"/desk/circulars/{code}/withdraw"))
    assert browser.post(f"/desk/circulars/{code}/edit", LETTER).status_code == 409


@pytest.mark.parametrize(("role", "unit"), [(Role.DEPARTMENT, "TH"), (Role.PROVINCE, "12"), (Role.DISTRICT, "1101")])
def test_a_province_s_letter_is_its_own_to_write(desk: DeskSite, role: Role, unit: str) -> None:
    mine, other = desk.comes_in(Role.PROVINCE, "11"), desk.comes_in(role, unit)
    code = drafted(mine)
    refused = 403 if role is Role.DISTRICT else 404
    other.get(f"/desk/circulars/{code}", 404)
    published(mine, code)
    other.get(f"/desk/circulars/{code}", 404 if unit == "12" else 200)
    for act in ("edit", "withdraw", "drop", "publish", "try"):
        assert other.post(f"/desk/circulars/{code}/{act}", LETTER).status_code == refused, act
    assert (code in other.get("/desk/circulars/")) == (unit != "12")
