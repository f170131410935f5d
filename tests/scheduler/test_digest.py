"""Digests over a real database: what supervisors are told on which morning, once, in one message."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.line.client import Quota
from models.database import Database
from models.membership.person import Person, PersonState
from models.messaging.line_quota import last
from models.messaging.outbox import Outbox
from models.reminding.reminder import Reminder
from models.reporting.report import ReportStatus
from scheduler import digest, digest_facts
from scheduler.digest import DigestItem
from scheduler.digest_rows import _Told
from scheduler.tick import tell
from services.progress import tallies
from tests.scheduler.dependencies import PretendLine, Scheduler, on_sqlite
from tests.support.district import at
from tests.support.province import Province

pytestmark = pytest.mark.slow

AFTER = at(2026, 11, 6)
MONTH = "2026-10"


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), AFTER)


@pytest.fixture
def place(scheduler: Scheduler) -> Province:
    """A supervisor at each level, and no officers: every message is a digest."""
    with scheduler.database.writing() as session:
        place = Province(session)
        place.bosses = [place.boss(unit) for unit in (place.second, place.province, place.department)]
    return place


def drawn(scheduler: Scheduler, person) -> str:
    """All words of what this person got last, buttons and rows in their order."""

    def words(node) -> list[str]:
        if isinstance(node, list):
            return [word for one in node for word in words(one)]
        if isinstance(node, dict):
            own = [node["text"]] if node.get("type") == "text" else [node["label"]] if node.get("label") else []
            return own + [word for key, one in node.items() if key != "altText" for word in words(one)]
        return []

    sent = [messages for to, messages in scheduler.line.delivered if to == person.line_user_id]
    return "\n".join(words(sent[-1]))


def told_on(scheduler: Scheduler, person, first=1, last_day=28) -> list[int]:
    rang = []
    for number in range(first, last_day + 1):
        before = len(scheduler.line.to(person))
        scheduler.tick(at(2026, 11, number))
        scheduler.tick(at(2026, 11, number, 15))
        if len(scheduler.line.to(person)) > before:
            rang.append(number)
    return rang


@on_sqlite
def test_each_level_is_told_on_two_mornings_and_no_more(scheduler, place):
    assert told_on(scheduler, place.bosses[0]) == [6, 9]
    for boss in place.bosses:
        assert len(scheduler.line.to(boss)) == 2
        assert all("ตุลาคม 2569" in words and "5 พฤศจิกายน 2569" in words for words in scheduler.line.to(boss))


def test_a_second_pass_and_a_second_scheduler_tell_nobody_twice(scheduler, place):
    assert scheduler.tick().told == 3
    assert scheduler.tick(AFTER + timedelta(minutes=1)).told == 0
    with scheduler.database.reading() as session:
        facts = digest_facts.load(session, AFTER)
        assert digest.plan(facts, AFTER) == []
        kinds = set(session.scalars(select(Reminder.kind)))
        assert kinds == {"digest+1@2026-11-05"}
        assert set(session.scalars(select(Outbox.purpose))) == {"digest"}


def test_the_district_is_told_its_offices(scheduler, place):
    with scheduler.change(place):
        place.somebody(place.near)
        place.reports(place.far, MONTH, ReportStatus.RETURNED, on_time=True)
    scheduler.tick()
    words = drawn(scheduler, place.bosses[0])
    assert "อำเภอบางพลี" in words and "ส่งแล้ว 0 จาก 2 หน่วยงาน" in words
    # Whenever it is read: the word alone is about the month that is asked for by then.
    assert "พิมพ์ “ใครยังไม่ส่ง ต.ค. 69”" in words
    assert "อบต.บางแก้ว" in words and "อบต.บางโฉลง" in words and "ส่งกลับแก้ไข" in words
    assert "ยังไม่มีผู้ลงทะเบียน 1 หน่วยงาน" in words and "พิมพ์ QR เชิญ" in words
    for label in ("เตือนทั้งหมด", "ขยายเวลา", "เปิดรายการ", "เปิดหน้าเว็บ"):
        assert label in words
    assert "เมืองสมุทรปราการ" not in words and "บางปู" not in words


def test_the_province_is_told_its_worst_areas(scheduler, place):
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.SUBMITTED, on_time=True)
        place.reports(place.pao, MONTH, ReportStatus.NOTHING, on_time=False)
    scheduler.tick()
    words = drawn(scheduler, place.bosses[1])
    assert "จังหวัดสมุทรปราการ" in words and "ส่งแล้ว 2 จาก 4 หน่วยงาน" in words
    assert words.index("อำเภอเมืองสมุทรปราการ") < words.index("อำเภอบางพลี")  # both wait for one; by code
    assert "ค้างส่ง 1 จาก 2" in words and "ค้างส่ง 1 จาก 1" in words
    assert "อบจ.สมุทรปราการ\nค้างส่ง" not in words
    assert "ส่งเกินกำหนด\n! 1 หน่วยงาน" in words and "ไม่มีการดำเนินงาน (ส่งแล้ว)\n1 หน่วยงาน" in words


def test_an_area_that_is_complete_is_told_so_once_and_without_a_nudge(scheduler, place):
    with scheduler.change(place):
        for unit in (place.near, place.far):
            place.reports(unit, MONTH, ReportStatus.APPROVED, on_time=True)
    assert told_on(scheduler, place.bosses[0], 5, 10) == [6]
    words = drawn(scheduler, place.bosses[0])
    assert "ทุกหน่วยงานส่งรายงานแล้ว" in words and "เตือนทั้งหมด" not in words


def test_all_areas_and_programmes_of_one_person_are_one_message(scheduler, place):
    with scheduler.change(place):
        person = place.bosses[0]
        place.joins(place.first, person, "district")
        place.asks("water", audience=("sao",), title="น้ำสะอาด")
        place.asks("to-come", audience=("sao",), title="เรื่องต่อไป", has_form=False)
    scheduler.tick()
    sent = [messages for to, messages in scheduler.line.delivered if to == person.line_user_id]
    assert len(sent) == 1 and len(sent[0]) == 3
    subtitles = [card["contents"]["header"]["contents"][1]["text"] for card in sent[0]]
    assert subtitles == ["อำเภอบางพลี\nโคก หนอง นา", "อำเภอเมืองสมุทรปราการ\nโคก หนอง นา", "อำเภอบางพลี\nน้ำสะอาด"]


def test_more_areas_than_line_takes_cards_are_counted_in_words(scheduler, place):
    with scheduler.change(place):
        person = place.bosses[0]
        place.above = place.province
        for number in range(4, 10):
            place.above = place.province
            place.above = place.office(f"110{number}", "district", name=f"ที่ {number}")
            place.office(f"06110{number}01")
            place.joins(place.above, person, "district")
    scheduler.tick()
    ((messages),) = [messages for to, messages in scheduler.line.delivered if to == person.line_user_id]
    assert len(messages) == 5
    assert "พื้นที่อื่นของท่าน" in messages[4]["text"] and "อำเภอที่ 9 ส่งแล้ว 0 จาก 1" in messages[4]["text"]


def test_an_officers_reminder_and_a_supervisors_digest_do_not_get_in_each_others_way(scheduler, place):
    with scheduler.change(place):
        person = place.bosses[0]
        place.joins(place.near, person)
    done = scheduler.tick()
    assert (done.planned, done.told) == (1, 3)
    assert len(scheduler.line.to(person)) == 2


def test_offices_with_an_extension_are_told_of_after_it(scheduler, place):
    with scheduler.change(place):
        place.extends(place.near, MONTH, date(2026, 11, 12))
        place.reports(place.far, MONTH, ReportStatus.SUBMITTED, on_time=True)
    assert told_on(scheduler, place.bosses[0], 5, 17) == [6, 13, 16]
    first = next(messages for to, messages in scheduler.line.delivered if to == place.bosses[0].line_user_id)
    assert "อยู่ในเวลาที่ขยายให้" in str(first)


@on_sqlite
def test_the_later_day_of_a_report_that_was_sent_back_is_no_news(scheduler, place):
    with scheduler.change(place):
        place.extends(place.near, MONTH, date(2026, 11, 12))
        place.reports(place.near, MONTH, ReportStatus.RETURNED, on_time=True)
        place.reports(place.far, MONTH, ReportStatus.SUBMITTED, on_time=True)
    assert told_on(scheduler, place.bosses[0], 5, 17) == [6, 9]


def test_the_blocked_the_gone_the_operator_and_the_pending_are_told_nothing(scheduler, place):
    with scheduler.change(place):
        place.somebody(place.second, "district", state=PersonState.BLOCKED)
        place.somebody(place.second, "district", state=PersonState.LEFT)
        place.joins(place.second, place.person("Uwaits"), "district", "pending")
        place.joins(place.second, place.person("Uended"), "district", "ended")
        place.somebody(place.department, "admin")
    assert scheduler.tick().told == 3


def test_where_the_quota_is_short_officers_come_first_and_then_the_widest_view(scheduler, place):
    with scheduler.change(place):
        place.somebody(place.near)
    # One of the three is kept for the officer's next reminder.
    scheduler.line.quota_now = Quota(limit=500, used=497)
    done = scheduler.tick()
    assert (done.planned, done.told, done.short) == (1, 1, 2)
    assert len(scheduler.line.to(place.bosses[2])) == 1
    assert "quota short by 2" in done.note() and "told 1" in done.note()
    scheduler.line.quota_now = Quota(limit=1000, used=500)
    assert scheduler.tick(AFTER + timedelta(hours=3)).told == 2


def test_what_line_said_of_the_quota_is_kept_for_those_who_look(scheduler, place):
    scheduler.line.quota_now = Quota(limit=300, used=7)
    asked = []
    for hour in (1, 7, 9, 10, 11, 16, 18, 23):
        before = scheduler.line.quota_asked
        scheduler.tick(at(2026, 11, 20, hour))
        asked += [hour] * (scheduler.line.quota_asked - before)
    assert asked == [9, 10, 11, 16]
    with scheduler.database.reading() as session:
        assert (last(session).most, last(session).used, last(session).asked_at) == (300, 7, at(2026, 11, 20, 16))


def test_the_figures_are_those_of_the_overview(scheduler, place):
    with scheduler.change(place) as session:
        place.reports(place.near, MONTH, ReportStatus.SUBMITTED, on_time=True)
        place.reports(place.far, MONTH, ReportStatus.RETURNED, on_time=False)
        place.reports(place.pao, MONTH, ReportStatus.NOTHING, on_time=False)
        place.reports(place.foreign, MONTH, ReportStatus.DRAFT)
        place.office("06110399", open_to=date(2026, 10, 1))
        place.somebody(place.near)
        session.flush()
        units = (place.second, place.first, place.province, place.neighbour, place.department)
        told = _Told(session, {unit.id for unit in units}, AFTER)
        for unit in units:
            area = told.area(DigestItem(place.programme.id, unit.id, MONTH, ()))
            tally = tallies.tally(session, place.programme, MONTH, unit, AFTER)
            assert (area.expected, area.sent, area.on_time, area.late) == (
                tally.expected,
                tally.sent,
                tally.on_time,
                tally.late,
            )
            assert (area.nothing, area.returned, area.missing, len(area.nobody)) == (
                tally.nothing,
                tally.returned,
                tally.missing,
                tally.unregistered,
            )
            assert len(area.waiting) == tally.missing + tally.returned


def test_a_digest_that_could_not_go_out_before_evening_goes_out_the_next_morning(scheduler, place):
    assert tell(scheduler.dependencies, at(2026, 11, 6, 16, 59)) == (3, 0)
    for hour in (17, 22):
        assert scheduler.tick(at(2026, 11, 6, hour)).sent == 0
    assert scheduler.tick(at(2026, 11, 7, 8, 30)).sent == 3
    assert len(scheduler.line.to(place.bosses[0])) == 1


def test_whoever_blocks_the_bot_and_comes_back_hears_it_the_same_day(scheduler, place):
    assert tell(scheduler.dependencies, AFTER) == (3, 0)
    with scheduler.change(place) as session:
        session.get(Person, place.bosses[0].id).state = PersonState.BLOCKED
    assert scheduler.tick(AFTER + timedelta(minutes=1)).taken_back == 1
    with scheduler.change(place) as session:
        session.get(Person, place.bosses[0].id).state = PersonState.ACTIVE
    assert scheduler.tick(AFTER + timedelta(hours=1)).told == 1
    assert len(scheduler.line.to(place.bosses[0])) == 1
