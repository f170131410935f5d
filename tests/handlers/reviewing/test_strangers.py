"""A foreign report or unit answers as if it did not exist; whoever supervises nobody is told so, or not heard."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from bot.buttons import press
from bot.events import Kind
from bot.vocabulary.intents import Do
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.reporting.report import ReportStatus
from models.reporting.report_event import ReportEvent
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.phone import Phone

OFFICE = "06110109"


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, _one_report)


def _one_report(database: Database) -> Chats:
    chats = Chats(database)
    chats.fills(chats.near)
    return chats


def presses(phone: Phone, do: str, **values: object) -> str:
    return phone.does({"type": "postback", "label": "x", "data": press(do, **values)})


ABOUT_A_REPORT = (
    "review.open",
    "review.approve",
    "review.back",
    "review.reason",
    "review.send",
    "review.unlock",
    "review.history",
)
ABOUT_A_UNIT = ("review.overview", "review.missing", "review.office", "review.queue", "review.approve_all")


@pytest.mark.parametrize("do", ABOUT_A_REPORT)
def test_a_foreign_report_answers_as_one_that_does_not_exist(chats: Chats, do: str) -> None:
    report = chats.report_of(OFFICE)
    said = {
        presses(chats.elsewhere, do, r=number, v=1, q=1, k="unclear", n=1)
        for number in (report.id, 999, 10**16, "x", -1)
    }
    assert len(said) == 1 and "ไม่พบข้อมูลนี้ในพื้นที่ที่ท่านกำกับดูแล" in said.pop()
    assert _untouched(chats)


@pytest.mark.parametrize("do", ABOUT_A_UNIT)
def test_a_foreign_unit_answers_as_one_that_does_not_exist(chats: Chats, do: str) -> None:
    said = {
        presses(chats.elsewhere, do, p="khok-nong-na", u=unit, m="2026-10", t=10**17)
        for unit in ("11", "1101", OFFICE, "99", "TH", "x", "1" * 40)
    }
    assert len(said) == 1 and "ไม่พบข้อมูลนี้" in said.pop()
    assert _untouched(chats)


@pytest.mark.parametrize("do", [*ABOUT_A_REPORT, *ABOUT_A_UNIT, "review.cancel"])
def test_nobody_but_supervisors(chats: Chats, do: str) -> None:
    report = chats.report_of(OFFICE)
    stranger = chats.phone()
    stranger.follows()
    for person in (chats.near, stranger):
        for number in (report.id, 999):
            said = presses(person, do, r=number, v=1, q=1, p="khok-nong-na", u=OFFICE, m="2026-10", t=10**17)
            assert "ใช้ได้เฉพาะผู้มีหน้าที่" in said
    assert _untouched(chats)


def test_a_level_below_cannot_look_above_or_beside(chats: Chats) -> None:
    for unit in ("11", "TH", "1102", "06110301"):
        said = presses(chats.district, "review.overview", p="khok-nong-na", u=unit, m="2026-10")
        assert "ไม่พบข้อมูลนี้" in said


@pytest.mark.parametrize("word", ["ภาพรวม", "ใครยังไม่ส่ง", "ตรวจรายงาน", "รับรองทั้งหมด"])
def test_plain_words_of_somebody_who_supervises_nobody(chats: Chats, word: str) -> None:
    assert "ใช้ได้เฉพาะผู้มีหน้าที่" in chats.phone().types(word)
    assert "ใช้ได้เฉพาะผู้มีหน้าที่" in chats.near.types(word)


@pytest.mark.parametrize("word", ["รับรอง", "เปิด 3", "ส่งกลับ 5", "ยกเลิกการรับรอง"])
def test_other_words_stay_what_they_were_for_everybody_else(chats: Chats, word: str) -> None:
    assert "ยังไม่เข้าใจ" in chats.near.types(word)


def test_the_history_of_another_offices_report(chats: Chats) -> None:
    report = chats.report_of(OFFICE)
    said = {presses(chats.far, "report.history", r=number) for number in (report.id, 999)}
    assert len(said) == 1 and "ยังไม่มีรายงานที่ส่งแล้ว" in said.pop()


def test_an_answer_in_a_report_stays_an_answer(chats: Chats) -> None:
    chats.far.types("รายงาน")
    assert "กี่ครั้ง" in chats.far.types("1")
    assert "กี่ครั้ง" in chats.far.types("ภาพรวม")  # not a number: asked again
    assert "ใช้ได้เฉพาะ" not in chats.far.types("ภาพรวม")


def test_whoever_lost_the_post_lost_the_open_report_too(chats: Chats) -> None:
    for words in ("ตรวจรายงาน", "เปิด 1", "ส่งกลับ 10", "2"):
        chats.district.types(words)
    with chats.database.writing() as session:
        person = chats.district.person().id
        for one in session.scalars(select(Membership).where(Membership.person_id == person)).unique():
            one.state = MembershipState.ENDED
    for words in ("ส่ง", "รับรองทั้งหมด", "ภาพรวม"):
        assert "ใช้ได้เฉพาะผู้มีหน้าที่" in chats.district.types(words)
    assert _untouched(chats)


def test_the_landing_of_another_offices_report(chats: Chats) -> None:
    for words in ("ตรวจรายงาน", "เปิด 1", "ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(words)
    report = chats.report_of(OFFICE)
    said = {presses(chats.far, "report.mend", r=number, n=1) for number in (report.id, 999, 10**16, "x")}
    assert len(said) == 1 and "ไม่ได้รอการแก้ไขของท่านแล้ว" in said.pop()


@pytest.mark.parametrize("period", ["2026-13", "x", "", "2030-01", "2020-01"])
def test_months_that_are_none(chats: Chats, period: str) -> None:
    said = presses(chats.district, "review.overview", p="khok-nong-na", u="1101", m=period)
    assert "ไม่พบข้อมูลนี้" in said or "ไม่มีการขอรายงาน" in said


def test_an_unknown_programme_and_strange_pages(chats: Chats) -> None:
    assert "ไม่พบข้อมูลนี้" in presses(chats.district, "review.queue", p="none", u="1101", m="2026-10")
    for page in ("0", "-1", "999999", "x", "²"):
        said = presses(chats.district, "review.overview", p="khok-nong-na", u="1101", m="2026-10", page=page)
        assert "ภาพรวมอำเภอเมืองสมุทรปราการ" in said


def test_every_button_of_the_table_is_tried_above() -> None:
    assert {do for do in Do if do.startswith("review.")} == {*ABOUT_A_REPORT, *ABOUT_A_UNIT, "review.cancel"}


def _untouched(chats: Chats) -> bool:
    with chats.database.reading() as session:
        events = session.scalar(select(func.count(ReportEvent.id)))
    return events == 1 and chats.report_of(OFFICE).status == ReportStatus.SUBMITTED


def test_whoever_only_supervises_is_never_sent_to_a_report(chats: Chats) -> None:
    """Nothing that they are offered is refused to them: they have no report to send."""
    phone = chats.district
    phone.hears()
    phone.seen.clear()
    for words in ("เมนู", "ช่วยเหลือ", "ข้อความอื่น", "หน่วยงานของฉัน"):
        phone.types(words)
    phone.follows()
    phone.sends(Kind.STICKER)
    phone.does({"type": "postback", "data": "do=answer&c=999&s=1"})
    said = json.dumps(phone.seen, ensure_ascii=False)
    assert "do=review.overview" in said and "“ภาพรวม”" in said
    for offer in ('"do=report"', '"text": "รายงาน"', "“รายงาน”", "แก้ไขรายงาน"):
        assert offer not in said, offer
    chats.joins(phone, OFFICE, Role.OFFICER)
    assert "ส่งรายงานของหน่วยงาน" in phone.types("เมนู") and "แก้ไขรายงาน" in phone.types("ช่วยเหลือ")
