"""Events that our own bugs could not handle, kept whole so that they can be looked at and played again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class DeadLetter(Base):
    """`error` is the exception's type and place, never its message (which may quote what was written)."""

    __tablename__ = "dead_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    event: Mapped[dict[str, Any]]
    error: Mapped[str] = mapped_column(String(400))
