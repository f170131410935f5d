"""Who may is asked at every turn, of words and of old buttons alike; a report in progress is come back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.buttons import press
from bot.vocabulary.intents import Do
from handlers.dispatch import TABLE
from models import org_unit
from models.database import Database
from models.membership import membership
from models.membership.membership import Membership, MembershipState, Role
from models.photos.attachment import Attachment
from models.reporting.conversation import About, Conversation
from services.access import desk
from services.membership import leaving
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.phone import Phone

Ends = Callable[[Chats, Phone], None]
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
def test_whoever_reports_no_more_for_the_office_answers_its_report_no_more(chats: Chats, ends: Ends) -> None:
    chats.near.types("รายงาน")
    button = chats.near.button("มีการดำเนินงาน")
    ends(chats, chats.near)
    before, was_active = of_the_report(chats)
    assert was_active is (ends is lost)
    assert OLD in chats.near.does(button)
    assert "ยังไม่เข้าใจ" in chats.near.types("1")
    assert "ยังไม่ต้องส่งข้อความแบบนี้" in chats.near.photo()
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


@pytest.mark.parametrize("ends", [removed, lost])
def test_a_sent_report_that_is_open_for_amending_closes_with_the_membership(chats: Chats, ends: Ends) -> None:
    chats.fills(chats.near)
    chats.near.types("แก้ไขรายงาน")
    revision = chats.report_of("06110109").revision
    ends(chats, chats.near)
    for said in ("แก้ 2", "9", "ส่ง"):
        chats.near.types(said)
    assert chats.report_of("06110109").revision == revision


@pytest.mark.parametrize("ends", [removed, lost])
def test_a_report_that_comes_back_after_the_removal_is_not_theirs_any_more(chats: Chats, ends: Ends) -> None:
    chats.fills(chats.near)
    amend = chats.near.button("แก้ไข")
    ends(chats, chats.near)
    chats.district.types("ตรวจรายงาน")
    for said in ("เปิด 1", "ส่งกลับ 10", "2", "ส่ง"):
        chats.district.types(said)
    assert chats.near.hears() == ""
    before = chats.report_of("06110109")
    assert before.status == "returned"
    with chats.database.reading() as session:
        number = session.scalars(select(Conversation.id).where(Conversation.report_id == before.id)).one()
    for data in (press("report.mend", r=before.id, n=1), press("report.see", r=before.id), f"do=answer&c={number}&s=1"):
        said = chats.near.does({"type": "postback", "data": data})
        assert said and "12,500" not in said
    chats.near.does(amend)
    for said in ("แก้ไขรายงาน", "1250", "ส่ง"):
        chats.near.types(said)
    after = chats.report_of("06110109")
    assert (after.status, after.revision, after.answers) == (before.status, before.revision, before.answers)


def test_colleagues_are_told_and_go_on_with_the_draft_at_once(chats: Chats) -> None:
    colleague = chats.member("06110109")
    chats.near.types("รายงาน")
    chats.near.types("1")
    assert "กำลังกรอกอยู่" in colleague.types("รายงาน")
    removed(chats, chats.near)
    told = colleague.hears()
    assert "ในระบบน้องรายงานแล้ว" in told and "ยังอยู่ครบ" in told
    assert QUESTION in colleague.types("รายงาน")
    assert chats.far.hears() == chats.district.hears() == ""


def test_one_of_two_duties_in_an_office_is_enough_to_go_on(chats: Chats) -> None:
    chats.near.types("รายงาน")
    with chats.database.writing() as session:
        (held,) = membership.active_of(session, chats.near.person())
        deputy = {"person_id": held.person_id, "org_unit_id": held.org_unit_id, "role": Role.DEPUTY}
        session.add(Membership(**deputy, state=MembershipState.ACTIVE, asked_at=chats.now, from_at=chats.now))
        session.flush()
        leaving.end(session, held.id, chats.now, by=None)
    assert QUESTION in chats.near.types("1")


@pytest.mark.parametrize("ends", [removed, lost])
def test_a_review_in_progress_ends_with_the_supervisor(chats: Chats, ends: Ends) -> None:
    chats.fills(chats.near)
    chats.district.types("ตรวจรายงาน")
    for said in ("เปิด 1", "ส่งกลับ 10", "2"):
        chats.district.types(said)
    button = chats.district.button("ส่งกลับ")
    ends(chats, chats.district)
    assert "เฉพาะผู้มีหน้าที่" in chats.district.does(button)
    for said in ("ส่ง", "2", "รับรอง"):
        chats.district.types(said)
    assert chats.report_of("06110109").status == "submitted"


@pytest.mark.parametrize("ends", [removed, lost])
def test_whoever_supervises_elsewhere_now_keeps_nothing_of_the_former_area(chats: Chats, ends: Ends) -> None:
    chats.fills(chats.near)
    chats.district.types("ตรวจรายงาน")
    for said in ("เปิด 1", "ส่งกลับ 10", "2"):
        chats.district.types(said)
    button = chats.district.button("ส่งกลับ")
    ends(chats, chats.district)
    with chats.database.writing() as session:
        unit = org_unit.by_code(session, "1102")
        assert unit is not None
        moved = Membership(person_id=chats.district.person().id, org_unit_id=unit.id, role=Role.DISTRICT)
        moved.state, moved.asked_at, moved.from_at = MembershipState.ACTIVE, chats.now, chats.now
        session.add(moved)
    said = chats.district.does(button)
    assert "ไม่พบ" in said and "บางเมืองใหม่" not in said
    assert "บางเมืองใหม่" not in chats.district.types("ส่ง")
    assert chats.report_of("06110109").status == "submitted"


@pytest.mark.parametrize("ends", [removed, lost])
def test_a_trial_ends_with_the_department(chats: Chats, ends: Ends) -> None:
    author = chats.member("TH", Role.DEPARTMENT)
    assert "[ทดลอง]" in author.does({"type": "postback", "data": press("trial.start", v=1)})
    button = author.button("มีการดำเนินงาน")
    ends(chats, author)
    assert OLD in author.does(button)
    assert "[ทดลอง]" not in author.types("1") + author.types("ลองกรอก")
    with chats.database.reading() as session:
        assert session.scalars(select(Conversation).where(Conversation.about == About.TRIAL)).all() == []


def test_visits_of_the_desk_and_links_to_it_end_for_good(chats: Chats) -> None:
    with chats.database.writing() as session:
        person = session.merge(chats.district.person())
        opened = desk.open_link(session, _token(desk.make_link(session, person, "/desk/", chats.now)), chats.now)
        assert opened is not None and desk.who(session, opened.cookie, chats.now) is not None
        unused = _token(desk.make_link(session, person, "/desk/", chats.now))
    removed(chats, chats.district)
    with chats.database.writing() as session:
        # Also if they supervise again: a PC that was left open stays shut.
        one = session.scalars(select(Membership).where(Membership.person_id == person.id)).unique().one()
        one.state = MembershipState.ACTIVE
        session.flush()
        assert desk.who(session, opened.cookie, chats.now) is None
        assert desk.open_link(session, unused, chats.now) is None


def _token(link: str) -> str:
    return link.rsplit("/", 1)[1]


@pytest.mark.parametrize("do", [do for do in Do if do.startswith(("review.", "chase."))])
def test_a_supervisor_who_is_none_any_more_presses_in_vain(chats: Chats, do: Do) -> None:
    removed(chats, chats.district)
    said = chats.district.does({"type": "postback", "data": press(do, u="1101", p="khok-nong-na", m="2026-10", r=1)})
    # Whoever gives no time (any more) may ask for some.
    assert ("ขอจากหน่วยงานที่กำกับดูแล" if do is Do.EXTEND else "ใช้ได้เฉพาะผู้มีหน้าที่") in said


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
    assert "หน้าเว็บผู้กำกับดูแล" in said and "ใช้ได้ครั้งเดียว" in said
    assert "/desk/in/" in chats.district.button("เปิดหน้าเว็บ")["uri"]
