"""Being reminded: put off, blocked and back, two offices in one message, stopped by a colleague's report."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.membership.membership import Membership, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.extension import Extension
from tests.journeys.conftest import Province

NOTHING = """
> [ไม่มีการดำเนินงาน]
> [อยู่ระหว่างเตรียมการ]
> [ส่งรายงาน]
< รับรายงานแล้ว
"""


def at(province: Province, moment: str) -> None:
    province.line.clock(f"2026-11-{moment}:00+07:00")
    province.product.tick()


def reminders(province: Province, user_id: str) -> list[str]:
    """The first line of every reminder in this person's chat."""
    cards = [entry["message"] for entry in province.line.bot_entries(user_id) if entry["message"]["type"] == "flex"]
    return [
        card["altText"].splitlines()[0]
        for card in cards
        if "remind.tomorrow" in str(card) or "report.nothing" in str(card)
    ]


def joins_too(province: Province, user_id: str, code: str) -> None:
    with province.product.database.writing() as session:
        person = session.scalars(select(Person).where(Person.line_user_id == user_id)).one()
        unit = session.scalars(select(OrgUnit).where(OrgUnit.code == code)).unique().one()
        now = province.product.now()
        session.add(
            Membership(
                person_id=person.id, org_unit_id=unit.id, role=Role.OFFICER, state="active", asked_at=now, from_at=now
            )
        )


def other_office(province: Province) -> str:
    with province.product.database.reading() as session:
        codes = session.scalars(select(OrgUnit.code).where(OrgUnit.kind.in_(("sao", "tambon_town")))).all()
    return sorted(set(codes) - {"06260190"})[0]


def test_the_whole_ladder_of_an_officer_who_does_nothing(province: Province) -> None:
    for day in range(3, 13):
        for time in ("07:00", "09:00", "12:00", "20:00"):
            at(province, f"{day:02d}T{time}")
    assert reminders(province, province.officer) == [
        "ครบกำหนดส่งรายงาน",
        "เกินกำหนดส่งรายงาน",
        "เกินกำหนดส่งรายงาน",
    ]
    assert reminders(province, province.district) == reminders(province, province.province) == []
    province.nothing_refused()


def test_put_off_until_tomorrow_by_a_tap_and_by_typing(province: Province) -> None:
    at(province, "05T09:00")
    province.play(province.officer, "> [เตือนพรุ่งนี้]\n< ได้ค่ะ น้องรายงานจะเตือนอีกครั้งวันศุกร์ที่ 6 พฤศจิกายน 2569 เวลา 08:30 น.")
    at(province, "05T16:00")
    assert len(reminders(province, province.officer)) == 1
    at(province, "06T08:30")
    at(province, "06T12:00")
    assert len(reminders(province, province.officer)) == 2
    province.play(province.officer, "> เตือนพรุ่งนี้\n< วันเสาร์ที่ 7 พฤศจิกายน 2569")
    at(province, "07T08:30")
    assert len(reminders(province, province.officer)) == 3
    # Inside a report the wish is granted and the question stands again.
    province.play(province.officer, "> รายงาน\n> เตือนพรุ่งนี้\n< วันอาทิตย์ที่ 8 พฤศจิกายน 2569\n< มีการดำเนินงาน")
    province.nothing_refused()


def test_a_colleagues_report_stops_the_reminders_of_the_whole_office(province: Province) -> None:
    province.joins(province.newcomer)
    at(province, "05T09:00")
    assert len(reminders(province, province.newcomer)) == len(reminders(province, province.officer)) == 1
    province.play(province.officer, NOTHING)
    for day in ("06", "08", "09"):
        at(province, f"{day}T09:00")
    assert len(reminders(province, province.newcomer)) == len(reminders(province, province.officer)) == 1


def test_two_offices_are_one_message_and_the_one_that_was_sent_is_left_out_of_the_next(province: Province) -> None:
    joins_too(province, province.officer, other_office(province))
    at(province, "05T09:00")
    assert len(reminders(province, province.officer)) == 1
    card = province.line.bot_entries(province.officer)[-1]["message"]
    assert "2 หน่วยงาน" in str(card["contents"])
    province.play(province.officer, "> [ไม่มีการดำเนินงาน]\n< เลือกรายงานที่ไม่มีการดำเนินงาน")
    province.play(province.officer, "> ไม่มีการดำเนินงาน 1\n> [อยู่ระหว่างเตรียมการ]\n> [ส่งรายงาน]\n< รับรายงานแล้ว")
    at(province, "06T09:00")
    last = province.line.bot_entries(province.officer)[-1]["message"]
    assert "เกินกำหนดส่งรายงาน" in last["altText"] and "หน่วยงาน" not in last["altText"]
    province.nothing_refused()


def test_who_blocks_the_bot_is_left_alone_and_comes_back_to_the_next_rung(province: Province) -> None:
    line, officer = province.line, province.officer
    line.act(officer, "unfollow")
    at(province, "05T09:00")
    assert reminders(province, officer) == []
    line.act(officer, "follow", isUnblocked=True)
    at(province, "06T09:00")
    assert reminders(province, officer) == ["เกินกำหนดส่งรายงาน"]


def test_an_extension_is_followed_by_reminder_and_status(province: Province) -> None:
    with province.product.database.writing() as session:
        unit = session.scalars(select(OrgUnit).where(OrgUnit.code == "06260190")).unique().one()
        programme = session.scalars(select(Programme)).one()
        session.add(
            Extension(
                programme_id=programme.id,
                org_unit_id=unit.id,
                period="2026-10",
                due_on=date(2026, 11, 20),
                reason="flood",
                granted_at=province.product.now(),
            )
        )
    for day in ("05", "06", "08", "18", "20"):
        at(province, f"{day}T09:00")
    (only,) = [
        entry["message"]["altText"]
        for entry in province.line.bot_entries(province.officer)
        if "remind.tomorrow" in str(entry["message"])
    ]
    assert "รายงานเดือนตุลาคม 2569 ครบกำหนดวันศุกร์ที่ 20 พฤศจิกายน 2569" in only
    province.play(province.officer, "> สถานะ\n< ครบกำหนดวันศุกร์ที่ 20 พฤศจิกายน 2569")
    province.nothing_refused()


def test_a_supervisor_sees_the_count_grow(province: Province) -> None:
    province.play(province.district, "> สถานะ\n< ส่งแล้ว 0 จาก")
    at(province, "05T09:00")
    province.play(province.officer, NOTHING)
    province.play(province.district, "> สถานะ\n< ส่งแล้ว 1 จาก")
