"""The library as one person sees it today: shelves, numbers to type, pictures. What is out of its time, or stands on
another province's shelf, is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.knowledge import links
from bot.schedule import local_day
from bot.texts import knowledge as words
from handlers.request import Request
from models.knowledge.knowledge_file import KnowledgeFile
from models.knowledge.knowledge_item import ShownItem
from services.knowledge.shelves import Shelf, owners_of, pictures, shelves


def library(request: Request) -> list[Shelf]:
    """What the person sees of it today."""
    owners = owners_of(one.unit for one in request.active)
    return shelves(request.session, local_day(request.now), owners)


def by_slug(among: Iterable[Shelf]) -> dict[str, ShownItem]:
    return {item.slug: item for shelf in among for item in shelf.items}


def by_number(request: Request, among: Sequence[Shelf]) -> ShownItem | None:
    """The item whose number was typed."""
    shelf, item = request.number("shelf", 99) or 0, request.number("item", 999)
    if not 1 <= shelf <= len(among):
        return None
    return among[shelf - 1].numbered.get(f"{shelf}.{item}")


def numbers_of(among: Iterable[Shelf]) -> dict[int, str]:
    """What is typed for each item, by its number of row."""
    return {item.id: number for shelf in among for number, item in shelf.numbered.items()}


def lines_of(request: Request, among: Iterable[Shelf], items: Sequence[ShownItem]) -> list[words.LibraryLine]:
    numbers, drawn = numbers_of(among), pictures(request.session, items)
    return [
        words.LibraryLine(
            numbers[item.id],
            item.title,
            item.slug,
            item.description,
            preview(item, drawn[item.id]) if item.id in drawn else "",
        )
        for item in items
    ]


def preview(item: ShownItem, file: KnowledgeFile) -> str:
    # LINE keeps a picture by its address: another one has another.
    return f"{links.preview(item.slug, file.id)}?v={file.sha256[:8]}"


def original(item: ShownItem, file: KnowledgeFile) -> str:
    """Where LINE fetches the picture of a message from; what it fetches is not counted as an opening."""
    return f"{links.file(item.slug, file.id)}?v={file.sha256[:8]}"


def office_of(request: Request) -> str:
    """The code that marks this person's links; empty without an office."""
    return request.active[0].unit.code if request.active else ""
