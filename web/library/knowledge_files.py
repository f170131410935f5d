"""The files of a knowledge item, as the store has them: pictures and PDF are shown, everything else is saved.

The store keeps nothing that a browser would run, and nothing here is called what could be one: each answer says what
it is, that it is no guess (`nosniff`), and may run nothing (the policy of `web/headers.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

import structlog
from flask import Blueprint, Response, abort, make_response, request
from sqlalchemy.orm import Session
from werkzeug.wsgi import FileWrapper

from bot.texts import pages as words
from models.database import Database
from models.knowledge.knowledge_file import KnowledgeFile
from models.knowledge.visit import VisitKind
from services.knowledge.visits import Visits
from services.storage.media_types import NotOfKind, kind_of
from web.access import open_to_all
from web.errors import not_found
from web.headers import disposition
from web.library.knowledge import LONGEST_CODE, PICTURE_KEPT, PICTURE_TYPES, is_person, shown

log = structlog.get_logger(__name__)

_SHOWN = PICTURE_TYPES | {"application/pdf"}
# What else the library takes in. Anything else, whoever let it in, is bytes that no browser looks into.
_SAVED = ("application/vnd.openxmlformats-", "application/x-ole-storage", "audio/", "video/", "text/plain")
_PIECE = 64 * 1024  # bytes


def pages(
    database: Database, clock: Callable[[], datetime], visits: Visits, open_file: Callable[[str], BinaryIO]
) -> Blueprint:
    blueprint = Blueprint("knowledge_files", __name__)

    @blueprint.get("/k/<slug>/file/<int:number>")
    @open_to_all("everybody: the files of a public page")
    def file(slug: str, number: int) -> Response:
        with database.reading() as session:
            found = _file(session, slug, number, clock())
        stream = opened(found.key)
        is_known = found.media_type in _SHOWN or found.media_type.startswith(_SAVED)
        media_type = found.media_type if is_known else "application/octet-stream"
        answer = Response(FileWrapper(stream, _PIECE), content_type=media_type, direct_passthrough=True)
        answer.call_on_close(stream.close)
        answer.content_length = found.size
        answer.headers["Content-Disposition"] = disposition("document", found.name, is_shown=media_type in _SHOWN)
        # The rest of a film or of a large PDF is the same opening. A picture of a message (`?v=`) is fetched by LINE
        # and by every telephone that shows the chat, whether or not anybody looks.
        is_picture = "v" in request.args
        if is_person(request) and not is_picture and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
            code = request.args.get("u", "")[:LONGEST_CODE]
            visits.count(found.knowledge_item_id, VisitKind.FILE, code, clock())
        return kept(answer, found.sha256, found.size)

    @blueprint.get("/k/<slug>/file/<int:number>/preview")
    @open_to_all("everybody: the pictures of a public page")
    def preview(slug: str, number: int) -> Response:
        with database.reading() as session:
            found = _file(session, slug, number, clock())
        key = found.preview_key or (found.key if found.media_type in PICTURE_TYPES else None)
        return picture_at(key)

    @blueprint.get("/k/<slug>/picture")
    @open_to_all("everybody: the picture of a public page")
    def picture(slug: str) -> Response:
        with database.reading() as session:
            key = shown(session, slug, clock()).picture_key
        return picture_at(key)

    def picture_at(key: str | None) -> Response:
        if key is None:
            return not_found(words.NO_FILE)
        with opened(key) as stream:
            body = stream.read()
        try:
            media_type, _ = kind_of(body)
        except NotOfKind:
            log.error("picture is none", key=key)
            return not_found(words.NO_FILE)
        answer = make_response(body)
        answer.headers["Content-Type"] = media_type
        return kept(answer, hashlib.sha256(body).hexdigest(), len(body))

    def opened(key: str) -> BinaryIO:
        try:
            return open_file(key)
        except OSError as error:
            log.error("file cannot be read", key=key, error=type(error).__name__)
            abort(not_found(words.NO_FILE))

    return blueprint


def kept(answer: Response, fingerprint: str, size: int) -> Response:
    """Asked for again it is sent only where it has changed, and in pieces to whoever wants it so."""
    answer.headers["Cache-Control"] = PICTURE_KEPT
    answer.set_etag(fingerprint[:32])
    answer.make_conditional(request, accept_ranges=True, complete_length=size)
    return answer


def _file(session: Session, slug: str, number: int, now: datetime) -> KnowledgeFile:
    item = shown(session, slug, now)
    found = session.get(KnowledgeFile, number)
    if found is None or found.knowledge_item_id != item.id:
        abort(not_found(words.NO_FILE))
    return found
