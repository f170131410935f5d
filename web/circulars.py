"""The page of a circular: everybody's, as its printed QR code opens it, and one person's, which holds the signed
letter, takes รับทราบ and tells how far it was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import BinaryIO

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.knowledge import links as knowledge_links
from bot.line.address import Address
from bot.texts import pages as words
from bot.texts.circulars.card import changed
from bot.texts.circulars.chat import CIRCULARS
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState
from models.database import Database
from models.knowledge.visit import VisitKind, of_circular
from models.membership.person import Person
from services.circulars import links, reading, receipts
from services.circulars.lines import lines_of
from services.circulars.receipts import Addressed, How
from services.knowledge.visits import Visits
from web.access import open_to_all
from web.errors import not_found
from web.library.knowledge import LONGEST_CODE, MARKS, is_person
from web.signed_letter import signed_letter


def pages(
    database: Database,
    clock: Callable[[], datetime],
    address: Callable[[], Address],
    visits: Visits,
    open_file: Callable[[str], BinaryIO],
) -> Blueprint:
    blueprint = Blueprint("circulars", __name__)
    blueprint.add_app_template_filter(changed, "circular_changes")

    def count(found: Circular | None, kind: VisitKind | None, office: str) -> None:
        if found is not None and kind is not None and is_person(request):
            visits.count(of_circular(found.id), kind, office, clock())

    @blueprint.get("/c/<code>")
    @open_to_all("everybody: what a letter asks and its documents, without the signed letter")
    def page(code: str) -> Response:
        """`?u=` is the code of the office whose QR it is, `?v=` says where a reader comes from, as for an item."""
        with database.reading() as session:
            found = _published(session, code)
            answer = not_found(words.NO_CIRCULAR) if found is None else _page(session, found, address(), _office())
        count(found, MARKS.get(request.args.get("v", "")), _office())
        return answer

    @blueprint.get("/c/<code>/go/<slug>")
    @open_to_all("everybody: goes on to a document of the letter")
    def go(code: str, slug: str) -> ResponseReturnValue:
        with database.reading() as session:
            found = _published(session, code)
            items = reading.documents(session, found.id) if found is not None else ()
        if all(item.slug != slug for item in items):
            return not_found(words.NO_ITEM)
        count(found, VisitKind.CLICK, _office())
        return redirect(knowledge_links.page(slug, office=_office(), in_list=True), 303)

    @blueprint.get("/c/<code>/<key>")
    @open_to_all("whoever holds the link that was made for one person of an addressed office")
    def own_page(code: str, key: str) -> Response:
        # HEAD and machines that look at links are nobody who reads.
        opening = database.writing if is_person(request) else database.reading
        with opening() as session:
            found, person, mine = _reader(session, code, key)
            if found is None or person is None:
                return not_found(words.NO_CIRCULAR)
            if mine is not None and is_person(request):
                receipts.opened(session, person, mine, clock())
                count(found, VisitKind.CHAT, mine.units[0].code)
            answer = _page(session, found, address(), mine.units[0].code if mine else "", mine, key)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @blueprint.post("/c/<code>/<key>/end")
    @open_to_all("the page of one person says that its end was seen")
    def end(code: str, key: str) -> ResponseReturnValue:
        with database.writing() as session:
            _, person, mine = _reader(session, code, key)
            if person is not None and mine is not None:
                receipts.scrolled(session, person, mine, clock())
        return "", 204

    @blueprint.post("/c/<code>/<key>/acknowledge")
    @open_to_all("whoever holds the link that was made for one person of an addressed office")
    def acknowledge(code: str, key: str) -> ResponseReturnValue:
        with database.writing() as session:
            _, person, mine = _reader(session, code, key)
            if person is None or mine is None:
                return not_found(words.NO_CIRCULAR)
            # What was read is what is acknowledged: the button says which version it stood under.
            if mine.version.must_acknowledge and request.form.get("v") == str(mine.version.version):
                receipts.acknowledge(session, person, mine, clock(), How.BUTTON)
        return redirect(f"{knowledge_links.circular(code)}/{key}", 303)

    @blueprint.get("/c/<code>/<key>/file")
    @open_to_all("whoever holds the link that was made for one person of an addressed office")
    def file(code: str, key: str) -> Response:
        with database.reading() as session:
            found, _, mine = _reader(session, code, key)
        if mine is None or mine.version.file_key is None:
            return not_found(words.NO_CIRCULAR)
        count(found, VisitKind.FILE, mine.units[0].code)
        return signed_letter(mine.version, open_file) or not_found(words.NO_CIRCULAR)

    return blueprint


def _office() -> str:
    return request.args.get("u", "")[:LONGEST_CODE]


def _published(session: Session, code: str) -> Circular | None:
    found = circulars.by_code(session, code) if len(code) <= 16 else None
    return found if found is not None and found.state != CircularState.DRAFT and found.version else None


def _reader(session: Session, code: str, key: str) -> tuple[Circular | None, Person | None, Addressed | None]:
    """The letter, whose link it is, and what is theirs of it: None where their offices are not addressed any more."""
    found = _published(session, code)
    person = links.reader(session, code, key) if found is not None else None
    return found, person, receipts.one_for(session, person, code) if person is not None else None


def _page(
    session: Session,
    found: Circular,
    address: Address,
    office: str,
    mine: Addressed | None = None,
    key: str = "",
) -> Response:
    version = circulars.version_of(session, found)
    assert version is not None
    (line,) = lines_of(session, [(found, version)])
    here = f"{knowledge_links.circular(found.code)}/{key}"
    return make_response(
        render_template(
            "circular.html",
            circular=found,
            version=version,
            line=line,
            items=reading.documents(session, found.id),
            onward=partial(knowledge_links.circular, found.code, office=office),
            is_withdrawn=found.state == CircularState.WITHDRAWN,
            here=here if mine is not None else "",
            notes=reading.notes(session, mine) if mine is not None else [],
            done=reading.done(session, mine) if mine is not None else [],
            is_awaited=mine is not None and mine.is_awaited,
            chat=address.chat(CIRCULARS),
        )
    )
