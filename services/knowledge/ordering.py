"""The order of a shelf: an item among those of its category, a category among the others."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem

T = TypeVar("T")


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    CATEGORY_UP = "category_up"
    CATEGORY_DOWN = "category_down"


def move(session: Session, item: KnowledgeItem, way: Way) -> bool:
    """Moves the item, or its whole category, one place; False where it is the first or last already."""
    categories = by_category(knowledge_item.of_shelf(session, item.owner_unit_id))
    names = list(categories)
    step = -1 if way in (Way.UP, Way.CATEGORY_UP) else 1
    if way in (Way.UP, Way.DOWN):
        moved = _swapped(categories[item.category], item, step)
    else:
        moved = _swapped(names, item.category, step)
    ordered = [one for name in names for one in categories[name]]
    for position, one in enumerate(ordered, 1):
        if one.position != position:
            one.position = position
    return moved


def by_category(items: Sequence[KnowledgeItem]) -> dict[str, list[KnowledgeItem]]:
    """A category stands where its first item does."""
    found: dict[str, list[KnowledgeItem]] = {}
    for one in items:
        found.setdefault(one.category, []).append(one)
    return found


def _swapped(row: list[T], one: T, step: int) -> bool:
    at = row.index(one)
    if not 0 <= at + step < len(row):
        return False
    row[at], row[at + step] = row[at + step], row[at]
    return True
