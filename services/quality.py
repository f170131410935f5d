"""What a report is worth beyond having been sent: a score of its content, and what a supervisor should look at.

The score is 0-100 and answers three questions, because a rate of sent reports can be had with empty ones:

* up to 50 for the required answers: 10 less for each that is missing, a photo that could not be had included;
* 25 unless every figure is the same as in the office's report before;
* up to 25 for photos of its own: the share of them that no earlier report of anybody's had. 25 where there are none.

A report that says "nothing to report" has no content and no score. Flags do not change the score beyond that: late,
unusual and changed reports may be perfectly good, somebody should only look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.conversation import interview
from bot.conversation.answered import answered
from bot.conversation.form import Form, QuestionKind
from models import report as reports
from models import report_event
from models.report import Report
from services import photo_checks, talks
from services.flags import Flag

ANSWERS, FIGURES, PHOTOS = 50, 25, 25
A_MISSING_ANSWER = 10
# Fewer figures than this are equal by chance.
FEWEST_FIGURES = 2
# The months before that say what is usual, and how few say nothing.
MONTHS_BACK, FEWEST_MONTHS = 12, 3
# 1 training more than 0 is not striking, whatever the factor.
LEAST_GAP = 10

_NUMBERS = (QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.RANGE)
_LEVELS = ("district", "province", "department")


def judge(session: Session, report: Report, form: Form, now: datetime) -> dict[str, Any]:
    """What `Report.content` holds of the answers as they stand in `report`: `score` (None for nothing to report) and
    `flags`, those of the whole report last."""
    answers = report.answers or {}
    photos = photo_checks.check(session, report, form, answers)
    missing = [*interview.lacking(form, answers, now), *photos.lost]
    flags: list[dict[str, Any]] = [{"kind": Flag.MISSING.value, "path": path} for path in missing]
    flags += photos.flags
    before = [] if report.is_nothing else reports.sent_before(session, report, MONTHS_BACK)
    figures = figures_of(form, answers)
    flags += _outliers(
        figures, [figures_of(form, one.answers or {}) for one in before], report.programme.outlier_factor
    )
    is_same = bool(before) and len(figures) >= FEWEST_FIGURES and figures == figures_of(form, before[0].answers or {})
    if is_same:
        flags.append({"kind": Flag.SAME.value, "path": "", "period": before[0].period})
    if report.on_time is False:
        flags.append({"kind": Flag.LATE.value, "path": ""})
    if approved := _approved_before(session, report):
        flags.append({"kind": Flag.CHANGED.value, "path": "", "level": approved})
    score = max(0, ANSWERS - A_MISSING_ANSWER * len(missing)) + (0 if is_same else FIGURES)
    score += PHOTOS if not photos.photos else round(PHOTOS * (photos.photos - photos.copies) / photos.photos)
    return {"score": None if report.is_nothing else score, "flags": flags}


def figures_of(form: Form, answers: Mapping[str, Any]) -> dict[str, float]:
    """The numbers of a report outside repeats, by path; calculations are not among them."""
    return {
        one.path: one.value
        for one in answered(form, answers)
        if one.question.kind in _NUMBERS and not one.rows and isinstance(one.value, int | float)
    }


def lock(session: Session, report_id: int) -> Report | None:
    """The report as it is now, kept from changing until the transaction ends. Whoever changes a report and its photos
    takes the report first: two that took them the other way round would wait for each other."""
    query = select(Report).where(Report.id == report_id).with_for_update(of=Report)
    return session.scalar(query.execution_options(populate_existing=True))


def refresh(session: Session, report: Report, now: datetime) -> None:
    """Judges a sent report again, because one of its photos has arrived or is lost. The report must be `lock`ed."""
    if report.revision == 0 or report.answers is None:
        return
    try:
        _, form = talks.form_of(session, report)
    except talks.NoForm:
        return
    content = judge(session, report, form, now)
    # Past the version: nobody who is at work on the report need begin again because of this.
    session.execute(
        update(Report)
        .where(Report.id == report.id)
        .values(content=content)
        .execution_options(synchronize_session=False)
    )
    session.expire(report, ["content"])


def _outliers(
    figures: Mapping[str, float], before: Sequence[Mapping[str, float]], factor: float
) -> list[dict[str, Any]]:
    found = []
    for path, value in figures.items():
        earlier = [one[path] for one in before if path in one]
        if factor <= 0 or len(earlier) < FEWEST_MONTHS:
            continue
        usual = median(earlier)
        # A nought is a statement of its own; where nought is usual, no factor says anything.
        is_far = value > usual * factor or value * factor < usual
        if value > 0 and usual > 0 and is_far and abs(value - usual) >= LEAST_GAP:
            found.append({"kind": Flag.OUTLIER.value, "path": path, "value": value, "usual": usual})
    return found


def _approved_before(session: Session, report: Report) -> str | None:
    """The highest level that had approved an earlier version."""
    levels = {event.reason for event in report_event.of_report(session, report.id) if event.action == "approved"}
    return next((level for level in reversed(_LEVELS) if level in levels), None)
