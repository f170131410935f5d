"""Requests to join an office below: approved or refused one by one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.admin import admin as words
from models.membership.membership import MembershipState
from services.membership import approvals, deciders, people
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_requests", __name__)
HERE = "/desk/admin/requests"
MOST = 100  # on the page; as these are decided, the next come


@pages.get(HERE)
@for_supervisors()
def requests(desk: Desk) -> str:
    waiting = deciders.waiting_for(desk.session, desk.person)
    shown = deciders.described(desk.session, waiting[:MOST])
    return render_template("desk/requests.html", waiting=shown, more=len(waiting) - len(shown))


@pages.post(f"{HERE}/<int:number>")
@for_supervisors()
def decide(desk: Desk, number: int) -> ResponseReturnValue:
    approve = request.form.get("decision") == "approve"
    if not approve and request.form.get("decision") != "refuse":
        desk.nothing()
    decided = approvals.decide(desk.session, number, desk.now, approve=approve, by=desk.person)
    if decided is None:
        # Not theirs and never there are told alike; what a colleague, or a press before, has decided is told so.
        known = people.any_within(desk.session, desk.jurisdiction, number)
        if known is None or known.state == MembershipState.PENDING:
            desk.nothing()
        flash(words.decided_before(known.state), "warn")
        return redirect(HERE, 303)
    told = words.approved if approve else words.refused
    flash(told(decided.person.name, decided.unit), "good")
    return redirect(HERE, 303)
