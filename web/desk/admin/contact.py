"""The contact of an office, as those below see it in the chat."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.admin import admin as words
from bot.texts.desk import desk as desk_words
from models.org_unit import OrgUnit
from services.org_units import contacts
from web.desk import meanwhile
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_contact", __name__)
HERE = "/desk/admin/contact"


@pages.get(HERE)
@for_supervisors()
def own(desk: Desk) -> ResponseReturnValue:
    return redirect(f"{HERE}/{desk.top.code}", 303)


@pages.get(f"{HERE}/<code>")
@for_supervisors()
def show(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    return _page(desk, unit, unit.contact, "")


@pages.post(f"{HERE}/<code>")
@for_supervisors()
def write(desk: Desk, code: str) -> ResponseReturnValue:
    unit = desk.unit(code)
    text = request.form.get("contact", "")
    # A colleague who is at it in the same instant comes first, or waits.
    desk.session.refresh(unit, ["contact"], with_for_update={"of": OrgUnit, "key_share": True})
    if meanwhile.overwritten(_stands(unit), {"contact": contacts.tidied(text)}):
        return _page(desk, unit, text, desk_words.lately(unit.contact), desk_words.CHANGED_MEANWHILE), 409
    if not contacts.write(desk.session, unit, text, desk.person, desk.now):
        return _page(desk, unit, text, words.CONTACT_TOO_LONG), 422
    flash(words.CONTACT_SAVED, "good")
    return redirect(f"{HERE}/{unit.code}", 303)


def _stands(unit: OrgUnit) -> dict[str, str]:
    return {"contact": unit.contact}


def _page(desk: Desk, unit: OrgUnit, text: str, wrong: str, told: str = "") -> str:
    return render_template(
        "desk/contact.html",
        unit=unit,
        text=text,
        wrong=wrong,
        told=told,
        seen=meanwhile.mark_of(_stands(unit)),
        assignments=desk.jurisdiction.assignments,
    )
