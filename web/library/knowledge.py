"""The page of a knowledge item: read it, open its files, print its QR, pass it on. Readers are counted apart by where
they come from.

`?v=chat` marks a link from the chat or one that was passed on, `?v=list` one from our own list; a link without a mark
is what the printed QR codes hold. `?u=` is the code of the office whose link it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Request, Response, abort, make_response, redirect, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from bot.knowledge import links
from bot.knowledge.article import article
from bot.line.address import Address
from bot.schedule import local_day
from bot.texts import pages as words
from bot.thai.units import short_full_name
from models import org_unit, programme
from models.circulars import circular
from models.circulars.circular import Circular
from models.database import Database
from models.knowledge import knowledge_file, knowledge_item
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.visit import VisitKind
from models.org_unit import OrgUnit
from services.knowledge.qr_pictures import QrPictures
from services.knowledge.visits import Visits
from services.storage.media_types import PICTURES
from web import limits
from web.access import open_to_all
from web.errors import not_found, page_of

# LINE's own preview of a link says facebookexternalhit and line-poker; Cubot is a make of telephones.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|facebookexternalhit|line-poker|preview|slurp|curl/|wget/|python-|monitor", re.IGNORECASE
)

MARKS = {"": VisitKind.SCAN, "chat": VisitKind.CHAT, "list": VisitKind.PAGE}
# A corrected title has to reach the printers within the hour.
PICTURE_KEPT = "public, max-age=3600"
LONGEST_CODE = 16
PICTURE_TYPES = frozenset(media_type for media_type, _ in PICTURES.values())


@dataclass(frozen=True, slots=True)
class Letter:
    """What an item goes back to: the circular and who issued it, "" for what is not known."""

    number: str = ""
    subject: str = ""
    issuing_office: str = ""


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
            item = shown(session, slug, clock())
            office = _office(session)
            code = office.code if office else ""
            link = address().page(links.page(slug, office=code, in_chat=True))
            files = knowledge_file.of_item(session, item.id)
            answer = make_response(
                render_template(
                    "item.html",
                    item=item,
                    # Safe (S704): the reader of articles lets through nothing but words and links that it has judged.
                    article=Markup(article(item.body)),  # noqa: S704
                    letter=_letter(session, item),
                    office=short_full_name(office) if office else "",
                    graphics=[one for one in files if _is_shown(one)],
                    documents=[one for one in files if not _is_shown(one)],
                    code=code,
                    onward=links.onward(slug, office=code) if item.target else "",
                    qr=links.qr(slug, office=code),
                    link=link,
                    share=address().share_page(link, item.title),
                    friend=address().add_friend() if address().basic_id else "",
                    card=address().page(_card(item, files)),
                    links=links,
                    file_kind=words.file_kind,
                    placeholder=bool(item.target) and links.is_placeholder(item.target),
                )
            )
        count(item, MARKS.get(request.args.get("v", "")))
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    @blueprint.get("/k/<slug>/go")
    @open_to_all("everybody: goes on to the registered target and nowhere else")
    def go(slug: str) -> Response:
        with database.reading() as session:
            item = shown(session, slug, clock())
        # Checked again at the last moment: whatever wrote the row, only the web is redirected to.
        if links.target_fault(item.target):
            return not_found(words.NO_ITEM)
        count(item, VisitKind.CLICK)
        answer = make_response(redirect(item.target, 303))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @blueprint.get("/k/<slug>/qr.png")
    @open_to_all("everybody: the QR of a public page")
    def qr(slug: str) -> Response:
        with database.reading() as session:
            item = shown(session, slug, clock())
            office = _office(session)
            code = office.code if office else ""
            text = address().page(links.page(slug, office=code))
            caption = words.caption(item.title, short_full_name(office) if office else "")
        return _picture(pictures.png(item.id, code, text, caption, _may_draw), f"qr-{item.slug}.png")

    @blueprint.get("/k/<slug>/share.png")
    @open_to_all("everybody: the picture beside a link that is passed on")
    def share_card(slug: str) -> Response:
        with database.reading() as session:
            item = shown(session, slug, clock())
            owner = _letter(session, item).issuing_office
        return _picture(pictures.share_card(item.id, item.title, item.category, owner, _may_draw), f"{item.slug}.png")

    return blueprint


def shown(session: Session, slug: str, now: datetime) -> KnowledgeItem:
    """The item, where it is published now; ends the request with a page that says why not."""
    item = knowledge_item.by_slug(session, slug)
    if item is None:
        abort(not_found(words.NO_ITEM))
    today = local_day(now)
    if item.valid_from is not None and today < item.valid_from:
        abort(not_found(words.not_yet(item.valid_from)))
    if item.valid_to is not None and today > item.valid_to:
        abort(page_of(410, words.no_longer(item.valid_to)))
    return item


def is_person(request: Request) -> bool:
    """False for HEAD, for prefetching browsers and for machines that say so."""
    if request.method != "GET":
        return False
    if "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")).lower():
        return False
    return not _MACHINES.search(request.headers.get("User-Agent", ""))


def _picture(drawn: bytes | None, name: str) -> Response:
    if drawn is None:
        raise limits.too_many()
    answer = make_response(drawn)
    answer.headers["Content-Type"] = "image/png"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = PICTURE_KEPT
    answer.set_etag(hashlib.sha256(drawn).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _may_draw() -> bool:
    return limits.allows(limits.DRAWING, limits.address())


def _is_shown(file: KnowledgeFile) -> bool:
    """Whether the page shows it as a picture instead of offering it as a document."""
    return file.use == FileUse.INFOGRAPHIC and (file.preview_key is not None or file.media_type in PICTURE_TYPES)


def _card(item: KnowledgeItem, files: Sequence[KnowledgeFile]) -> str:
    """The path of what stands beside a link to it: its picture, its infographic, or its title in letters."""
    if item.picture_key:
        return links.picture(item.slug)
    graphic = next((one for one in files if _is_shown(one)), None)
    return links.preview(item.slug, graphic.id) if graphic else links.share_card(item.slug)


def _letter(session: Session, item: KnowledgeItem) -> Letter:
    """Of the circular that it goes with, while that one stands; else of its programme."""
    sent = session.get(Circular, item.circular_id) if item.circular_id is not None else None
    if sent is not None and sent.state == circular.CircularState.PUBLISHED:
        said = circular.version_of(session, sent)
        if said is not None:
            return Letter(said.number, said.subject, said.issuing_office)
    owner = programme.of(session, item.programme_id)
    if owner is not None:
        return Letter(owner.circular_number, owner.subject, owner.issuing_office)
    unit = session.get(OrgUnit, item.owner_unit_id) if item.owner_unit_id is not None else None
    return Letter(issuing_office=short_full_name(unit)) if unit is not None else Letter()


def _office_code() -> str:
    return request.args.get("u", "")[:LONGEST_CODE]


def _office(session: Session) -> OrgUnit | None:
    code = _office_code()
    return org_unit.by_code(session, code) if code else None
