"""Requests to join an office below: approved or refused one by one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.admin import admin as words
from services.membership import approvals, deciders
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_requests", __name__)
HERE = "/desk/admin/requests"


@pages.get(HERE)
@for_supervisors()
def requests(desk: Desk) -> str:
    waiting = deciders.waiting_for(desk.session, desk.person)
    return render_template("desk/requests.html", waiting=deciders.described(desk.session, waiting))


@pages.post(f"{HERE}/<int:number>")
@for_supervisors()
def decide(desk: Desk, number: int) -> ResponseReturnValue:
    approve = request.form.get("decision") == "approve"
    if not approve and request.form.get("decision") != "refuse":
        desk.nothing()
    decided = approvals.decide(desk.session, number, desk.now, approve=approve, by=desk.person)
    if decided is None:
        # Decided by a colleague a moment ago, not theirs, never there: one answer for all.
        desk.nothing()
    told = words.approved if approve else words.refused
    flash(told(decided.person.name, decided.unit), "good")
    return redirect(HERE, 303)
