"""A change of a sent report that was not sent: who made it is reminded of it once, the morning after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.line import errors
from bot.line.client import Quota
from bot.messages import Text
from models.database import Database
from models.reporting.conversation import About, Conversation
from models.reporting.report import ReportStatus
from services.reminding import carried
from tests.scheduler.dependencies import PretendLine, Scheduler
from tests.support.district import District, at

CHANGED = at(2026, 11, 9, 10)
NEXT_DAY = at(2026, 11, 10)


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), CHANGED)


def changed(
    scheduler: Scheduler, status: ReportStatus = ReportStatus.SUBMITTED, about: About = About.AMENDMENT
) -> District:
    """The near office has sent, and its officer has changed something since; a colleague is there too."""
    district = scheduler.district()
    with scheduler.change(district) as session:
        district.joins(district.near, district.person("Ucolleague"))
        report = district.reports(district.near, "2026-10", status, on_time=True)
        session.flush()
        session.add(
            Conversation(
                person_id=district.officer.id,
                about=about,
                report_id=report.id,
                state={},
                is_active=False,
                updated_at=CHANGED,
            )
        )
    return district


def test_only_who_made_the_change_is_reminded_and_only_once(scheduler: Scheduler) -> None:
    district = changed(scheduler)
    rang = scheduler.days(CHANGED, at(2026, 11, 14), every=timedelta(hours=4))
    assert [moment.day for moment in rang] == [10]
    (words,) = scheduler.line.to(district.officer)
    assert words.startswith("แก้ไขรายงานค้าง ยังไม่ได้ส่ง") and "ไม่มีการดำเนินงาน" not in words and "เตือนพรุ่งนี้" not in words
    assert [to for to, _ in scheduler.line.delivered] == [district.officer.line_user_id]


@pytest.mark.parametrize(
    ("status", "about"), [(ReportStatus.APPROVED, About.AMENDMENT), (ReportStatus.SUBMITTED, About.REPORT)]
)
def test_what_cannot_be_sent_or_is_not_changed_is_not_reminded_of(scheduler, status, about) -> None:
    changed(scheduler, status, about)
    assert scheduler.days(CHANGED, at(2026, 11, 12), every=timedelta(hours=8)) == []


def test_a_reminder_on_its_way_is_taken_back_where_the_change_is_given_up(scheduler: Scheduler) -> None:
    district = changed(scheduler)
    scheduler.line.trouble = errors.LineUnreachable("later")
    scheduler.tick(NEXT_DAY)
    with scheduler.change(district) as session:
        session.execute(delete(Conversation))
    scheduler.line.trouble = None
    scheduler.tick(NEXT_DAY + timedelta(hours=1))
    assert scheduler.line.to(district.officer) == []


def test_without_quota_it_is_said_with_the_next_reply(scheduler: Scheduler) -> None:
    district = changed(scheduler)
    scheduler.line.quota_now = Quota(0, 0)
    scheduler.tick(NEXT_DAY)
    with scheduler.change(district) as session:
        (said,) = carried.take(session, district.officer, NEXT_DAY)
    assert isinstance(said, Text) and "มีการแก้ไขที่ยังไม่ได้ส่ง" in said.text
