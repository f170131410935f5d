"""Invitations: what an area needs, made with one button and printed as one PDF to cut up."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.knowledge.invite_sheets import invite_sheets
from bot.texts.admin import admin as words
from bot.texts.desk.desk import place_name
from models.org_unit import OrgUnit, UnitKind
from services.membership import inviting
from services.membership.invites import (
    DEFAULT_DAYS,
    DEFAULT_USES,
    MOST_DAYS,
    MOST_USES,
    SUPERVISING_DAYS,
    SUPERVISING_USES,
)
from services.membership.inviting import MOST_SHEETS, InviteLine, Whom
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_invites", __name__)
HERE = "/desk/admin/invites"
# (people, most people, days, most days) of an invitation, as they stand in the form.
LIMITS = {
    Whom.OFFICERS: (DEFAULT_USES, MOST_USES, DEFAULT_DAYS, MOST_DAYS),
    Whom.SUPERVISORS: (SUPERVISING_USES, SUPERVISING_USES, SUPERVISING_DAYS, SUPERVISING_DAYS),
}


@pages.get(f"{HERE}/")
@for_supervisors()
def own(desk: Desk) -> ResponseReturnValue:
    return redirect(f"{HERE}/{desk.top.code}", 303)


@pages.get(f"{HERE}/<code>")
@for_supervisors()
def area(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    children, offices = inviting.by_child(desk.session, unit), _shown(desk, unit)
    return render_template(
        "desk/invites.html",
        unit=unit,
        above=[(f"{HERE}/{one.code}", place_name(one)) for one in reversed(unit.up()) if desk.jurisdiction.covers(one)],
        children=children,
        offices=offices,
        supervisors=inviting.lines(desk.session, desk.jurisdiction, unit, Whom.SUPERVISORS, desk.now),
        below=sum(child.offices for child in children) + len(offices),
        most=MOST_SHEETS,
        limits=LIMITS,
    )


@pages.post(f"{HERE}/<code>")
@for_supervisors()
def make(desk: Desk, code: str) -> ResponseReturnValue:
    """Makes the missing invitations and leads to the PDF. Form: `whom`, `only` (empty), `renew`, `uses`, `days`."""
    unit = desk.unit(code)
    form = request.form
    whom = Whom.SUPERVISORS if form.get("whom") == Whom.SUPERVISORS else Whom.OFFICERS
    usual_uses, most_uses, usual_days, most_days = LIMITS[whom]
    uses, days = form.get("uses", usual_uses, type=int), form.get("days", usual_days, type=int)
    back = redirect(f"{HERE}/{unit.code}", 303)
    if not 1 <= uses <= most_uses or not 1 <= days <= most_days:
        flash(words.bad_numbers(most_uses, most_days), "bad")
        return back
    only_empty = form.get("only") == "empty"
    chosen = _chosen(desk, unit, whom, only_empty)
    if not chosen:
        flash(words.NOBODY_TO_INVITE, "warn")
        return back
    if len(chosen) > MOST_SHEETS:
        flash(words.too_many_sheets(len(chosen), MOST_SHEETS), "warn")
        return back
    inviting.prepare(desk.session, chosen, desk.person, desk.now, uses=uses, days=days, renew=bool(form.get("renew")))
    return redirect(f"{HERE}/{unit.code}/sheets.pdf?whom={whom}{'&only=empty' if only_empty else ''}", 303)


@pages.get(f"{HERE}/<code>/sheets.pdf")
@for_supervisors()
def sheets(desk: Desk, code: str) -> ResponseReturnValue:
    """The invitations that are good now; nothing is made by looking."""
    unit = desk.unit(code)
    whom = Whom.SUPERVISORS if request.args.get("whom") == Whom.SUPERVISORS else Whom.OFFICERS
    address = dependencies().address()
    chosen = [line for line in _chosen(desk, unit, whom, request.args.get("only") == "empty") if line.invite]
    trouble = (
        words.NO_BASIC_ID
        if not address.basic_id
        else words.NOBODY_TO_INVITE
        if not chosen
        else words.too_many_sheets(len(chosen), MOST_SHEETS)
        if len(chosen) > MOST_SHEETS
        else ""
    )
    if trouble:
        flash(trouble, "warn")
        return redirect(f"{HERE}/{unit.code}", 303)
    drawn = invite_sheets(inviting.sheets(desk.session, chosen), address.basic_id, desk.now)
    desk.note("file.take", unit, kind="invites", sheets=len(chosen))
    answer = Response(drawn, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="invites-{unit.code}.pdf"'
    return answer


@pages.post(f"{HERE}/cancel/<int:number>")
@for_supervisors()
def cancel(desk: Desk, number: int) -> ResponseReturnValue:
    one = inviting.invite_within(desk.session, desk.jurisdiction, number) or desk.nothing()
    inviting.cancel(desk.session, one, desk.person, desk.now)
    flash(words.invite_cancelled(one.unit), "good")
    above = one.unit.parent
    return redirect(f"{HERE}/{above.code if above and desk.jurisdiction.covers(above) else one.unit.code}", 303)


def _chosen(desk: Desk, unit: OrgUnit, whom: Whom, only_empty: bool) -> list[InviteLine]:
    found = inviting.lines(desk.session, desk.jurisdiction, unit, whom, desk.now)
    return [line for line in found if not (only_empty and line.people)]


def _shown(desk: Desk, unit: OrgUnit) -> list[InviteLine]:
    """The offices listed one by one: those of a district, those right below a province, or the office itself."""
    if unit.kind == UnitKind.DEPARTMENT:
        return []
    found = inviting.lines(desk.session, desk.jurisdiction, unit, Whom.OFFICERS, desk.now)
    return [line for line in found if unit.is_local or line.unit.parent_id == unit.id]
