"""Taking an extension back on a page: for the offices that were ticked or the whole area, looked at before."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.reminding import follow_up as follow_up_words
from bot.texts.reminding import taking_back as words
from services.access.jurisdiction import Level
from services.reminding import taking_back
from services.reminding.taking_back import TakenBack
from web.desk.reminding.follow_up import FollowUp, asked_about
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_chase_take_back", __name__)


@pages.post("/desk/chase/<code>/back")
@for_supervisors(writes=False)
def look(desk: Desk, code: str) -> ResponseReturnValue:
    """Which offices, and which day is in force for them then."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    asked = about.chosen
    found = taking_back.preview(
        desk.session, asked.programme, asked.period, about.unit, _level(desk, about), desk.now, about.only
    )
    if not found.offices:
        flash(words.NOTHING, "warn")
        return redirect(about.link(), 303)
    return _page(desk, about, found)


@pages.post("/desk/chase/<code>/take-back")
@for_supervisors()
def take_back(desk: Desk, code: str) -> ResponseReturnValue:
    """Does it; pressed again it changes and tells nothing. Where more time was given since it was looked at (`seen`),
    it asks again."""
    about = asked_about(desk, code)
    if not isinstance(about, FollowUp):
        return about
    asked = about.chosen
    level = _level(desk, about)
    given = (desk.session, asked.programme, asked.period, about.unit, level)
    done = taking_back.take_back(*given, desk.person, desk.now, about.only, seen=request.form.get("seen", ""))
    if done is None:
        flash(words.LOOK_AGAIN, "warn")
        return _page(desk, about, taking_back.preview(*given, desk.now, about.only))
    if done.offices:
        flash(words.done(done.window, desk.now, len(done.offices), done.people), "good")
    else:
        flash(words.NOTHING, "warn")
    return redirect(about.link(), 303)


def _page(desk: Desk, about: FollowUp, found: TakenBack) -> str:
    return render_template(
        "desk/chase_take_back.html",
        about=about,
        found=found,
        in_force=words.in_force(found.window, desk.now),
        quota=follow_up_words.left(found.left.messages if found.left.is_known else -1),
    )


def _level(desk: Desk, about: FollowUp) -> Level:
    return desk.jurisdiction.level_over(about.unit) or desk.nothing()
