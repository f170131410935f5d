"""Events that our own bugs could not handle, kept whole so that they can be looked at and played again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class DeadLetter(Base):
    """`event` is LINE's JSON as ASCII text: a JSON column would refuse some of what people can send (NUL, half an
    emoji). `error` is the exception's type and place, never its message (which may quote what was written)."""

    __tablename__ = "dead_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_event_id: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(Text)
    error: Mapped[str] = mapped_column(String(400))
