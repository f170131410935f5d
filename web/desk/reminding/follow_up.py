"""Chasing reports on a page: who is waited for, whom a reminder would reach and what it costs, then sending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import local_day
from bot.tally import Tally
from bot.texts import progress as state_words
from bot.texts.reminding import follow_up as words
from bot.whole import whole
from models.org_unit import OrgUnit, UnitKind
from services.progress.overview import OfficeLine, Place
from services.progress.tallies import by_child
from services.reminding import manual_reminder
from services.reminding.preview import Eligibility, FollowedUp, ManualReminder
from web.desk.choosing import Chosen, chosen
from web.desk.progress.overview import Links
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_chase", __name__)


@dataclass(frozen=True)
class FollowUp:
    """What is asked about: an area's month. `only` are the codes that were ticked, None for the whole area."""

    unit: OrgUnit
    chosen: Chosen
    only: frozenset[str] | None

    @property
    def link(self) -> Links:
        parts = {"programme": self.chosen.programme.code if len(self.chosen.programmes) > 1 else ""}
        return Links(f"/desk/chase/{self.unit.code}", parts | {"period": self.chosen.period})


@pages.get("/desk/chase/<code>")
@for_supervisors()
def show(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    asked = chosen(desk)
    if asked is None:
        return render_template("desk/nothing_asked.html", unit=unit)
    about = FollowUp(unit, asked, None)
    if unit.kind == UnitKind.DEPARTMENT:
        return _by_area(desk, about)
    found = manual_reminder.preview(desk.session, asked.programme, asked.period, unit, desk.now)
    return render_template(
        "desk/chase.html",
        about=about,
        found=found,
        groups=(
            ("waiting", [one for one in found.offices if one.eligibility is not Eligibility.NOBODY]),
            ("nobody", found.of(Eligibility.NOBODY)),
        ),
        words=words,
        state_of=lambda line: _state(line, desk),
        Eligibility=Eligibility,
    )


def _by_area(desk: Desk, about: FollowUp) -> str:
    """The whole country: a list of thousands is of no use, its provinces are followed up one by one or all at once."""
    asked = about.chosen
    children = by_child(desk.session, asked.programme, asked.period, about.unit, desk.now)
    behind: list[tuple[OrgUnit | Place, Tally]] = [
        (child, tally) for child, tally in children if tally.missing + tally.returned
    ]
    return render_template("desk/chase_areas.html", about=about, behind=behind)


@pages.post("/desk/chase/<code>/nudge")
@for_supervisors(writes=False)
def look(desk: Desk, code: str) -> ResponseReturnValue:
    """What sending would do: `office` fields are what was ticked, `whole` the whole area."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    asked = about.chosen
    found = manual_reminder.preview(desk.session, asked.programme, asked.period, about.unit, desk.now, about.only)
    return _page(desk, about, found)


@pages.post("/desk/chase/<code>/send")
@for_supervisors()
def send(desk: Desk, code: str) -> ResponseReturnValue:
    """Sends to whomever it can reach now and says what was done; pressed again it reminds nobody twice. `day` and
    `people` are what was looked at: on another day, or where it would reach another number, it asks again."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    asked, done = about.chosen, None
    if request.form.get("day") == local_day(desk.now).isoformat():
        done = manual_reminder.send(
            desk.session,
            asked.programme,
            asked.period,
            about.unit,
            desk.person,
            desk.now,
            about.only,
            people=whole(request.form.get("people", "")) or 0,
        )
    if done is None:
        done = manual_reminder.preview(desk.session, asked.programme, asked.period, about.unit, desk.now, about.only)
        if done.people:
            return _page(desk, about, done, wrong=words.LOOK_AGAIN)
    at = None if done.at <= desk.now else done.at
    left_out = {str(why): len(done.of(why)) for why in Eligibility if why is not Eligibility.REMIND}
    flash(
        words.sent_in_a_line(done.people, len(done.of(Eligibility.REMIND)), at, left_out),
        "good" if done.people else "warn",
    )
    return redirect(about.link(), 303)


def _page(desk: Desk, about: FollowUp, found: ManualReminder, *, wrong: str = "") -> str:
    left_out = [
        (eligibility, found.of(eligibility))
        for eligibility in Eligibility
        if eligibility is not Eligibility.REMIND and found.of(eligibility)
    ]
    return render_template(
        "desk/chase_nudge.html",
        about=about,
        found=found,
        day=local_day(desk.now).isoformat(),
        wrong=wrong,
        reminded=found.of(Eligibility.REMIND),
        left_out=left_out,
        unreached=_beside(found.unreached),
        words=words,
    )


def asked_about(desk: Desk, code: str) -> FollowUp | ResponseReturnValue:
    """What a form is about; where nothing was ticked, the way back with a word about it."""
    unit = desk.unit(code)
    asked = chosen(desk)
    if asked is None:
        desk.nothing()
    if asked.is_instead:
        return redirect(FollowUp(unit, asked, None).link(), 303)
    if request.form.get("whole"):
        return FollowUp(unit, asked, None)
    only = frozenset(request.form.getlist("office"))
    if not only:
        flash(words.TICK_FIRST, "warn")
        return redirect(FollowUp(unit, asked, None).link(), 303)
    return FollowUp(unit, asked, only)


def _state(line: OfficeLine, desk: Desk) -> state_words.Mark:
    return state_words.outcome(
        line.outcome, has_draft=line.has_draft, is_overdue=not line.is_returned and local_day(desk.now) > line.due
    )


def _beside(unreached: Sequence[FollowedUp]) -> list[FollowedUp]:
    """Offices where somebody is reached and a colleague is not."""
    return [one for one in unreached if one.eligibility is not Eligibility.UNREACHABLE]
