"""What became of a circular: at each office, and with each person of it.

Versions count from 1. Opened and acknowledged are two things: whoever knows the letter from elsewhere acknowledges it
unopened.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

_ADDRESSED = text("removed_in IS NULL")
# Handed to a message of which nobody has looked yet whether it arrived.
_UNDERWAY = text("outbox_id IS NOT NULL AND reached_at IS NULL")


class CircularOffice(Base):
    """An office that a circular is addressed to. `reached`, `opened` and `acknowledged` are the newest version that
    somebody of it was sent, opened and acknowledged; 0 for none. `removed_in`: the version that left the office out
    again, None while it is addressed. `counted` is how many messages LINE has counted for it, all versions."""

    __tablename__ = "circular_office"
    __table_args__ = (
        Index("ix_circular_office_org_unit_id", "org_unit_id"),
        # A page of letters counts 157,000 rows by how far they have come: from here alone, however the table has grown.
        Index(
            "ix_circular_office_marks",
            *("circular_id", "reached", "opened", "acknowledged", "org_unit_id"),
            postgresql_where=_ADDRESSED,
            sqlite_where=_ADDRESSED,
        ),
    )

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"), primary_key=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    reached: Mapped[int] = mapped_column(default=0)
    opened: Mapped[int] = mapped_column(default=0)
    acknowledged: Mapped[int] = mapped_column(default=0)
    removed_in: Mapped[int | None]
    counted: Mapped[int] = mapped_column(default=0)


class CircularReceipt(Base):
    """One version with one person of one office. The times are None for what has not happened.

    `outbox_id` is the message that carries it, None where the person found it by themselves. Whoever has no receipt of
    the newest version has still to be sent it. `reached_at` is when LINE took that message. `role` is the person's in
    the office when it was acknowledged, `how` `button` or `words`, `file_sha256` the letter's as it was then.
    """

    __tablename__ = "circular_receipt"
    __table_args__ = (
        UniqueConstraint("circular_id", "version", "org_unit_id", "person_id"),
        Index("ix_circular_receipt_person_id", "person_id"),
        Index("ix_circular_receipt_underway", "outbox_id", postgresql_where=_UNDERWAY, sqlite_where=_UNDERWAY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"))
    version: Mapped[int]
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Not a foreign key: messages are deleted when they are old, receipts stay.
    outbox_id: Mapped[int | None]
    reached_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    scrolled_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    role: Mapped[str | None] = mapped_column(String(16))
    how: Mapped[str | None] = mapped_column(String(8))
    file_sha256: Mapped[str | None] = mapped_column(String(64))


def is_addressed(session: Session, units: Collection[int]) -> bool:
    """Whether any circular goes to one of these offices (their ids)."""
    query = select(CircularOffice.org_unit_id).where(
        CircularOffice.org_unit_id.in_(units), CircularOffice.removed_in.is_(None)
    )
    return session.scalar(query.limit(1)) is not None
