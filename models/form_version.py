"""Published forms. A row never changes once written: conversations and reports point at the form they used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.programme import Programme


class FormVersion(Base):
    """`number` counts from 1 within a programme. `xform` is what the engine runs, with the `files` that it reads;
    `workbook` is what the author wrote (its bytes, any format). `checks` is what the author was told, a list of
    `bot.forms.remarks.Remark` as JSON. `sha256` is of the XForm and its files. `withdrawn_at` stops new conversations.
    """

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    workbook: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    workbook_name: Mapped[str] = mapped_column(String(200))
    xform: Mapped[str] = mapped_column(Text, deferred=True)
    checks: Mapped[list[Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    files: Mapped[list[FormFile]] = relationship(order_by="FormFile.name", cascade="all, delete-orphan")


class FormFile(Base):
    """A list of choices beside a form: a csv or xml file that its version reads by `name`."""

    __tablename__ = "form_file"
    __table_args__ = (UniqueConstraint("form_version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)


def by_number(session: Session, programme: Programme, number: int) -> FormVersion | None:
    return session.scalar(
        select(FormVersion).where(FormVersion.programme_id == programme.id, FormVersion.number == number)
    )


def of_programme(session: Session, programme: Programme) -> Sequence[FormVersion]:
    """Every version, newest first, withdrawn ones too."""
    query = select(FormVersion).where(FormVersion.programme_id == programme.id)
    return session.scalars(query.order_by(FormVersion.number.desc())).all()


def newest(session: Session, programme: Programme) -> FormVersion | None:
    """The version that a conversation begun now uses; None if the programme has no form yet."""
    query = select(FormVersion).where(FormVersion.programme_id == programme.id, FormVersion.withdrawn_at.is_(None))
    return session.scalar(query.order_by(FormVersion.number.desc()).limit(1))
