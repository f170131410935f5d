"""Circulars by the clock: pushed where it is worth it, riding along with the month's reminder where it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.line.client import Quota
from models import org_unit
from models.circulars import circular as circulars
from models.circulars.circular import Circular
from models.circulars.receipt import CircularOffice, CircularReceipt
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from scheduler.tick import remind
from services.circulars import announcing, letters, publishing, receipts, status
from services.circulars.announcing import first_day
from services.circulars.audience import Audience
from services.circulars.letters import Letter
from services.circulars.status import Progress
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import District, at

QUIET_DAY = at(2026, 11, 18)  # a Wednesday on which no reminder is due
LETTER = Letter(number="ว 1", subject="เรื่องด่วน", body="โปรดทราบ", must_acknowledge=True)


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), QUIET_DAY)


def offices(scheduler: Scheduler, count: int) -> District:
    """So many offices with an officer and a deputy each, and nothing to remind of but in the month's first days."""
    district = scheduler.district()
    with scheduler.change(district):
        for number in range(count):
            office = district.office(f"061103{number + 20:02d}")
            district.joins(office, district.person(f"U{number:032d}"))
            district.joins(office, district.person(f"V{number:032d}"), Role.DEPUTY)
    return district


def publish(scheduler: Scheduler, letter: Letter = LETTER, **audience: tuple[str, ...]) -> str:
    with scheduler.database.writing() as session:
        owner = org_unit.by_code(session, "TH")
        assert owner is not None
        letter = replace(letter, audience=Audience(**audience))
        new = letters.draft(session, owner, letter, scheduler.now, by=None)
        publishing.publish(session, new, scheduler.now, by=None)
        return new.code


def progress(scheduler: Scheduler, code: str) -> Progress:
    with scheduler.database.reading() as session:
        return status.progress(session, found(session, code))


def found(session: Session, code: str) -> Circular:
    known = circulars.by_code(session, code)
    assert known is not None
    return known


def counted(scheduler: Scheduler) -> int:
    with scheduler.database.reading() as session:
        return sum(session.scalars(select(CircularOffice.counted)))


def sent_to(scheduler: Scheduler) -> list[str]:
    return sorted(to[0] + to[-2:] for to, messages in scheduler.line.delivered if "หนังสือเวียน" in messages[0]["altText"])


def test_one_to_a_few_offices_goes_to_everybody_at_once_in_office_hours(scheduler: Scheduler) -> None:
    offices(scheduler, 3)
    code = publish(scheduler)
    assert scheduler.tick(at(2026, 11, 18, 6)).announced == 0, "too early"
    assert scheduler.tick(at(2026, 11, 18, 9)).announced == 7
    assert sent_to(scheduler).count("U02") == sent_to(scheduler).count("V02") == 1
    assert progress(scheduler, code).reached == 4 and counted(scheduler) == 7
    assert scheduler.tick(at(2026, 11, 18, 10)).announced == 0


def test_one_to_many_waits_for_its_day_and_costs_half_a_message_an_office(
    scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 3)
    offices(scheduler, 5)
    code = publish(scheduler, replace(LETTER, ack_by=date(2026, 11, 27)))
    offices_of_it = progress(scheduler, code).offices
    days = scheduler.days(at(2026, 11, 18, 9), at(2026, 11, 30, 9), every=timedelta(hours=12))
    assert {moment.day for moment in days} == {24}
    assert counted(scheduler) == offices_of_it // 2
    assert all(to.startswith("U") for to in sent_to(scheduler)), "officers, and one of an office"


def test_three_working_days_before(scheduler: Scheduler) -> None:
    assert first_day(date(2026, 11, 27)) == date(2026, 11, 24)
    assert first_day(date(2026, 12, 8)) == date(2026, 12, 2), "a weekend and a holiday between"


def test_it_rides_along_with_the_month_s_reminder(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 0)
    district = scheduler.district()
    scheduler.now = at(2026, 11, 4)
    code = publish(scheduler)
    assert scheduler.tick(at(2026, 11, 5, 9)).announced == 0
    (words,) = [messages for to, messages in scheduler.line.delivered if to == district.officer.line_user_id]
    assert [message["altText"].split()[0] for message in words] == ["หนังสือเวียน", "ครบกำหนดส่งรายงาน"]
    scheduler.tick(at(2026, 11, 5, 10))
    assert progress(scheduler, code).reached == 1 and counted(scheduler) == 0
    scheduler.tick(at(2026, 11, 6, 9))
    (*_, last) = [messages for to, messages in scheduler.line.delivered if to == district.officer.line_user_id]
    assert len(last) == 2, "what is not acknowledged is reminded of with the next one"
    with scheduler.database.writing() as session:
        session.execute(update(CircularOffice).values(acknowledged=1))
    scheduler.tick(at(2026, 11, 8, 9))
    (*_, last) = [messages for to, messages in scheduler.line.delivered if to == district.officer.line_user_id]
    assert len(last) == 1 and len(scheduler.line.delivered) > 2


def test_a_reminder_that_waits_goes_without_a_letter_that_was_withdrawn(
    scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 0)
    district = scheduler.district()
    gone, stays = (publish(scheduler, replace(LETTER, number=f"ว {number}")) for number in range(2))
    assert remind(scheduler.dependencies, at(2026, 11, 5, 9))[0] == 1
    with scheduler.database.writing() as session:
        publishing.withdraw(session, found(session, gone), scheduler.now, by=None)
        assert session.scalars(select(CircularReceipt.id)).all() == []
    scheduler.tick(at(2026, 11, 5, 9, 1))
    (words,) = [messages for to, messages in scheduler.line.delivered if to == district.officer.line_user_id]
    assert [message["altText"].split()[0] for message in words] == ["ครบกำหนดส่งรายงาน"]
    with scheduler.database.reading() as session:
        officer = session.get_one(Person, district.officer.id)
        assert officer.awaits_circular
        assert [one.circular.code for one in receipts.waiting_for(session, officer, scheduler.now)] == [stays]


def test_whatever_finds_no_room_in_the_quota_waits_for_a_reply(scheduler: Scheduler) -> None:
    offices(scheduler, 3)
    publish(scheduler)
    scheduler.line.quota_now = Quota(1000, 998)
    done = scheduler.tick(at(2026, 11, 18, 9))
    assert (done.announced, done.short) == (2, 5)
    with scheduler.database.reading() as session:
        assert len(session.scalars(select(CircularReceipt.id)).all()) == 2


def test_withdrawn_before_it_went_out(scheduler: Scheduler) -> None:
    offices(scheduler, 2)
    code = publish(scheduler)
    scheduler.line.quota_now = Quota(None, 0)
    with scheduler.database.writing() as session:
        announcing.write(session, announcing.wanted(session, QUIET_DAY), QUIET_DAY)
        publishing.withdraw(session, found(session, code), QUIET_DAY, by=None)
        states = set(session.scalars(select(Outbox.state)))
    assert states == {OutboxState.DROPPED}
    with scheduler.database.reading() as session:
        assert session.scalars(select(CircularReceipt.id)).all() == []


def test_withdrawn_or_corrected_between_planning_and_writing(scheduler: Scheduler) -> None:
    """LINE is asked for its quota in between, and thousands are written in many transactions."""
    offices(scheduler, 2)
    gone, changed, stays = (publish(scheduler, replace(LETTER, number=f"ว {number}")) for number in range(3))
    with scheduler.database.reading() as session:
        wanted = announcing.wanted(session, QUIET_DAY)
    with scheduler.database.writing() as session:
        publishing.withdraw(session, found(session, gone), QUIET_DAY, by=None)
        other = found(session, changed)
        letters.change(session, other, replace(letters.current(session, other), body="แก้ไข"))
        publishing.publish(session, other, QUIET_DAY, by=None)
    with scheduler.database.writing() as session:
        assert len(announcing.write(session, wanted, QUIET_DAY)) == 5
        told = {(one.circular_id, one.version) for one in session.scalars(select(CircularReceipt))}
        assert told == {(found(session, stays).id, 1)}


def test_two_schedulers_at_once_say_it_once(scheduler: Scheduler) -> None:
    offices(scheduler, 2)
    publish(scheduler)
    now: datetime = QUIET_DAY
    with scheduler.database.writing() as session:
        wanted = announcing.wanted(session, now)
        first = announcing.write(session, wanted, now)
        assert len(first) == len(wanted) == 5 and announcing.write(session, wanted, now) == {}
