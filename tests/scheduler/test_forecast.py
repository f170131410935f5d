"""What will still be wanted until a month's end: by the ladder, by how late offices usually are, by what is usual."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.message_class import MessageClass
from bot.schedule import Period, Schedule
from models.database import Database
from models.messaging.counted_message import CountedMessage
from models.reporting.report import ReportStatus
from scheduler import forecast
from scheduler.plan import Facts, Outstanding
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import District, at
from tests.support.province import Province

DUE, OVERDUE = MessageClass.DUE, MessageClass.OVERDUE
LAST = date(2026, 11, 30)


def certain(_one: Outstanding, _day: date) -> float:
    return 1.0


def owed(*units: int) -> Facts:
    window = Schedule().window(Period(2026, 10))
    return Facts([Outstanding(1, unit, window) for unit in units], {unit: [unit] for unit in units})


def test_the_ladder_from_each_day_on():
    facts = owed(1, 2)
    assert forecast.by_ladder(facts, certain, at(2026, 11, 1), LAST) == {DUE: 2, OVERDUE: 4}
    assert forecast.by_ladder(facts, certain, at(2026, 11, 6), LAST) == {OVERDUE: 4}
    assert forecast.by_ladder(facts, certain, at(2026, 11, 7), LAST) == {OVERDUE: 4}  # the 6th's stands until the 8th
    assert forecast.by_ladder(facts, certain, at(2026, 11, 12), LAST) == {}
    assert forecast.by_ladder(facts, certain, at(2026, 11, 1), date(2026, 11, 5)) == {DUE: 2}


def test_each_by_its_chance_and_a_person_by_the_greatest():
    def chance(one: Outstanding, day: date) -> float:
        return 0.5 if one.unit_id == 1 else 0.25 if day > date(2026, 11, 5) else 1.0

    assert forecast.by_ladder(owed(1, 2), chance, at(2026, 11, 1), LAST) == {DUE: 1.5, OVERDUE: 1.5}
    both = Facts(owed(1, 2).outstanding, {7: [1, 2]})
    assert forecast.by_ladder(both, chance, at(2026, 11, 1), LAST) == {DUE: 1.0, OVERDUE: 1.0}


def test_what_was_said_today_is_not_wanted_again():
    (one,) = owed(1).outstanding
    facts = Facts([one], {1: [1]}, {one.key(1, "due@2026-11-05")}, {1})
    assert forecast.by_ladder(facts, certain, at(2026, 11, 5, 12), LAST) == {OVERDUE: 2}


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), at(2026, 11, 2))


def wanted(scheduler: Scheduler, now: datetime) -> dict[str, int]:
    with scheduler.database.reading() as session:
        return {one.value: count for one, count in forecast.load(session, now).items()}


def test_without_months_before_nobody_is_expected_to_send(scheduler):
    scheduler.district()
    assert wanted(scheduler, at(2026, 11, 2)) == {"due": 1, "overdue": 2}
    assert wanted(scheduler, at(2026, 11, 5, 18)) == {"overdue": 2}
    assert wanted(scheduler, at(2026, 11, 30, 18)) == {}


def test_a_month_that_opens_later_in_the_calendar_month_is_in_it(scheduler):
    with scheduler.database.writing() as session:
        district = District(session)
        district.programme.schedule = Schedule(opens_day=10, due_day=19).to_json()
        district.joins(district.near)
    assert wanted(scheduler, at(2026, 11, 2)) == {"due": 1, "overdue": 2}


def test_the_months_before_say_how_many_will_have_sent(scheduler):
    """Of ten offices nine always sent on the 4th and one on the 7th."""
    with scheduler.database.writing() as session:
        district = District(session)
        for number in range(10):
            office = district.office(f"061104{number:02}")
            district.joins(office, district.person(f"U{number}"))
            for period, month in (("2026-08", 9), ("2026-09", 10)):
                report = district.reports(office, period, ReportStatus.SUBMITTED, on_time=number > 0)
                report.first_submitted_at = at(2026, month, 4 if number else 7)
    assert wanted(scheduler, at(2026, 11, 3)) == {"due": 1, "overdue": 1}
    assert wanted(scheduler, at(2026, 11, 6)) == {
        "overdue": 10
    }  # all ten are late for once; nobody ever was by the 8th


def test_returned_reports_are_certain(scheduler):
    with scheduler.database.writing() as session:
        district = District(session)
        district.joins(district.near)
        for period, month in (("2026-08", 9), ("2026-09", 10)):
            report = district.reports(district.near, period, ReportStatus.SUBMITTED, on_time=True)
            report.first_submitted_at = at(2026, month, 2)
        assert forecast.load(session, at(2026, 11, 1)) == {}
        district.reports(district.near, "2026-10", ReportStatus.RETURNED, on_time=True)
        assert forecast.load(session, at(2026, 11, 1)) == {DUE: 1, OVERDUE: 2}


def test_supervisors_are_told_twice_and_the_rest_comes_as_it_usually_does(scheduler):
    with scheduler.database.writing() as session:
        place = Province(session)
        place.boss(place.second)
        place.boss(place.province)
        session.add(CountedMessage(month="2026-10", message_class="return", count=30))
        session.add(CountedMessage(month="2026-10", message_class="due", count=1000))
    assert wanted(scheduler, at(2026, 11, 1)) == {"return": 30, "digest": 4}
    assert wanted(scheduler, at(2026, 11, 7)) == {"return": 24, "digest": 2}
    assert wanted(scheduler, at(2026, 11, 30) + timedelta(hours=9)) == {"return": 1}


def test_what_is_due_at_a_months_end_is_told_of_in_the_next_one(scheduler):
    with scheduler.database.writing() as session:
        place = Province(session)
        place.boss(place.second)
        place.programme.schedule = Schedule(due_day=28).to_json()
    # January's, due on 28 February: on 1 and 4 March; February's on 29 March.
    assert wanted(scheduler, at(2027, 3, 1)) == {"digest": 3}
