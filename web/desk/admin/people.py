"""The people of the subtree: who they are to us, and the end of a membership."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.admin import admin as words
from models.membership.membership import MembershipState, Role
from services.membership import people
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_people", __name__)
HERE = "/desk/admin/people"


@pages.get(HERE)
@for_supervisors()
def everybody(desk: Desk) -> str:
    """`q` are words to look for, `role` and `unit` narrow it down, `page` counts from 1."""
    asked = request.args
    code = asked.get("unit", "")
    found = people.people_within(
        desk.session,
        desk.jurisdiction,
        unit=desk.unit(code) if code else None,
        role=asked.get("role", ""),
        words=asked.get("q", ""),
        page=asked.get("page", 1, type=int),
    )
    return render_template("desk/people.html", found=found, asked=asked, roles=[one.value for one in Role])


@pages.get(f"{HERE}/<int:number>")
@for_supervisors()
def one(desk: Desk, number: int) -> str:
    member = people.membership_within(desk.session, desk.jurisdiction, number) or desk.nothing()
    return render_template(
        "desk/person.html", member=member, may_end=people.may_end(desk.jurisdiction, desk.person, member)
    )


@pages.post(f"{HERE}/<int:number>/end")
@for_supervisors()
def end(desk: Desk, number: int) -> ResponseReturnValue:
    ended = people.end(desk.session, desk.jurisdiction, desk.person, number, desk.now)
    if ended is not None:
        flash(words.ended(ended.person.name, ended.unit), "good")
        return redirect(HERE, 303)
    known = people.any_within(desk.session, desk.jurisdiction, number)
    if known is None or known.state != MembershipState.ENDED:
        desk.nothing()
    flash(words.ENDED_BEFORE, "warn")
    return redirect(HERE, 303)
