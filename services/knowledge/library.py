"""The library as it is changed, by an operator's commands and at the desk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.knowledge import links
from models.knowledge import knowledge_file
from models.knowledge.knowledge_item import KnowledgeItem
from models.programme import Programme

LONGEST = {"category": 80, "title": 200, "description": 5_000, "keywords": 1_000, "body": 40_000}
LONGEST_SLUG = 60
# Without letters and digits that are taken for each other on paper.
_LETTERS, _LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 6


def add(
    session: Session,
    programme: Programme | None,
    slug: str | None,
    *,
    owner_unit_id: int | None = None,
    has_file: bool = False,
    **columns: Any,
) -> KnowledgeItem:
    """A new item at the end of its shelf. `columns`: category, title, and target, body or a file that comes with it;
    further ones if any. Slug None makes one up. Raises ValueError with what is wrong.
    """
    slug = _new_slug(session) if slug is None else slug
    if not links.SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise ValueError(f"a slug is lower-case words joined by hyphens, 60 characters at most: {slug!r}")
    if by_any_slug(session, slug):
        raise ValueError(f"there is an item {slug!r} already")
    _check(columns)
    if not has_file and not any(str(columns.get(name, "")).strip() for name in ("target", "body")):
        raise ValueError("there is neither a target nor an article nor a file")
    on_shelf = KnowledgeItem.owner_unit_id == owner_unit_id
    last = session.scalar(select(func.max(KnowledgeItem.position)).where(on_shelf))
    programme_id = programme.id if programme is not None else None
    values = {"programme_id": programme_id, "owner_unit_id": owner_unit_id} | columns
    item = KnowledgeItem(slug=slug, position=(last or 0) + 1, **values)
    session.add(item)
    session.flush()
    return item


def change(session: Session, slug: str, *, is_active: bool | None = None, **columns: Any) -> KnowledgeItem:
    """Changes the columns given. A change of content makes a new version; hiding and showing does not.

    Raises ValueError with what is wrong; then nothing is changed.
    """
    item = by_any_slug(session, slug)
    if item is None:
        raise ValueError(f"there is no item {slug!r}")
    rewrite(session, item, columns)
    if is_active is not None:
        item.is_active = is_active
    return item


def rewrite(session: Session, item: KnowledgeItem, columns: Mapping[str, Any]) -> list[str]:
    """Writes these columns; returns the names of those that differed. What was changed is the department's own from
    then on. Raises ValueError with what is wrong; then nothing is changed."""
    _check({"valid_from": item.valid_from, "valid_to": item.valid_to} | dict(columns))
    changed = [name for name, value in columns.items() if getattr(item, name) != value]
    has_words = any(columns.get(name, getattr(item, name)).strip() for name in ("target", "body"))
    if changed and not has_words and not knowledge_file.of_item(session, item.id):
        raise ValueError("there is neither a target nor an article nor a file")
    for name in changed:
        setattr(item, name, columns[name])
    if changed:
        renew(item)
    return changed


def renew(item: KnowledgeItem) -> None:
    """Its content is another from now on."""
    item.version += 1
    item.is_starting = False


def by_any_slug(session: Session, slug: str) -> KnowledgeItem | None:
    """Hidden ones too: a slug that stands on a printed poster is never given to something else."""
    return session.scalar(select(KnowledgeItem).where(KnowledgeItem.slug == slug))


def _new_slug(session: Session) -> str:
    while True:
        slug = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        if by_any_slug(session, slug) is None:
            return slug


def _check(columns: Mapping[str, Any]) -> None:
    for key in ("category", "title"):
        if key in columns and not columns[key].strip():
            raise ValueError(f"{key} is empty")
    for key, most in LONGEST.items():
        if len(columns.get(key, "")) > most:
            raise ValueError(f"{key} is longer than {most} characters")
    if columns.get("target") and (fault := links.target_fault(columns["target"])):
        raise ValueError(f"not a target: {fault}")
    begins, ends = columns.get("valid_from"), columns.get("valid_to")
    if begins and ends and ends < begins:
        raise ValueError("it ends before it begins")
