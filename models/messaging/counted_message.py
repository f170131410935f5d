"""How many messages LINE has counted, by month and class: known for good, while messages are forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class CountedMessage(Base):
    """`month` is the one they were sent in (`2026-11`), Bangkok time; `message_class` as bot/message_class.py."""

    __tablename__ = "counted_message"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    message_class: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]


def of_months(session: Session, months: Collection[str]) -> Sequence[CountedMessage]:
    return session.scalars(select(CountedMessage).where(CountedMessage.month.in_(months))).all()
