"""Pictures that stand in questions: LINE fetches them for a chat, the desk shows them to an author."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, make_response

from bot.texts import pages as words
from models.database import Database
from services.forms import pictures
from services.storage.media_types import NotOfKind, kind_of
from web.access import open_to_all
from web.errors import not_found
from web.library.knowledge_files import kept


def pages(database: Database) -> Blueprint:
    blueprint = Blueprint("form_pictures", __name__)

    @blueprint.get("/form-pictures/<mark>/<name>")
    @open_to_all("whoever holds the address, which only chats and the desk give: a picture of a form, nothing personal")
    def picture(mark: str, name: str) -> Response:
        with database.reading() as session:
            body = pictures.find(session, mark, name)
        try:
            media_type, _ = kind_of(body or b"", "image")
        except NotOfKind:
            # Also a list of the form: those are nobody's to fetch.
            return not_found(words.NO_FILE)
        answer = make_response(body or b"")
        answer.headers["Content-Type"] = media_type
        return kept(answer, hashlib.sha256(body or b"").hexdigest(), len(body or b""))

    return blueprint
