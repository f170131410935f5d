"""The library as it is shown: items by category, each with the number that people type for it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.knowledge.search import Entry, SearchResult, search
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category and its items in order, never empty. `number` counts from 1."""

    number: int
    name: str
    items: tuple[KnowledgeItem, ...]

    @property
    def key(self) -> str:
        """Names it in buttons, where its Thai name would be too long: 8 hex digits."""
        return f"{zlib.crc32(self.name.encode()):08x}"

    def number_of(self, item: KnowledgeItem) -> str:
        """`2.3`: the third item of the second category."""
        return f"{self.number}.{self.items.index(item) + 1}"


def shelves(session: Session) -> list[Shelf]:
    """Every category with something in it; a category stands where its first item does."""
    grouped: dict[str, list[KnowledgeItem]] = {}
    for one in knowledge_item.every(session):
        grouped.setdefault(one.category, []).append(one)
    return [Shelf(number, name, tuple(items)) for number, (name, items) in enumerate(grouped.items(), 1)]


def find(words: str, among: Sequence[Shelf]) -> SearchResult:
    """Slugs of the items that `words` mean."""
    return search(
        words,
        [
            Entry(item.slug, item.title, item.category, item.description, item.keywords)
            for shelf in among
            for item in shelf.items
        ],
    )
