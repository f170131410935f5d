"""Who may is asked at every turn, of words and of old buttons alike; a report in progress is come back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.buttons import press
from bot.vocabulary.intents import Do
from handlers.dispatch import TABLE
from models.database import Database
from models.membership.membership import Membership, MembershipState
from models.photos.attachment import Attachment
from models.reporting.conversation import About, Conversation
from services.membership import leaving
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.phone import Phone

OLD, QUESTION = "ปุ่มนี้เป็นของรายการเก่า", "กี่ครั้ง"


@pytest.fixture
def chats(sqlite_database: Database) -> Chats:
    return kept(sqlite_database, Chats)


def removed(chats: Chats, phone: Phone) -> None:
    """Ends everything the person belongs to, as the operator would."""
    with chats.database.writing() as session:
        query = select(Membership.id).where(
            Membership.person_id == phone.person().id, Membership.state == MembershipState.ACTIVE
        )
        for number in session.scalars(query).all():
            leaving.end(session, number, chats.now, by=None)
    phone.hears()


def of_the_report(chats: Chats) -> tuple[dict[str, Any], bool]:
    with chats.database.reading() as session:
        conversation = session.scalars(select(Conversation).where(Conversation.about == About.REPORT)).one()
        return conversation.state, conversation.is_active


def test_every_intent_has_its_row() -> None:
    assert set(TABLE) == set(Do)


def lost(chats: Chats, phone: Phone) -> None:
    """The memberships are over and nothing was released: what is asked at every turn is all there is."""
    with chats.database.writing() as session:
        session.execute(
            update(Membership)
            .where(Membership.person_id == phone.person().id)
            .values(state=MembershipState.ENDED, to_at=chats.now)
        )


@pytest.mark.parametrize("ends", [removed, lost])
def test_whoever_reports_no_more_for_the_office_answers_its_report_no_more(
    chats: Chats, ends: Callable[[Chats, Phone], None]
) -> None:
    chats.near.types("รายงาน")
    button = chats.near.button("มีการดำเนินงาน")
    ends(chats, chats.near)
    before, was_active = of_the_report(chats)
    assert was_active is (ends is lost)
    assert OLD in chats.near.does(button)
    assert "ยังไม่เข้าใจ" in chats.near.types("1")
    assert "ไม่ได้รอรับ" in chats.near.photo()
    assert OLD in chats.near.does(button)
    assert of_the_report(chats) == (before, False)
    assert "ยังไม่ได้เข้าร่วมหน่วยงาน" in chats.near.types("รายงาน")
    with chats.database.reading() as session:
        assert session.scalars(select(Attachment)).all() == []


def test_the_report_waits_for_a_colleague(chats: Chats) -> None:
    colleague = chats.member("06110109")
    chats.near.types("รายงาน")
    chats.near.types("1")
    removed(chats, chats.near)
    chats.near.types("2")
    assert QUESTION in colleague.types("รับช่วงต่อ")
    assert "รายงาน" in colleague.types("พัก")


def test_an_officer_of_two_offices_keeps_the_other_one(chats: Chats) -> None:
    chats.near.types("รายงาน")
    removed(chats, chats.near)
    chats.near.types(f"เข้าร่วม {chats.invite('06110110')}")
    chats.near.types("ยืนยัน")
    assert "แพรกษา" in chats.near.types("รายงาน")
    assert QUESTION in chats.near.types("1")


def test_a_sent_report_that_is_open_for_amending_closes_with_the_membership(chats: Chats) -> None:
    chats.fills(chats.near)
    chats.near.types("แก้ไขรายงาน")
    revision = chats.report_of("06110109").revision
    removed(chats, chats.near)
    for said in ("แก้ 2", "9", "ส่ง"):
        chats.near.types(said)
    assert chats.report_of("06110109").revision == revision


@pytest.mark.parametrize("do", [do for do in Do if do.startswith(("review.", "chase."))])
def test_a_supervisor_who_is_none_any_more_presses_in_vain(chats: Chats, do: Do) -> None:
    removed(chats, chats.district)
    said = chats.district.does({"type": "postback", "data": press(do, u="1101", p="khok-nong-na", m="2026-10", r=1)})
    assert "ใช้ได้เฉพาะผู้มีหน้าที่" in said


@pytest.mark.parametrize(
    ("do", "sign"), [("menu", "เมนูน้องรายงาน"), ("status", "เดือนตุลาคม 2569"), ("knowledge", "คลังความรู้"), ("qr", "ขอ QR")]
)
def test_a_tile_pressed_in_a_report_is_done_and_the_question_stands_again(chats: Chats, do: str, sign: str) -> None:
    chats.near.types("รายงาน")
    chats.near.types("1")
    said = chats.near.does({"type": "postback", "data": press(do)})
    assert sign in said and QUESTION in said
    assert QUESTION not in chats.near.types("2")


def test_a_button_about_others_reports_says_that_one_s_own_rests(chats: Chats) -> None:
    chats.district.types(f"เข้าร่วม {chats.invite('06110301')}")
    chats.district.types("ยืนยัน")
    chats.district.types("รายงาน")
    chats.district.types("1")
    data = press("chase.nudge", u="1101", p="khok-nong-na", m="2026-10")
    said = chats.district.does({"type": "postback", "data": data})
    assert "รายงานที่กรอกค้างไว้ยังอยู่ครบ" in said and "เตือนให้ส่งรายงาน" in said
    assert QUESTION in chats.district.types("ทำต่อ")


@pytest.mark.parametrize("typed", ["อบต.แพรกษา", "องค์การบริหารส่วนตำบลแพรกษา ครับ", "อบต แพรกษา"])
def test_a_stranger_s_office_by_name_is_shown_to_be_joined(chats: Chats, typed: str) -> None:
    stranger = chats.phone()
    said = stranger.types(typed)
    assert "องค์การบริหารส่วนตำบลแพรกษา" in said and "ยืนยัน" in said
    assert "ส่งคำขอเข้าร่วมแล้ว" in stranger.types("ยืนยัน")


def test_a_name_that_several_offices_have_is_chosen_from(chats: Chats) -> None:
    stranger = chats.phone()
    assert "พบ 2 รายการ" in stranger.types("อบต.บางเมือง")
    assert "ยืนยัน" in stranger.types("2")
    said = chats.phone().types("อบต.ไม่มีที่ไหนในโลก")
    assert "ไม่พบชื่อ" in said and "เลือกจังหวัด" in said


def test_an_office_s_name_is_any_words_to_somebody_who_has_one(chats: Chats) -> None:
    assert "ยังไม่เข้าใจ" in chats.near.types("อบต.แพรกษา")


def test_send_outside_a_report_opens_it_or_says_what_to_do(chats: Chats) -> None:
    assert "มีการดำเนินงาน" in chats.near.types("ส่ง")
    chats.near.types("พัก")
    assert "ยังไม่ได้เข้าร่วมหน่วยงาน" in chats.phone().types("ส่งเลยครับ")


def test_a_workbook_is_asked_for_in_plain_words(chats: Chats) -> None:
    said = chats.district.types("ขอ excel ครับ")
    assert "โต๊ะงาน" in said and "ใช้ได้ครั้งเดียว" in said
    assert "/desk/in/" in chats.district.button("เปิดโต๊ะงาน")["uri"]
