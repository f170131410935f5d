"""The infographics of the articles that the product brings: drawn once, kept beside the photos."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select

from bot.knowledge.builtin import load_builtin
from bot.knowledge.infographics.article_picture import Infographic
from bot.knowledge.infographics.pages import a4_pdf, phone_pngs
from bot.schedule import local_day
from models.database import Database
from models.knowledge.knowledge_file import FileUse, KnowledgeFile
from models.knowledge.knowledge_item import KnowledgeItem
from services.storage.store import Store

FOLDER = "knowledge/starting"


def keep_pictures(database: Database, store: Store, now: datetime) -> list[str]:
    """Draws the pictures of those starting items that have no file, a second or two each, and returns their slugs.
    An item of the department, one whose files it has put in or taken out of its way, and one that is drawn already are
    left alone. Killed in between, it begins again where it stopped: the bytes first, then their rows. Raises OSError
    where the store cannot be written."""
    brought = {item.slug: item for item in load_builtin().items}
    bare = (
        select(KnowledgeItem.slug)
        .outerjoin(KnowledgeFile, KnowledgeFile.knowledge_item_id == KnowledgeItem.id)
        .where(KnowledgeItem.is_starting, KnowledgeItem.picture_key.is_(None), KnowledgeFile.id.is_(None))
        .order_by(KnowledgeItem.position, KnowledgeItem.id)
    )
    with database.reading() as session:
        wanted = [slug for slug in session.scalars(bare) if slug in brought]
    for slug in wanted:
        files = _drawn(store, slug, brought[slug].picture, now)
        with database.writing() as session:
            item = session.scalars(bare.with_only_columns(KnowledgeItem).where(KnowledgeItem.slug == slug)).first()
            if item is None:
                continue  # another process was faster, or the department
            for file in files:
                file.knowledge_item_id = item.id
                session.add(file)
            item.picture_key = files[0].key
    return wanted


def _drawn(store: Store, slug: str, shown: Infographic, now: datetime) -> list[KnowledgeFile]:
    phone, small = phone_pngs(shown)
    paper = a4_pdf(shown, local_day(now))
    preview = _kept(store, slug, small, "png")[0]
    return [
        _file(store, slug, phone, "png", "image/png", FileUse.INFOGRAPHIC, shown.title, preview, now),
        _file(
            store,
            slug,
            paper,
            "pdf",
            "application/pdf",
            FileUse.PRINT,
            shown.title,
            preview,
            now,
        ),
    ]


def _file(
    store: Store,
    slug: str,
    body: bytes,
    ending: str,
    media_type: str,
    use: FileUse,
    title: str,
    preview: str,
    now: datetime,
) -> KnowledgeFile:
    key, seal = _kept(store, slug, body, ending)
    return KnowledgeFile(
        use=use,
        position=0 if use is FileUse.INFOGRAPHIC else 1,
        name=f"{title}.{ending}",
        key=key,
        media_type=media_type,
        size=len(body),
        sha256=seal,
        preview_key=preview,
        created_at=now,
    )


def _kept(store: Store, slug: str, body: bytes, ending: str) -> tuple[str, str]:
    """The key of these bytes, which their content makes, and their SHA-256."""
    seal = hashlib.sha256(body).hexdigest()
    key = f"{FOLDER}/{slug}-{seal[:16]}.{ending}"
    store.put_bytes(key, body)
    return key, seal
