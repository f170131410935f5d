"""A later due day for one office's month, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Extension(Base):
    """`due_on` is the new last day (Bangkok). A month extended past its lock day stays open until then."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("programme_id", "org_unit_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    org_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    period: Mapped[str] = mapped_column(String(7))
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]


def of_units(session: Session, org_unit_ids: Sequence[int]) -> dict[tuple[int, int, str], date]:
    """(programme id, unit id, period) → later due day."""
    columns = (Extension.programme_id, Extension.org_unit_id, Extension.period, Extension.due_on)
    rows = session.execute(select(*columns).where(Extension.org_unit_id.in_(org_unit_ids)))
    return {(by, unit_id, period): due_on for by, unit_id, period, due_on in rows}
