"""One report: read, approved, sent back, unlocked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.changes import Difference
from bot.texts import progress as words
from bot.texts.desk import score as score_words
from bot.texts.reviewing import releasing, returned
from bot.thai.places import map_link
from bot.thai.units import short_name
from bot.whole import whole
from models.reporting.report import Report, ReportStatus
from services.access.jurisdiction import Level
from services.aggregation import released_photos
from services.posters.subjects import areas_programme
from services.reviewing import decisions, report_page
from services.reviewing.points import LONGEST_WORDS, REASONS, Point, ReviewRefused
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_report", __name__)

# What the form left out or got wrong; everything else is that the report has moved on.
_WRONG_FORM = ("nothing", "no_words", "no_reason", "unknown")


@pages.get("/desk/r/<int:number>")
@for_supervisors()
def report(desk: Desk, number: int) -> str:
    found, level = found_at(desk, number)
    return _page(desk, found, level)


@pages.post("/desk/r/<int:number>/approve")
@for_supervisors()
def approve(desk: Desk, number: int) -> ResponseReturnValue:
    """With `go` = next it leads on to the next report that waits, or back to the table after the last one."""
    found, level = found_at(desk, number)
    seen = _revision()
    done = decisions.approve(desk.session, [found], desk.person, level, revisions={found.id: seen}, now=desk.now)
    if done.skipped:
        return _refused(desk, found, level, done.skipped[0][1], seen)
    if request.form.get("go") != "next":
        flash(words.APPROVED, "good")
        return redirect(f"/desk/r/{found.id}", 303)
    following = report_page.next_waiting(desk.session, desk.jurisdiction, found, level, desk.person)
    flash(words.approved_one(short_name(found.unit), is_last=following is None), "good")
    return redirect(f"/desk/r/{following}" if following else _table(found, desk), 303)


@pages.post("/desk/r/<int:number>/return")
@for_supervisors()
def send_back(desk: Desk, number: int) -> ResponseReturnValue:
    """The form has `reason:<path>` and `words:<path>` of every question, and of "" for the whole report."""
    found, level = found_at(desk, number)
    seen, points = _revision(), _points()
    try:
        decisions.send_back(desk.session, found, desk.person, level, points, revision=seen, now=desk.now)
    except ReviewRefused as refused:
        return _refused(desk, found, level, refused.reason, seen, points)
    flash(words.SENT_BACK, "good")
    return redirect(f"/desk/r/{found.id}", 303)


@pages.post("/desk/r/<int:number>/unlock")
@for_supervisors()
def unlock(desk: Desk, number: int) -> ResponseReturnValue:
    found, level = found_at(desk, number)
    said = request.form.get("words", "")
    try:
        decisions.unlock(desk.session, found, desk.person, level, said, desk.now)
    except ReviewRefused as refused:
        return _refused(desk, found, level, refused.reason, _revision(), unlock_words=said)
    flash(words.UNLOCKED, "good")
    return redirect(f"/desk/r/{found.id}", 303)


def found_at(desk: Desk, number: int) -> tuple[Report, Level]:
    """The report and the visitor's level over it. A draft is its office's own: it is as if it were not there."""
    found = desk.report(number)
    level = desk.jurisdiction.level_over(found.unit)
    if level is None or found.submitted_at is None:
        desk.nothing()
    return found, level


def _table(found: Report, desk: Desk) -> str:
    """The visitor's own area in this month."""
    post = desk.jurisdiction.post_over(found.unit)
    code = post.unit.code if post else desk.top.code
    return f"/desk/u/{code}?programme={found.programme.code}&period={found.period}"


def _revision() -> int:
    """Which version the visitor looked at; 0, which none is, where the form does not say."""
    return whole(request.form.get("revision", "")) or 0


def _points() -> list[Point]:
    """Every question with a reason, or with words that still lack one."""
    form = request.form
    paths = [key.removeprefix("reason:") for key in form if key.startswith("reason:")]
    points = [Point(path, form[f"reason:{path}"], form.get(f"words:{path}", "")) for path in paths]
    return [point for point in points if point.reason or point.words.strip()]


def _refused(
    desk: Desk,
    found: Report,
    level: Level,
    reason: str,
    seen: int,
    points: Sequence[Point] = (),
    *,
    unlock_words: str = "",
) -> Response:
    """The page as it is now with what was in the way, what changed meanwhile, and what the visitor had filled in."""
    changed = report_page.changed_since(desk.session, found, seen) if reason == "stale" else ()
    page = _page(desk, found, level, refused=reason, changed=changed, points=points, unlock_words=unlock_words)
    return make_response(page, 422 if reason in _WRONG_FORM else 409)


def _page(
    desk: Desk,
    found: Report,
    level: Level,
    *,
    refused: str = "",
    changed: Sequence[Difference] = (),
    points: Sequence[Point] = (),
    unlock_words: str = "",
) -> str:
    filled: Mapping[str, Point] = {point.path: point for point in points}
    shown = report_page.look(desk.session, found, desk.person, desk.jurisdiction, level, desk.now)
    return render_template(
        "desk/report.html",
        shown=shown,
        report=found,
        level=level,
        following=shown.following,
        score_words=score_words,
        words=words,
        why=returned.why,
        reasons={code: returned.REASONS[code] for code in REASONS},
        longest=LONGEST_WORDS,
        map_link=map_link,
        refused=refused,
        changed=changed,
        filled=filled,
        unlock_words=unlock_words,
        released=_released(desk, found, level),
        releasing=releasing,
    )


def _released(desk: Desk, found: Report, level: Level) -> Mapping[str, bool]:
    """Photos that the visitor may show to everybody, and whether everybody sees them."""
    if found.status != ReportStatus.APPROVED:
        return {}
    return released_photos.of_report(desk.session, areas_programme(desk.session), found, level, desk.now)
