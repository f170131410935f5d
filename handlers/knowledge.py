"""The library by chat: categories, search, one item, its QR. Everything works by typing and without an office."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from bot.knowledge import links
from bot.messages import Message
from bot.texts import knowledge as words
from bot.vocabulary.intents import Do
from handlers.context import LISTENS
from handlers.request import Request
from models import programme
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from services.knowledge.shelves import Shelf, find, shelves
from services.messaging.outbox import address_of


def show(request: Request) -> list[Message]:
    """The library, to read or (`do=qr`) for a QR code; `shelf`, `item` and `page` are numbers from 1."""
    _listen(request)
    among = shelves(request.session)
    wants_qr = request.intent is not None and request.intent.do is Do.QR
    shelf, item = request.number("shelf", 99), request.number("item", 999)
    if not among:
        return [words.EMPTY]
    if shelf is None:
        return _show_all(among, wants_qr)
    if not 1 <= shelf <= len(among):
        return [words.NO_SUCH_NUMBER]
    chosen = among[shelf - 1]
    if item is None:
        return _show_shelf(chosen, request.page, wants_qr)
    if not 1 <= item <= len(chosen.items):
        return [words.NO_SUCH_NUMBER]
    found = chosen.items[item - 1]
    return _show_qr(request, found) if wants_qr else _show(request, found)


def search(request: Request) -> list[Message]:
    """ "ค้นหา" and "ความรู้" with words after them (`words`; `codes` where a QR code is meant)."""
    _listen(request)
    query, among = request.value("words"), shelves(request.session)
    if not among:
        return [words.EMPTY]
    found = find(query, among)
    if not found.matches:
        return words.nothing_found(query, [_lines(among)[key] for key in found.closest])
    return _results(query, among, found.matches, codes=request.has("codes"))


def look_for(request: Request) -> list[Message] | None:
    """Words that are nothing else: what the library has under them.

    None where it has nothing, unless the library is what the person's conversation is about.
    """
    query, among = request.event.text, shelves(request.session)
    found = find(query, among)
    if not found.matches and not _listens(request):
        return None
    _listen(request)
    if not among:
        return [words.EMPTY]
    # Small conversation is like something in every library: only who searches is asked "did you mean".
    return _results(query, among, found.matches) if found.matches else words.nothing_found(query, [])


def shelf(request: Request) -> list[Message]:
    """A category's button (`know.shelf`, `know.codes`): `c` its key, `p` the page."""
    wants_qr = request.intent is not None and request.intent.do is Do.LIBRARY_CODES
    among = shelves(request.session)
    found = next((one for one in among if one.key == request.value("c")), None)
    page = request.number("p")
    return _show_shelf(found, 1 if page is None else page, wants_qr) if found else _show_all(among, wants_qr)


def item(request: Request) -> list[Message]:
    """An item's button (`know.item`): `k` its slug."""
    found = knowledge_item.by_slug(request.session, request.value("k"))
    return _show(request, found) if found else [words.GONE]


def item_qr(request: Request) -> list[Message]:
    """The button for its QR (`know.qr`): `k` its slug."""
    found = knowledge_item.by_slug(request.session, request.value("k"))
    return _show_qr(request, found) if found else [words.GONE]


def _results(query: str, among: Sequence[Shelf], matches: Sequence[str], *, codes: bool = False) -> list[Message]:
    lines = _lines(among)
    return words.results(query, [lines[key] for key in matches[: words.PAGE]], codes=codes)


def _lines(among: Sequence[Shelf]) -> dict[str, words.LibraryLine]:
    """Every item's line, by its slug."""
    return {line.slug: line for one in among for line in _lines_of(one)}


def _lines_of(one: Shelf) -> list[words.LibraryLine]:
    return [words.LibraryLine(one.number_of(item), item.title, item.slug) for item in one.items]


def _show_all(among: Sequence[Shelf], wants_qr: bool) -> list[Message]:
    if not among:
        return [words.EMPTY]
    return words.shelves([(one.name, len(one.items), one.key) for one in among], codes=wants_qr)


def _show_shelf(chosen: Shelf, page: int, wants_qr: bool) -> list[Message]:
    lines = _lines_of(chosen)
    pages = -(-len(lines) // words.PAGE)
    page = min(max(page, 1), pages)
    shown = lines[(page - 1) * words.PAGE : page * words.PAGE]
    return words.shelf(chosen.name, shown, number=chosen.number, key=chosen.key, page=page, pages=pages, codes=wants_qr)


def _show(request: Request, found: KnowledgeItem) -> list[Message]:
    owner = programme.of(request.session, found.programme_id)
    link = links.page(found.slug, office=_office(request), in_chat=True)
    address = address_of(request.session)
    return words.item(
        _lines(shelves(request.session))[found.slug],
        category=found.category,
        description=found.description,
        circular=owner.circular_number if owner else "",
        page=link,
        share=address.share(links.shareable(found.title, address.page(link))),
        placeholder=links.is_placeholder(found.target),
    )


def _show_qr(request: Request, found: KnowledgeItem) -> list[Message]:
    office = _office(request)
    link = address_of(request.session).page(links.page(found.slug, office=office))
    return words.qr(found.title, link, links.qr(found.slug, office=office))


def _office(request: Request) -> str:
    """The code that marks this person's links; empty without an office."""
    return request.active[0].unit.code if request.active else ""


def _listen(request: Request) -> None:
    """From now on plain words are looked for in the library; never in the middle of another conversation."""
    session, active = request.session, request.conversation
    if active is not None:
        if active.about == About.KNOWLEDGE:
            active.updated_at = request.now
        return
    known = conversations.newest_of(session, request.person, About.KNOWLEDGE)
    try:
        with session.begin_nested():
            if known is None:
                new = Conversation(person_id=request.person.id, about=About.KNOWLEDGE, state={}, updated_at=request.now)
                session.add(new)
            else:
                known.is_active, known.updated_at = True, request.now
            session.flush()
    except IntegrityError:
        # Two taps at once: the other one has opened a conversation already, which is just as well.
        session.expire_all()


def _listens(request: Request) -> bool:
    """Whether the library is what the person's conversation is about."""
    active = request.conversation
    return active is not None and active.about == About.KNOWLEDGE and request.now - active.updated_at <= LISTENS
