"""What a supervisor can see and touch: their own subtrees, and nothing beside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from models import org_unit
from models.database import Database
from models.membership.membership import MembershipState, Role
from models.org_unit import OrgUnit, UnitKind
from models.reporting.report import ReportStatus
from services.access.jurisdiction import Jurisdiction, Level, jurisdiction_of, report_within, unit_within
from tests.support.district import District


class Country(District):
    """The district of the tests, a neighbour in the same province, and another province whose code begins alike."""

    def build(self) -> None:
        by_code = {unit.code: unit for unit in self.session.scalars(select(OrgUnit)).unique()}
        self.top, self.province, self.district = by_code["TH"], by_code["11"], by_code["1103"]
        self.above = self.province
        self.next_district = self.office("1104", UnitKind.DISTRICT)
        self.above = self.next_district
        self.next_office = self.office("06110401")
        self.above = self.top
        self.lookalike = self.office("110", UnitKind.PROVINCE)
        self.above = self.lookalike
        self.lookalike_office = self.office("05110001")

    def jurisdiction(self, unit: OrgUnit, role: str) -> Jurisdiction:
        person = self.person("S" + unit.code + role)
        self.joins(unit, person, role)
        return jurisdiction_of(self.session, person)


@pytest.fixture
def country(database: Database) -> Iterator[Country]:
    with database.writing() as session:
        country = Country(session)
        country.build()
        yield country


def test_a_district_reaches_its_offices_and_nothing_else(country: Country) -> None:
    jurisdiction = country.jurisdiction(country.district, Role.DISTRICT)
    seen = country.session.scalars(select(OrgUnit.code).where(jurisdiction.condition())).all()
    assert set(seen) == {"1103", "06110301", "06110302"}
    assert jurisdiction.top is country.district
    assert [jurisdiction.covers(unit) for unit in (country.near, country.next_office, country.province)] == [
        True,
        False,
        False,
    ]
    assert jurisdiction.level_over(country.near) is Level.DISTRICT
    assert jurisdiction.level_over(country.next_office) is None


def test_a_code_that_begins_alike_is_not_below(country: Country) -> None:
    jurisdiction = country.jurisdiction(country.province, Role.PROVINCE)
    assert jurisdiction.covers(country.next_office)
    assert not jurisdiction.covers(country.lookalike)
    assert not jurisdiction.covers(country.lookalike_office)
    seen = country.session.scalars(select(OrgUnit.code).where(jurisdiction.condition())).all()
    assert set(seen) == {"11", "1103", "1104", "06110301", "06110302", "06110401"}


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.ADMIN])
def test_the_department_and_the_operator_reach_everything(country: Country, role: Role) -> None:
    jurisdiction = country.jurisdiction(country.top, role)
    assert len(country.session.scalars(select(OrgUnit).where(jurisdiction.condition())).unique().all()) == 9
    assert jurisdiction.level is Level.DEPARTMENT
    assert jurisdiction.assignments[0].is_admin is (role == Role.ADMIN)


def test_one_governs_what_lies_below_and_not_colleagues_except_for_the_operator(country: Country) -> None:
    province = country.jurisdiction(country.province, Role.PROVINCE)
    assert province.governs(country.district) and province.governs(country.near)
    assert not province.governs(country.province) and not province.governs(country.lookalike)
    department, operator = (country.jurisdiction(country.top, role) for role in (Role.DEPARTMENT, Role.ADMIN))
    assert department.governs(country.province) and not department.governs(country.top)
    assert operator.governs(country.top)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPUTY])
def test_an_officer_supervises_nobody(country: Country, role: Role) -> None:
    jurisdiction = country.jurisdiction(country.near, role)
    assert not jurisdiction
    assert jurisdiction.top is None and jurisdiction.level is None
    assert country.session.scalars(select(OrgUnit).where(jurisdiction.condition())).unique().all() == []
    assert unit_within(country.session, jurisdiction, country.near.code) is None


@pytest.mark.parametrize("state", [MembershipState.PENDING, MembershipState.REFUSED, MembershipState.ENDED])
def test_only_a_membership_in_force_counts(country: Country, state: MembershipState) -> None:
    person = country.person("Uonce")
    country.joins(country.province, person, Role.PROVINCE, state)
    assert jurisdiction_of(country.session, person) == Jurisdiction()


def test_two_posts_reach_both_and_the_higher_speaks_first(country: Country) -> None:
    person = country.person("Utwo")
    country.joins(country.district, person, Role.DISTRICT)
    country.joins(country.lookalike, person, Role.PROVINCE)
    jurisdiction = jurisdiction_of(country.session, person)
    assert [post.level for post in jurisdiction.assignments] == [Level.PROVINCE, Level.DISTRICT]
    assert jurisdiction.level_over(country.near) is Level.DISTRICT
    assert jurisdiction.level_over(country.lookalike_office) is Level.PROVINCE
    assert not jurisdiction.covers(country.next_office)


@pytest.mark.parametrize("code", ["06110401", "1104", "11", "TH", "99999999", "", "06110301%", "0" * 99, "\0"])
def test_a_foreign_unit_is_none_like_one_that_does_not_exist(country: Country, code: str) -> None:
    jurisdiction = country.jurisdiction(country.district, Role.DISTRICT)
    assert unit_within(country.session, jurisdiction, code) is None


def test_own_units_are_found_closed_ones_too(country: Country) -> None:
    jurisdiction = country.jurisdiction(country.district, Role.DISTRICT)
    country.near.open_to = date(2026, 10, 1)
    country.session.flush()
    assert unit_within(country.session, jurisdiction, "06110301") is country.near


def test_reports_follow_their_office(country: Country) -> None:
    jurisdiction = country.jurisdiction(country.district, Role.DISTRICT)
    mine = country.reports(country.near, "2026-10", ReportStatus.SUBMITTED)
    foreign = country.reports(country.next_office, "2026-10", ReportStatus.SUBMITTED)
    assert report_within(country.session, jurisdiction, mine.id) is mine
    for number in (foreign.id, foreign.id + 1000, 0):
        assert report_within(country.session, jurisdiction, number) is None


def test_a_unit_is_whole_when_its_session_is_over(database: Database) -> None:
    with database.writing() as session:
        Country(session).build()
    with database.reading() as session:
        found = [org_unit.by_code(session, code) for code in ("TH", "11", "1103", "06110301")]
    assert [[above.code for above in unit.up()] for unit in found if unit] == [
        [],
        ["TH"],
        ["11", "TH"],
        ["1103", "11", "TH"],
    ]
