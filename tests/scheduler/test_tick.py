"""Passes over a real database, SQLite and PostgreSQL: what is written, what is sent, and what never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.line import errors
from bot.line.client import Quota
from models.database import Database
from models.heartbeat import Heartbeat
from models.membership.person import PersonState
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import WebhookEvent
from models.reminding.reminder import Reminder
from models.reporting.report import Report, ReportStatus
from scheduler import facts
from scheduler.plan import plan
from scheduler.tick import remind
from scheduler.write import write
from services.reminding import reminders
from tests.scheduler.dependencies import NoPhotos, PretendLine, Scheduler, on_sqlite
from tests.support.district import at

pytestmark = pytest.mark.slow

DUE_DAY = at(2026, 11, 5)


@pytest.fixture
def scheduler(database: Database) -> Scheduler:
    return Scheduler(database, PretendLine(), DUE_DAY)


def kinds(scheduler: Scheduler) -> list[str]:
    with scheduler.database.reading() as session:
        return sorted(session.scalars(select(Reminder.kind)))


def rows(scheduler: Scheduler) -> list[Outbox]:
    with scheduler.database.reading() as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.id)))


@on_sqlite
def test_the_month_rings_three_times_and_then_is_still(scheduler):
    district = scheduler.district()
    rang = scheduler.days(at(2026, 11, 1, 1), at(2026, 12, 1, 0), every=timedelta(hours=4))
    assert [moment.day for moment in rang] == [5, 6, 8]
    assert {moment.hour for moment in rang} == {9}
    assert all(
        "รายงานเดือนตุลาคม 2569 ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in words
        for words in scheduler.line.to(district.officer)
    )


def test_a_second_pass_and_a_later_one_send_nothing_more(scheduler):
    district = scheduler.district()
    assert scheduler.tick().planned == 1
    for minutes in (0, 1, 30, 300):
        again = scheduler.tick(DUE_DAY + timedelta(minutes=minutes))
        assert (again.planned, again.sent) == (0, 0)
    assert len(scheduler.line.to(district.officer)) == 1


def test_a_report_that_was_sent_is_reminded_of_no_more(scheduler):
    district = scheduler.district()
    with scheduler.change(district) as session:
        district.joins(district.far, district.person("U" + "2" * 32))
        for status, unit in ((ReportStatus.SUBMITTED, "06110311"), (ReportStatus.NOTHING, "06110312")):
            office = district.office(unit)
            district.joins(office, district.person(f"U{unit}"))
            district.reports(office, "2026-10", status, on_time=True)
        draft = district.office("06110313")
        district.joins(draft, district.person("Udraft"))
        district.reports(draft, "2026-10", ReportStatus.DRAFT)
        session.flush()
    assert scheduler.tick().planned == 3  # near, far, and the draft


def test_a_returned_report_is_worded_as_waiting_for_a_correction(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.reports(district.near, "2026-10", ReportStatus.RETURNED, on_time=True)
    scheduler.tick(at(2026, 11, 8))
    (words,) = scheduler.line.to(district.officer)
    assert words.startswith("รายงานรอการแก้ไขของท่าน") and "ไม่มีการดำเนินงาน" not in words


def test_the_blocked_the_gone_and_those_who_report_for_nobody_get_none(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.near, district.person("Ublocked", PersonState.BLOCKED))
        district.joins(district.near, district.person("Uleft", PersonState.LEFT))
        district.joins(district.near, district.person("Uboss"), role="district")
        district.joins(district.near, district.person("Uwaits"), state="pending")
        district.joins(district.near, district.person("Uended"), state="ended")
    assert scheduler.tick().planned == 1
    assert [to for to, _ in scheduler.line.delivered] == [district.officer.line_user_id]


def test_a_deputy_hears_of_a_month_from_its_due_day_on(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        deputy, both = district.person("Udeputy"), district.person("Uboth")
        district.joins(district.near, deputy, role="deputy")
        district.joins(district.near, both, role="deputy")
        district.joins(district.near, both)
    rang = {deputy.id: [], both.id: [], district.officer.id: []}
    for day in range(1, 12):
        before = len(scheduler.line.delivered)
        scheduler.tick(at(2026, 11, day))
        for person in (deputy, both, district.officer):
            if person.line_user_id in [to for to, _ in scheduler.line.delivered[before:]]:
                rang[person.id].append(day)
    assert rang == {deputy.id: [6], both.id: [5, 6, 8], district.officer.id: [5, 6, 8]}
    with scheduler.database.reading() as session:
        free = select(Reminder.kind).where(Reminder.person_id == deputy.id, Reminder.outbox_id.is_(None))
        assert [kind.partition("@")[0] for kind in session.scalars(free.order_by(Reminder.id))] == ["due+3"]


def test_a_deputy_without_an_officer_is_reminded_as_one_from_the_due_day_on(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        deputy = district.person("Udeputy")
        district.joins(district.far, deputy, role="deputy")
    scheduler.days(at(2026, 11, 1), at(2026, 11, 10), every=timedelta(days=1))
    assert len(scheduler.line.to(deputy)) == 3


def test_several_offices_and_programmes_of_one_person_are_one_message(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.far)
        district.asks("water", title="น้ำสะอาด")
        # Nobody can send what has no form yet.
        district.asks("to-come", title="เรื่องต่อไป", has_form=False)
    assert scheduler.tick().planned == 1
    ((_, (card,)),) = scheduler.line.delivered
    drawn = str(card["contents"])
    for words in ("อบต.บางแก้ว", "อบต.บางโฉลง", "โคก หนอง นา", "น้ำสะอาด"):
        assert words in drawn
    assert "เรื่องต่อไป" not in drawn and kinds(scheduler) == ["due@2026-11-05"] * 4


def test_an_extension_moves_the_rungs_of_its_office_only(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        other = district.person("U" + "2" * 32)
        district.joins(district.far, other)
        district.extends(district.near, "2026-10", date(2026, 11, 20))
    scheduler.days(at(2026, 11, 4), at(2026, 11, 25), every=timedelta(days=1))
    assert len(scheduler.line.to(other)) == 3  # 5, 6, 8
    days = [words for words in scheduler.line.to(district.officer) if "20 พฤศจิกายน 2569" in words]
    assert len(days) == len(scheduler.line.to(district.officer)) == 3  # 20, 21, 23


def test_submission_takes_back_what_waits_and_frees_the_rest_of_the_message(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.far)
        colleague = district.person("U" + "2" * 32)
        district.joins(district.near, colleague)
    assert remind(scheduler.dependencies, DUE_DAY) == (2, 0)  # written, and the process dies before it sends
    with scheduler.change(district):
        report = district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
        assert reminders.stop(district.session, report, DUE_DAY) == 2
    scheduler.tick(DUE_DAY + timedelta(minutes=1))
    ((to, (card,)),) = scheduler.line.delivered
    assert to == district.officer.line_user_id
    assert "บางโฉลง" in card["altText"] and "บางแก้ว" not in str(card)


def test_a_taken_back_message_can_be_planned_again_the_same_day(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, DUE_DAY)
    with scheduler.change(district):
        report = district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
        reminders.stop(district.session, report, DUE_DAY)
    with scheduler.change(district):
        district.session.get(Report, report.id).status = ReportStatus.RETURNED
    scheduler.tick(DUE_DAY + timedelta(hours=1))
    assert len(scheduler.line.to(district.officer)) == 1


def test_what_may_have_arrived_is_not_said_again_in_other_words(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.far)
    scheduler.line.trouble, scheduler.line.is_deaf = errors.LineUnreachable("cut"), True
    scheduler.tick()
    scheduler.line.trouble = None
    with scheduler.change(district):
        report = district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
        assert reminders.stop(district.session, report, DUE_DAY) == 1
    scheduler.tick(DUE_DAY + timedelta(hours=1))
    assert len(scheduler.line.delivered) == 1


def test_a_lost_answer_is_tried_again_under_the_same_key(scheduler):
    district = scheduler.district()
    scheduler.line.trouble, scheduler.line.is_deaf = errors.LineUnreachable("cut"), True
    scheduler.tick()
    scheduler.line.trouble = None
    scheduler.tick(DUE_DAY + timedelta(minutes=5))
    assert len(scheduler.line.to(district.officer)) == 1
    assert [row.state for row in rows(scheduler)] == [OutboxState.SENT]


def test_a_reminder_never_leaves_after_hours_however_often_it_failed(scheduler):
    scheduler.district()
    scheduler.line.trouble = errors.LineUnreachable("500")
    late = at(2026, 11, 8, 16, 58)
    scheduler.tick(late)
    scheduler.line.trouble = None
    scheduler.tick(at(2026, 11, 8, 17, 0))
    scheduler.tick(at(2026, 11, 8, 23, 0))
    assert scheduler.line.delivered == []
    # It was tried, so for all we know it arrived: the next day does not repeat it.
    assert scheduler.tick(at(2026, 11, 9)).planned == 0


def test_a_crash_before_the_evening_is_made_up_for_the_next_morning(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, at(2026, 11, 8, 16, 59))
    for hour in (17, 20):
        assert scheduler.tick(at(2026, 11, 8, hour)).sent == 0
    assert scheduler.tick(at(2026, 11, 9, 8, 30)).sent == 1
    assert len(scheduler.line.to(district.officer)) == 1
    assert [row.state for row in rows(scheduler)] == [OutboxState.DROPPED, OutboxState.SENT]


def test_after_days_without_a_pass_each_office_hears_once_that_its_month_is_late(scheduler):
    district = scheduler.district()
    scheduler.tick(at(2026, 11, 2, 20))
    # It goes on at night: the next morning is the first at which anybody can be told.
    rang = scheduler.days(at(2026, 11, 12, 22), at(2026, 11, 30, 22), every=timedelta(hours=6))
    assert rang == [at(2026, 11, 13, 10)]
    (words,) = scheduler.line.to(district.officer)
    assert "ครบกำหนดวันพฤหัสบดีที่ 5 พฤศจิกายน 2569" in words


def test_an_unfollow_between_planning_and_sending_stops_the_message(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, DUE_DAY)
    with scheduler.change(district):
        district.officer.state = PersonState.BLOCKED
    assert scheduler.tick(DUE_DAY + timedelta(minutes=1)).taken_back == 1
    assert scheduler.line.delivered == []


def test_a_report_sent_while_the_plan_was_made_is_not_reminded_of(scheduler):
    district = scheduler.district()
    with scheduler.database.reading() as session:
        known = facts.load(session, DUE_DAY)
    with scheduler.change(district):
        district.reports(district.near, "2026-10", ReportStatus.NOTHING, on_time=True)
    assert write(scheduler.database, plan(known.facts, DUE_DAY), known, DUE_DAY) == []
    assert rows(scheduler) == []


def test_a_twin_that_read_the_same_facts_writes_nothing(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.far, district.person("U" + "2" * 32))
    with scheduler.database.reading() as session:
        known = facts.load(session, DUE_DAY)
    wanted = plan(known.facts, DUE_DAY)
    assert len(write(scheduler.database, wanted[:1], known, DUE_DAY)) == 1
    # The twin takes what is left and trips over nothing.
    assert len(write(scheduler.database, wanted, known, DUE_DAY)) == 1
    assert len(rows(scheduler)) == 2
    assert write(scheduler.database, wanted, known, DUE_DAY) == []


def test_a_twin_with_the_same_reminders_in_another_message_writes_the_rest_only(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        district.joins(district.far, district.person("U" + "2" * 32))
    with scheduler.database.reading() as session:
        known = facts.load(session, DUE_DAY)
    first, second = plan(known.facts, DUE_DAY)
    assert write(scheduler.database, [first], known, DUE_DAY) == [first.person_id]
    withdrawn = replace(known, taken_back={first.person_id: 1})  # so that its key is another
    assert write(scheduler.database, [first, second], withdrawn, DUE_DAY) == [second.person_id]
    assert [row.person_id for row in rows(scheduler)] == [first.person_id, second.person_id]


def test_tomorrow_means_tomorrow(scheduler):
    district = scheduler.district()
    scheduler.tick(at(2026, 11, 5))
    with scheduler.change(district) as session:
        wish = reminders.tomorrow(session, district.officer, at(2026, 11, 5, 9, 5))
    assert wish.on == date(2026, 11, 6)
    assert scheduler.days(at(2026, 11, 5, 10, 30), at(2026, 11, 7, 23), every=timedelta(hours=2)) == [
        at(2026, 11, 6, 8, 30)
    ]
    assert kinds(scheduler) == ["again@2026-11-06", "due+1@2026-11-05", "due@2026-11-05"]


def test_tomorrow_takes_back_what_still_waits_today(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, DUE_DAY)
    with scheduler.change(district) as session:
        reminders.tomorrow(session, district.officer, DUE_DAY)
    scheduler.tick(DUE_DAY + timedelta(minutes=1))
    assert scheduler.line.delivered == []
    scheduler.tick(at(2026, 11, 6))
    assert len(scheduler.line.delivered) == 1


def test_tomorrow_is_refused_where_nothing_will_be_open_then(scheduler):
    district = scheduler.district()
    with scheduler.change(district) as session:
        officer = district.officer
        locked = reminders.tomorrow(session, officer, at(2026, 11, 30))
        assert locked.on is None and len(locked.waiting) == 1
        assert reminders.tomorrow(session, officer, at(2026, 11, 29)).on == date(2026, 11, 30)
        district.reports(district.near, "2026-10", ReportStatus.SUBMITTED, on_time=True)
        sent = reminders.tomorrow(session, officer, at(2026, 11, 10))
        assert sent.on is None and sent.waiting == []


def test_a_quota_too_small_serves_the_most_pressing_and_says_so(scheduler):
    district = scheduler.district()
    with scheduler.change(district):
        early = district.asks("early", due_day=4)
        early.audience = ["tambon_town"]
        for number in range(3):
            district.joins(district.office(f"0511030{number}", "tambon_town"), district.person(f"Utown{number}"))
    scheduler.line.quota_now = Quota(limit=500, used=498)
    done = scheduler.tick()
    assert (done.planned, done.short) == (2, 2)
    first, second = [to for to, _ in scheduler.line.delivered]
    assert first == district.officer.line_user_id  # due today
    assert second.startswith("Utown")  # overdue since yesterday
    with scheduler.database.reading() as session:
        assert "quota short by 2" in session.get(Heartbeat, "scheduler").note
    # More is bought in the afternoon: the rest goes out the same day.
    scheduler.line.quota_now = Quota(limit=1000, used=500)
    assert scheduler.tick(at(2026, 11, 5, 15)).planned == 2


def test_messages_that_wait_already_count_against_the_quota(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, DUE_DAY)
    with scheduler.change(district):
        district.joins(district.far, district.person("U" + "2" * 32))
    scheduler.line.quota_now = Quota(limit=1, used=0)
    assert remind(scheduler.dependencies, DUE_DAY) == (0, 1)


@on_sqlite
def test_line_is_asked_for_the_quota_only_when_something_is_to_be_sent(scheduler):
    scheduler.district()
    scheduler.days(at(2026, 11, 9), at(2026, 11, 30), every=timedelta(days=1))
    before = scheduler.line.quota_asked
    scheduler.days(at(2026, 11, 12), at(2026, 11, 30), every=timedelta(hours=8))
    assert scheduler.line.quota_asked == before


def test_an_unknown_quota_does_not_keep_reminders_back(scheduler):
    district = scheduler.district()

    def unknown() -> Quota:
        raise errors.LineUnreachable("503")

    scheduler.dependencies = type(scheduler.dependencies)(
        scheduler.dependencies.database, scheduler.dependencies.sender, scheduler.dependencies.keeper, unknown
    )
    assert scheduler.tick().planned == 1
    assert len(scheduler.line.to(district.officer)) == 1


def test_a_broken_plan_is_named_and_does_not_stop_the_sending(scheduler):
    district = scheduler.district()
    remind(scheduler.dependencies, DUE_DAY)
    with scheduler.change(district):
        district.asks("broken").schedule = {"due_day": 99}
    done = scheduler.tick()
    assert (done.failed, done.sent) == (["plan"], 1)
    with scheduler.database.reading() as session:
        assert "failed: plan" in session.get(Heartbeat, "scheduler").note


def test_every_pass_leaves_a_heartbeat(scheduler):
    scheduler.tick(at(2026, 11, 12, 3))
    with scheduler.database.reading() as session:
        assert session.get(Heartbeat, "scheduler").at == at(2026, 11, 12, 3)


def test_the_first_pass_of_a_day_sweeps_files_that_no_item_and_no_letter_has(scheduler: Scheduler) -> None:
    new = {"library/20261105/new", "circulars/20261105/new.pdf"}
    stored = new | {"library/20261101/lost", "circulars/20261101/lost.pdf"}

    class Stored(NoPhotos):
        keys = staticmethod(lambda below: sorted(key for key in stored if key.startswith(below)))
        remove = staticmethod(stored.remove)

    scheduler.dependencies = replace(scheduler.dependencies, keeper=Stored())
    scheduler.tick()
    assert stored == new
    stored.add("library/20261101/later")
    scheduler.tick()
    assert "library/20261101/later" in stored, "once a day"


def test_the_first_pass_of_a_day_forgets_what_is_old_enough(scheduler: Scheduler) -> None:
    def old_event() -> None:
        with scheduler.database.writing() as session:
            session.merge(WebhookEvent(id="E1", kind="text", received_at=DUE_DAY - timedelta(days=31)))

    def there() -> bool:
        with scheduler.database.reading() as session:
            return session.get(WebhookEvent, "E1") is not None

    old_event()
    scheduler.tick()
    assert not there()
    old_event()
    scheduler.tick()
    assert there()
    scheduler.now += timedelta(days=1)
    scheduler.tick()
    assert not there()


class Fussy(NoPhotos):
    """A keeper and a shelf of menus that break until they are whole."""

    def __init__(self) -> None:
        self.is_whole, self.menus = False, self
        self.looked, self.linked = 0, list[str]()

    def keys(self, below: str) -> list[str]:
        self.looked += 1
        if not self.is_whole:
            raise ZeroDivisionError
        return []

    def id_of(self, key: str, replaces: object) -> str:
        if not self.is_whole:
            raise ZeroDivisionError
        return key

    def link(self, menu_id: str, line_user_ids: list[str]) -> None:
        self.linked += line_user_ids


@on_sqlite
def test_what_is_due_once_a_day_is_tried_until_it_is_done(scheduler):
    """A pass that broke there has come and gone all the same, and so has one that was killed before it."""
    district, fussy = scheduler.district(), Fussy()
    scheduler.dependencies = replace(scheduler.dependencies, keeper=fussy, shelf=fussy)
    midnight = at(2026, 11, 4, 0)
    assert scheduler.tick(midnight).failed == ["clean", "menus"]
    fussy.is_whole = True
    assert scheduler.tick(midnight + timedelta(minutes=1)).failed == []
    assert fussy.linked == [district.officer.line_user_id]
    looked = fussy.looked
    scheduler.tick(midnight + timedelta(minutes=2))
    assert fussy.looked == looked
