"""Administration: what there is to do, and how much of it waits."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.membership import people
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_admin", __name__)


@pages.get("/desk/admin/")
@for_supervisors()
def index(desk: Desk) -> str:
    return render_template(
        "desk/admin.html",
        waiting=desk.waits.requests,
        members=people.people_within(desk.session, desk.jurisdiction).total,
    )
