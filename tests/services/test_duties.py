"""What offices owe, as the chat, the reminders and the status card see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import event

from bot.line.address import Address
from bot.schedule import BANGKOK, Schedule
from models.database import Database, make_engine
from models.extension import Extension
from models.membership import Membership, MembershipState, Role
from models.org_unit import OrgUnit, UnitKind
from models.person import Person, PersonState
from models.programme import Programme
from models.report import Report, ReportStatus
from services import duties
from services.duties import Outcome
from services.migrate import migrate


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BANGKOK)


START = at(2026, 1, 1)


class Place:
    """A district with offices, one programme, one officer."""

    def __init__(self, session):
        self.session = session
        self.programme = self.asks("khok-nong-na")
        self.above: OrgUnit | None = None
        for code, kind in (("TH", UnitKind.DEPARTMENT), ("11", UnitKind.PROVINCE), ("1102", UnitKind.DISTRICT)):
            self.above = self.office(code, kind)
        self.near = self.office("06110201")
        self.far = self.office("06110202")
        self.officer = Person(line_user_id="U1", state=PersonState.ACTIVE, created_at=START)
        session.add(self.officer)
        session.flush()

    def asks(self, code, active_from="2026-01", active_to=None, audience=(UnitKind.SAO,), **schedule):
        programme = Programme(
            code=code,
            title=code,
            audience=list(audience),
            schedule=Schedule(**schedule).to_json(),
            active_from=active_from,
            active_to=active_to,
            created_at=START,
        )
        self.session.add(programme)
        self.session.flush()
        return programme

    def office(self, code, kind=UnitKind.SAO, open_from=None, open_to=None):
        path = f"{self.above.path}.{code}" if self.above else code
        unit = OrgUnit(
            code=code, kind=kind, name=code, path=path, parent=self.above, open_from=open_from, open_to=open_to
        )
        self.session.add(unit)
        self.session.flush()
        return unit

    def joins(self, unit, role=Role.OFFICER, state=MembershipState.ACTIVE):
        self.session.add(
            Membership(
                person_id=self.officer.id, org_unit_id=unit.id, role=role, state=state, asked_at=START, from_at=START
            )
        )
        self.session.flush()

    def reports(self, unit, period, status, on_time=None, programme=None):
        self.session.add(
            Report(
                programme_id=(programme or self.programme).id,
                org_unit_id=unit.id,
                period=period,
                status=status,
                is_nothing=status == ReportStatus.NOTHING,
                on_time=on_time,
                created_at=START,
            )
        )
        self.session.flush()

    def extends(self, unit, period, due_on):
        self.session.add(
            Extension(
                programme_id=self.programme.id,
                org_unit_id=unit.id,
                period=period,
                due_on=due_on,
                reason="flood",
                granted_at=START,
            )
        )
        self.session.flush()

    def owes(self, now):
        found = duties.open_duties(self.session, self.officer, now)
        return [(duty.programme.code, duty.unit.code, duty.period, duty.state) for duty in found]


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    engine = make_engine(f"sqlite:///{tmp_path}/duties.sqlite3")
    migrate(engine)
    database = Database(engine, {"address": Address("http://127.0.0.1:1", "@nong")})
    with database.writing() as session:
        yield Place(session)
    database.close()


def test_on_the_third_and_on_the_sixth_of_august_the_office_owes_july(place):
    place.joins(place.near)
    for day in (3, 6):
        assert place.owes(at(2026, 8, day)) == [("khok-nong-na", "06110201", "2026-07", None)]
    (duty,) = duties.open_duties(place.session, place.officer, at(2026, 8, 6))
    assert (duty.opens, duty.due, duty.locks) == (date(2026, 8, 1), date(2026, 8, 5), date(2026, 8, 31))
    assert not duty.is_on_time(at(2026, 8, 6)) and duty.is_on_time(at(2026, 8, 5, 23))


def test_a_sent_month_stays_in_the_list_with_its_state(place):
    place.joins(place.near)
    place.reports(place.near, "2026-07", ReportStatus.SUBMITTED, on_time=True)
    place.reports(place.far, "2026-07", ReportStatus.RETURNED, on_time=True)
    place.joins(place.far)
    first, second = duties.open_duties(place.session, place.officer, at(2026, 8, 3))
    assert first.is_sent and not first.is_returned
    assert second.is_returned and not second.is_sent


def test_an_extension_keeps_an_older_month_open_and_puts_it_first(place):
    place.joins(place.near)
    place.joins(place.far)
    place.extends(place.near, "2026-06", date(2026, 8, 2))
    found = duties.open_duties(place.session, place.officer, at(2026, 8, 1))
    assert [(duty.unit.code, duty.period) for duty in found] == [
        ("06110201", "2026-06"),
        ("06110201", "2026-07"),
        ("06110202", "2026-07"),
    ]
    assert found[0].is_extended and found[0].due == date(2026, 8, 2)
    assert len(duties.open_duties(place.session, place.officer, at(2026, 8, 3))) == 2


def test_several_offices_and_programmes_come_in_the_order_they_are_due(place):
    place.asks("water", due_day=3)
    place.joins(place.near)
    place.joins(place.far)
    assert [(programme, unit) for programme, unit, _, _ in place.owes(at(2026, 8, 1))] == [
        ("water", "06110201"),
        ("water", "06110202"),
        ("khok-nong-na", "06110201"),
        ("khok-nong-na", "06110202"),
    ]


def test_only_what_is_asked_of_the_office_is_owed(place):
    place.asks("ended", active_to="2026-06")
    place.asks("to-come", active_from="2026-08")
    place.asks("towns", audience=[UnitKind.TOWN])
    place.joins(place.near)
    place.joins(place.office("06110203", open_to=date(2026, 7, 31)))
    place.joins(place.office("06110204", open_from=date(2026, 8, 1)))
    assert place.owes(at(2026, 8, 3)) == [("khok-nong-na", "06110201", "2026-07", None)]


def test_only_active_reporting_memberships_count(place):
    place.joins(place.near, role=Role.DISTRICT)
    place.joins(place.far, state=MembershipState.PENDING)
    assert place.owes(at(2026, 8, 3)) == []
    place.joins(place.near, role=Role.DEPUTY)
    place.joins(place.near, role=Role.OFFICER)  # both roles in one office owe one report
    assert len(place.owes(at(2026, 8, 3))) == 1


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
        duties.open_duties(place.session, person, at(2026, 8, 3))
        event.remove(place.session.get_bind(), "before_cursor_execute", count)
        return len(seen)

    one = queries()
    place.officer = place.session.get(Person, officer_id)
    place.above = place.session.get(OrgUnit, place.above.id)
    for number in range(20):
        place.joins(place.office(f"061103{number:02d}"))
    place.asks("water")
    assert queries() == one <= 5


def test_one_month_can_be_asked_for_whether_open_or_not(place):
    ask = duties.duty_of
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
    months = duties.history(place.session, place.near, place.programme, at(2026, 8, 3))
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
    found = duties.histories(place.session, [place.near, place.far], [place.programme], now, months=1)
    near, far = (found[place.programme.id, unit.id][1] for unit in (place.near, place.far))
    assert (near.outcome, near.is_open, near.due) == (Outcome.OPEN, True, date(2026, 8, 10))
    assert (far.outcome, far.is_open) == (Outcome.RETURNED, False)
