"""Reminders without a message of their own: written once, overtaken by a counted one, said with a reply."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.line.client import Quota
from bot.messages import Text
from models.database import Database
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from models.reminding.reminder import WAITS_FOR_REPLY, Reminder
from models.reporting.conversation import About, Conversation
from models.reporting.report import ReportStatus
from scheduler.write import write_waiting
from services.reminding import carried
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import at
from tests.support.province import Province

OPENS = at(2026, 11, 1)
DUE_DAY = at(2026, 11, 5)


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), OPENS)


def waiting(scheduler: Scheduler, person: Person) -> list[str]:
    with scheduler.database.reading() as session:
        assert session.get_one(Person, person.id).awaits_reminder
        query = select(Reminder.kind).where(Reminder.person_id == person.id, WAITS_FOR_REPLY)
        return list(session.scalars(query.order_by(Reminder.id)))


def said(scheduler: Scheduler, person: Person, now, becomes: OutboxState = OutboxState.SENT) -> list[str]:
    """What goes before the answer to this person at this moment, and what becomes of that reply."""
    with scheduler.database.writing() as session:
        person = session.get_one(Person, person.id)
        if not person.awaits_reminder:
            return []
        *before, answer = carried.ahead_of(session, person, [Text("answer")], now)
        assert answer == Text("answer")
        known = {"retry_key": f"{person.id} {now}", "must_arrive": False, "next_try_at": now, "created_at": now}
        reply = Outbox(person_id=person.id, purpose="reply", messages=[], state=becomes, **known)
        session.add(reply)
        session.flush()
        carried.given(session, person, reply, now)
        return [one.text for one in before]


def test_what_is_not_worth_a_message_waits_once_however_many_passes_there_are(scheduler):
    district = scheduler.district()
    for minutes in (0, 1, 60):
        done = scheduler.tick(OPENS + timedelta(minutes=minutes))
        assert (done.planned, done.short, done.sent) == (0, 0, 0)
    assert scheduler.line.quota_asked == 0
    assert waiting(scheduler, district.officer) == ["open"]


def test_it_is_said_once_with_the_next_reply(scheduler):
    district = scheduler.district()
    scheduler.tick()
    (words,) = said(scheduler, district.officer, at(2026, 11, 2, 20))
    assert "รายงานเดือนตุลาคม 2569" in words and "อบต.บางแก้ว" in words and "วันพฤหัสบดีที่ 5 พฤศจิกายน" in words
    assert said(scheduler, district.officer, at(2026, 11, 2, 21)) == []
    with scheduler.database.reading() as session:
        row = session.scalars(select(Reminder)).one()
        assert (row.outbox_id, row.carried_at) == (None, at(2026, 11, 2, 20))
    assert scheduler.tick(at(2026, 11, 2, 22)).planned == 0


@pytest.mark.parametrize("lost", [OutboxState.DROPPED, OutboxState.FAILED])
def test_it_is_said_again_where_the_reply_never_arrived(scheduler, lost):
    district = scheduler.district()
    scheduler.tick()
    (words,) = said(scheduler, district.officer, at(2026, 11, 2, 20), becomes=lost)
    assert said(scheduler, district.officer, at(2026, 11, 2, 20, 1)) == [], "nobody has looked yet"
    scheduler.tick(at(2026, 11, 2, 20, 2))
    assert waiting(scheduler, district.officer) == ["open"]
    assert said(scheduler, district.officer, at(2026, 11, 2, 21)) == [words]
    scheduler.tick(at(2026, 11, 2, 22))
    assert said(scheduler, district.officer, at(2026, 11, 2, 23)) == [], "once"


def test_a_counted_reminder_of_the_same_month_takes_its_place(scheduler):
    district = scheduler.district()
    scheduler.tick()
    scheduler.tick(at(2026, 11, 3))
    assert waiting(scheduler, district.officer) == ["open", "due-2@2026-11-05"]
    assert scheduler.tick(DUE_DAY).planned == 1
    assert waiting(scheduler, district.officer) == []
    assert said(scheduler, district.officer, DUE_DAY) == []


def test_nothing_is_said_of_a_month_that_was_sent(scheduler):
    district = scheduler.district()
    scheduler.tick()
    with scheduler.database.writing() as session:
        district.session = session
        district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
    assert waiting(scheduler, district.officer) == ["open"]
    assert said(scheduler, district.officer, at(2026, 11, 2)) == []
    with scheduler.database.reading() as session:
        assert session.scalars(select(Reminder)).all() == []


def test_what_the_quota_does_not_take_waits_too_and_is_still_sent_where_more_is_bought(scheduler):
    district = scheduler.district()
    scheduler.line.quota_now = Quota(limit=300, used=300)
    for minutes in (0, 1):
        done = scheduler.tick(DUE_DAY + timedelta(minutes=minutes))
        assert (done.planned, done.short) == (0, 1)
    assert waiting(scheduler, district.officer) == ["due@2026-11-05"]
    scheduler.line.quota_now = Quota(limit=1000, used=300)
    assert scheduler.tick(DUE_DAY + timedelta(hours=2)).planned == 1
    assert waiting(scheduler, district.officer) == []


def test_what_was_said_with_a_reply_is_not_sent_as_well(scheduler):
    district = scheduler.district()
    scheduler.line.quota_now = Quota(limit=300, used=300)
    scheduler.tick(at(2026, 11, 8))
    (words,) = said(scheduler, district.officer, at(2026, 11, 8, 10))
    assert "เกินกำหนดแล้ว" in words and "30 พฤศจิกายน" in words
    scheduler.line.quota_now = Quota(limit=1000, used=300)
    assert scheduler.tick(at(2026, 11, 8, 11)).planned == 0


def test_a_month_of_which_nothing_was_said_in_time_keeps_its_place_before_the_digests(scheduler):
    """Of two messages left the officer has one now and one in three days."""
    with scheduler.database.writing() as session:
        place = Province(session)
        place.joins(place.near)
        boss = place.boss(place.second)
    scheduler.line.quota_now = Quota(limit=300, used=298)
    done = scheduler.tick(at(2026, 11, 6))
    assert (done.planned, done.told, done.short) == (1, 0, 1)
    assert waiting(scheduler, boss) == ["digest+1@2026-11-05"]
    scheduler.line.quota_now = Quota(limit=300, used=299)
    assert scheduler.tick(at(2026, 11, 6, 10)).told == 0
    (words,) = said(scheduler, boss, at(2026, 11, 6, 11))
    assert "อำเภอบางพลี" in words and "ตุลาคม 2569" in words and "ภาพรวม ต.ค. 69" in words
    scheduler.line.quota_now = Quota(limit=3000, used=299)
    assert scheduler.tick(at(2026, 11, 6, 12)).told == 0


def test_a_digest_that_waits_is_sent_where_more_is_bought(scheduler):
    with scheduler.database.writing() as session:
        place = Province(session)
        boss = place.boss(place.second)
    scheduler.line.quota_now = Quota(limit=300, used=300)
    assert scheduler.tick(at(2026, 11, 6)).told == 0
    scheduler.line.quota_now = Quota(limit=3000, used=300)
    assert scheduler.tick(at(2026, 11, 6, 12)).told == 1
    assert waiting(scheduler, boss) == []
    with scheduler.database.reading() as session:
        assert session.scalars(select(Outbox.state)).all() == [OutboxState.SENT]


def test_who_is_in_the_middle_of_a_report_is_reminded_after_three_quarters_of_an_hour(scheduler):
    district = scheduler.district()
    with scheduler.change(district) as session:
        report = district.reports(district.near, "2026-10", ReportStatus.DRAFT)
        session.add(
            Conversation(
                person_id=district.officer.id, about=About.REPORT, report_id=report.id, state={}, updated_at=DUE_DAY
            )
        )
        district.officer.last_event_at = DUE_DAY
    rang = scheduler.days(DUE_DAY, at(2026, 11, 5, 16), every=timedelta(minutes=15))
    assert rang == [DUE_DAY + timedelta(minutes=45)]


def test_whoever_only_chats_is_reminded_at_once(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.officer.last_event_at = DUE_DAY
    assert scheduler.tick(DUE_DAY + timedelta(minutes=1)).planned == 1


def test_two_schedulers_write_what_waits_once(scheduler):
    district = scheduler.district()
    row = {
        "person_id": district.officer.id,
        "programme_id": district.programme.id,
        "org_unit_id": district.near.id,
        "period": "2026-10",
        "kind": "open",
        "planned_at": OPENS,
    }
    write_waiting(scheduler.database, [row])
    write_waiting(scheduler.database, [row])
    assert waiting(scheduler, district.officer) == ["open"]
