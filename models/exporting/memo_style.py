"""How an area's covering memo looks: what its office writes into it, and a template of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.org_unit import OrgUnit


class MemoStyle(Base):
    """One row a unit. Texts are "" where the usual ones do. `thai_digits`: ๑๒๓ instead of 123. `template` is a .docx
    that was checked when it came, None where there is none; `template_name` is what its file was called. `crest` is the
    garuda for the built-in template, a JPEG of our own drawing, `form` what is written ("" for the level's usual)."""

    __tablename__ = "memo_style"

    id: Mapped[int] = mapped_column(primary_key=True)
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), unique=True)
    office: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[str] = mapped_column(String(80), default="")
    addressee: Mapped[str] = mapped_column(String(200), default="")
    signer_name: Mapped[str] = mapped_column(String(200), default="")
    signer_position: Mapped[str] = mapped_column(String(300), default="")
    thai_digits: Mapped[bool] = mapped_column(default=True)
    template: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    template_name: Mapped[str | None] = mapped_column(String(200))
    crest: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    form: Mapped[str] = mapped_column(String(8), default="", server_default="")
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    updated_at: Mapped[datetime]


def of(session: Session, unit: OrgUnit) -> MemoStyle | None:
    return session.scalar(select(MemoStyle).where(MemoStyle.org_unit_id == unit.id))


def with_template(session: Session, unit: OrgUnit) -> MemoStyle | None:
    """The style of the nearest unit, from this one up, that has a template of its own."""
    for one in (unit, *unit.up()):
        found = of(session, one)
        if found is not None and found.template_name is not None:
            return found
    return None


def crest_for(session: Session, unit: OrgUnit) -> tuple[int, bytes] | None:
    """The crest of the nearest unit, from this one up, that has one, and whose it is."""
    for one in (unit, *unit.up()):
        query = select(MemoStyle.crest).where(MemoStyle.org_unit_id == one.id, MemoStyle.crest.is_not(None))
        if crest := session.scalar(query):
            return one.id, crest
    return None
