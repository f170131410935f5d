"""The library's lists: categories, what a category holds, what a search finds, what is new or often used."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message
from bot.texts import knowledge as words
from bot.vocabulary.intents import Do
from handlers.knowledge import items
from handlers.knowledge.listening import listen, listens
from handlers.knowledge.seen import by_number, by_slug, library, lines_of, preview
from handlers.request import Request
from services.knowledge import shelves
from services.knowledge.shelves import Shelf


def show(request: Request) -> list[Message]:
    """The library, to read or (`do=qr`) for a QR code; `shelf`, `item` and `page` are numbers from 1."""
    listen(request)
    among = library(request)
    wants_qr = request.intent is not None and request.intent.do is Do.QR
    shelf = request.number("shelf", 99)
    if not among:
        return [words.EMPTY]
    if shelf is None:
        return _show_all(request, among, wants_qr)
    if not 1 <= shelf <= len(among):
        return [words.NO_SUCH_NUMBER]
    if request.number("item", 999) is None:
        return _show_shelf(request, among[shelf - 1], request.page, wants_qr)
    found = by_number(request, among)
    if found is None:
        return [words.NO_SUCH_NUMBER]
    return items.show_qr(request, found) if wants_qr else items.show(request, among, found)


def search(request: Request) -> list[Message]:
    """ "ค้นหา" and "ความรู้" with words after them (`words`; `codes` where a QR code is meant)."""
    listen(request)
    query, among = request.value("words"), library(request)
    if not among:
        return [words.EMPTY]
    found, known = shelves.find(query, among), by_slug(among)
    if not found.matches:
        return words.nothing_found(query, lines_of(request, among, [known[key] for key in found.closest]))
    return _results(request, query, among, found.matches, codes=request.has("codes"))


def look_for(request: Request) -> list[Message] | None:
    """Words that are nothing else: what the library has under them.

    None where it has nothing, unless the library is what the person's conversation is about.
    """
    query, among = request.event.text, library(request)
    found = shelves.find(query, among)
    if not found.matches and not listens(request):
        return None
    listen(request)
    if not among:
        return [words.EMPTY]
    # Small talk is like something in every library: only who searches is asked "did you mean".
    return _results(request, query, among, found.matches) if found.matches else words.nothing_found(query, [])


def shelf(request: Request) -> list[Message]:
    """A category's button (`know.shelf`, `know.codes`): `c` its key, `p` the page."""
    wants_qr = request.intent is not None and request.intent.do is Do.LIBRARY_CODES
    among = library(request)
    found = next((one for one in among if one.key == request.value("c")), None)
    page = request.number("p")
    if found is None:
        return _show_all(request, among, wants_qr)
    return _show_shelf(request, found, 1 if page is None else page, wants_qr)


def newest(request: Request) -> list[Message]:
    """ "ล่าสุด": what came last."""
    listen(request)
    among = library(request)
    found = shelves.newest(among, words.PAGE)
    return words.newest(lines_of(request, among, found)) if found else [words.EMPTY]


def popular(request: Request) -> list[Message]:
    """ "ที่ใช้บ่อย": what was opened most lately."""
    listen(request)
    among = library(request)
    found = shelves.often_used(request.session, among, words.PAGE, request.now)
    return words.popular(lines_of(request, among, found)) if found else [words.NOTHING_USED]


def _results(
    request: Request, query: str, among: Sequence[Shelf], matches: Sequence[str], *, codes: bool = False
) -> list[Message]:
    known = by_slug(among)
    lines = lines_of(request, among, [known[key] for key in matches[: words.PAGE]])
    return words.results(query, lines, codes=codes)


def _show_all(request: Request, among: Sequence[Shelf], wants_qr: bool) -> list[Message]:
    if not among:
        return [words.EMPTY]
    drawn = shelves.pictures(request.session, list(by_slug(among).values()))
    rows = []
    for one in among:
        picture = next((preview(item, drawn[item.id]) for item in one.items if item.id in drawn), "")
        rows.append(words.CategoryLine(one.name, len(one.items), one.key, picture))
    return words.shelves(rows, codes=wants_qr)


def _show_shelf(request: Request, chosen: Shelf, page: int, wants_qr: bool) -> list[Message]:
    pages = -(-len(chosen.items) // words.PAGE)
    page = min(max(page, 1), pages)
    lines = lines_of(request, [chosen], chosen.items[(page - 1) * words.PAGE : page * words.PAGE])
    return words.shelf(chosen.name, lines, number=chosen.number, key=chosen.key, page=page, pages=pages, codes=wants_qr)
