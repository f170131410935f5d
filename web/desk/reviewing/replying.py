"""Replying to what an office wrote in its report."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from bot.texts import progress as words
from services.access.desk import HOME, page_within
from services.reviewing import replies
from services.reviewing.points import ReviewRefused
from web.desk.reviewing.report import found_at
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_reply", __name__)


@pages.post("/desk/r/<int:number>/reply")
@for_supervisors()
def reply(desk: Desk, number: int) -> ResponseReturnValue:
    """`path` is the answer, `words` the reply, `back` the page of the desk that it was written on."""
    found, _ = found_at(desk, number)
    back = page_within(request.form.get("back", ""))
    try:
        told = replies.reply(
            desk.session, found, desk.person, request.form.get("path", ""), request.form.get("words", ""), desk.now
        )
    except ReviewRefused as refused:
        flash(words.REFUSED[refused.reason], "warn")
    else:
        flash(words.replied(told), "good" if told else "warn")
    return redirect(back if back != HOME else f"/desk/r/{found.id}", 303)
