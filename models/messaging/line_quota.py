"""What LINE last said about the month's counted messages, so that nobody who looks has to wait for LINE."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import put

_ONLY = 1


class LineQuota(Base):
    """One row. `most` is the plan's limit, None where there is none; `used` what had been counted at `asked_at`."""

    __tablename__ = "line_quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    most: Mapped[int | None]
    used: Mapped[int]
    asked_at: Mapped[datetime]


def last(session: Session) -> LineQuota | None:
    """None before LINE was ever asked."""
    return session.get(LineQuota, _ONLY)


def keep(session: Session, most: int | None, used: int, now: datetime) -> None:
    put(session, LineQuota, id=_ONLY, most=most, used=used, asked_at=now)
