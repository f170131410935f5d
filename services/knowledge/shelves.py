"""The library as it is shown: items by category, each with the number that people type for it."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.knowledge.search import Entry, SearchResult, search
from bot.schedule import local_day
from models.knowledge import knowledge_file, knowledge_item, visit
from models.knowledge.knowledge_file import KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem, ShownItem
from models.org_unit import OrgUnit, UnitKind

# What counts as often used now.
OFTEN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category and its items in order, never empty. `number` counts from 1."""

    number: int
    name: str
    items: tuple[ShownItem, ...]

    @property
    def key(self) -> str:
        """Names it in buttons, where its Thai name would be too long: 8 hex digits."""
        return f"{zlib.crc32(self.name.encode()):08x}"

    @property
    def numbered(self) -> dict[str, ShownItem]:
        """`2.3`: the third item of the second category."""
        return {f"{self.number}.{at}": item for at, item in enumerate(self.items, 1)}


def shelves(session: Session, day: date, owners: Collection[int] = ()) -> list[Shelf]:
    """Every category with something in it that is shown on this Bangkok day; a category stands where its first item
    does. `owners` are the provinces whose own shelves are seen beside everybody's."""
    grouped: dict[str, list[ShownItem]] = {}
    for one in knowledge_item.shown(session, day, owners):
        grouped.setdefault(one.category, []).append(one)
    return [Shelf(number, name, tuple(items)) for number, (name, items) in enumerate(grouped.items(), 1)]


def owners_of(units: Iterable[OrgUnit]) -> frozenset[int]:
    """The provinces whose own shelves somebody of these units sees: those that they belong to."""
    return frozenset(one.id for unit in units for one in (unit, *unit.up()) if one.kind == UnitKind.PROVINCE)


def pictures(session: Session, items: Collection[KnowledgeItem | ShownItem]) -> Mapping[int, KnowledgeFile]:
    """By the number of the item, the file whose preview stands for it: the one chosen, else the first that has any."""
    found = {}
    for item_id, files in knowledge_file.of_items(session, [item.id for item in items]).items():
        drawn = [file for file in files if file.preview_key]
        chosen = next(item.picture_key for item in items if item.id == item_id)
        if drawn:
            found[item_id] = next((file for file in drawn if file.preview_key == chosen), drawn[0])
    return found


def newest(among: Sequence[Shelf], most: int) -> list[ShownItem]:
    """Those that came last, newest first."""
    return sorted(_all(among), key=lambda item: -item.id)[:most]


def often_used(session: Session, among: Sequence[Shelf], most: int, now: datetime) -> list[ShownItem]:
    """Those whose pages were opened most lately; none that nobody opened."""
    known = {item.id: item for item in _all(among)}
    return [known[number] for number in visit.most_opened(session, local_day(now - OFTEN)) if number in known][:most]


def _all(among: Sequence[Shelf]) -> list[ShownItem]:
    return [item for shelf in among for item in shelf.items]


def find(words: str, among: Sequence[Shelf]) -> SearchResult:
    """Slugs of the items that `words` mean."""
    return search(
        words,
        [Entry(item.slug, item.title, item.category, item.description, item.keywords) for item in _all(among)],
    )
