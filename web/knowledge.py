"""The page of a knowledge item: read it, print its QR, pass it on. Openings and clicks are counted apart.

`?v=chat` marks a link from the chat and `?v=list` one from our own list (not counted); a link without a mark
is what the printed QR codes hold. `?u=` is the code of the office whose link it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Request, Response, make_response, redirect, render_template, request
from sqlalchemy.orm import Session

from bot.knowledge import links
from bot.line.address import Address
from bot.texts import pages as words
from bot.thai.units import short_full_name
from models import org_unit, programme
from models.database import Database
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import VisitKind
from models.org_unit import OrgUnit
from services.knowledge.qr_pictures import QrPictures
from services.knowledge.visits import Visits
from web import limits
from web.access import open_to_all
from web.errors import not_found

# LINE's own preview of a link says facebookexternalhit and line-poker; Cubot is a make of telephones.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|facebookexternalhit|line-poker|preview|slurp|curl/|wget/|python-|monitor", re.IGNORECASE
)

MARKS = {"": VisitKind.SCAN, "chat": VisitKind.CHAT}
# A corrected title has to reach the printers within the hour.
QR_KEPT = "public, max-age=3600"
LONGEST_CODE = 16


def pages(
    database: Database,
    clock: Callable[[], datetime],
    address: Callable[[], Address],
    visits: Visits,
    pictures: QrPictures,
) -> Blueprint:
    blueprint = Blueprint("knowledge", __name__)

    def count(item: KnowledgeItem, kind: VisitKind | None) -> None:
        if kind is not None and is_person(request):
            visits.count(item.id, kind, _office_code(), clock())

    @blueprint.get("/k/<slug>")
    @open_to_all("everybody: this is what the printed QR codes open")
    def page(slug: str) -> Response:
        with database.reading() as session:
            item = knowledge_item.by_slug(session, slug)
            if item is None:
                return not_found(words.NO_ITEM)
            office = _office(session)
            code = office.code if office else ""
            link = address().page(links.page(slug, office=code, in_chat=True))
            answer = make_response(
                render_template(
                    "item.html",
                    item=item,
                    programme=programme.of(session, item.programme_id),
                    office=short_full_name(office) if office else "",
                    onward=links.onward(slug, office=code),
                    qr=links.qr(slug, office=code),
                    share=address().share(links.shareable(item.title, link)),
                    placeholder=links.is_placeholder(item.target),
                )
            )
        count(item, MARKS.get(request.args.get("v", "")))
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    @blueprint.get("/k/<slug>/go")
    @open_to_all("everybody: goes on to the registered target and nowhere else")
    def go(slug: str) -> Response:
        with database.reading() as session:
            item = knowledge_item.by_slug(session, slug)
        # Checked again at the last moment: whatever wrote the row, only the web is redirected to.
        if item is None or links.target_fault(item.target):
            return not_found(words.NO_ITEM)
        count(item, VisitKind.CLICK)
        answer = make_response(redirect(item.target, 303))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @blueprint.get("/k/<slug>/qr.png")
    @open_to_all("everybody: the QR of a public page")
    def qr(slug: str) -> Response:
        with database.reading() as session:
            item = knowledge_item.by_slug(session, slug)
            if item is None:
                return not_found(words.NO_ITEM)
            office = _office(session)
            code = office.code if office else ""
            text = address().page(links.page(slug, office=code))
            caption = words.caption(item.title, short_full_name(office) if office else "")
        drawn = pictures.png(item.id, code, text, caption, lambda: limits.allows(limits.DRAWING, limits.address()))
        if drawn is None:
            raise limits.too_many()
        answer = make_response(drawn)
        answer.headers["Content-Type"] = "image/png"
        answer.headers["Content-Disposition"] = f'inline; filename="qr-{item.slug}.png"'
        answer.headers["Cache-Control"] = QR_KEPT
        answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
        answer.make_conditional(request)
        return answer

    return blueprint


def _office_code() -> str:
    return request.args.get("u", "")[:LONGEST_CODE]


def _office(session: Session) -> OrgUnit | None:
    code = _office_code()
    return org_unit.by_code(session, code) if code else None


def is_person(request: Request) -> bool:
    """False for HEAD, for prefetching browsers and for machines that say so."""
    if request.method != "GET":
        return False
    if "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")).lower():
        return False
    return not _MACHINES.search(request.headers.get("User-Agent", ""))
