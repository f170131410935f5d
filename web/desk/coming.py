"""Coming in by the link from the chat, and going out.

Opening a link shows a button and uses nothing up: LINE, mail scanners and browsers open links before people do.
"""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from bot.texts.desk import desk as words
from services.access import desk as visits
from services.access.desk import VISIT_LIFE
from web import limits
from web.access import open_to_all
from web.bodies import is_from_elsewhere
from web.desk import frame
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_coming", __name__)


@pages.get("/desk/in/<token>")
@open_to_all("whoever holds a link from the chat: shows a button and nothing else")
def door(token: str) -> Response:
    if not limits.allows(limits.DOOR, limits.address()):
        return frame.trouble(429, words.TOO_OFTEN)
    at = dependencies()
    with at.database.reading() as session:
        if not visits.is_good(session, token, at.clock()):
            return _over()
    answer = make_response(render_template("desk/door.html"))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/desk/in/<token>")
@open_to_all("whoever holds a link from the chat: it opens once, for ten minutes")
def come_in(token: str) -> Response:
    if is_from_elsewhere():
        return frame.trouble(400, words.STALE_FORM)
    if not limits.allows(limits.DOOR, limits.address()):
        return frame.trouble(429, words.TOO_OFTEN)
    at = dependencies()
    now = at.clock()
    with at.database.writing() as session:
        opened = visits.open_link(session, token, now)
        if opened is not None:
            # One browser, one visit: the earlier one of a shared PC must not stay open behind it.
            visits.sign_out(session, request.cookies.get(at.cookie_name, ""), now)
    if opened is None:
        return _over()
    answer = make_response(redirect(opened.leads_to, 303))
    answer.set_cookie(
        at.cookie_name,
        opened.cookie,
        max_age=VISIT_LIFE,
        path="/",
        secure=at.secure,
        httponly=True,
        samesite="Lax",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/desk/out")
@for_supervisors()
def go_out(desk: Desk) -> Response:
    at = dependencies()
    if request.form.get("everywhere"):
        visits.sign_out_everywhere(desk.session, desk.person, desk.now)
    else:
        visits.sign_out(desk.session, request.cookies.get(at.cookie_name, ""), desk.now)
    g.pop("desk")
    answer = frame.signed_out(words.GONE_OUT, 200)
    answer.delete_cookie(at.cookie_name, path="/", secure=at.secure, httponly=True, samesite="Lax")
    # Pages that a form led to are kept for the browser's Back: not for whoever sits here next.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _over() -> Response:
    """Used, expired, forged and never there are told alike. Somebody signed in already is shown the way on."""
    at = dependencies()
    with at.database.reading() as session:
        visitor = visits.who(session, request.cookies.get(at.cookie_name, ""), at.clock())
    return frame.signed_out(words.LINK_OVER_SIGNED_IN if visitor else words.LINK_OVER, 410)
