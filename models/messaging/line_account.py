"""What LINE says about our own account, kept so that it is asked once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import put

_THE_ONE = 1


class LineAccount(Base):
    """A single row. `basic_id` is our @id, which stands in the links that open the chat."""

    __tablename__ = "line_account"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    basic_id: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]


def keep(session: Session, basic_id: str, now: datetime) -> None:
    put(session, LineAccount, id=_THE_ONE, basic_id=basic_id[:40], asked_at=now)


def basic_id(session: Session) -> str:
    """ "" while LINE has not told it."""
    kept = session.get(LineAccount, _THE_ONE)
    return kept.basic_id if kept else ""
