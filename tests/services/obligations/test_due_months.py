"""What offices owe, as the chat, the reminders and the status card see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import event, select

from models.database import Database
from models.membership.membership import MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit, UnitKind
from models.reporting.extension import Extension
from models.reporting.report import ReportStatus
from services.obligations import due_months, extensions
from services.obligations.due_months import Outcome
from tests.support.district import START, District, at


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[District]:
    with sqlite_database.writing() as session:
        yield District(session)


def has_outstanding(place: District, now: datetime):
    found = due_months.open_obligations(place.session, place.officer, now)
    return [
        (obligation.programme.code, obligation.unit.code, obligation.period, obligation.state) for obligation in found
    ]


def test_on_the_third_and_on_the_sixth_of_august_the_office_owes_july(place):
    place.joins(place.near)
    for day in (3, 6):
        assert has_outstanding(place, at(2026, 8, day)) == [("khok-nong-na", "06110301", "2026-07", None)]
    (obligation,) = due_months.open_obligations(place.session, place.officer, at(2026, 8, 6))
    assert (obligation.opens, obligation.due, obligation.locks) == (
        date(2026, 8, 1),
        date(2026, 8, 5),
        date(2026, 8, 31),
    )
    assert not obligation.is_on_time(at(2026, 8, 6)) and obligation.is_on_time(at(2026, 8, 5, 23))


def test_a_sent_month_stays_in_the_list_with_its_state(place):
    place.joins(place.near)
    place.reports(place.near, "2026-07", ReportStatus.SUBMITTED, on_time=True)
    place.reports(place.far, "2026-07", ReportStatus.RETURNED, on_time=True)
    place.joins(place.far)
    first, second = due_months.open_obligations(place.session, place.officer, at(2026, 8, 3))
    assert first.is_sent and not first.is_returned
    assert second.is_returned and not second.is_sent


def test_an_extension_keeps_an_older_month_open_and_puts_it_first(place):
    place.joins(place.near)
    place.joins(place.far)
    place.extends(place.near, "2026-06", date(2026, 8, 2))
    found = due_months.open_obligations(place.session, place.officer, at(2026, 8, 1))
    assert [(obligation.unit.code, obligation.period) for obligation in found] == [
        ("06110301", "2026-06"),
        ("06110301", "2026-07"),
        ("06110302", "2026-07"),
    ]
    assert found[0].is_extended and found[0].due == date(2026, 8, 2)
    assert len(due_months.open_obligations(place.session, place.officer, at(2026, 8, 3))) == 2


def test_several_offices_and_programmes_come_in_the_order_they_are_due(place):
    place.asks("water", due_day=3)
    place.joins(place.near)
    place.joins(place.far)
    assert [(programme, unit) for programme, unit, _, _ in has_outstanding(place, at(2026, 8, 1))] == [
        ("water", "06110301"),
        ("water", "06110302"),
        ("khok-nong-na", "06110301"),
        ("khok-nong-na", "06110302"),
    ]


def test_only_what_is_asked_of_the_office_is_owed(place):
    place.asks("ended", active_to="2026-06")
    place.asks("to-come", active_from="2026-08")
    place.asks("towns", audience=(UnitKind.TOWN,))
    place.asks("without-form", has_form=False)
    place.joins(place.near)
    place.joins(place.office("06110303", open_to=date(2026, 7, 31)))
    place.joins(place.office("06110304", open_from=date(2026, 8, 1)))
    assert has_outstanding(place, at(2026, 8, 3)) == [("khok-nong-na", "06110301", "2026-07", None)]


def test_only_active_reporting_memberships_count(place):
    place.joins(place.near, role=Role.DISTRICT)
    place.joins(place.far, state=MembershipState.PENDING)
    assert has_outstanding(place, at(2026, 8, 3)) == []
    place.joins(place.near, role=Role.DEPUTY)
    place.joins(place.near, role=Role.OFFICER)  # both roles in one office owe one report
    assert len(has_outstanding(place, at(2026, 8, 3))) == 1


def test_many_offices_take_no_more_queries_than_one(place):
    place.joins(place.near)
    officer_id = place.officer.id

    def queries() -> int:
        place.session.flush()
        place.session.expunge_all()
        person = place.session.get(Person, officer_id)
        seen = []

        def count(*_):
            seen.append(1)

        event.listen(place.session.get_bind(), "before_cursor_execute", count)
        due_months.open_obligations(place.session, person, at(2026, 8, 3))
        event.remove(place.session.get_bind(), "before_cursor_execute", count)
        return len(seen)

    one = queries()
    place.officer = place.session.get(Person, officer_id)
    place.above = place.session.get(OrgUnit, place.above.id)
    for number in range(20):
        place.joins(place.office(f"061104{number:02d}"))
    place.asks("water")
    assert queries() == one <= 5


def test_one_month_can_be_asked_for_whether_open_or_not(place):
    ask = due_months.obligation_of
    assert ask(place.session, place.programme, place.near, "2026-05", at(2026, 8, 3)).is_open is False
    place.extends(place.near, "2026-05", date(2026, 8, 3))
    assert ask(place.session, place.programme, place.near, "2026-05", at(2026, 8, 3)).is_open is True
    assert ask(place.session, place.programme, place.near, "2025-12", at(2026, 8, 3)) is None
    assert ask(place.session, place.programme, place.office("05110299", UnitKind.TAMBON_TOWN), "2026-07", START) is None
    with pytest.raises(ValueError, match="not a month"):
        ask(place.session, place.programme, place.near, "July", at(2026, 8, 3))


def test_the_last_six_months_tell_zero_missing_and_not_asked_apart(place):
    place.programme.active_from = "2026-02"
    place.reports(place.near, "2026-06", ReportStatus.SUBMITTED, on_time=True)
    place.reports(place.near, "2026-05", ReportStatus.APPROVED, on_time=False)
    place.reports(place.near, "2026-04", ReportStatus.NOTHING, on_time=True)
    place.reports(place.near, "2026-03", ReportStatus.DRAFT)
    months = due_months.history(place.session, place.near, place.programme, at(2026, 8, 3))
    assert [(month.period, month.outcome) for month in months] == [
        ("2026-07", Outcome.OPEN),
        ("2026-06", Outcome.ON_TIME),
        ("2026-05", Outcome.LATE),
        ("2026-04", Outcome.NOTHING),
        ("2026-03", Outcome.MISSING),
        ("2026-02", Outcome.MISSING),
        ("2026-01", Outcome.NOT_EXPECTED),
    ]
    assert months[0].due == date(2026, 8, 5)
    assert months[3].on_time is True and months[4].on_time is None


def test_an_extended_month_is_open_not_missing(place):
    place.extends(place.near, "2026-06", date(2026, 8, 10))
    place.reports(place.far, "2026-06", ReportStatus.RETURNED, on_time=True)
    now = at(2026, 8, 3)
    found = due_months.histories(place.session, [place.near, place.far], [place.programme], now, months=1)
    near, far = (found[place.programme.id, unit.id][1] for unit in (place.near, place.far))
    assert (near.outcome, near.is_open, near.due) == (Outcome.OPEN, True, date(2026, 8, 10))
    assert (far.outcome, far.is_open) == (Outcome.RETURNED, False)


def test_what_keeps_a_month_open_keeps_a_later_day_and_its_reason(place):
    report = place.reports(place.near, "2026-07", ReportStatus.SUBMITTED, on_time=True)
    for until, stands in ((10, 10), (20, 20), (15, 20)):
        day, now = date(2026, 9, until), at(2026, 9, 7)
        whose = report.programme, report.period, [report.org_unit_id]
        extensions.move_later(place.session, *whose, day, f"until {until}", place.officer, now, keeps_reason=True)
        (row,) = place.session.execute(select(Extension.due_on, Extension.reason))
        assert row == (date(2026, 9, stands), "until 10")
