"""Photos and files that answer a question: named before they are fetched, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base

# Kept before there was anybody to look. A second VERSION of `services/photos/keeper` will have to ask for it here
# too.
_UNLOOKED = text("state = 'kept' AND kind = 'image' AND look_version IS NULL")
# Written out, so that the index is used whoever prepares the statement. Most of what is gone has no bytes any more. By
# the state, which is all one: SQLite would take that column's own index otherwise.
_UNWANTED = text("state = 'gone' AND key IS NOT NULL")


class AttachmentState(StrEnum):
    WANTED = "wanted"
    FETCHING = "fetching"
    KEPT = "kept"
    GONE = "gone"  # LINE has it no more, or the sender took it back
    REFUSED = "refused"  # not a picture, or too large


class Attachment(Base):
    """`ref` is the name that stands in the answers; it reveals nothing. `kind` is what was sent: image, audio, video or
    file. `key` is where the bytes lie below MEDIA_URL or will, once somebody has begun to fetch them.
    `claimed_until` ends the claim of a fetcher that died. `bytes` is a size. `sent_at` is when it first stood in a
    report that was sent. Only what is kept has hashes, `sha256` among them.

    What a picture says (`services/untrusted/pictures`, by its `look_version`; None before it was looked at): a hash of
    64 bits in four bands, 0 to 65535 each, and `fine_hash`, 64 hexadecimal digits; `taken_at`, `latitude`, `longitude`
    as the camera wrote them. All are None where it does not say."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_unlooked", "id", postgresql_where=_UNLOOKED, sqlite_where=_UNLOOKED),
        Index("ix_attachment_unwanted", "state", postgresql_where=_UNWANTED, sqlite_where=_UNWANTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(8), default="image")
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(12), default=AttachmentState.WANTED, index=True)
    key: Mapped[str | None] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(40))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    bytes: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    look_version: Mapped[int | None]
    band_0: Mapped[int | None] = mapped_column(index=True)
    band_1: Mapped[int | None] = mapped_column(index=True)
    band_2: Mapped[int | None] = mapped_column(index=True)
    band_3: Mapped[int | None] = mapped_column(index=True)
    fine_hash: Mapped[str | None] = mapped_column(String(64))
    taken_at: Mapped[datetime | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude) where the picture was taken, in degrees of WGS 84; None where it does not say."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


def by_message(session: Session, message_id: str) -> Attachment | None:
    return session.scalar(select(Attachment).where(Attachment.message_id == message_id))


def due(session: Session, now: datetime, limit: int = 50) -> Sequence[int]:
    """Ids of attachments that wait to be fetched, those of dead fetchers included, oldest first."""
    query = select(Attachment.id).where(
        Attachment.next_try_at <= now,
        or_(
            Attachment.state == AttachmentState.WANTED,
            (Attachment.state == AttachmentState.FETCHING) & (Attachment.claimed_until < now),
        ),
    )
    return session.scalars(query.order_by(Attachment.id).limit(limit)).all()


def unwanted(session: Session, limit: int = 50) -> Sequence[int]:
    """Ids of attachments that are gone but whose bytes still lie in the store."""
    return session.scalars(select(Attachment.id).where(_UNWANTED).limit(limit)).all()


def unlooked(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """(id, key) of kept pictures that nobody has looked at, newest first: the likeliest to be sent again."""
    query = select(Attachment.id, Attachment.key).where(_UNLOOKED).order_by(Attachment.id.desc()).limit(limit)
    return [(attachment_id, key or "") for attachment_id, key in session.execute(query)]


def claim(session: Session, attachment_id: int, now: datetime, lease: timedelta, *, key: str) -> Attachment | None:
    """Claims one for fetching, under `key` unless it has one; None if somebody else has it or it is done."""
    taken = session.execute(
        update(Attachment)
        .where(
            Attachment.id == attachment_id,
            or_(
                Attachment.state == AttachmentState.WANTED,
                (Attachment.state == AttachmentState.FETCHING) & (Attachment.claimed_until < now),
            ),
        )
        .values(
            state=AttachmentState.FETCHING,
            claimed_until=now + lease,
            attempts=Attachment.attempts + 1,
            key=func.coalesce(Attachment.key, key),
        )
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return session.get(Attachment, attachment_id, populate_existing=True)
