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
from enum import StrEnum
from statistics import median
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.conversation import interview
from bot.conversation.answered import answered
from bot.conversation.form import Form, QuestionKind
from models import report as reports
from models import report_event
from models.attachment import Attachment, AttachmentState
from models.report import Report
from services import talks

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


class Flag(StrEnum):
    """The `kind` of a flag in `Report.content`. Each flag has a `path` (concrete; "" where it is of the whole report)
    and what else is said here."""

    MISSING = "missing"  # a required answer is not there
    SAME = "same"  # every figure as in the report before; `period` is that report's month
    PHOTO = "photo"  # an earlier report has the same photo; `report` is its id
    OUTLIER = "outlier"  # far from the office's usual figure: `value`, and `usual`, the median of the months before
    LATE = "late"
    CHANGED = "changed"  # since it was approved; `level` is the highest that had


def judge(session: Session, report: Report, form: Form, now: datetime) -> dict[str, Any]:
    """What `Report.content` holds of the answers as they stand in `report`: `score` (None for nothing to report) and
    `flags`, those of the whole report last."""
    answers = report.answers or {}
    photos, lost, again = _photos(session, report, form, answers)
    missing = [*interview.lacking(form, answers, now), *lost]
    flags: list[dict[str, Any]] = [{"kind": Flag.MISSING.value, "path": path} for path in missing]
    flags += [{"kind": Flag.PHOTO.value, "path": path, "report": other} for path, other in again]
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
    score += PHOTOS if not photos else round(PHOTOS * (photos - len(again)) / photos)
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


def _photos(
    session: Session, report: Report, form: Form, answers: Mapping[str, Any]
) -> tuple[int, list[str], list[tuple[str, int]]]:
    """How many photos the answers name, the paths of photos and files that are lost, (path, report) of the photos that
    stood in an earlier message already. Of two with the same photo only the later is told."""
    attached = [one for one in answered(form, answers) if one.question.kind.is_attachment]
    if not attached:
        return 0, [], []
    refs = [one.value for one in attached]
    mine = {row.ref: row for row in session.scalars(select(Attachment).where(Attachment.ref.in_(refs)))}
    gone = (AttachmentState.GONE, AttachmentState.REFUSED)
    lost = [one.path for one in attached if one.value in mine and mine[one.value].state in gone]
    named = {one.value: one.path for one in attached if one.question.kind is QuestionKind.IMAGE}
    photos = [mine[ref] for ref in named if ref in mine]
    prints = {row.sha256 for row in photos if row.sha256 and row.state == AttachmentState.KEPT}
    same = session.execute(
        select(Attachment.id, Attachment.ref, Attachment.sha256, Attachment.report_id)
        .join(Report, Attachment.report_id == Report.id)
        .where(Attachment.sha256.in_(prints), Attachment.state == AttachmentState.KEPT, Report.revision > 0)
        .order_by(Attachment.id)
    ).all()
    again = []
    for ref, path in named.items():
        row = mine.get(ref)
        if row is None or row.sha256 not in prints:
            continue
        # In the same report only what stands in an answer counts: a photo sent twice and replaced is no copy.
        others = (one for one in same if one.id < row.id and (one.report_id != report.id or one.ref in named))
        if first := next((one for one in others if one.sha256 == row.sha256), None):
            again.append((path, first.report_id))
    return len(named), lost, again


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
