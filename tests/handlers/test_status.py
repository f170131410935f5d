"""สถานะ and เตือนพรุ่งนี้, as the handlers answer them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from bot.buttons import press, pressed
from bot.line.render import render
from bot.messages import Card, Post, Text, Tone
from models.database import Database
from models.membership.membership import MembershipState, Role
from models.org_unit import OrgUnit
from models.reminding.snooze import Snooze
from models.reporting.report import ReportStatus
from tests.handlers.asking import ask
from tests.support.district import ADDRESS, District, at

NOW = at(2026, 11, 3)


@pytest.fixture
def district(sqlite_database: Database) -> Iterator[District]:
    with sqlite_database.writing() as session:
        yield District(session)


def says(district: District, words: str = "สถานะ", data: str = "", person=None, now: datetime = NOW):
    user_id = (person or district.officer).line_user_id
    return ask(district.session, user_id, now, words, data)


def show(district: District, now: datetime = NOW, data: str = "", person=None):
    return says(district, "สถานะ", data, person, now)


def rows(card: Card, heading: str) -> dict[str, str]:
    return {row.label: row.value for section in card.sections if section.heading == heading for row in section.rows}


def test_what_is_due_now_stands_first_with_its_date_in_words_and_a_button(district):
    district.joins(district.near)
    (card,) = show(district)
    assert card.title == "องค์การบริหารส่วนตำบลบางแก้ว" and card.subtitle == "อำเภอบางพลี จังหวัดสมุทรปราการ"
    assert card.text.startswith("รายงานเดือนตุลาคม 2569 ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569")
    assert rows(card, "โคก หนอง นา") == {"เดือนตุลาคม 2569": "ยังไม่ส่ง\nครบกำหนด 5 พ.ย. 69"}
    (start,) = card.buttons
    assert start.label == "เริ่มรายงาน" and start.primary
    assert pressed(start.does.data) == {"do": "report.start", "p": "khok-nong-na", "u": "06110301", "m": "2026-10"}


def test_the_people_of_an_office_that_is_no_more_hear_so_and_where_to_go(district):
    district.joins(district.near)
    district.near.open_to = date(2026, 10, 15)
    (card,) = show(district)
    assert "ยุบเลิกแล้วตั้งแต่วันที่ 15 ตุลาคม 2569" in card.text and "“เลือกหน่วยงาน”" in card.text
    (said,) = says(district, "รายงาน")
    assert "องค์การบริหารส่วนตำบลบางแก้ว" in said.text and "ยุบเลิกแล้วตั้งแต่วันที่ 15 ตุลาคม 2569" in said.text
    # The month before is still to be sent.
    district.near.open_to = date(2026, 11, 1)
    (card,) = show(district)
    assert card.text.startswith("รายงานเดือนตุลาคม 2569 ครบกำหนด") and "1 พฤศจิกายน 2569" in card.text
    assert "ข้อ 1" in says(district, "รายงาน")[-1].text


def test_the_last_six_months_each_say_what_became_of_them(district):
    district.joins(district.near)
    district.programme.active_from = "2026-05"
    district.reports(district.near, "2026-09", ReportStatus.SUBMITTED, on_time=True)
    district.reports(district.near, "2026-08", ReportStatus.APPROVED, on_time=False)
    district.reports(district.near, "2026-07", ReportStatus.NOTHING, on_time=True)
    district.reports(district.near, "2026-06", ReportStatus.DRAFT)
    (card,) = show(district)
    assert rows(card, "เดือนที่ผ่านมา") == {
        "กันยายน 2569": "ส่งทันกำหนด",
        "สิงหาคม 2569": "ส่งเกินกำหนด",
        "กรกฎาคม 2569": "ไม่มีการดำเนินงาน",
        "มิถุนายน 2569": "ไม่ได้ส่ง",
        "พฤษภาคม 2569": "ไม่ได้ส่ง",
    }  # April was not asked for yet


@pytest.mark.parametrize(
    ("now", "state", "on_time", "said", "tone"),
    [
        (at(2026, 11, 5, 23), None, None, "ยังไม่ส่ง\nครบกำหนด 5 พ.ย. 69", Tone.PLAIN),
        (at(2026, 11, 6), None, None, "ยังไม่ส่ง เกินกำหนด\nครบกำหนด 5 พ.ย. 69", Tone.BAD),
        (at(2026, 11, 3), ReportStatus.DRAFT, None, "กรอกค้างไว้\nครบกำหนด 5 พ.ย. 69", Tone.PLAIN),
        (at(2026, 11, 3), ReportStatus.RETURNED, True, "รอแก้ไข\nครบกำหนด 5 พ.ย. 69", Tone.WARN),
        (at(2026, 11, 9), ReportStatus.SUBMITTED, True, "ส่งแล้ว (ทันกำหนด)", Tone.GOOD),
        (at(2026, 11, 9), ReportStatus.SUBMITTED, False, "ส่งแล้ว (เกินกำหนด)", Tone.GOOD),
        (at(2026, 11, 9), ReportStatus.NOTHING, True, "ส่งแล้ว ไม่มีการดำเนินงาน (ทันกำหนด)", Tone.GOOD),
        (at(2026, 11, 9), ReportStatus.APPROVED, True, "รับรองแล้ว (ทันกำหนด)", Tone.GOOD),
    ],
)
def test_each_state_of_the_open_month(district, now, state, on_time, said, tone):
    district.joins(district.near)
    if state:
        district.reports(district.near, "2026-10", state, on_time=on_time)
    (card,) = show(district, now)
    assert rows(card, "โคก หนอง นา") == {"เดือนตุลาคม 2569": said}
    assert card.tone == tone


def test_what_is_begun_goes_on_what_is_returned_is_corrected_what_is_sent_is_looked_at(district):
    district.joins(district.near)
    report = district.reports(district.near, "2026-10", ReportStatus.DRAFT)
    assert [button.label for button in show(district)[0].buttons] == ["ทำรายงานต่อ"]
    report.status = ReportStatus.RETURNED
    (card,) = show(district, at(2026, 11, 20))
    assert [button.label for button in card.buttons] == ["แก้ไขรายงาน"]
    assert "รอการแก้ไขของท่าน ส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in card.text
    report.status = ReportStatus.SUBMITTED
    (see,) = show(district)[0].buttons
    assert pressed(see.does.data) == {"do": "report.see", "r": str(report.id)}


def test_a_month_kept_open_by_an_extension_stands_beside_the_new_one(district):
    district.joins(district.near)
    district.extends(district.near, "2026-10", date(2026, 12, 4))
    (card,) = show(district, at(2026, 12, 2))
    assert list(rows(card, "โคก หนอง นา")) == ["เดือนตุลาคม 2569", "เดือนพฤศจิกายน 2569"]
    assert "ตุลาคม 2569" not in rows(card, "เดือนที่ผ่านมา")
    assert [button.label for button in card.buttons] == ["เริ่มรายงาน ตุลาคม 2569", "เริ่มรายงาน พฤศจิกายน 2569"]


def test_several_offices_are_several_cards_the_waiting_first(district):
    district.joins(district.near)
    district.joins(district.far)
    district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
    assert [card.title for card in show(district)] == ["องค์การบริหารส่วนตำบลบางโฉลง", "องค์การบริหารส่วนตำบลบางแก้ว"]


def test_many_offices_come_in_pages_that_every_button_turns(district):
    for number in range(10):
        district.joins(district.office(f"061105{number:02d}", name=f"ที่ {number}"))
    seen, data = [], ""
    for _ in range(4):
        cards = show(district, data=data)
        assert len(render(cards, ADDRESS)) <= 3
        seen += [card.title for card in cards]
        data = next((b.does.data for b in cards[-1].buttons if isinstance(b.does, Post) and "page" in b.does.data), "")
    assert len(seen) == len(set(seen)) == 10 and data == ""
    assert show(district, data=press("status", page=99)) == show(district)
    assert show(district, data=press("status", page="x")) == show(district)


def test_an_office_that_nothing_is_asked_of_is_told_so(district):
    district.joins(district.office("05110399", "tambon_town", name="บางพลี"))
    (card,) = show(district)
    assert card.title == "เทศบาลตำบลบางพลี" and card.text == "ขณะนี้ไม่มีรายงานที่ต้องส่งค่ะ"
    assert card.sections == card.buttons == ()


def test_nobodys_officer_is_told_how_to_join_and_one_who_waits_that_it_is_on_its_way(district):
    (stranger,) = show(district)
    assert isinstance(stranger, Text) and "เลือกหน่วยงาน" in stranger.text
    district.joins(district.near, state=MembershipState.PENDING)
    (waiting,) = show(district)
    assert "รอการอนุมัติ" in waiting.text


def test_a_supervisor_hears_how_many_of_the_offices_have_sent(district):
    boss = district.person("Uboss")
    district.joins(district.above, boss, role=Role.DISTRICT)
    district.office("06110303", open_to=date(2026, 10, 1))
    district.office("05110399", "tambon_town")
    elsewhere = OrgUnit(code="06120101", kind="sao", name="ไกล", path="TH.12.1201.06120101")
    district.session.add(elsewhere)
    district.reports(district.near, "2026-10", ReportStatus.NOTHING, on_time=True)
    (said,) = show(district, person=boss)
    assert said.text == (
        "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอบางพลี\n"
        "โคก หนอง นา เดือนตุลาคม 2569: ส่งแล้ว 1 จาก 2 หน่วยงาน (ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569)"
    )


def test_who_reports_and_supervises_gets_both(district):
    district.joins(district.near)
    district.joins(district.above, role=Role.DISTRICT)
    assert [type(message) for message in show(district)] == [Card, Text]


def test_tomorrow_is_promised_with_its_date_and_the_due_day(district):
    district.joins(district.near)
    (said,) = says(district, "เตือนพรุ่งนี้", now=at(2026, 11, 5, 9))
    assert said.text.startswith("ได้ค่ะ น้องรายงานจะเตือนอีกครั้งวันศุกร์ที่ 6 พฤศจิกายน 2569 เวลา 08:30 น.")
    assert "บันทึกว่าส่งเกินกำหนด" in said.text
    assert district.session.get(Snooze, district.officer.id).on == date(2026, 11, 6)
    (earlier,) = says(district, data=press("remind.tomorrow"), now=at(2026, 11, 3))
    assert "เกินกำหนด" not in earlier.text


def test_tomorrow_is_refused_kindly_where_it_makes_no_sense(district):
    (nobody,) = says(district, "เตือนพรุ่งนี้", now=NOW)
    assert "เลือกหน่วยงาน" in nobody.text
    district.joins(district.near)
    (last_day,) = says(district, "เตือนพรุ่งนี้", now=at(2026, 11, 30))
    assert "ส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569 เท่านั้น" in last_day.text
    district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
    (sent,) = says(district, "เตือนพรุ่งนี้", now=NOW)
    assert "ส่งรายงานครบแล้ว" in sent.text
    assert district.session.get(Snooze, district.officer.id) is None
