"""Single-use links from the chat to the desk: ten minutes, one opening."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class DeskLink(Base):
    """`token_sha256` is of the secret in the link, which is kept nowhere. `leads_to` is a path below /desk/."""

    __tablename__ = "desk_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    leads_to: Mapped[str] = mapped_column(String(300), default="/desk/")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


def use(session: Session, token_sha256: str, now: datetime) -> DeskLink | None:
    """Takes the link's one opening; None where it is unknown, used or expired."""
    taken = session.execute(
        update(DeskLink)
        .where(DeskLink.token_sha256 == token_sha256, DeskLink.used_at.is_(None), DeskLink.expires_at > now)
        .values(used_at=now)
        .returning(DeskLink.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    return session.get(DeskLink, taken) if taken is not None else None


def is_good(session: Session, token_sha256: str, now: datetime) -> bool:
    """Whether this link would open now."""
    query = select(DeskLink.id).where(
        DeskLink.token_sha256 == token_sha256, DeskLink.used_at.is_(None), DeskLink.expires_at > now
    )
    return session.scalar(query) is not None
