"""What a report is worth beyond having been sent: a score of its content, and what a supervisor should look at.

The score is 0-100 and answers three questions, because a rate of sent reports can be had with empty ones:

* up to 50 for the required answers: 10 less for each that is missing, a photo that could not be had included;
* 25 unless every figure is the same as in the office's report before;
* up to 25 for photos of its own: the share of them that no earlier report of anybody's had. 25 where there are none.

A report that says "nothing to report" has no content and no score. Flags do not change the score beyond that: late,
unusual and changed reports may be perfectly good, somebody should only look.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.anomalies.anomalies import MONTHS_BACK, AnomalyKind, anomaly, past_of
from bot.anomalies.warn_rule import FIGURES as FIGURE_KINDS
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind
from bot.engine.instance.answered import answered
from bot.interview import interview
from models.reporting import report as reports
from models.reporting import report_event
from models.reporting.report import Report
from services.assessment import photo_checks
from services.assessment.flags import Flag, confirmed_in
from services.forms.compiled import NoForm, form_of

ANSWERS, FIGURES, PHOTOS = 50, 25, 25
A_MISSING_ANSWER = 10
# Fewer figures than this are equal by chance.
FEWEST_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Points:
    """What the score of a report is made of. `answers`, `figures` and `photos` add up to `score`, each of at most
    ANSWERS, FIGURES and PHOTOS; `missing` required answers were not there, `same` is the period whose figures were all
    the same, "" for none."""

    score: int
    answers: int
    figures: int
    photos: int
    missing: int
    same: str


_LEVELS = ("district", "province", "department")


def judge(
    session: Session, report: Report, form: Form, now: datetime, confirmed: Collection[str] = ()
) -> dict[str, Any]:
    """What `Report.content` holds of the answers as they stand in `report`: `score` (None for nothing to report) and
    `flags`, those of the whole report last. `confirmed` are paths of answers that the officer says are right."""
    answers = report.answers or {}
    photos = photo_checks.check(session, report, form, answers)
    missing = [*interview.lacking(form, answers, now), *photos.lost]
    flags: list[dict[str, Any]] = [{"kind": Flag.MISSING.value, "path": path} for path in missing]
    flags += photos.flags
    before = [] if report.is_nothing else reports.sent_before(session, report, MONTHS_BACK)
    figures = figures_of(form, answers)
    flags += _anomalies(form, answers, before, report.programme.outlier_factor, confirmed)
    flags += [
        {"kind": Flag.ELSEWHERE.value, "path": one.path, "confirmed": True}
        for one in answered(form, answers)
        if one.question.kind is QuestionKind.GEOPOINT and one.path in confirmed
    ]
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


def points_in(content: Mapping[str, Any] | None) -> Points | None:
    """What the score in `Report.content` is made of; None where there is none."""
    score = (content or {}).get("score")
    if content is None or score is None:
        return None
    flags = content.get("flags", [])
    missing = sum(flag.get("kind") == Flag.MISSING for flag in flags)
    same = next((str(flag.get("period", "")) for flag in flags if flag.get("kind") == Flag.SAME), "")
    answers, figures = max(0, ANSWERS - A_MISSING_ANSWER * missing), 0 if same else FIGURES
    return Points(score, answers, figures, score - answers - figures, missing, same)


def figures_of(form: Form, answers: Mapping[str, Any]) -> dict[str, float]:
    """The numbers of a report outside repeats, by path; calculations are not among them."""
    return {
        one.path: one.value
        for one in answered(form, answers)
        if one.question.kind in FIGURE_KINDS and not one.rows and isinstance(one.value, int | float)
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
        _, form = form_of(session, report)
    except NoForm:
        return
    content = judge(session, report, form, now, confirmed_in(report.content))
    # Past the version: nobody who is at work on the report need begin again because of this.
    session.execute(
        update(Report)
        .where(Report.id == report.id)
        .values(content=content)
        .execution_options(synchronize_session=False)
    )
    session.expire(report, ["content"])


def _anomalies(
    form: Form, answers: Mapping[str, Any], before: Sequence[Report], factor: float, confirmed: Collection[str]
) -> list[dict[str, Any]]:
    """The chat's own rule (`bot/anomalies/anomalies`), held against the reports as they stand now."""
    past = past_of(form, [(one.period, one.answers or {}) for one in before])
    found = []
    for one in answered(form, answers):
        seen = None if one.rows else anomaly(one.question, one.value, past, factor)
        if seen is None:
            continue
        flag: dict[str, Any] = {"kind": Flag(seen.kind).value, "path": one.path}
        if seen.kind is AnomalyKind.JUMP:
            flag |= {"value": one.value, "usual": past[one.path].usual}
        elif seen.kind is AnomalyKind.FALL:
            flag |= {"value": one.value, "before": seen.before, "period": seen.month}
        found.append(flag | ({"confirmed": True} if one.path in confirmed else {}))
    return found


def _approved_before(session: Session, report: Report) -> str | None:
    """The highest level that had approved an earlier version."""
    levels = {event.reason for event in report_event.of_report(session, report.id) if event.action == "approved"}
    return next((level for level in reversed(_LEVELS) if level in levels), None)
