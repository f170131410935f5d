"""Whether the addresses that items lead to still answer, as they were asked last."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class TargetCheck(Base):
    """`target` is the address that was asked: one that has been changed since is as good as unasked. `fault` is why it
    counts as dead (a word of `services/knowledge/targets.Fault`), "" while it answers; `dead_since` the first of the
    times in a row that it did not, None while it does."""

    __tablename__ = "target_check"

    knowledge_item_id: Mapped[int] = mapped_column(ForeignKey("knowledge_item.id"), primary_key=True)
    target: Mapped[str] = mapped_column(String(1000))
    checked_at: Mapped[datetime]
    fault: Mapped[str] = mapped_column(String(16), default="")
    status: Mapped[int | None]
    dead_since: Mapped[datetime | None]
