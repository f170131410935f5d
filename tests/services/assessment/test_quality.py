"""What a report's content is worth, and what a supervisor should look at."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.line.client import Content
from bot.texts import progress as overview
from models.database import Database
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.assessment import flags, quality
from services.photos import attachments
from services.photos.keeper import Keeper
from tests.support.kept import kept
from tests.support.reviewed import ANSWERS, NOTHING, Desk, answers
from tests.support.transcripts import photo

OFFICE, OTHER = "06110109", "06110110"
PHOTO = "/data/closing/photo_1"


@pytest.fixture
def desk(database: Database) -> Desk:
    return kept(database, Desk)


def months(desk: Desk, *budgets: float, office: str = OFFICE) -> None:
    """Earlier months, October's predecessors, with these budgets; the newest last."""
    for back, budget in enumerate(reversed(budgets), 1):
        document = answers(closing={"budget": budget, "photo_1": f"photo-{back}"}, teach={"staff": 40 + back})
        desk.sends(office, document, period=f"2026-{10 - back:02d}")


def test_a_usual_report_has_full_marks_and_no_flags(desk: Desk) -> None:
    report = desk.sends(OFFICE)
    assert desk.report(report).content == {"score": 100, "flags": []}


def test_nothing_to_report_has_no_score(desk: Desk) -> None:
    assert desk.score(desk.sends(OFFICE, NOTHING)) is None


def test_each_missing_answer_costs_ten_but_never_more_than_fifty(desk: Desk) -> None:
    report = desk.sends(OFFICE, answers(closing={"budget": None, "photo_1": None}))
    assert desk.flags(report) == [("missing", "/data/closing/budget"), ("missing", PHOTO)]
    assert desk.score(report) == 80
    bare = desk.sends(OTHER, {"start": {"happened": "yes"}})
    assert desk.score(bare) == 50 and len(desk.flags(bare)) >= 5


def test_figures_all_as_in_the_report_before(desk: Desk) -> None:
    desk.sends(OFFICE, period="2026-08")
    desk.sends(OFFICE, NOTHING, period="2026-09")
    report = desk.sends(OFFICE, answers(closing={"photo_1": "another"}))
    content = desk.report(report).content
    assert content == {"score": 75, "flags": [{"kind": "same", "path": "", "period": "2026-08"}]}
    other = desk.sends(OFFICE, answers(closing={"budget": 12501}))
    assert other == report and desk.flags(report) == []


def test_a_photo_that_an_earlier_report_had_is_told_of_the_later_one_only(desk: Desk) -> None:
    first = desk.draft(OFFICE)
    desk.photo(first, "a", "print-1")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    second = desk.draft(OTHER)
    desk.photo(second, "b", "print-1")
    desk.photo(second, "c", "print-2")
    desk.sends(OTHER, answers(closing={"photo_1": "c", "photo_2": "b"}))
    assert desk.report(second).content == {
        "score": 87,
        "flags": [{"kind": "photo", "path": "/data/closing/photo_2", "report": first}],
    }
    desk.sends(OFFICE, answers(closing={"photo_1": "a", "budget": 1}))
    assert desk.flags(first) == []


def test_the_same_photo_twice_in_one_report(desk: Desk) -> None:
    report = desk.draft(OFFICE)
    for ref in ("a", "b", "replaced"):
        desk.photo(report, ref, "print-1")
    desk.sends(OFFICE, answers(closing={"photo_1": "b"}))
    assert desk.flags(report) == []
    desk.sends(OFFICE, answers(closing={"photo_1": "a", "photo_2": "b"}))
    assert desk.flags(report) == [("photo", "/data/closing/photo_2")]


def test_a_photo_of_a_draft_is_no_earlier_report(desk: Desk) -> None:
    desk.photo(desk.draft(OTHER), "draft", "print-1")
    report = desk.draft(OFFICE)
    desk.photo(report, "a", "print-1")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    assert desk.flags(report) == []


@pytest.mark.parametrize(
    ("usual", "budget", "is_striking"),
    [
        ((12000, 12500, 13000), 12700, False),
        ((12000, 12500, 13000), 62500, False),  # five times is the limit itself
        ((12000, 12500, 13000), 62501, True),
        ((12000, 12500, 13000), 2499, True),
        ((12000, 12500, 13000), 0, False),  # a zero says that nothing was spent
        ((0, 0, 0), 50000, False),
        ((1, 1, 1), 10, False),  # less than ten more
        ((12500,), 900000, True),  # one month says enough
        ((1, 12500, 12500, 999999), 12500, False),  # one slip of the past changes nothing
    ],
)
def test_figures_far_from_the_usual_ones(
    desk: Desk, usual: tuple[float, ...], budget: float, is_striking: bool
) -> None:
    months(desk, *usual)
    report = desk.sends(OFFICE, answers(closing={"budget": budget}))
    assert desk.flags(report) == ([("outlier", "/data/closing/budget")] if is_striking else [])
    assert desk.score(report) == 100


def test_the_factor_is_the_programmes_and_nought_switches_it_off(desk: Desk) -> None:
    months(desk, 12000, 12500, 13000)
    for factor, wanted in ((2, 1), (0, 0)):
        with desk.database.writing() as session:
            desk.programme(session).outlier_factor = factor
        report = desk.sends(OFFICE, answers(closing={"budget": 26000}))
        assert len(desk.flags(report)) == wanted


def test_other_offices_months_say_nothing(desk: Desk) -> None:
    months(desk, 1, 2, 3, office=OTHER)
    assert desk.flags(desk.sends(OFFICE)) == []


def test_late_is_of_the_first_submission(desk: Desk) -> None:
    desk.clock.passes(days=5)
    report = desk.sends(OFFICE)
    assert desk.flags(report) == [("late", "")] and desk.score(report) == 100


class Arrives:
    """LINE, handing the photo out."""

    def content(self, message_id: str) -> Content:
        return Content(photo(), "image/jpeg")


def test_a_photo_that_arrives_after_the_report_is_judged_then(desk: Desk, tmp_path: object) -> None:
    first = desk.draft(OFFICE)
    desk.photo(first, "a")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    second = desk.draft(OTHER)
    desk.photo(second, "b")
    desk.sends(OTHER, answers(closing={"photo_1": "b"}))
    assert desk.flags(second) == []
    version = desk.report(second).version

    keeper = Keeper(desk.database, Arrives(), f"file://{tmp_path}", lambda: desk.now)
    assert keeper.fetch_due() == 2
    assert desk.flags(first) == []
    assert desk.flags(second) == [("photo", PHOTO)] and desk.score(second) == 75
    # Whoever reads the report at this moment need not begin again.
    assert desk.report(second).version == version


def test_a_photo_taken_back_or_lost_is_a_missing_answer(desk: Desk) -> None:
    report = desk.draft(OFFICE)
    desk.photo(report, "a", "print-1")
    desk.sends(OFFICE, answers(closing={"photo_1": "a"}))
    with desk.database.writing() as session:
        attachments.take_back(session, "message-a", desk.now)
    assert desk.flags(report) == [("missing", PHOTO)] and desk.score(report) == 90


def test_a_photo_that_arrives_in_the_same_instant_as_the_report(desk: Desk) -> None:
    """Whichever comes first, the report knows of the copy in the end."""
    first = desk.draft(OTHER)
    desk.photo(first, "original", "print-1")
    desk.sends(OTHER, answers(closing={"photo_1": "original"}))
    report = desk.draft(OFFICE)
    desk.photo(report, "copy")
    with desk.database.writing() as session:
        session.scalars(select(Attachment).where(Attachment.ref == "copy")).one().state = AttachmentState.FETCHING
    keeper = Keeper(desk.database, Arrives(), "memory://photos", lambda: desk.now)
    with desk.database.reading() as session:
        row = session.scalars(select(Attachment).where(Attachment.ref == "copy")).one()
    gate = threading.Barrier(2)

    def arrives() -> None:
        gate.wait(10)
        keeper._settle(row, AttachmentState.KEPT, key="ab/copy", sha256="print-1")

    def sends() -> None:
        gate.wait(10)
        desk.sends(OFFICE, answers(closing={"photo_1": "copy"}))

    threads = [threading.Thread(target=act) for act in (arrives, sends)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert desk.flags(report) == [("photo", PHOTO)]


def test_a_report_judged_again_keeps_what_else_was_found(desk: Desk) -> None:
    desk.clock.passes(days=5)
    report = desk.sends(OFFICE, ANSWERS)
    with desk.database.writing() as session:
        locked = quality.lock(session, report)
        assert locked is not None
        quality.refresh(session, locked, desk.now + timedelta(days=1))
    with desk.database.reading() as session:
        assert session.get_one(Report, report).content == {"score": 100, "flags": [{"kind": "late", "path": ""}]}


def test_levels_are_the_same_everywhere() -> None:
    assert tuple(level.value for level in Level) == quality._LEVELS


def test_what_the_officer_confirmed_is_marked_and_stays_so_when_it_is_judged_again(desk: Desk) -> None:
    months(desk, 12500)
    budget = "/data/closing/budget"
    report = desk.sends(OFFICE, answers(closing={"budget": 900000}), confirmed=(budget, "/data/teach/staff"))
    flag = {"kind": "outlier", "path": budget, "value": 900000, "usual": 12500, "confirmed": True}
    assert desk.report(report).content == {"score": 100, "flags": [flag]}
    with desk.database.writing() as session:
        locked = quality.lock(session, report)
        assert locked is not None
        quality.refresh(session, locked, desk.now)
    assert desk.report(report).content == {"score": 100, "flags": [flag]}
    # Another figure, that nobody was asked about.
    desk.sends(OFFICE, answers(closing={"budget": 800000}))
    assert desk.report(report).content == {
        "score": 100,
        "flags": [{"kind": "outlier", "path": budget, "value": 800000, "usual": 12500}],
    }


def test_a_running_total_that_falls_and_the_same_words_three_months_running(desk: Desk) -> None:
    words = "น้ำไม่เพียงพอในหน้าแล้ง ขอรถขุดจากจังหวัด"
    for back in (2, 1):
        document = answers(teach={"all_areas": 9 - back, "staff": 40 + back}, closing={"problems": words})
        desk.sends(OFFICE, document, period=f"2026-{10 - back:02d}")
    report = desk.sends(OFFICE, answers(closing={"problems": f" {words}."}))
    content = desk.report(report).content
    assert content is not None and content["flags"] == [
        {"kind": "falls", "path": "/data/teach/all_areas", "value": 5, "before": 8, "period": "2026-09"},
        {"kind": "repeated", "path": "/data/closing/problems"},
    ]


def test_kinds_for_lists() -> None:
    sure, anomalous = {"kind": "outlier", "path": "a", "confirmed": True}, {"kind": "outlier", "path": "b"}
    late = {"kind": "late", "path": ""}
    assert flags.kinds(None) == ()
    assert flags.kinds({"flags": [sure, late]}) == ("outlier-confirmed", "late")
    assert flags.kinds({"flags": [sure, anomalous]}) == ("outlier",)
    assert [overview.flag(kind) for kind in ("outlier-confirmed", "falls", "strange", "so-strange")] == [
        "ตัวเลขต่างจากปกติ (ยืนยันแล้ว)",
        "ยอดรวมลดลง",
        "strange",
        "so-strange",
    ]
