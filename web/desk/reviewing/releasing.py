"""A photo of an approved model area: shown to everybody by one tap on the report's page, and taken back by another."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from bot.texts.reviewing import releasing as words
from services.aggregation import released_photos
from services.posters.subjects import areas_programme
from web.desk.reviewing.report import found_at
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_release", __name__)


@pages.post("/desk/r/<int:number>/release")
@for_supervisors()
def release(desk: Desk, number: int) -> ResponseReturnValue:
    """`photo` is its name in the answers."""
    found, level = found_at(desk, number)
    programme, photo = areas_programme(desk.session), request.form.get("photo", "")
    done = released_photos.release(desk.session, programme, found, photo, desk.person, level, desk.now)
    flash(words.RELEASED if done else words.REFUSED, "good" if done else "warn")
    return redirect(f"/desk/r/{found.id}", 303)


@pages.post("/desk/r/<int:number>/take-back")
@for_supervisors()
def take_back(desk: Desk, number: int) -> ResponseReturnValue:
    """Whoever may see the report may: nobody is asked to wait for whoever released it."""
    found, _ = found_at(desk, number)
    done = released_photos.take_back(desk.session, found, request.form.get("photo", ""), desk.person, desk.now)
    flash(words.TAKEN_BACK if done else words.NOT_RELEASED, "good" if done else "warn")
    return redirect(f"/desk/r/{found.id}", 303)
