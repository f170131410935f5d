"""Which of many reports wait for a level: the table says what the report itself would say."""

from __future__ import annotations

import pytest

from models import org_unit, programme
from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.progress import overview
from services.reviewing import decisions
from services.reviewing import ladder as ladders
from services.reviewing.points import Point
from services.reviewing.queue import ToApprove, to_approve
from tests.support.kept import kept
from tests.support.reviewed import NOTHING, OCTOBER, Desk, answers


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    return kept(sqlite_database, Desk)


def play(desk: Desk, holders_of: tuple[str, ...]) -> None:
    for role, unit in ((Role.DISTRICT, "1101"), (Role.PROVINCE, "11"), (Role.DEPARTMENT, "TH")):
        if role in holders_of:
            desk.person(unit, role)
    somebody = desk.person("1104", Role.DISTRICT)
    desk.sends("06110109")
    approved, back = desk.sends("06110110"), desk.sends("05110107")
    desk.sends("02110101")  # an อบจ. has no district above it
    desk.sends("05110106", NOTHING)
    desk.draft("06110202")
    with desk.database.writing() as session:
        by = session.get_one(Person, somebody)
        report = session.get_one(Report, approved)
        done = decisions.approve(session, [report], by, Level.DISTRICT, revisions={approved: 1}, now=desk.now)
        assert done.done == (approved,)
        points = [Point("/data/teach/staff", "unclear")]
        decisions.send_back(
            session, session.get_one(Report, back), by, Level.DISTRICT, points, revision=1, now=desk.now
        )
    desk.clock.passes(days=10)
    desk.sends("05110201")  # late
    desk.sends("06110301", answers(teach={"staff": 30}))


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("ladder", [["district", "province", "department"], ["province", "department"], ["district"]])
@pytest.mark.parametrize("there", [(), ("district",), ("district", "province", "department")])
def test_a_line_waits_where_its_report_can_be_approved(
    desk: Desk, level: Level, ladder: list[str], there: tuple[str, ...]
) -> None:
    play(desk, there)
    somebody = desk.person("12", Role.PROVINCE)
    with desk.database.writing() as session:
        asked, top = programme.every(session)[0], org_unit.by_code(session, "TH")
        assert top is not None
        asked.levels = ladder
        session.flush()
        lines = overview.offices(session, asked, OCTOBER, top, desk.now)
        me = session.get_one(Person, somebody)
        found = to_approve(session, asked, lines, level, me)
        waiting = {line.report_id for line in found.waiting}
        below = {line.report_id for line in found.below}
        for line in lines:
            if line.report_id is None:
                continue
            report = session.get_one(Report, line.report_id)
            reason = decisions.why_not(report, me, level, ladders.ladder(session, [ladders.Sent.of(report)]))
            assert (line.report_id in waiting) == (reason is None), (line.unit.code, reason)
            assert (line.report_id in below) == (reason == "below_first"), (line.unit.code, reason)
            if reason is None:
                flags = (report.content or {}).get("flags", [])
                assert (line in found.clean) == (report.on_time is not False and not flags)
    assert not waiting & below


def test_the_table_is_not_empty_and_nobody_of_no_level_approves(desk: Desk) -> None:
    play(desk, ())
    somebody = desk.person("12", Role.PROVINCE)
    with desk.database.reading() as session:
        asked, top = programme.every(session)[0], org_unit.by_code(session, "TH")
        assert top is not None
        lines = overview.offices(session, asked, OCTOBER, top, desk.now)
        me = session.get_one(Person, somebody)
        district = to_approve(session, asked, lines, Level.DISTRICT, me)
        assert len(district.waiting) == 5 and len(district.clean) == 3
        assert to_approve(session, asked, lines, None, me) == ToApprove()
