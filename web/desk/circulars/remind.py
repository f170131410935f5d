"""Reminding the offices that have not acknowledged: what it would cost first, then doing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.schedule import local_day
from bot.texts.circulars import desk as words
from bot.whole import whole
from models.circulars import circular as circulars
from services.circulars.faults import CircularFault
from services.circulars.oversight import listing, reminding
from web.desk.circulars.seen import HERE, out, page_of, told
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_circular_remind", __name__)


@pages.get(f"{HERE}<letter>/remind")
@for_supervisors()
def look(desk: Desk, letter: str) -> ResponseReturnValue:
    """What reminding the area `unit` would do; without one, the visitor's own."""
    circular = out(desk, letter)
    code = request.args.get("unit", "")
    unit = desk.unit(code) if code else desk.top
    try:
        found = reminding.look(desk.session, circular, listing.inside(unit), desk.now)
    except CircularFault as fault:
        return told(circular, fault)
    return render_template(
        "desk/circular_remind.html",
        circular=circular,
        version=circulars.version_of(desk.session, circular),
        unit=unit,
        found=found,
        day=local_day(desk.now).isoformat(),
        words=words,
    )


@pages.post(f"{HERE}<letter>/remind")
@for_supervisors()
def send(desk: Desk, letter: str) -> ResponseReturnValue:
    """Sends to whomever was looked at; `day` and `people` are what that was. Pressed again it reminds nobody twice."""
    circular = out(desk, letter)
    code = request.form.get("unit", "")
    unit = desk.unit(code) if code else desk.top
    here = f"{page_of(circular, '/remind')}?unit={unit.code}"
    if request.form.get("day") != local_day(desk.now).isoformat():
        flash(words.LOOK_AGAIN, "warn")
        return redirect(here, 303)
    people = whole(request.form.get("people", "")) or 0
    try:
        done = reminding.remind(desk.session, circular, listing.inside(unit), desk.person, desk.now, people=people)
    except CircularFault as fault:
        return told(circular, fault)
    if done is None or not done.people:
        flash(words.LOOK_AGAIN if done is None else words.NOBODY_TO_REMIND, "warn")
        return redirect(here, 303)
    flash(words.reminded(done.people, None if done.at <= desk.now else done.at), "good")
    return redirect(f"{page_of(circular)}?unit={unit.code}", 303)
