"""Approving many reports with one press: looked at with the figures first, then done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.texts import progress as words
from bot.whole import whole
from models.org_unit import OrgUnit, within
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.reviewing import decisions
from services.reviewing.decisions import Approved
from web.desk.progress.overview import MOST_AT_ONCE, Links
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_approving", __name__)

# What a form hands on, so that one comes back to the page as it was.
_KEPT = ("programme", "period", "view", "status", "q", "sort", "order")


@pages.post("/desk/u/<code>/approve")
@for_supervisors(writes=False)
def look(desk: Desk, code: str) -> ResponseReturnValue:
    """What approving the reports of `seen` would do."""
    return _asked_once_more(desk, Chosen.of(desk, code))


@pages.post("/desk/u/<code>/approve/sure")
@for_supervisors()
def approve(desk: Desk, code: str) -> ResponseReturnValue:
    """Approves the reports of `seen`, each only at the version it names and only within this unit: all of them, for so
    many were confirmed; where one cannot be approved any more it asks again, and where none can it says so."""
    chosen = Chosen.of(desk, code)
    if chosen.would.skipped and chosen.would.done:
        return _asked_once_more(desk, chosen, wrong=words.LOOK_AGAIN)
    done = decisions.approve(
        desk.session, chosen.reports, desk.person, chosen.level, revisions=chosen.seen, now=desk.now
    )
    flash(words.approved(len(done.done), [reason for _, reason in done.skipped]), "good" if done.done else "warn")
    return redirect(chosen.back(), 303)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reports of `seen` (id → revision) that are there and within the unit, and what approving them would do."""

    unit: OrgUnit
    level: Level
    seen: Mapping[int, int]
    reports: Sequence[Report]
    would: Approved
    asked: Mapping[str, str]

    @classmethod
    def of(cls, desk: Desk, code: str) -> Chosen:
        unit = desk.unit(code)
        level = desk.jurisdiction.level_over(unit) or desk.nothing()
        seen = _seen(request.form.get("seen", ""))
        query = select(Report).join(OrgUnit, Report.org_unit_id == OrgUnit.id).where(Report.id.in_(seen), within(unit))
        reports = desk.session.scalars(query.order_by(OrgUnit.path)).unique().all()
        would = decisions.would_approve(desk.session, reports, desk.person, level, revisions=seen)
        asked = {key: value for key in _KEPT if (value := request.form.get(key, ""))}
        return cls(unit, level, seen, reports, would, asked)

    @property
    def back(self) -> Links:
        return Links(f"/desk/u/{self.unit.code}", self.asked)


def _asked_once_more(desk: Desk, chosen: Chosen, wrong: str = "") -> ResponseReturnValue:
    skipped = [reason for _, reason in chosen.would.skipped]
    if not chosen.would.done:
        flash(words.approved(0, skipped), "warn")
        return redirect(chosen.back(), 303)
    return render_template(
        "desk/approve.html",
        chosen=chosen,
        reports=[report for report in chosen.reports if report.id in chosen.would.done],
        seen=",".join(f"{number}.{chosen.seen[number]}" for number in chosen.would.done),
        left_out=[(words.REFUSED[reason], skipped.count(reason)) for reason in dict.fromkeys(skipped)],
        wrong=wrong,
    )


def _seen(text: str) -> dict[int, int]:
    """Report id → revision; what is not of that shape is left out."""
    pairs = (part.partition(".") for part in text.split(",")[:MOST_AT_ONCE])
    numbers = ((whole(number), whole(revision)) for number, _, revision in pairs)
    return {number: revision for number, revision in numbers if number is not None and revision is not None}
