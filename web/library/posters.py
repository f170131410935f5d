"""Posters and codes of one item of the library, for whoever prints them: nobody has to sign in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, make_response, request

from bot.knowledge import links
from bot.knowledge.posters import PosterSize, write_posters
from bot.knowledge.qr import qr_svg
from bot.line.address import Address
from bot.texts import pages as words
from models import org_unit
from models.database import Database
from services.posters import subjects
from services.posters.subjects import ReadPicture
from web import limits
from web.access import open_to_all
from web.errors import not_found
from web.library.knowledge import shown

# A corrected title has to reach the printers within the hour.
_KEPT = "public, max-age=3600"


def pages(
    database: Database, clock: Callable[[], datetime], address: Callable[[], Address], read: ReadPicture
) -> Blueprint:
    """`read` gives a kept picture by its key."""
    blueprint = Blueprint("posters", __name__)

    @blueprint.get("/k/<slug>/poster.pdf")
    @open_to_all("everybody: the poster of a public page")
    def poster(slug: str) -> Response:
        """`?size=a4` (or a5, six) and `?u=`, the code of the office whose it is."""
        _may_draw()
        size = _size(request.args.get("size", ""))
        with database.reading() as session:
            item = shown(session, slug, clock())
            if size is None:
                return not_found(words.NO_ITEM)
            office = org_unit.by_code(session, request.args.get("u", "")[:16])
            one = subjects.of_item(item, office, address(), subjects.picture_of(item, read))
        sheets = 6 if size is PosterSize.CUT_OUTS else 1
        drawn = write_posters([one] * sheets, size, clock())
        return _answer(drawn, "application/pdf", f"poster-{item.slug}-{size}.pdf")

    @blueprint.get("/k/<slug>/qr.svg")
    @open_to_all("everybody: the QR of a public page")
    def code(slug: str) -> Response:
        _may_draw()
        with database.reading() as session:
            item = shown(session, slug, clock())
            office = org_unit.by_code(session, request.args.get("u", "")[:16])
            text = address().page(links.page(item.slug, office=office.code if office else ""))
        return _answer(qr_svg(text), "image/svg+xml", f"qr-{item.slug}.svg")

    return blueprint


def _size(asked: str) -> PosterSize | None:
    try:
        return PosterSize(asked or PosterSize.A4)
    except ValueError:
        return None


def _may_draw() -> None:
    if not limits.allows(limits.DRAWING, limits.address()):
        raise limits.too_many()


def _answer(body: bytes, media_type: str, name: str) -> Response:
    answer = make_response(body)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = _KEPT
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer
