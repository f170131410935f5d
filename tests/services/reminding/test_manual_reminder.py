"""A supervisor's manual reminder: whom it reaches, what it costs, and that nobody is rung twice on a day."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.ladder import manual_kind
from bot.line.client import Quota
from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import MembershipState, Role
from models.membership.person import PersonState
from models.messaging import line_quota
from models.messaging.outbox import Outbox, OutboxState
from models.programme import Programme
from models.reminding import snooze
from models.reminding.reminder import Reminder
from models.reporting.report import ReportStatus
from scheduler.tick import remind
from services.messaging.quota import Left
from services.reminding import manual_reminder, reminders
from services.reminding.preview import Eligibility
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import at
from tests.support.province import Province

# A day on which the clock itself has nothing to say.
NOW = at(2026, 11, 13)
MONTH = "2026-10"


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), NOW)


@pytest.fixture
def place(scheduler: Scheduler) -> Province:
    """Somebody at three of the four offices, nobody at the อบจ.; a supervisor of the district, one of the province."""
    with scheduler.database.writing() as session:
        place = Province(session)
        place.anna, place.boon = place.somebody(place.near, name="อันนา"), place.somebody(place.far, name="บุญ")
        place.chai = place.somebody(place.town)
        place.district_boss, place.province_boss = place.boss(place.second), place.boss(place.province)
    return place


def look(scheduler, place, unit=None, now=NOW, only=None, month=MONTH, programme=None):
    with scheduler.change(place) as session:
        return manual_reminder.preview(session, programme or place.programme, month, unit or place.province, now, only)


def send(scheduler, place, unit=None, by=None, now=NOW, only=None, month=MONTH):
    with scheduler.change(place) as session:
        return manual_reminder.send(
            session, place.programme, month, unit or place.province, by or place.province_boss, now, only
        )


def eligibilities(found) -> dict[str, Eligibility]:
    return {one.line.unit.code: one.eligibility for one in found.offices}


def pushes(scheduler) -> list[Outbox]:
    with scheduler.database.reading() as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def test_a_preview_says_who_would_be_reminded_and_changes_nothing(scheduler, place):
    found = look(scheduler, place)
    assert found.people == 3 and found.at == NOW
    assert eligibilities(found) == {
        place.pao.code: Eligibility.NOBODY,
        place.town.code: Eligibility.REMIND,
        place.near.code: Eligibility.REMIND,
        place.far.code: Eligibility.REMIND,
    }
    assert pushes(scheduler) == []


def test_each_person_gets_one_message_that_names_who_asks_the_month_and_the_day(scheduler, place):
    done = send(scheduler, place, place.second, place.district_boss)
    assert done.people == 2
    scheduler.tick(NOW)
    assert Counter(to for to, _ in scheduler.line.delivered) == {
        place.anna.line_user_id: 1,
        place.boon.line_user_id: 1,
    }
    (words,) = scheduler.line.to(place.anna)
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอบางพลี ขอติดตามรายงาน" in words
    assert "รายงานเดือนตุลาคม 2569 ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in words and "อบต.บางแก้ว" in words
    ((_, (card,)), *_) = scheduler.line.delivered
    assert "report.start" in str(card) and "เริ่มรายงาน" in str(card)


def test_all_offices_of_a_person_come_in_one_message(scheduler, place):
    with scheduler.change(place):
        place.joins(place.far, place.anna)
        place.joins(place.town, place.anna)
    assert send(scheduler, place).people == 3
    scheduler.tick(NOW)
    assert len(scheduler.line.to(place.anna)) == 1
    drawn = str(next(messages for to, messages in scheduler.line.delivered if to == place.anna.line_user_id))
    assert all(name in drawn for name in ("อบต.บางแก้ว", "อบต.บางโฉลง", "ทต.บางปู"))


def test_pressing_again_or_another_supervisor_reminds_nobody_on_that_day(scheduler, place):
    assert send(scheduler, place, place.second, place.district_boss).people == 2
    again = send(scheduler, place, place.second, place.district_boss, NOW + timedelta(minutes=1))
    assert again.people == 0 and set(eligibilities(again).values()) == {Eligibility.TODAY}
    above = send(scheduler, place, now=NOW + timedelta(hours=2))
    assert above.people == 1 and eligibilities(above)[place.town.code] is Eligibility.REMIND
    assert len(pushes(scheduler)) == 3
    tomorrow = send(scheduler, place, now=NOW + timedelta(days=1))
    assert tomorrow.people == 3


def test_whoever_was_reminded_by_the_clock_this_morning_is_not_nudged(scheduler, place):
    due_day = at(2026, 11, 5)
    assert remind(scheduler.dependencies, due_day) == (3, 0)
    assert set(eligibilities(look(scheduler, place, now=due_day)).values()) == {Eligibility.TODAY, Eligibility.NOBODY}
    assert send(scheduler, place, now=due_day).people == 0


def test_whoever_was_nudged_is_not_reminded_by_the_clock_that_day(scheduler, place):
    due_day = at(2026, 11, 5)
    assert send(scheduler, place, now=due_day).people == 3
    assert scheduler.tick(due_day + timedelta(minutes=5)).planned == 0
    # The rung of the day went with the manual reminder: the next day brings the next one, not this one late.
    scheduler.tick(at(2026, 11, 6))
    with scheduler.database.reading() as session:
        query = select(Reminder.kind).where(Reminder.person_id == place.anna.id).order_by(Reminder.id)
        assert session.scalars(query).all() == ["due@2026-11-05", manual_kind(due_day.date()), "due+1@2026-11-05"]


def test_a_nudge_carries_what_the_clock_would_have_said_about_other_reports(scheduler, place):
    now = NOW
    with scheduler.change(place):
        place.asks("water", audience=("sao",), title="น้ำสะอาด", due_day=13)
        place.joins(place.foreign, place.anna)
    assert send(scheduler, place, place.second, now=now).people == 2
    assert scheduler.tick(now + timedelta(minutes=1)).planned == 0
    drawn = str(next(messages for to, messages in scheduler.line.delivered if to == place.anna.line_user_id))
    # Due today for both of her offices; the other programme's month of the foreign office is no concern of a manual
    # reminder.
    assert drawn.count("น้ำสะอาด เดือน") >= 1 and "อบต.บางเขน" in drawn
    with scheduler.database.reading() as session:
        rows = session.execute(
            select(Reminder.programme_id, Reminder.org_unit_id, Reminder.kind).where(
                Reminder.person_id == place.anna.id
            )
        ).all()
    other = next(one for one, _, _ in rows if one != place.programme.id)
    assert {(*row,) for row in rows} == {
        (place.programme.id, place.near.id, "nudge@2026-11-13"),
        (other, place.near.id, "due@2026-11-13"),
        (other, place.foreign.id, "due@2026-11-13"),
    }


def test_after_hours_the_message_waits_for_the_next_morning_and_takes_that_days_place(scheduler, place):
    evening = at(2026, 11, 5, 17, 30)
    done = send(scheduler, place, now=evening)
    assert (done.people, done.at) == (3, at(2026, 11, 6, 8, 30))
    assert send(scheduler, place, now=evening + timedelta(hours=2)).people == 0
    for moment in (at(2026, 11, 5, 18), at(2026, 11, 6, 8, 29)):
        assert scheduler.tick(moment).sent == 0
    morning = scheduler.tick(at(2026, 11, 6, 8, 30))
    assert [to for to, _ in scheduler.line.delivered].count(place.anna.line_user_id) == 1
    assert morning.planned == 0 and scheduler.tick(at(2026, 11, 6, 12)).planned == 0


def test_before_hours_it_waits_for_the_morning(scheduler, place):
    assert send(scheduler, place, now=at(2026, 11, 10, 6)).at == at(2026, 11, 10, 8, 30)


def test_what_an_office_sends_in_the_night_is_taken_back_and_frees_the_day(scheduler, place):
    with scheduler.change(place):
        place.joins(place.far, place.anna)
    send(scheduler, place, place.near, now=at(2026, 11, 5, 20))
    with scheduler.change(place) as session:
        report = place.reports(place.near, MONTH, ReportStatus.SUBMITTED, on_time=True)
        assert reminders.stop(session, report, at(2026, 11, 5, 22)) == 1
    # The morning's own reminder about the other office is written all the same.
    done = scheduler.tick(at(2026, 11, 6, 8, 30))
    assert place.anna.line_user_id in [to for to, _ in scheduler.line.delivered] and done.failed == []
    drawn = str(next(messages for to, messages in scheduler.line.delivered if to == place.anna.line_user_id))
    assert "อบต.บางโฉลง" in drawn and "อบต.บางแก้ว" not in drawn


def test_nothing_goes_to_an_office_that_sent_after_the_preview(scheduler, place):
    assert look(scheduler, place).people == 3
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.NOTHING, on_time=False)
    done = send(scheduler, place)
    assert done.people == 2 and place.near.code not in eligibilities(done)


def test_a_report_that_was_sent_back_is_chased_too(scheduler, place):
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.RETURNED, on_time=True)
    assert eligibilities(send(scheduler, place))[place.near.code] is Eligibility.REMIND
    scheduler.tick(NOW)
    assert "รอการแก้ไข" in str(next(m for to, m in scheduler.line.delivered if to == place.anna.line_user_id))


def test_those_whom_nothing_reaches_are_named(scheduler, place):
    with scheduler.change(place):
        place.somebody(place.near, name="ปิดกั้น", state=PersonState.BLOCKED)
        place.somebody(place.pao, name="ลาออก", state=PersonState.LEFT)
    done = send(scheduler, place)
    assert (
        eligibilities(done)[place.pao.code] is Eligibility.UNREACHABLE
        and eligibilities(done)[place.near.code] is Eligibility.REMIND
    )
    assert {one.line.unit.code: one.unreached for one in done.unreached} == {
        place.near.code: ("ปิดกั้น",),
        place.pao.code: ("ลาออก",),
    }


def test_who_asked_to_be_reminded_later_is_left_in_peace_until_then(scheduler, place):
    with scheduler.change(place) as session:
        assert reminders.tomorrow(session, place.anna, NOW).on == date(2026, 11, 14)
    assert eligibilities(send(scheduler, place))[place.near.code] is Eligibility.WISHED
    # On that day the manual reminder is what they had asked for.
    assert send(scheduler, place, now=NOW + timedelta(days=1)).people == 3
    for hours in (25, 49, 73):
        assert scheduler.tick(NOW + timedelta(hours=hours)).planned == 0


def test_a_locked_month_cannot_be_chased_until_it_is_extended(scheduler, place):
    later = at(2026, 12, 2)
    assert set(eligibilities(look(scheduler, place, now=later)).values()) == {Eligibility.LOCKED}
    with scheduler.change(place):
        place.extends(place.near, MONTH, date(2026, 12, 4))
    found = send(scheduler, place, now=later)
    assert found.people == 1 and eligibilities(found)[place.near.code] is Eligibility.REMIND


def test_deputies_are_nudged_from_the_due_day_on_or_where_no_officer_can_be_reached(scheduler, place):
    with scheduler.change(place):
        deputy = place.somebody(place.near, Role.DEPUTY)
        alone = place.somebody(place.pao, Role.DEPUTY)
    early = send(scheduler, place, now=at(2026, 11, 4))
    assert early.people == 4 and eligibilities(early)[place.pao.code] is Eligibility.REMIND
    scheduler.tick(at(2026, 11, 4))
    assert scheduler.line.to(deputy) == [] and len(scheduler.line.to(alone)) == 1
    assert send(scheduler, place).people == 5


def test_only_the_offices_that_were_ticked(scheduler, place):
    done = send(scheduler, place, only={place.far.code, place.foreign.code})
    assert done.people == 1 and eligibilities(done) == {place.far.code: Eligibility.REMIND}


def test_an_area_ends_where_it_ends(scheduler, place):
    with scheduler.change(place):
        stranger = place.somebody(place.foreign)
    send(scheduler, place)
    scheduler.tick(NOW)
    assert scheduler.line.to(stranger) == []


@pytest.mark.parametrize("month", ["2026-11", "2025-12", "2027-01"])
def test_a_month_that_is_not_asked_for_has_nobody_to_chase(scheduler, place, month):
    assert send(scheduler, place, month=month).offices == ()


def test_the_quota_is_known_and_kept_to(scheduler, place):
    assert look(scheduler, place).left.is_known is False
    with scheduler.database.writing() as session:
        line_quota.keep(session, 300, 298, NOW)
    found = look(scheduler, place)
    assert (found.left.messages, found.people) == (2, 2)
    done = send(scheduler, place)
    assert done.people == 2 and Counter(eligibilities(done).values())[Eligibility.QUOTA] == 1
    assert look(scheduler, place).left.messages == 0, "what waits counts"
    scheduler.line.quota_now = Quota(300, 298)
    scheduler.tick(NOW + timedelta(minutes=1))
    assert look(scheduler, place, now=NOW + timedelta(minutes=2)).left.messages == 0, "and so does what was sent"


def test_what_line_said_grows_old_and_begins_anew_each_month(scheduler, place):
    with scheduler.database.writing() as session:
        line_quota.keep(session, None, 5, at(2026, 11, 30, 9))
    assert look(scheduler, place, now=at(2026, 11, 30, 20)).left == Left(True)
    assert look(scheduler, place, now=at(2026, 12, 1, 8)).left.is_known is False
    with scheduler.database.writing() as session:
        line_quota.keep(session, 300, 5, at(2026, 11, 20, 9))
    assert look(scheduler, place, now=at(2026, 11, 21, 9)).left.messages == 295
    assert look(scheduler, place, now=at(2026, 11, 21, 9, 1)).left.is_known is False


def test_it_is_written_down_who_reminded_whom(scheduler, place):
    send(scheduler, place, place.second, place.district_boss)
    send(scheduler, place, place.second, place.district_boss)
    with scheduler.database.reading() as session:
        (note,) = session.scalars(select(AuditLog)).all()
    assert (note.action, note.person_id, note.subject) == (
        "nudge",
        place.district_boss.id,
        f"org_unit:{place.second.id}",
    )
    assert note.detail == {"programme": "khok-nong-na", "period": MONTH, "offices": 2, "people": 2}


def test_those_who_left_their_office_or_wait_to_join_are_not_asked(scheduler, place):
    with scheduler.change(place):
        place.joins(place.pao, place.person("Uwaits"), state=MembershipState.PENDING)
        place.joins(place.pao, place.person("Uended"), state=MembershipState.ENDED)
    assert eligibilities(send(scheduler, place))[place.pao.code] is Eligibility.NOBODY


def test_two_supervisors_at_the_same_instant_ring_each_phone_once(scheduler, place):
    with scheduler.change(place):
        for number in range(20):
            place.somebody(place.office(f"061104{number:02d}"))
    start = threading.Barrier(4)
    results, failures = [], []

    def press(boss) -> None:
        try:
            with scheduler.database.writing() as session:
                start.wait(10) if scheduler.database.engine.dialect.name == "postgresql" else None
                unit = session.get(type(place.second), place.second.id)
                asked = session.get(Programme, place.programme.id)
                results.append(manual_reminder.send(session, asked, MONTH, unit, session.merge(boss), NOW).people)
        except Exception as error:
            failures.append(error)

    def clock() -> None:
        try:
            if scheduler.database.engine.dialect.name == "postgresql":
                start.wait(10)
            results.append(remind(scheduler.dependencies, NOW)[0])
        except Exception as error:
            failures.append(error)

    with scheduler.database.writing() as session:
        # A rung stands today, so that the scheduler wants them as well.
        session.get(Programme, place.programme.id).schedule = {"due_day": 13}
    threads = [
        threading.Thread(target=press, args=(boss,))
        for boss in (place.district_boss, place.province_boss, place.district_boss)
    ]
    threads.append(threading.Thread(target=clock))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    per_person = Counter(row.person_id for row in pushes(scheduler))
    assert set(per_person.values()) == {1}
    assert sum(results) == len(per_person) == 23  # the 22 of the district, and the clock's of the town


def test_a_nudge_waits_like_any_message_and_wakes_its_sender(scheduler, place):
    with scheduler.change(place) as session:
        manual_reminder.send(session, place.programme, MONTH, place.second, place.district_boss, NOW)
        assert {person_id for person_id, _ in session.info["queued"]} == {place.anna.id, place.boon.id}
    with scheduler.change(place) as session:
        session.info.pop("queued", None)
        manual_reminder.send(session, place.programme, MONTH, place.town, place.district_boss, at(2026, 11, 13, 20))
        assert "queued" not in session.info
    assert {row.state for row in pushes(scheduler)} == {OutboxState.PENDING}


def test_a_snooze_of_days_ago_that_was_never_met_is_met_by_it(scheduler, place):
    with scheduler.database.writing() as session:
        snooze.wish(session, place.anna.id, date(2026, 11, 12))
    send(scheduler, place)
    scheduler.tick(NOW)
    assert scheduler.tick(at(2026, 11, 14)).planned == 0
