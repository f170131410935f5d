"""Circulars by chat: the list, one letter opened, and the documents that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Message
from bot.texts.circulars import chat as words
from bot.texts.circulars.chat import Listed, Opened
from bot.thai.dates import write_date
from handlers.request import Request
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularState
from models.circulars.receipt import CircularOffice
from services.circulars import links, reading, receipts
from services.circulars.lines import lines_of
from services.circulars.receipts import Addressed


def show(request: Request) -> list[Message]:
    """ "หนังสือ": the list (`p` its page), or with a number (`n`) that letter."""
    mine = receipts.addressed_to(request.session, request.person)
    if not mine:
        return [words.NONE]
    number = request.number("n")
    if number is None and len(mine) == 1:
        number = 1
    if number is not None:
        return open_letter(request, mine[number - 1], number) if 1 <= number <= len(mine) else [words.NO_SUCH_NUMBER]
    pages = -(-len(mine) // words.PAGE)
    page = min(request.number("p") or 1, pages)
    shown = list(enumerate(mine, 1))[(page - 1) * words.PAGE : page * words.PAGE]
    return [words.listing(listed(request.session, shown), page, pages)]


def open_one(request: Request) -> list[Message]:
    """The button of a card: `c` its code, `v` the version that stood on it."""
    mine = receipts.addressed_to(request.session, request.person)
    for place, one in enumerate(mine, 1):
        if one.circular.code == request.value("c"):
            newer = one.circular.version > (request.number("v") or one.circular.version)
            return [*([words.corrected(one.circular.version)] if newer else []), *open_letter(request, one, place)]
    return [not_in_force(request)]


def items(request: Request) -> list[Message]:
    """The documents of the library that go with a letter (`c`)."""
    one = receipts.one_for(request.session, request.person, request.value("c"))
    if one is None:
        return [not_in_force(request)]
    found = reading.documents(request.session, one.circular.id)
    if not found:
        return [words.NO_ITEMS]
    return [words.documents(one.version.number, [(item.title, item.slug) for item in found[: words.MOST_DOCUMENTS]])]


def not_in_force(request: Request) -> Message:
    """Why a letter that a button names is not there: it was withdrawn, or goes to others."""
    code = request.value("c")
    found = circulars.by_code(request.session, code) if code else None
    if found is None or found.state != CircularState.WITHDRAWN or not _was_for(request, found):
        return words.NOT_YOURS
    version = circulars.version_of(request.session, found)
    return words.withdrawn(version.number, version.subject) if version else words.NOT_YOURS


def listed(session: Session, shown: Sequence[tuple[int, Addressed]]) -> list[Listed]:
    """Lines of the list from (place, letter)."""
    places = {one.circular.id: place for place, one in shown}
    lines = lines_of(session, [(one.circular, one.version) for _, one in shown], places)
    return [Listed(line, not one.is_awaited) for line, (_, one) in zip(lines, shown, strict=True)]


def open_letter(request: Request, one: Addressed, place: int) -> list[Message]:
    """This letter, which is number `place` of the person's list."""
    session, version = request.session, one.version
    receipts.opened(session, request.person, one, request.at)
    (line,) = lines_of(session, [(one.circular, version)], {one.circular.id: place})
    shown = Opened(
        # Whoever only supervises has nothing to begin.
        line=replace(line, programme="") if request.only_supervises else line,
        dated=write_date(version.dated) if version.dated else "",
        refers_to=version.refers_to,
        contact=version.contact,
        page=links.page_for(session, one.circular.code, request.person),
        has_file=version.file_key is not None,
        notes=reading.notes(session, one),
        done=reading.done(session, one) if version.must_acknowledge and not one.is_awaited else (),
    )
    return [words.opened(shown)]


def _was_for(request: Request, circular: Circular) -> bool:
    """Whether it once went to one of the person's offices."""
    mine = CircularOffice.org_unit_id.in_([one.unit.id for one in request.active])
    query = select(CircularOffice.org_unit_id).where(CircularOffice.circular_id == circular.id, mine)
    return request.session.scalar(query.limit(1)) is not None
