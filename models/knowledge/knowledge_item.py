"""The library: what a programme gives officers to read, print and pass on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class KnowledgeItem(Base):
    """`target` is the http(s) address that `/k/<slug>` offers; only registered targets are redirected to.
    `version` grows when the content changes, so that "read" can be bound to what was read."""

    __tablename__ = "knowledge_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    category: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(String(1000))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)


def by_slug(session: Session, slug: str) -> KnowledgeItem | None:
    return session.scalar(select(KnowledgeItem).where(KnowledgeItem.slug == slug, KnowledgeItem.is_active))


def every(session: Session) -> Sequence[KnowledgeItem]:
    """Active items in the order they are shown."""
    query = select(KnowledgeItem).where(KnowledgeItem.is_active)
    return session.scalars(query.order_by(KnowledgeItem.position, KnowledgeItem.id)).all()
