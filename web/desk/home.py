"""The desk's first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_home", __name__)


@pages.get("/desk/")
@for_supervisors()
def home(desk: Desk) -> str:
    return render_template("desk/home.html")
