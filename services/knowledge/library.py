"""The library as an operator changes it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.knowledge import links
from models.knowledge.knowledge_item import KnowledgeItem
from models.programme import Programme

LONGEST = {"category": 80, "title": 200}


def add(session: Session, programme: Programme, slug: str, **columns: str) -> KnowledgeItem:
    """A new item at the end of the library. `columns`: category, title, target; description, keywords if any.

    Raises ValueError with what is wrong.
    """
    if not links.SLUG.fullmatch(slug) or len(slug) > 60:
        raise ValueError(f"a slug is lower-case words joined by hyphens, 60 characters at most: {slug!r}")
    if _any_by_slug(session, slug):
        raise ValueError(f"there is an item {slug!r} already")
    _check(columns)
    last = session.scalar(select(func.max(KnowledgeItem.position)))
    item = KnowledgeItem(programme_id=programme.id, slug=slug, position=(last or 0) + 1, **columns)
    session.add(item)
    session.flush()
    return item


def change(session: Session, slug: str, *, is_active: bool | None = None, **columns: str) -> KnowledgeItem:
    """Changes the columns given. A change of words or target makes a new version; hiding and showing does not.

    Raises ValueError with what is wrong; then nothing is changed.
    """
    item = _any_by_slug(session, slug)
    if item is None:
        raise ValueError(f"there is no item {slug!r}")
    _check(columns)
    changed = {key: value for key, value in columns.items() if getattr(item, key) != value}
    for key, value in changed.items():
        setattr(item, key, value)
    if changed:
        item.version += 1
    if is_active is not None:
        item.is_active = is_active
    return item


def _any_by_slug(session: Session, slug: str) -> KnowledgeItem | None:
    """Hidden ones too: a slug that stands on a printed poster is never given to something else."""
    return session.scalar(select(KnowledgeItem).where(KnowledgeItem.slug == slug))


def _check(columns: dict[str, str]) -> None:
    for key in ("category", "title", "target"):
        if key in columns and not columns[key].strip():
            raise ValueError(f"{key} is empty")
    for key, most in LONGEST.items():
        if len(columns.get(key, "")) > most:
            raise ValueError(f"{key} is longer than {most} characters")
    if "target" in columns and (fault := links.target_fault(columns["target"])):
        raise ValueError(f"not a target: {fault}")
