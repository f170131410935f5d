"""A later due day taken back: for whom, by whom, and that everybody hears it once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.audit_log import AuditLog
from models.membership import membership
from models.membership.membership import MembershipState, Role
from models.reporting.extension import Extension
from models.reporting.report import ReportStatus
from services.access.jurisdiction import Level
from services.obligations import due_months
from services.reminding import taking_back
from tests.services.reminding.test_extending import DAY, MONTH, NOW, codes, grant, notices, place, scheduler
from tests.support.district import at

__all__ = ["place", "scheduler"]


def look(scheduler, place, unit=None, level=Level.DISTRICT, only=None, now=NOW):
    with scheduler.change(place) as session:
        return taking_back.preview(session, place.programme, MONTH, unit or place.second, level, now, only)


def take_back(scheduler, place, unit=None, by=None, level=Level.DISTRICT, only=None, now=NOW, seen=None):
    """What is looked at is what there is, unless a `seen` is of something else."""
    seen = look(scheduler, place, unit, level, only, now).seen if seen is None else seen
    with scheduler.change(place) as session:
        by, unit = by or place.district_boss, unit or place.second
        return taking_back.take_back(session, place.programme, MONTH, unit, level, by, now, only, seen=seen)


def extensions(scheduler) -> int:
    with scheduler.database.reading() as session:
        return len(session.scalars(select(Extension)).all())


def test_the_usual_day_is_in_force_again_and_its_officer_hears_which(scheduler, place):
    grant(scheduler, place, place.near)
    done = take_back(scheduler, place)
    assert codes(done.offices) == {place.near.code} and done.people == 1 and extensions(scheduler) == 0
    with scheduler.change(place) as session:
        obligation = due_months.obligation_of(session, place.programme, place.near, MONTH, NOW)
        assert (obligation.due.isoformat(), obligation.is_extended) == ("2026-11-05", False)
        assert [one.action for one in session.scalars(select(AuditLog).order_by(AuditLog.id))][-1] == "extend.back"
    scheduler.tick(NOW)
    words = scheduler.line.to(place.anna)[-1]
    assert "ยกเลิกการขยายเวลาส่งรายงานเดือนตุลาคม 2569" in words
    assert "ครบกำหนดแล้วเมื่อวันพฤหัสบดีที่ 5 พฤศจิกายน 2569 ยังส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in words


def test_whoever_hears_of_it_is_not_told_the_same_by_the_ladder_that_day(scheduler, place):
    day = at(2026, 11, 9)
    grant(scheduler, place, place.near, now=day)
    take_back(scheduler, place, now=day)
    scheduler.tick(day)
    first, second = scheduler.line.to(place.anna)
    assert "ขยายเวลาส่งรายงาน" in first and second.startswith("สำนักงาน") and "ยกเลิกการขยายเวลา" in second
    assert [words.splitlines()[0] for words in scheduler.line.to(place.boon)] == ["เกินกำหนดส่งรายงาน"]


def test_a_second_time_it_changes_and_tells_nothing(scheduler, place):
    grant(scheduler, place, place.near)
    take_back(scheduler, place)
    told = len(notices(scheduler))
    again = take_back(scheduler, place)
    assert again.offices == () and len(notices(scheduler)) == told


def test_who_has_sent_or_has_to_correct_keeps_the_later_day(scheduler, place):
    grant(scheduler, place, place.province, by=place.province_boss)
    with scheduler.change(place):
        place.reports(place.near, MONTH, ReportStatus.SUBMITTED, on_time=True)
        place.reports(place.far, MONTH, ReportStatus.RETURNED, on_time=True)
    done = take_back(scheduler, place, place.province, by=place.province_boss, level=Level.PROVINCE)
    assert codes(done.offices) == {place.town.code, place.pao.code} and extensions(scheduler) == 2


def test_only_those_that_were_named(scheduler, place):
    grant(scheduler, place, place.province, by=place.province_boss)
    both = {"by": place.province_boss, "level": Level.PROVINCE}
    assert codes(take_back(scheduler, place, place.province, only={place.near.code}, **both).offices) == {
        place.near.code
    }


def test_a_district_takes_back_nothing_that_the_province_gave(scheduler, place):
    grant(scheduler, place, place.near, by=place.province_boss)
    assert take_back(scheduler, place).offices == () and extensions(scheduler) == 1
    assert take_back(scheduler, place, by=place.province_boss, level=Level.PROVINCE).offices
    grant(scheduler, place, place.near)
    # The province may take back what the district gave.
    assert take_back(scheduler, place, place.province, by=place.province_boss, level=Level.PROVINCE).offices


def test_what_was_given_since_it_was_looked_at_is_not_taken_back_unseen(scheduler, place):
    grant(scheduler, place, place.near)
    old = look(scheduler, place).seen
    grant(scheduler, place, place.far, now=NOW + timedelta(minutes=1))
    assert take_back(scheduler, place, seen=old) is None and extensions(scheduler) == 2
    assert len(notices(scheduler)) == 2, "the two grants"
    assert take_back(scheduler, place, seen="") is None, "a button that knows nothing of it"
    # Moved on by somebody, the same office's later day is another one.
    old = look(scheduler, place, place.near).seen
    grant(scheduler, place, place.near, due_on=DAY + timedelta(days=1), now=NOW + timedelta(minutes=2))
    assert take_back(scheduler, place, place.near, seen=old) is None and extensions(scheduler) == 2


def test_what_a_level_above_gave_stays_when_the_giver_has_left(scheduler, place):
    grant(scheduler, place, place.near, by=place.province_boss)
    with scheduler.change(place) as session:
        (post,) = membership.active_of(session, place.province_boss)
        post.state, post.to_at = MembershipState.ENDED, NOW + timedelta(minutes=1)
    assert take_back(scheduler, place).offices == () and extensions(scheduler) == 1
    # What somebody rose to later says nothing of what they were.
    grant(scheduler, place, place.far)
    with scheduler.change(place) as session:
        place.joins(place.province, place.district_boss, Role.PROVINCE)
        risen = membership.open_between(session, place.district_boss, place.province, Role.PROVINCE)
        risen.from_at = NOW + timedelta(minutes=1)
    assert codes(take_back(scheduler, place).offices) == {place.far.code}
