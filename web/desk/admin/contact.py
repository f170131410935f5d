"""The contact of an office, as those below see it in the chat."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.texts.admin import admin as words
from services.org_units import contacts
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
    return render_template(
        "desk/contact.html", unit=unit, text=unit.contact, wrong="", assignments=desk.jurisdiction.assignments
    )


@pages.post(f"{HERE}/<code>")
@for_supervisors()
def write(desk: Desk, code: str) -> ResponseReturnValue:
    unit = desk.unit(code)
    text = request.form.get("contact", "")
    if not contacts.write(desk.session, unit, text, desk.person, desk.now):
        page = render_template(
            "desk/contact.html",
            unit=unit,
            text=text,
            wrong=words.CONTACT_TOO_LONG,
            assignments=desk.jurisdiction.assignments,
        )
        return page, 422
    flash(words.CONTACT_SAVED, "good")
    return redirect(f"{HERE}/{unit.code}", 303)
