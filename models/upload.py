"""Files that were shown to their sender and wait for "yes, like this"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from models.base import Base
from models.membership.person import Person


class Upload(Base):
    """`purpose` names what it is for, `wanted` how it is to be read. `file_name` is the sender's and only shown."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    wanted: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


def mine(session: Session, person: Person, purpose: str, upload_id: int) -> Upload | None:
    """The person's own upload of that purpose; None for anybody else's and for none."""
    return session.scalar(
        select(Upload).where(Upload.id == upload_id, Upload.person_id == person.id, Upload.purpose == purpose)
    )


def every_of_mine(session: Session, person: Person, purpose: str) -> Sequence[Upload]:
    """Newest first; their content is loaded only where it is asked for."""
    query = select(Upload).where(Upload.person_id == person.id, Upload.purpose == purpose)
    return session.scalars(query.order_by(Upload.id.desc()).options(defer(Upload.content))).all()
