"""A later due day: who gets it, the outcome of locked months, and that everybody hears it once."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person, PersonState
from models.messaging.outbox import Outbox
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.extension import Extension
from models.reporting.report import Report, ReportStatus
from scheduler.tick import remind
from services.access.jurisdiction import Level
from services.obligations import due_months
from services.reminding import extending
from services.reminding.extending import ExtendRefused
from services.reviewing import decisions, history
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import at
from tests.support.province import Province

NOW = at(2026, 11, 13)
MONTH = "2026-10"
DAY = date(2026, 11, 20)


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), NOW)


@pytest.fixture
def place(scheduler: Scheduler) -> Province:
    with scheduler.database.writing() as session:
        place = Province(session)
        place.anna, place.boon = place.somebody(place.near), place.somebody(place.far)
        place.district_boss, place.province_boss = place.boss(place.second), place.boss(place.province)
    return place


def grant(
    scheduler, place, unit=None, due_on=DAY, by=None, now=NOW, reason="น้ำท่วม", only=None, month=MONTH, level=None
):
    with scheduler.change(place) as session:
        unit, by = unit or place.second, by or place.district_boss
        return extending.grant(session, place.programme, month, unit, by, due_on, reason, now, only, level)


def codes(lines) -> set[str]:
    return {line.unit.code for line in lines}


def notices(scheduler) -> list[Outbox]:
    with scheduler.database.reading() as session:
        return list(session.scalars(select(Outbox).where(Outbox.purpose == "notice").order_by(Outbox.id)))


def test_one_office_gets_a_later_day_and_its_officer_hears_of_it(scheduler, place):
    done = grant(scheduler, place, place.near)
    assert codes(done.gets) == {place.near.code} and done.people == 1
    scheduler.tick(NOW)
    (words,) = scheduler.line.to(place.anna)
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอบางพลี" in words and "น้ำท่วม" in words
    assert "เดือนตุลาคม 2569 ถึงวันศุกร์ที่ 20 พฤศจิกายน 2569" in words
    with scheduler.change(place) as session:
        (obligation,) = due_months.open_obligations(session, place.anna, NOW)
        assert (obligation.due, obligation.is_extended, obligation.is_on_time(at(2026, 11, 20, 23))) == (
            DAY,
            True,
            True,
        )
        other = due_months.obligation_of(session, place.programme, place.far, MONTH, NOW)
        assert other.due == date(2026, 11, 5)
        (row,) = session.scalars(select(Extension)).all()
        assert (row.reason, row.granted_by, row.granted_at) == ("น้ำท่วม", place.district_boss.id, NOW)


def test_an_area_gives_it_to_those_who_have_still_to_send(scheduler, place):
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.APPROVED, on_time=True)
        place.reports(place.far, MONTH, ReportStatus.RETURNED, on_time=True)
        place.reports(place.town, MONTH, ReportStatus.DRAFT)
    done = grant(scheduler, place, place.province, by=place.province_boss)
    assert codes(done.gets) == {place.far.code, place.town.code, place.pao.code}
    assert (done.settled, done.people) == (1, 1)
    with scheduler.change(place) as session:
        assert due_months.obligation_of(session, place.programme, place.near, MONTH, NOW).state is ReportStatus.APPROVED
        assert due_months.obligation_of(session, place.programme, place.near, MONTH, NOW).is_extended is False


def approved(scheduler, place, level: Level) -> None:
    with scheduler.change(place) as session:
        report = place.reports(place.near, MONTH, ReportStatus.SUBMITTED, on_time=True)
        report.revision = 1
        session.flush()
        done = decisions.approve(session, [report], place.district_boss, level, revisions={report.id: 1}, now=NOW)
        assert done.done == (report.id,)


def test_one_office_s_approved_report_is_unlocked_by_more_time(scheduler, place):
    approved(scheduler, place, Level.DISTRICT)
    done = grant(scheduler, place, place.near, level=Level.DISTRICT)
    assert codes(done.gets) == {place.near.code} and done.people == 1
    scheduler.tick(NOW)
    (words,) = scheduler.line.to(place.anna)
    assert "ยกเลิกการรับรองแล้ว" in words and "น้ำท่วม" in words and "20 พฤศจิกายน 2569" in words
    with scheduler.change(place) as session:
        report = session.scalars(select(Report)).one()
        assert (report.status, report.approved_level) == (ReportStatus.SUBMITTED, None)
        assert [change.words for change in history.history(session, report) if change.action == "unlocked"] == ["น้ำท่วม"]
        obligation = due_months.obligation_of(session, place.programme, place.near, MONTH, NOW)
        assert (obligation.due, obligation.is_extended) == (DAY, True)
    with pytest.raises(ExtendRefused, match="nobody"):
        grant(scheduler, place, place.near, level=Level.DISTRICT)
    assert len(notices(scheduler)) == 1


def test_a_lower_level_does_not_unlock_by_more_time(scheduler, place):
    approved(scheduler, place, Level.DISTRICT)
    with scheduler.change(place) as session:
        report = session.scalars(select(Report)).one()
        decisions.approve(session, [report], place.province_boss, Level.PROVINCE, revisions={report.id: 1}, now=NOW)
        asked = (session, place.programme, MONTH, place.near, NOW)
        assert extending.waiting(*asked, level=Level.DISTRICT) == []
        assert len(extending.waiting(*asked, level=Level.PROVINCE)) == 1
    assert grant(scheduler, place, place.near, by=place.province_boss, level=Level.PROVINCE).people == 1


def test_more_time_for_an_area_unlocks_nothing(scheduler, place):
    approved(scheduler, place, Level.DISTRICT)
    assert codes(grant(scheduler, place, level=Level.DISTRICT).gets) == {place.far.code}


def test_a_person_with_several_offices_hears_it_once(scheduler, place):
    with scheduler.change(place):
        place.joins(place.far, place.anna)
        place.joins(place.far, place.anna, Role.DEPUTY)
    assert grant(scheduler, place).people == 2
    scheduler.tick(NOW)
    assert Counter(to for to, _ in scheduler.line.delivered) == {
        place.anna.line_user_id: 1,
        place.boon.line_user_id: 1,
    }
    drawn = str(next(messages for to, messages in scheduler.line.delivered if to == place.anna.line_user_id))
    assert "อบต.บางแก้ว" in drawn and "อบต.บางโฉลง" in drawn


def test_granting_again_changes_and_tells_nothing(scheduler, place):
    assert len(grant(scheduler, place).gets) == 2
    again = grant(scheduler, place, by=place.province_boss, now=NOW + timedelta(minutes=1))
    assert again.gets == () and codes(again.has) == {place.near.code, place.far.code} and again.people == 0
    assert len(notices(scheduler)) == 2
    with scheduler.database.reading() as session:
        assert len(session.scalars(select(AuditLog)).all()) == 1


def test_it_is_never_brought_forward_and_can_be_moved_on(scheduler, place):
    grant(scheduler, place, place.near)
    earlier = grant(scheduler, place, due_on=DAY - timedelta(days=2))
    assert codes(earlier.gets) == {place.far.code} and codes(earlier.has) == {place.near.code}
    later = grant(scheduler, place, place.near, due_on=DAY + timedelta(days=2))
    assert codes(later.gets) == {place.near.code}
    with scheduler.database.reading() as session:
        rows = dict(session.execute(select(Extension.org_unit_id, Extension.due_on)).all())
    assert rows == {place.near.id: DAY + timedelta(days=2), place.far.id: DAY - timedelta(days=2)}


def test_before_the_due_day_it_must_be_later_than_that(scheduler, place):
    now = at(2026, 11, 2)
    assert grant(scheduler, place, due_on=date(2026, 11, 5), now=now).gets == ()
    assert len(grant(scheduler, place, due_on=date(2026, 11, 6), now=now).gets) == 2


@pytest.mark.parametrize(
    ("days", "reason"),
    [(-1, "past"), (61, "too_far")],
)
def test_a_day_that_makes_no_sense_is_refused(scheduler, place, days, reason):
    with pytest.raises(ExtendRefused) as refused:
        grant(scheduler, place, due_on=NOW.date() + timedelta(days=days))
    assert refused.value.reason == reason
    assert grant(scheduler, place, due_on=NOW.date()).gets, "today is the earliest"
    assert grant(scheduler, place, due_on=NOW.date() + timedelta(days=60)).gets, "the latest"


@pytest.mark.parametrize("reason", ["", "  ", "\n\t\0"])
def test_without_a_reason_nothing_is_given(scheduler, place, reason):
    with pytest.raises(ExtendRefused) as refused:
        grant(scheduler, place, reason=reason)
    assert refused.value.reason == "no_reason" and notices(scheduler) == []


def test_a_reason_is_kept_as_one_line_of_words(scheduler, place):
    grant(scheduler, place, reason=" น้ำ\nท่วม\x00 " + "ก" * 500)
    with scheduler.database.reading() as session:
        kept = session.scalars(select(Extension.reason)).first()
    assert kept.startswith("น้ำ ท่วม ก") and len(kept) == extending.LONGEST_REASON


@pytest.mark.parametrize("month", ["2026-11", "2025-12"])
def test_a_month_that_is_not_asked_for_cannot_be_extended(scheduler, place, month):
    with pytest.raises(ExtendRefused) as refused:
        grant(scheduler, place, month=month)
    assert refused.value.reason == "nobody"


def test_where_all_have_sent_there_is_nobody_to_give_it_to(scheduler, place):
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.NOTHING, on_time=True)
    with pytest.raises(ExtendRefused):
        grant(scheduler, place, place.near)


def test_a_locked_month_opens_again_and_locks_after_the_new_day(scheduler, place):
    later = at(2026, 12, 10)
    with scheduler.change(place) as session:
        assert not due_months.obligation_of(session, place.programme, place.near, MONTH, later).is_open
    grant(scheduler, place, place.near, due_on=date(2026, 12, 12), now=later)
    with scheduler.change(place) as session:
        obligation = due_months.obligation_of(session, place.programme, place.near, MONTH, later)
        assert obligation.is_open and obligation.is_on_time(later) and obligation.locks == date(2026, 12, 12)
        assert not due_months.obligation_of(session, place.programme, place.near, MONTH, at(2026, 12, 13)).is_open
        assert not due_months.obligation_of(session, place.programme, place.far, MONTH, later).is_open
        # The oldest due comes first in what the officer is offered.
        assert [one.period for one in due_months.open_obligations(session, place.anna, later)] == ["2026-11", MONTH]


def test_a_reminder_that_waits_with_the_old_day_is_taken_back(scheduler, place):
    due_day = at(2026, 11, 5, 9)
    assert remind(scheduler.dependencies, due_day)[0] == 2
    grant(scheduler, place, place.near, due_on=date(2026, 11, 12), now=due_day)
    scheduler.tick(due_day + timedelta(minutes=1))
    assert all("5 พฤศจิกายน" not in words for words in scheduler.line.to(place.anna))
    assert any("5 พฤศจิกายน" in words for words in scheduler.line.to(place.boon))
    scheduler.tick(at(2026, 11, 12))
    assert any("ครบกำหนดวันพฤหัสบดีที่ 12 พฤศจิกายน" in words for words in scheduler.line.to(place.anna))


def test_the_notice_is_no_reminder_of_the_day_and_keeps_to_office_hours(scheduler, place):
    grant(scheduler, place, due_on=date(2026, 11, 15), now=at(2026, 11, 12, 21))
    assert scheduler.tick(at(2026, 11, 12, 22)).sent == 0
    done = scheduler.tick(at(2026, 11, 13, 8, 30))
    # The notice, and the rung two days before the new day.
    assert done.planned == 2 and len(scheduler.line.to(place.anna)) == 2


def test_only_the_offices_that_were_ticked_and_none_outside(scheduler, place):
    done = grant(scheduler, place, only={place.far.code, place.foreign.code, place.town.code})
    assert codes(done.gets) == {place.far.code}


def test_whom_nothing_reaches_is_not_counted(scheduler, place):
    with scheduler.change(place):
        place.somebody(place.near, state=PersonState.BLOCKED)
    with scheduler.change(place) as session:
        found = extending.preview(session, place.programme, MONTH, place.second, DAY, NOW)
    assert (found.people, len(found.gets)) == (2, 2) and notices(scheduler) == []


def test_it_is_written_down(scheduler, place):
    grant(scheduler, place)
    with scheduler.database.reading() as session:
        (note,) = session.scalars(select(AuditLog)).all()
    assert (note.action, note.person_id, note.subject) == (
        "extend",
        place.district_boss.id,
        f"org_unit:{place.second.id}",
    )
    assert note.detail["due_on"] == "2026-11-20" and note.detail["offices"] == 2


def test_two_supervisors_at_the_same_instant_tell_everybody_once_and_the_later_day_stands(scheduler, place):
    with scheduler.change(place):
        for number in range(20):
            place.somebody(place.office(f"061104{number:02d}"))
    is_parallel = scheduler.database.engine.dialect.name == "postgresql"
    start = threading.Barrier(4)
    given, failures = [], []

    def press(boss, day) -> None:
        try:
            with scheduler.database.writing() as session:
                unit, asked = session.get(OrgUnit, place.second.id), session.get(Programme, place.programme.id)
                if is_parallel:
                    start.wait(10)
                done = extending.grant(session, asked, MONTH, unit, session.get(Person, boss.id), day, "น้ำท่วม", NOW)
                given.append((day, len(done.gets), done.people))
        except Exception as error:
            failures.append(error)

    pressing = [
        (place.district_boss, DAY),
        (place.province_boss, DAY),
        (place.province_boss, DAY + timedelta(days=3)),
        (place.district_boss, DAY),
    ]
    threads = [threading.Thread(target=press, args=one) for one in pressing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    with scheduler.database.reading() as session:
        assert set(session.scalars(select(Extension.due_on))) == {DAY + timedelta(days=3)}
        assert len(session.scalars(select(Extension)).all()) == 22
    # Each day was told once to each, whoever came first: never the same words twice.
    assert sum(offices for day, offices, _ in given if day == DAY) in (0, 22)
    assert sum(offices for day, offices, _ in given if day != DAY) == 22
    assert sum(people for _, _, people in given) == len(notices(scheduler))
