"""Approving, sending back, unlocking: the ladder, the locks, the history, and two people at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from bot.texts.reviewing import returned as returning
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, PersonState
from models.reporting.extension import Extension
from models.reporting.report import Report, ReportStatus
from models.reporting.report_event import ReportEvent
from services.access.jurisdiction import Level
from services.obligations import due_months
from services.reporting import submit
from services.reviewing import decisions, history
from services.reviewing.decisions import Approved
from services.reviewing.points import REASONS, Point, ReviewRefused
from tests.handlers.joining.test_concurrency import at_once
from tests.support.kept import kept
from tests.support.reviewed import NOTHING, Desk, answers

OFFICE, OTHER, PAO = "06110109", "06110110", "02110101"
BUDGET = Point("/data/closing/budget", "impossible")
STAFF = Point("/data/teach/staff", "other", "นับวิทยากรด้วยหรือไม่")


@pytest.fixture
def desk(database: Database) -> Desk:
    return kept(database, Desk)


@pytest.fixture
def people(desk: Desk) -> dict[Level, int]:
    """One person at each level above the offices of district 1101."""
    return {
        Level.DISTRICT: desk.person("1101", Role.DISTRICT, "อำเภอ"),
        Level.PROVINCE: desk.person("11", Role.PROVINCE, "จังหวัด"),
        Level.DEPARTMENT: desk.person("TH", Role.DEPARTMENT, "กรม"),
    }


def approve(desk: Desk, who: int, level: Level, *reports: int, revisions: dict[int, int] | None = None) -> Approved:
    with desk.database.writing() as session:
        rows = [session.get_one(Report, one) for one in reports]
        seen = revisions or {row.id: row.revision for row in rows}
        return decisions.approve(session, rows, session.get_one(Person, who), level, revisions=seen, now=desk.now)


def send_back(desk: Desk, who: int, level: Level, report: int, *points: Point, revision: int | None = None) -> None:
    with desk.database.writing() as session:
        row = session.get_one(Report, report)
        seen = row.revision if revision is None else revision
        decisions.send_back(session, row, session.get_one(Person, who), level, points, revision=seen, now=desk.now)


def unlock(desk: Desk, who: int, level: Level, report: int, words: str = "พบยอดซ้ำ") -> None:
    with desk.database.writing() as session:
        decisions.unlock(session, session.get_one(Report, report), session.get_one(Person, who), level, words, desk.now)


def refused(desk: Desk, report: int) -> str:
    """Why the office may not send the report again."""
    with pytest.raises(submit.CannotSubmit) as why, desk.database.reading() as session:
        row = session.get_one(Report, report)
        submit.check_open(row, due_months.obligation_of_report(session, row, desk.now))
    return why.value.reason


def events(desk: Desk, report: int) -> list[tuple[str, str | None, str, str | None]]:
    with desk.database.reading() as session:
        rows = session.scalars(select(ReportEvent).where(ReportEvent.report_id == report).order_by(ReportEvent.id))
        return [(row.action, row.from_status, row.to_status, row.reason) for row in rows]


def test_the_ladder_is_climbed_step_by_step(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE)
    for level in (Level.PROVINCE, Level.DEPARTMENT):
        assert approve(desk, people[level], level, report).skipped == ((report, "below_first"),)
    for level in Level:
        assert approve(desk, people[level], level, report) == Approved((report,), ())
        row = desk.report(report)
        assert (row.status, row.approved_level) == (ReportStatus.APPROVED, level)
    assert refused(desk, report) == "approved"
    assert events(desk, report)[1:] == [
        ("approved", "submitted", "approved", "district"),
        ("approved", "approved", "approved", "province"),
        ("approved", "approved", "approved", "department"),
    ]


def test_a_level_that_nobody_holds_is_passed_over(desk: Desk) -> None:
    province = desk.person("11", Role.PROVINCE)
    report = desk.sends(OFFICE)
    assert approve(desk, province, Level.PROVINCE, report).done == (report,)


def test_a_district_whose_people_cannot_be_reached_does_not_hold_up_its_province(
    desk: Desk, people: dict[Level, int]
) -> None:
    with desk.database.writing() as session:
        session.get_one(Person, people[Level.DISTRICT]).state = PersonState.BLOCKED
    report = desk.sends(OFFICE)
    assert approve(desk, people[Level.PROVINCE], Level.PROVINCE, report).done == (report,)


def test_an_ended_membership_holds_nothing(desk: Desk, people: dict[Level, int]) -> None:
    with desk.database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == people[Level.DISTRICT])).unique().one()
        held.state = MembershipState.ENDED
    report = desk.sends(OFFICE)
    assert approve(desk, people[Level.PROVINCE], Level.PROVINCE, report).done == (report,)


def test_an_office_without_a_district_begins_at_its_province(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(PAO)
    assert approve(desk, people[Level.PROVINCE], Level.PROVINCE, report).done == (report,)


def test_another_districts_officer_is_nobody_here(desk: Desk) -> None:
    desk.person("1102", Role.DISTRICT)
    province = desk.person("11", Role.PROVINCE)
    report = desk.sends(OFFICE)
    assert approve(desk, province, Level.PROVINCE, report).done == (report,)


@pytest.mark.parametrize(
    ("levels", "first", "last"),
    [
        (["district", "province"], Level.DISTRICT, Level.PROVINCE),
        (["district", "department"], Level.DISTRICT, Level.DEPARTMENT),
        (["province", "department"], Level.PROVINCE, Level.DEPARTMENT),
    ],
)
def test_two_levels_are_enough(
    desk: Desk, people: dict[Level, int], levels: list[str], first: Level, last: Level
) -> None:
    with desk.database.writing() as session:
        desk.programme(session).levels = levels
    report = desk.sends(OFFICE)
    [without] = [level for level in Level if level not in levels]
    assert approve(desk, people[without], without, report).skipped == ((report, "no_level"),)
    assert approve(desk, people[last], last, report).skipped == ((report, "below_first"),)
    assert approve(desk, people[first], first, report).done == (report,)
    assert approve(desk, people[last], last, report).done == (report,)


def test_asking_twice_changes_nothing_and_leaves_one_line(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE)
    approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    again = approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    assert again == Approved((), ((report, "already"),))
    assert [action for action, *_ in events(desk, report)] == ["submitted", "approved"]


def test_a_version_that_was_not_looked_at_is_not_approved(desk: Desk, people: dict[Level, int]) -> None:
    report, other = desk.sends(OFFICE), desk.sends(OTHER)
    desk.sends(OFFICE, answers(closing={"budget": 99}))
    done = approve(desk, people[Level.DISTRICT], Level.DISTRICT, report, other, revisions={report: 1, other: 1})
    assert done == Approved((other,), ((report, "stale"),))
    # Not even one that was not on the card at all.
    assert approve(desk, people[Level.DISTRICT], Level.DISTRICT, report, revisions={other: 1}).skipped == (
        (report, "stale"),
    )


def test_what_is_not_sent_is_not_approved(desk: Desk, people: dict[Level, int]) -> None:
    draft, returned = desk.draft(OTHER), desk.sends(OFFICE)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, returned, BUDGET)
    done = approve(desk, people[Level.DISTRICT], Level.DISTRICT, draft, returned)
    assert done.skipped == tuple(sorted([(draft, "not_sent"), (returned, "returned")]))


def test_nothing_to_report_is_approved_too_and_stays_what_it_said(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE, NOTHING)
    approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    row = desk.report(report)
    assert row.status == ReportStatus.APPROVED and row.is_nothing


def test_sent_back_mended_and_told(desk: Desk, people: dict[Level, int]) -> None:
    officer, deputy = desk.person(OFFICE, Role.OFFICER), desk.person(OFFICE, Role.DEPUTY)
    gone = desk.person(OFFICE, Role.OFFICER)
    with desk.database.writing() as session:
        session.get_one(Person, gone).state = PersonState.BLOCKED
    report = desk.sends(OFFICE, by=officer)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET, STAFF)
    assert desk.report(report).status == ReportStatus.RETURNED
    for person in (officer, deputy):
        (told,) = desk.told(person)
        assert "ส่งกลับให้แก้ไข: รายงานเดือนตุลาคม 2569" in told and "บางเมืองใหม่" in told
        assert "งบประมาณที่ใช้: ค่าไม่น่าเป็นไปได้" in told and "บุคลากรที่เข้าอบรม: นับวิทยากรด้วยหรือไม่" in told
    assert desk.told(gone) == [] and desk.told(people[Level.DISTRICT]) == []

    desk.sends(OFFICE, answers(closing={"budget": 1250}), by=officer)
    row = desk.report(report)
    assert (row.status, row.revision, row.on_time) == (ReportStatus.RESUBMITTED, 2, True)
    (again,) = desk.told(people[Level.DISTRICT])
    assert "หน่วยงานแก้ไขและส่งมาใหม่แล้ว" in again and "บางเมืองใหม่" in again
    assert approve(desk, people[Level.DISTRICT], Level.DISTRICT, report).done == (report,)
    assert [action for action, *_ in events(desk, report)] == [
        "submitted", "returned", "returned", "resubmitted", "approved",
    ]  # fmt: skip


def test_whoever_no_longer_supervises_is_not_told(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET)
    with desk.database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == people[Level.DISTRICT])).unique().one()
        held.state = MembershipState.ENDED
    desk.sends(OFFICE)
    assert desk.told(people[Level.DISTRICT]) == []


def test_a_nothing_report_that_was_sent_back_comes_again_as_resubmitted(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE, NOTHING)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, Point("", "unclear"))
    desk.sends(OFFICE, NOTHING)
    assert desk.report(report).status == ReportStatus.RESUBMITTED
    approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    unlock(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    assert desk.report(report).status == ReportStatus.RESUBMITTED


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ([], "nothing"),
        ([Point("/data/closing/budget", "ugly")], "unknown"),
        ([Point("/data/closing/nowhere", "unclear")], "unknown"),
        ([Point("/data/closing/photo_3", "photo")], "unknown"),  # not asked in this report
        ([Point("/data/closing/budget", "other")], "no_words"),
        ([Point("/data/closing/budget", "other", " \n\u200b ")], "no_words"),
        ([Point("/data/closing/budget", "", "too high")], "no_reason"),
    ],
)
def test_a_return_must_name_a_question_and_a_reason(
    desk: Desk, people: dict[Level, int], points: Sequence[Point], reason: str
) -> None:
    report = desk.sends(OFFICE)
    with pytest.raises(ReviewRefused) as why:
        send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, *points)
    assert why.value.reason == reason
    assert desk.report(report).status == ReportStatus.SUBMITTED and len(events(desk, report)) == 1


def test_who_may_not_send_back(desk: Desk, people: dict[Level, int]) -> None:
    district, province = people[Level.DISTRICT], people[Level.PROVINCE]
    report, draft = desk.sends(OFFICE), desk.draft(OTHER)

    def why(who: int, level: Level, one: int, revision: int | None = None) -> str:
        with pytest.raises(ReviewRefused) as refusal:
            send_back(desk, who, level, one, BUDGET, revision=revision)
        return refusal.value.reason

    assert why(district, Level.DISTRICT, draft) == "not_sent"
    assert why(district, Level.DISTRICT, report, revision=0) == "stale"
    approve(desk, district, Level.DISTRICT, report)
    approve(desk, province, Level.PROVINCE, report)
    assert why(district, Level.DISTRICT, report) == "locked"
    # Whoever approved it last may think again.
    send_back(desk, province, Level.PROVINCE, report, BUDGET)
    assert desk.report(report).approved_level is None
    assert why(district, Level.DISTRICT, report) == "returned"
    # Sent again it has to be approved from the bottom.
    desk.sends(OFFICE, answers(closing={"budget": 5}))
    assert approve(desk, province, Level.PROVINCE, report).skipped == ((report, "below_first"),)
    assert desk.flags(report) == [("changed", "")]
    assert not desk.is_clean(report)


def test_unlocking_by_the_level_that_approved_or_one_above(desk: Desk, people: dict[Level, int]) -> None:
    officer = desk.person(OFFICE, Role.OFFICER)
    report = desk.sends(OFFICE)

    def why(level: Level, words: str = "พบยอดซ้ำ") -> str:
        with pytest.raises(ReviewRefused) as refusal:
            unlock(desk, people[level], level, report, words)
        return refusal.value.reason

    assert why(Level.PROVINCE) == "not_approved"
    approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    approve(desk, people[Level.PROVINCE], Level.PROVINCE, report)
    assert why(Level.DISTRICT) == "locked"
    assert why(Level.PROVINCE, "  ") == "no_words"
    unlock(desk, people[Level.DEPARTMENT], Level.DEPARTMENT, report)
    row = desk.report(report)
    assert (row.status, row.approved_level, row.revision) == (ReportStatus.SUBMITTED, None, 1)
    (told,) = desk.told(officer)
    assert "เปิดให้แก้ไขรายงานแล้ว" in told and "พบยอดซ้ำ" in told and "กรมส่งเสริมการปกครองท้องถิ่น" in told
    desk.sends(OFFICE, answers(closing={"budget": 5}))
    assert desk.report(report).status == ReportStatus.SUBMITTED
    assert desk.flags(report) == [("changed", "")]
    # Nobody had sent it back: nobody is told.
    assert desk.told(people[Level.DEPARTMENT]) == []


def test_a_month_that_is_locked_or_nearly_so_stays_open_for_mending(desk: Desk, people: dict[Level, int]) -> None:
    report, other = desk.sends(OFFICE), desk.sends(OTHER)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, other, BUDGET)
    with desk.database.reading() as session:
        assert session.scalars(select(Extension)).all() == []
    desk.clock.passes(days=35)  # 7 December: October is locked since the end of November
    assert refused(desk, report) == "locked"
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET)
    with desk.database.reading() as session:
        (extension,) = session.scalars(select(Extension)).all()
        assert extension.due_on == date(2026, 12, 10) and extension.granted_by == people[Level.DISTRICT]
        row = session.get_one(Report, report)
        submit.check_open(row, due_months.obligation_of_report(session, row, desk.now))
    desk.sends(OFFICE)
    assert desk.report(report).on_time is True
    # Once more, later: the same extension grows.
    desk.clock.passes(days=2)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET)
    with desk.database.reading() as session:
        assert [one.due_on for one in session.scalars(select(Extension))] == [date(2026, 12, 12)]


def test_an_office_that_is_no_longer_asked_cannot_be_sent_anything_back(desk: Desk, people: dict[Level, int]) -> None:
    report = desk.sends(OFFICE)
    with desk.database.writing() as session:
        session.get_one(Report, report).unit.open_to = date(2026, 10, 15)
    with pytest.raises(ReviewRefused, match="closed"):
        send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET)


def test_clean_is_in_time_and_without_flags(desk: Desk) -> None:
    clean, draft = desk.sends(OFFICE), desk.draft("05110106")
    assert desk.is_clean(clean) and not desk.is_clean(draft)
    assert not desk.is_clean(desk.sends("05110107", answers(closing={"budget": None})))
    desk.clock.passes(days=9)
    assert not desk.is_clean(desk.sends(OTHER))


def test_the_history_tells_who_what_why_and_what_changed(desk: Desk, people: dict[Level, int]) -> None:
    officer = desk.person(OFFICE, Role.OFFICER, "สมใจ")
    report = desk.sends(OFFICE, by=officer)
    desk.clock.passes(minutes=1)
    send_back(desk, people[Level.DISTRICT], Level.DISTRICT, report, BUDGET, STAFF)
    desk.clock.passes(minutes=1)
    desk.sends(OFFICE, answers(closing={"budget": 1250, "problems": "ฝนแล้ง"}), by=officer)
    approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
    unlock(desk, people[Level.PROVINCE], Level.PROVINCE, report, "พบยอดซ้ำ")
    with desk.database.reading() as session:
        told = history.history(session, session.get_one(Report, report))
    assert [(one.action, one.person, one.revision) for one in told] == [
        ("submitted", "สมใจ", 1),
        ("returned", "อำเภอ", None),
        ("resubmitted", "สมใจ", 2),
        ("approved", "อำเภอ", None),
        ("unlocked", "จังหวัด", None),
    ]
    assert told[0].office == "องค์การบริหารส่วนตำบลบางเมืองใหม่"
    assert told[1].office == "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอเมืองสมุทรปราการ"
    assert [(one.label, one.reason, one.words) for one in told[1].points] == [
        ("งบประมาณที่ใช้", "impossible", ""),
        ("บุคลากรที่เข้าอบรม", "other", "นับวิทยากรด้วยหรือไม่"),
    ]
    assert [(one.label, one.before, one.after) for one in told[2].differences] == [
        ("งบประมาณที่ใช้", "12,500 บาท", "1,250 บาท"),
        ("ปัญหาและความต้องการ", "ไม่มี", "ฝนแล้ง"),
    ]
    assert (told[3].level, told[4].words) == ("district", "พบยอดซ้ำ")


# Two at once


def test_of_two_who_approve_at_once_one_is_written_down(desk: Desk) -> None:
    one, other = desk.person("1101", Role.DISTRICT), desk.person("1101", Role.DISTRICT)
    reports = [desk.sends(office) for office in (OFFICE, OTHER, "05110106", "05110107")]
    results = at_once(
        lambda: approve(desk, one, Level.DISTRICT, *reports),
        lambda: approve(desk, other, Level.DISTRICT, *reversed(reports)),
    )
    done = sorted(report for result in results for report in result.done)
    assert done == sorted(reports)
    assert {reason for result in results for _, reason in result.skipped} <= {"already"}
    for report in reports:
        assert [action for action, *_ in events(desk, report)].count("approved") == 1


def test_approving_and_sending_back_at_once_leaves_one_of_both(desk: Desk, people: dict[Level, int]) -> None:
    other = desk.person("1101", Role.DISTRICT)
    officer = desk.person(OFFICE, Role.OFFICER)
    for attempt in range(3):
        report = desk.sends(OFFICE, answers(closing={"budget": attempt}))

        def returns(report: int = report) -> str:
            try:
                send_back(desk, other, Level.DISTRICT, report, BUDGET)
            except ReviewRefused as refusal:
                return refusal.reason
            return "done"

        def approves(report: int = report) -> str:
            result = approve(desk, people[Level.DISTRICT], Level.DISTRICT, report)
            return "done" if result.done else result.skipped[0][1]

        outcomes = at_once(returns, approves)
        row = desk.report(report)
        # Approved first it may still be sent back by the same level; sent back first it cannot be approved.
        assert outcomes in (["done", "done"], ["done", "returned"], ["returned", "done"], ["done", "stale"],
                            ["stale", "done"])  # fmt: skip
        if row.status == ReportStatus.APPROVED:
            unlock(desk, people[Level.DISTRICT], Level.DISTRICT, report)
        assert row.status in (ReportStatus.RETURNED, ReportStatus.APPROVED)
        assert (row.approved_level is None) == (row.status == ReportStatus.RETURNED)
    assert all("ส่งกลับ" in told or "เปิดให้แก้ไข" in told for told in desk.told(officer))


def test_of_two_who_send_back_at_once_the_office_hears_one(desk: Desk, people: dict[Level, int]) -> None:
    officer = desk.person(OFFICE, Role.OFFICER)
    report = desk.sends(OFFICE)

    def returns(who: int, level: Level, point: Point) -> str:
        try:
            send_back(desk, who, level, report, point)
        except ReviewRefused as refusal:
            return refusal.reason
        return "done"

    outcomes = at_once(
        lambda: returns(people[Level.DISTRICT], Level.DISTRICT, BUDGET),
        lambda: returns(people[Level.PROVINCE], Level.PROVINCE, STAFF),
    )
    assert sorted(outcomes) in (["done", "returned"], ["done", "stale"])
    assert len(desk.told(officer)) == 1
    assert [action for action, *_ in events(desk, report)].count("returned") == 1


def test_a_version_that_arrives_while_it_is_approved_is_not_approved_unseen(
    desk: Desk, people: dict[Level, int]
) -> None:
    officer = desk.person(OFFICE, Role.OFFICER)
    report = desk.sends(OFFICE, by=officer)

    def amends() -> str:
        try:
            desk.sends(OFFICE, answers(closing={"budget": 7}), by=officer)
        except (submit.CannotSubmit, StaleDataError) as late:
            return type(late).__name__
        return "amended"

    def approves() -> str:
        result = approve(desk, people[Level.DISTRICT], Level.DISTRICT, report, revisions={report: 1})
        return "approved" if result.done else result.skipped[0][1]

    outcomes = set(at_once(amends, approves))
    row = desk.report(report)
    if "amended" in outcomes:
        assert outcomes == {"amended", "stale"} and (row.status, row.revision) == (ReportStatus.SUBMITTED, 2)
    else:
        assert "approved" in outcomes and (row.status, row.revision) == (ReportStatus.APPROVED, 1)


def test_reasons_have_words() -> None:
    assert tuple(returning.REASONS) == REASONS


def test_old_history_without_answers_is_no_trouble(desk: Desk) -> None:
    desk.person(OFFICE, Role.OFFICER)
    with desk.database.writing() as session:
        report = Report(
            programme_id=desk.programme(session).id,
            org_unit_id=session.scalars(select(Membership.org_unit_id)).one(),
            period="2026-05",
            status=ReportStatus.SUBMITTED,
            created_at=desk.now - timedelta(days=90),
        )
        session.add(report)
        session.flush()
        session.add(
            ReportEvent(report_id=report.id, at=desk.now, person_id=None, action="submitted", to_status="submitted")
        )
        session.flush()
        (only,) = history.history(session, report)
        assert (only.person, only.differences, only.revision) == ("", (), 1)
        report_id = report.id
    assert desk.is_clean(report_id)


def test_a_path_as_long_as_a_form_may_make_it(desk: Desk) -> None:
    report = desk.sends(OFFICE)
    path = "/data/" + "/".join(["a_group_with_a_long_name"] * 20)
    with desk.database.writing() as session:
        session.add(ReportEvent(report_id=report, at=desk.now, action="returned", to_status="returned", field=path))
    with desk.database.reading() as session:
        assert history.history(session, session.get_one(Report, report))[-1].points[0].path == path


def test_two_pairs_of_eyes_see_each_version(desk: Desk, people: dict[Level, int]) -> None:
    """Whoever has sent or amended any version approves none; a level that only they hold is passed over."""
    report = desk.sends(OFFICE, by=people[Level.DISTRICT])
    desk.clock.passes(minutes=1)
    desk.sends(OFFICE, answers(teach={"staff": 7}), by=people[Level.PROVINCE])
    desk.clock.passes(minutes=1)
    desk.sends(OFFICE, answers(teach={"staff": 8}))
    for level in (Level.DISTRICT, Level.PROVINCE):
        for sender in (people[Level.DISTRICT], people[Level.PROVINCE]):
            assert approve(desk, sender, level, report) == Approved((), ((report, "own"),))
    assert approve(desk, people[Level.DEPARTMENT], Level.DEPARTMENT, report).done == (report,)


def test_a_colleague_of_the_same_level_approves_before_the_next(desk: Desk, people: dict[Level, int]) -> None:
    colleague = desk.person("1101", Role.DISTRICT)
    mine, other = desk.sends(OFFICE, by=people[Level.DISTRICT]), desk.sends(OTHER)
    done = approve(desk, people[Level.DISTRICT], Level.DISTRICT, mine, other)
    assert done == Approved((other,), ((mine, "own"),))
    assert approve(desk, people[Level.PROVINCE], Level.PROVINCE, mine).skipped == ((mine, "below_first"),)
    assert approve(desk, colleague, Level.DISTRICT, mine).done == (mine,)
