"""Who has sent: the figures of an area, its offices, and a year of their months."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot import tally
from bot.tally import NONE, Tally
from models.database import Database
from models.membership.membership import MembershipState, Role
from models.membership.person import PersonState
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from services.obligations import due_months
from services.obligations.due_months import Outcome
from services.progress import overview, tallies
from services.progress.month_history import months_of
from services.progress.tallies import by_child, trends_by_child
from tests.support.district import District, at

NOW = at(2026, 8, 6)
JULY = "2026-07"
YEAR = [f"2026-{month:02d}" for month in range(1, 9)]


class Province(District):
    """Two districts with offices of two kinds, an อบจ. directly below the province, and a neighbour province."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        assert self.above is not None
        self.programme.audience = [UnitKind.SAO, UnitKind.TAMBON_TOWN, UnitKind.PAO]
        self.second = self.above
        self.province = self.second.parent
        assert self.province is not None
        self.department = self.province.parent
        self.above = self.province
        self.pao = self.office("02110101", UnitKind.PAO, name="สมุทรปราการ")
        self.first = self.office("1101", UnitKind.DISTRICT, name="เมือง")
        self.above = self.first
        self.town = self.office("05110101", UnitKind.TAMBON_TOWN, name="บางปู")
        self.city = self.office("03110102", UnitKind.CITY, name="สมุทรปราการ")  # not in the audience
        self.above = self.department
        self.neighbour = self.office("12", UnitKind.PROVINCE, name="นนทบุรี")
        self.above = self.neighbour
        self.foreign = self.office("06120001", name="บางเขน")

    def tally(self, unit: OrgUnit, period: str = JULY) -> Tally:
        self.session.flush()
        return tallies.tally(self.session, self.programme, period, unit, NOW)

    def lines(self, unit: OrgUnit, period: str = JULY) -> dict[str, overview.OfficeLine]:
        self.session.flush()
        found = overview.offices(self.session, self.programme, period, unit, NOW)
        return {line.unit.code: line for line in found}

    def scored(self, report: Report, score: int, *flags: str) -> Report:
        report.content = {"score": score, "flags": [{"kind": flag, "path": "/data/a"} for flag in flags]}
        return report


@pytest.fixture
def place(database: Database) -> Iterator[Province]:
    with database.writing() as session:
        yield Province(session)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", remember)
    yield statements
    event.remove(session.get_bind(), "before_cursor_execute", remember)


def test_every_office_is_counted_once_and_the_parts_make_the_whole(place):
    place.reports(place.near, JULY, ReportStatus.SUBMITTED, on_time=True)
    place.reports(place.far, JULY, ReportStatus.NOTHING, on_time=False)
    place.reports(place.pao, JULY, ReportStatus.RETURNED, on_time=True)
    place.reports(place.town, JULY, ReportStatus.DRAFT)
    found = place.tally(place.province)
    assert (found.expected, found.sent, found.on_time, found.late, found.nothing) == (4, 2, 1, 1, 1)
    assert (found.returned, found.missing, found.approved) == (1, 1, 0)
    assert (found.rate, found.on_time_rate) == (0.5, 0.25)
    assert place.tally(place.department).expected == 5
    assert place.tally(place.neighbour).sent == 0


def test_an_office_counts_in_the_months_on_whose_last_day_it_was_there(place):
    place.above = place.first
    late = place.office("06110201", open_from=date(2026, 7, 31))
    later = place.office("06110202", open_from=date(2026, 8, 1))
    closed = place.office("06110203", open_to=date(2026, 7, 31))
    merged = place.office("06110204", open_from=date(2026, 3, 15), open_to=date(2026, 6, 1))
    place.reports(closed, JULY, ReportStatus.SUBMITTED, on_time=True)
    place.reports(closed, "2026-06", ReportStatus.SUBMITTED, on_time=True)
    place.reports(merged, "2026-05", ReportStatus.SUBMITTED, on_time=False)
    # The town and the closed one; the merged one from March to May; the one of July for the closed one in July.
    opened = YEAR[:-1]
    assert [place.tally(place.first, month).expected for month in opened] == [2, 2, 3, 3, 3, 2, 2]
    for month in opened:
        asked = [
            due_months.obligation_of(place.session, place.programme, one, month, NOW)
            for one in (late, later, closed, merged)
        ]
        assert place.tally(place.first, month).expected == 1 + sum(obligation is not None for obligation in asked)
    assert [place.tally(place.first, month).rate for month in ("2026-05", "2026-06")] == [1 / 3, 1 / 2]
    # What the closed office sent for July stands in the list and in no figure.
    assert place.tally(place.first).sent == 0
    line = place.lines(place.first)["06110203"]
    assert line.is_sent and not line.is_expected and not line.waits
    assert "06110204" not in place.lines(place.first) and "06110202" not in place.lines(place.first)


def test_only_months_that_the_programme_asks_for_and_that_have_opened_are_expected(place):
    place.programme.active_from = "2026-03"
    place.programme.active_to = "2026-06"
    place.session.flush()
    months = tallies.trend(place.session, place.programme, YEAR, place.province, NOW)
    assert [one.expected for one in months] == [0, 0, 4, 4, 4, 4, 0, 0]
    assert months[0].rate is None and months[0] == NONE
    place.programme.active_to = None
    assert place.tally(place.province, "2026-08").expected == 0, "August opens in September"
    assert place.lines(place.province, "2026-08") == {}
    with pytest.raises(ValueError, match="not a month"):
        place.tally(place.province, "กรกฎาคม")


def test_the_audience_is_asked_and_nobody_else(place):
    assert place.city.code not in place.lines(place.province)
    place.reports(place.city, JULY, ReportStatus.SUBMITTED, on_time=True)
    assert place.tally(place.first).sent == 0 and not place.lines(place.first)[place.city.code].is_expected
    place.programme.audience = [UnitKind.CITY]
    assert place.tally(place.first).sent == place.tally(place.first).expected == 1


def test_another_programmes_reports_are_none_of_this_one(place):
    water = place.asks("water", audience=(UnitKind.SAO,))
    place.reports(place.near, JULY, ReportStatus.SUBMITTED, on_time=True, programme=water)
    assert place.tally(place.province).sent == 0
    assert place.lines(place.province)[place.near.code].report_id is None
    assert tallies.tally(place.session, water, JULY, place.province, NOW).sent == 1


def test_approvals_are_counted_by_the_highest_level(place):
    for unit, level in ((place.near, "district"), (place.far, "province"), (place.town, "province")):
        report = place.reports(unit, JULY, ReportStatus.APPROVED, on_time=True)
        report.approved_level = level
    place.reports(place.pao, JULY, ReportStatus.SUBMITTED, on_time=True)
    found = place.tally(place.department)
    assert (found.sent, found.approved, dict(found.levels)) == (4, 3, {"district": 1, "province": 2})


def test_the_content_score_is_the_mean_of_the_sent_reports_that_have_one(place):
    assert place.tally(place.province).content is None
    place.scored(place.reports(place.near, JULY, ReportStatus.SUBMITTED, on_time=True), 100)
    place.scored(place.reports(place.far, JULY, ReportStatus.SUBMITTED, on_time=True), 70, "same_as_last", "photo")
    place.scored(place.reports(place.pao, JULY, ReportStatus.RETURNED, on_time=True), 0)
    place.reports(place.town, JULY, ReportStatus.SUBMITTED, on_time=True)
    assert place.tally(place.province).content == 85
    lines = place.lines(place.province)
    assert lines[place.far.code].flags == ("same_as_last", "photo") and lines[place.far.code].score == 70
    assert lines[place.town.code].score is None and lines[place.town.code].flags == ()
    children = by_child(place.session, place.programme, JULY, place.province, NOW)
    assert [(child.code, one.content) for child, one in children] == [("02110101", None), ("1101", None), ("1103", 85)]


def test_offices_with_nobody_registered_are_counted_apart(place):
    place.joins(place.near)
    place.joins(place.far, place.person("U2"), state=MembershipState.ENDED)
    place.joins(place.town, place.person("U3"), role=Role.DISTRICT)
    place.joins(place.pao, place.person("U4"), role=Role.DEPUTY)
    assert place.tally(place.province).unregistered == 2
    assert place.tally(place.department).unregistered == 3


def test_the_children_of_each_level_make_up_the_level(place):
    place.scored(place.reports(place.near, JULY, ReportStatus.APPROVED, on_time=True), 90).approved_level = "district"
    place.scored(place.reports(place.pao, JULY, ReportStatus.SUBMITTED, on_time=False), 60, "late")
    place.reports(place.foreign, JULY, ReportStatus.NOTHING, on_time=True).content = {"score": None, "flags": []}
    place.joins(place.far)
    place.above = place.first
    place.reports(place.office("06110199", open_to=date(2026, 7, 9)), JULY, ReportStatus.SUBMITTED, on_time=True)
    place.session.flush()

    def children(unit: OrgUnit) -> dict[str, tuple[int, int]]:
        found = by_child(place.session, place.programme, JULY, unit, NOW)
        whole = place.tally(unit)
        assert tally.total(one for _, one in found) == whole
        lines = overview.offices(place.session, place.programme, JULY, unit, NOW)
        assert [(child.code, one) for child, one in overview.by_child_of(lines, unit)] == [
            (child.code, one) for child, one in found
        ]
        return {child.code: (one.expected, one.sent) for child, one in found}

    assert children(place.department) == {"11": (4, 2), "12": (1, 1)}
    assert children(place.province) == {"02110101": (1, 1), "1101": (1, 0), "1103": (2, 1)}
    assert children(place.second) == {"06110301": (1, 1), "06110302": (1, 0)}
    assert by_child(place.session, place.programme, JULY, place.near, NOW) == []
    assert place.tally(place.near).sent == 1, "an office is its own area"


def test_a_year_by_child_is_the_year_of_each_child(place):
    place.reports(place.near, "2026-05", ReportStatus.SUBMITTED, on_time=True)
    place.reports(place.pao, JULY, ReportStatus.SUBMITTED, on_time=False)
    years = trends_by_child(place.session, place.programme, YEAR, place.province, NOW)
    assert [child.code for child, _ in years] == ["02110101", "1101", "1103"]
    for child, months in years:
        assert months == tallies.trend(place.session, place.programme, YEAR, child, NOW)
    assert [one.sent for one in years[2][1]] == [0, 0, 0, 0, 1, 0, 0, 0]


def test_areas_with_nothing_to_expect_are_left_out(place):
    place.above = place.province
    place.office("1102", UnitKind.DISTRICT, name="บางบ่อ")
    found = by_child(place.session, place.programme, JULY, place.province, NOW)
    assert "1102" not in [child.code for child, _ in found]


def test_a_codes_prefix_is_not_an_area(place):
    place.above = place.department
    longer = place.office("110", UnitKind.PROVINCE, name="คล้าย")
    place.above = longer
    place.office("06110999")
    assert place.tally(place.province).expected == 4 and place.tally(longer).expected == 1


def test_a_line_says_what_became_of_the_month(place):
    place.reports(place.near, JULY, ReportStatus.DRAFT)
    sent = place.reports(place.far, JULY, ReportStatus.APPROVED, on_time=False)
    sent.approved_level, sent.revision = "district", 2
    place.reports(place.town, JULY, ReportStatus.RETURNED, on_time=True)
    place.extends(place.pao, JULY, date(2026, 9, 10))
    lines = place.lines(place.province)
    assert list(lines) == [place.pao.code, place.town.code, place.near.code, place.far.code], "the order of the tree"
    near, far, town, pao = (lines[unit.code] for unit in (place.near, place.far, place.town, place.pao))
    assert (near.outcome, near.has_draft, near.report_id, near.waits) == (Outcome.OPEN, True, None, True)
    assert (far.outcome, far.approved_level, far.revision, far.waits) == (Outcome.LATE, "district", 2, False)
    assert (town.outcome, town.is_returned, town.waits, town.on_time) == (Outcome.RETURNED, True, True, True)
    assert (pao.due, pao.is_extended) == (date(2026, 9, 10), True) and near.due == date(2026, 8, 5)
    assert (far.district, far.unit.parent.parent.name, pao.district) == ("บางพลี", "สมุทรปราการ", "")
    waiting = [code for code, line in lines.items() if line.waits and not line.is_returned]
    assert waiting == [place.pao.code, place.near.code]
    assert len(waiting) == place.tally(place.province).missing


def test_after_the_lock_a_month_is_missing_unless_it_is_extended(place):
    place.extends(place.near, "2026-06", date(2026, 8, 6))
    lines = place.lines(place.second, "2026-06")
    assert lines[place.near.code].outcome is Outcome.OPEN
    assert lines[place.far.code].outcome is Outcome.MISSING
    found = outcomes(place, ["2026-06", JULY, "2026-08"], place.second)
    assert found[place.near.id] == [Outcome.OPEN, Outcome.OPEN, Outcome.NOT_EXPECTED]
    assert found[place.far.id] == [Outcome.MISSING, Outcome.OPEN, Outcome.NOT_EXPECTED]


def outcomes(place: Province, months: list[str], unit: OrgUnit) -> dict[int, list[Outcome]]:
    found = months_of(place.session, place.programme, months, unit, NOW)
    return {unit_id: [month.outcome for month in history] for unit_id, history in found.items()}


def test_the_history_says_what_the_office_itself_is_told(place):
    place.programme.active_from = "2026-02"
    place.near.open_from = date(2026, 3, 10)
    for month, status, on_time in (
        (JULY, ReportStatus.DRAFT, None),
        ("2026-06", ReportStatus.SUBMITTED, True),
        ("2026-05", ReportStatus.APPROVED, False),
        ("2026-04", ReportStatus.NOTHING, True),
        ("2026-03", ReportStatus.RETURNED, True),
    ):
        place.reports(place.near, month, status, on_time=on_time)
    place.session.flush()
    months = [f"2026-{month:02d}" for month in range(1, 8)]
    found = outcomes(place, months, place.province)
    for unit in (place.near, place.far, place.town, place.pao):
        own = due_months.history(place.session, unit, place.programme, NOW)
        assert found[unit.id] == [month.outcome for month in reversed(own)]
    assert place.foreign.id not in found


def test_people_of_an_office_and_when_they_were_last_heard(place):
    silent, blocked = place.person("U2"), place.person("U3", state=PersonState.BLOCKED)
    place.officer.last_event_at, blocked.last_event_at = at(2026, 8, 1), at(2026, 8, 5)
    place.joins(place.near)
    place.joins(place.near, role=Role.DEPUTY)  # the same person twice
    place.joins(place.near, silent)
    place.joins(place.near, blocked)
    place.joins(place.far, blocked)
    lines = place.lines(place.province)
    near, far, town = (lines[unit.code] for unit in (place.near, place.far, place.town))
    assert (near.people, near.reachable, near.last_contact) == (3, 2, at(2026, 8, 5))
    assert (far.people, far.reachable) == (1, 0)
    assert (town.people, town.reachable, town.last_contact) == (0, 0, None)


def test_a_province_takes_no_more_queries_than_a_district(place):
    def queries(unit: OrgUnit) -> list[int]:
        place.session.flush()
        unit_id, programme_id = unit.id, place.programme.id
        found = []
        for ask in (
            lambda s, p, u: tallies.tally(s, p, JULY, u, NOW),
            lambda s, p, u: tallies.trend(s, p, YEAR, u, NOW),
            lambda s, p, u: by_child(s, p, JULY, u, NOW),
            lambda s, p, u: overview.offices(s, p, JULY, u, NOW),
            lambda s, p, u: months_of(s, p, YEAR, u, NOW),
        ):
            place.session.expunge_all()
            fresh = place.session.get_one(OrgUnit, unit_id)
            asked = place.session.get_one(Programme, programme_id)
            with counted(place.session) as statements:
                ask(place.session, asked, fresh)
            found.append(len(statements))
        return found

    few = queries(place.second)
    province_id = place.province.id
    district = place.session.get_one(OrgUnit, place.second.id)
    place.above = district
    for number in range(60):
        place.office(f"061105{number:02d}")
    place.province = place.session.get_one(OrgUnit, province_id)
    assert queries(place.province) == few == [2, 2, 3, 4, 3]
