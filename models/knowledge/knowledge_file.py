"""The files of an item of the library: what is read in the chat and on the page, and what is printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class FileUse(StrEnum):
    READ = "read"  # a document, or a picture beside the words
    INFOGRAPHIC = "infographic"  # sent into the chat as a picture
    PRINT = "print"  # the same for paper, asked for with a button


class KnowledgeFile(Base):
    """`key` is where the bytes lie below MEDIA_URL, `sha256` theirs; `media_type` what they really are, whatever the
    file was called. `preview_key` is a picture of the first page, None while there is none. `size` is in bytes."""

    __tablename__ = "knowledge_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    knowledge_item_id: Mapped[int] = mapped_column(ForeignKey("knowledge_item.id"), index=True)
    use: Mapped[str] = mapped_column(String(12), default=FileUse.READ)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    preview_key: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]


def of_item(session: Session, item_id: int) -> Sequence[KnowledgeFile]:
    """In the order they are shown."""
    query = select(KnowledgeFile).where(KnowledgeFile.knowledge_item_id == item_id)
    return session.scalars(query.order_by(KnowledgeFile.position, KnowledgeFile.id)).all()


def of_items(session: Session, item_ids: Collection[int]) -> dict[int, list[KnowledgeFile]]:
    """The files of each of these items that has any, in the order they are shown."""
    query = select(KnowledgeFile).where(KnowledgeFile.knowledge_item_id.in_(item_ids))
    found: dict[int, list[KnowledgeFile]] = {}
    for one in session.scalars(query.order_by(KnowledgeFile.position, KnowledgeFile.id)):
        found.setdefault(one.knowledge_item_id, []).append(one)
    return found


def keys(session: Session) -> set[str]:
    """Where the bytes of all files and of their pictures lie."""
    rows = session.execute(select(KnowledgeFile.key, KnowledgeFile.preview_key))
    return {key for row in rows for key in row if key is not None}
