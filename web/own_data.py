"""The file of one's own data, by the link from the chat. Opening the link shows a button and uses nothing up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template

from bot.schedule import local_day
from bot.texts import pages as words
from models.database import Database
from services.access import own_data as links
from services.membership import own_data
from web.access import open_to_all
from web.errors import page_of


def pages(database: Database, clock: Callable[[], datetime]) -> Blueprint:
    blueprint = Blueprint("own_data", __name__)

    @blueprint.get("/my-data/<token>")
    @open_to_all("whoever holds a link from the chat: shows a button and nothing else")
    def door(token: str) -> Response:
        with database.reading() as session:
            if not links.is_good(session, token, clock()):
                return page_of(410, words.LINK_OVER)
        return _kept_nowhere(make_response(render_template("own_data.html")))

    @blueprint.post("/my-data/<token>")
    @open_to_all("whoever holds a link from the chat: it opens once, for ten minutes")
    def hand_out(token: str) -> Response:
        now = clock()
        with database.writing() as session:
            person = links.open_link(session, token, now)
            if person is None:
                return page_of(410, words.LINK_OVER)
            file = own_data.as_file(own_data.gather(session, person, now))
        answer = Response(file, mimetype="application/json")
        answer.headers["Content-Disposition"] = f'attachment; filename="nong-my-data-{local_day(now)}.json"'
        return _kept_nowhere(answer)

    return blueprint


def _kept_nowhere(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
