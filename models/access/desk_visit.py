"""Somebody signed in at the desk: what the session cookie stands for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class DeskVisit(Base):
    """`token_sha256` is of the cookie's secret. Over when `expires_at` has come or `ended_at` is set."""

    __tablename__ = "desk_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def lasts(token_sha256: str | ColumnElement[str], now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """SQL: this is the visit of that cookie, and it is not over."""
    return and_(DeskVisit.token_sha256 == token_sha256, DeskVisit.ended_at.is_(None), DeskVisit.expires_at > now)


def current(session: Session, token_sha256: str, now: datetime) -> DeskVisit | None:
    return session.scalar(select(DeskVisit).where(lasts(token_sha256, now)))
