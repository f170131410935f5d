"""Circulars (หนังสือเวียน) and their versions. A letter that is corrected keeps its code and gets a new version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.org_unit import OrgUnit
from models.programme import Programme


class CircularState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Circular(Base):
    """`code` names it in commands and buttons. `owner_unit_id` is the department or the province that publishes it,
    `programme_id` what it asks to report, None for a letter without a form. `version` is the newest published one,
    0 before any."""

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    owner_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default=CircularState.DRAFT)
    version: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    owner: Mapped[OrgUnit] = relationship(lazy="joined")
    programme: Mapped[Programme | None] = relationship(lazy="joined")


class CircularVersion(Base):
    """What one version says; never changed once it is published (`published_at`, None for a draft).

    `body` is a few lines of plain text. `audience` is what `services.circulars.audience.Audience` is made of.
    `must_acknowledge`: offices are asked for รับทราบ, by the end of the Bangkok day `ack_by` where there is one. The
    signed letter lies in the store at `file_key`, None without one; `file_sha256` is of its bytes.
    """

    __tablename__ = "circular_version"
    __table_args__ = (UniqueConstraint("circular_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"))
    version: Mapped[int]
    number: Mapped[str] = mapped_column(String(80), default="")
    dated: Mapped[date | None]
    subject: Mapped[str] = mapped_column(Text, default="")
    issuing_office: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    refers_to: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[dict[str, Any]]
    must_acknowledge: Mapped[bool] = mapped_column(default=False, server_default=false())
    ack_by: Mapped[date | None]
    file_key: Mapped[str | None] = mapped_column(String(200))
    file_name: Mapped[str | None] = mapped_column(String(200))
    file_type: Mapped[str | None] = mapped_column(String(100))
    file_size: Mapped[int | None]
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CircularItem(Base):
    """A document of the library that goes with a circular, in order of `position`."""

    __tablename__ = "circular_item"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"), primary_key=True)
    knowledge_item_id: Mapped[int] = mapped_column(ForeignKey("knowledge_item.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class CircularNote(Base):
    """A province's covering note: its own words, shown with the circular to the offices below it."""

    __tablename__ = "circular_note"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"), primary_key=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


def by_code(session: Session, code: str) -> Circular | None:
    return session.scalar(select(Circular).where(Circular.code == code))


def take_turn(session: Session, circular_id: int) -> Circular | None:
    """The circular as it stands, to be written, published or withdrawn by nobody else until the transaction ends; None
    where it was thrown away. To be asked for before its draft is read. Receipts are written meanwhile."""
    query = select(Circular).where(Circular.id == circular_id).with_for_update(of=Circular, key_share=True)
    return session.scalar(query, execution_options={"populate_existing": True})


def in_force(session: Session, circular_ids: Iterable[int]) -> dict[int, int]:
    """Those of these that are out → their version; they stay so until the transaction ends."""
    query = select(Circular.id, Circular.version).where(
        Circular.id.in_(circular_ids), Circular.state == CircularState.PUBLISHED
    )
    return dict(session.execute(query.order_by(Circular.id).with_for_update(of=Circular, read=True)).all())


def version_of(session: Session, circular: Circular, version: int | None = None) -> CircularVersion | None:
    """That version of it; the newest published one for None."""
    wanted = circular.version if version is None else version
    return session.scalar(
        select(CircularVersion).where(CircularVersion.circular_id == circular.id, CircularVersion.version == wanted)
    )


def draft_of(session: Session, circular: Circular) -> CircularVersion | None:
    """The version that is being written, if there is one."""
    return version_of(session, circular, circular.version + 1)


def items_of(session: Session, circular_id: int) -> Sequence[int]:
    """The ids of the library's documents that go with it, in order."""
    query = select(CircularItem.knowledge_item_id).where(CircularItem.circular_id == circular_id)
    return session.scalars(query.order_by(CircularItem.position, CircularItem.knowledge_item_id)).all()


def are_out(session: Session, since: datetime) -> bool:
    """Whether any circular in force was published since then."""
    query = select(Circular.id).where(Circular.state == CircularState.PUBLISHED, Circular.published_at > since)
    return session.scalar(query.limit(1)) is not None


def file_keys(session: Session) -> set[str]:
    """Where the letters of all versions lie."""
    query = select(CircularVersion.file_key).where(CircularVersion.file_key.is_not(None))
    return {key for key in session.scalars(query) if key is not None}
