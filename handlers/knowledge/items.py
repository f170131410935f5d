"""One item of the library: read it, its QR, its file to print, and the one that explains a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.interview import interview
from bot.knowledge import links
from bot.messages import Message, Open, Picture
from bot.texts import knowledge as words
from handlers.knowledge.listening import remember, shown_last
from handlers.knowledge.seen import by_number, by_slug, library, lines_of, numbers_of, office_of, original, preview
from handlers.request import Request
from models.knowledge import knowledge_file
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import ShownItem
from services.forms.compiled import form_of
from services.knowledge.choices import circular_number
from services.knowledge.shelves import Shelf
from services.messaging.outbox import address_of

# Besides the card and the question of a report that stands again: LINE takes five messages.
_MOST_PICTURES = 3


def open_item(request: Request) -> list[Message]:
    """An item's button (`know.item`): `k` its slug."""
    among = library(request)
    found = by_slug(among).get(request.value("k"))
    return show(request, among, found) if found else [words.GONE]


def open_qr(request: Request) -> list[Message]:
    """The button for its QR (`know.qr`): `k` its slug."""
    found = by_slug(library(request)).get(request.value("k"))
    return show_qr(request, found) if found else [words.GONE]


def print_files(request: Request) -> list[Message]:
    """ "ขอไฟล์พิมพ์": of the item with the button (`k`) or the number, else of the one that was shown last."""
    among = library(request)
    if request.has("shelf"):
        found = by_number(request, among)
        if found is None:
            return [words.NO_SUCH_NUMBER]
    else:
        found = by_slug(among).get(request.value("k") or shown_last(request))
        if found is None:
            return [words.GONE if request.has("k") else words.PRINT_WHICH]
    files = knowledge_file.of_item(request.session, found.id)
    wanted = [file for file in files if file.use == FileUse.PRINT] or _infographics(files)
    if not wanted:
        return words.no_print_files(found.title, numbers_of(among)[found.id])
    office = office_of(request)
    return words.print_files(
        found.title, [(file.name, links.file(found.slug, file.id, office=office)) for file in wanted]
    )


def explain(request: Request) -> list[Message]:
    """ "ดูคำอธิบาย" at a question of a report, or its button (`q`, the question's name): the item that explains it. A
    province's own goes before everybody's."""
    report, among = request.report, library(request)
    name = request.value("q") or _question(request)
    meant = [
        item
        for shelf in among
        for item in shelf.items
        if name and item.explains == name and (report is None or item.programme_id == report.programme_id)
    ]
    if not meant:
        return [words.NOTHING_EXPLAINS]
    return show(request, among, next((item for item in meant if item.owner_unit_id is not None), meant[0]))


def show(request: Request, among: Sequence[Shelf], found: ShownItem) -> list[Message]:
    remember(request, found.slug)
    [line] = lines_of(request, among, [found])
    files = knowledge_file.of_item(request.session, found.id)
    drawn = [Picture(original(found, file), preview(found, file)) for file in _infographics(files)]
    link = links.page(found.slug, office=office_of(request), in_chat=True)
    address = address_of(request.session)
    return words.item(
        line,
        category=found.category,
        description=found.description,
        circular=circular_number(request.session, found),
        page=link,
        share=Open(address.share(links.shareable(found.title, address.page(link))), address.share_page(link)),
        placeholder=links.is_placeholder(found.target),
        infographics=drawn[:_MOST_PICTURES],
        has_print=bool(drawn) or any(file.use == FileUse.PRINT for file in files),
    )


def show_qr(request: Request, found: ShownItem) -> list[Message]:
    office = office_of(request)
    link = address_of(request.session).page(links.page(found.slug, office=office))
    return words.qr(found.title, link, links.qr(found.slug, office=office))


def _question(request: Request) -> str:
    """The name of the question at which the report stands; "" for none."""
    conversation, report = request.conversation, request.report
    if conversation is None or report is None or not conversation.state:
        return ""
    _, form = form_of(request.session, report)
    return interview.question_at(form, conversation.state, request.now)


def _infographics(files: Iterable[KnowledgeFile]) -> list[KnowledgeFile]:
    return [file for file in files if file.use == FileUse.INFOGRAPHIC]
