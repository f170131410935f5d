"""Programmes: a circular that asks offices for reports (each month, quarter or fiscal year, or once), and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, Text, column, exists, select, table
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.prepared import Parts, Prepared

# Without them `2026-10`, `2027-Q1` and `2027-FY` say of which rhythm they are.
_DIGITS = "0123456789"


class Programme(Base):
    """`audience` lists the kinds of offices that report. `schedule` is what `bot.schedule.Schedule` is made of.

    `levels` are the levels that approve, lowest first. Figures of reports that the level below has not approved are
    marked, or left out where `leave_out_unapproved`. A figure that many times above or below the office's usual one
    (`outlier_factor`) is asked about and pointed out; 0 for never. Periods are the keys of `bot.periods`, all of the
    schedule's rhythm; `active_to` is the last one, None for open-ended.
    """

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    circular_number: Mapped[str] = mapped_column(String(80), default="")
    circular_date: Mapped[date | None]
    subject: Mapped[str] = mapped_column(Text, default="")
    issuing_office: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[list[str]]
    schedule: Mapped[dict[str, Any]]
    levels: Mapped[list[str]] = mapped_column(default=lambda: ["district", "province", "department"])
    leave_out_unapproved: Mapped[bool] = mapped_column(default=False)
    outlier_factor: Mapped[float] = mapped_column(default=5.0)
    active_from: Mapped[str] = mapped_column(String(7))
    active_to: Mapped[str | None] = mapped_column(String(7))
    created_at: Mapped[datetime]

    def runs_in(self, period: str) -> bool:
        """Whether it asks for the reports of this period at all. One of another rhythm is none of its own."""
        first, last = self.active_from, self.active_to
        is_own = period.strip(_DIGITS) == first.strip(_DIGITS)
        return is_own and first <= period and (last is None or period <= last)


def by_code(session: Session, code: str) -> Programme | None:
    return session.scalar(select(Programme).where(Programme.code == code))


_parts = Parts()
_PROGRAMME = _parts.add(Programme)
_EVERY = Prepared(select(*_parts.columns).order_by(Programme.__table__.c.id))


# By its name: the forms are made of what stands here.
_FORM = table("form_version", *map(column, ("programme_id", "number", "withdrawn_at", "xform")))
_HAS_FORM = exists().where(_FORM.c.programme_id == Programme.__table__.c.id)
_WITH_FORM = Prepared(select(*_parts.columns).where(_HAS_FORM).order_by(Programme.__table__.c.id))


def with_form(session: Session) -> Sequence[Programme]:
    """Those of which a form was ever published. Of any other there is nothing to send, and nobody late."""
    return [one for row in _WITH_FORM.asked(session, {}) if (one := _PROGRAMME.of(session, row)) is not None]


_OTHER = _FORM.alias()
_IS_NEWEST = ~exists().where(
    _OTHER.c.programme_id == _FORM.c.programme_id, _OTHER.c.number > _FORM.c.number, _OTHER.c.withdrawn_at.is_(None)
)
# The mark as it stands on the question: to read a whole form for it takes a thousand times as long.
_WITHOUT_NOTHING = (
    select(_FORM.c.programme_id)
    .where(_FORM.c.withdrawn_at.is_(None), _IS_NEWEST)
    .where(_FORM.c.xform.not_like('%nong:nothing="%'))
)


def without_nothing(session: Session) -> set[int]:
    """Ids of those whose form has no answer that says that nothing was done (`nong:nothing`)."""
    return set(session.scalars(_WITHOUT_NOTHING))


def every(session: Session) -> Sequence[Programme]:
    return [one for row in _EVERY.asked(session, {}) if (one := _PROGRAMME.of(session, row)) is not None]


def subject(session: Session, one: Programme) -> str:
    """Its title where it has to be said which is meant; "" where there is only one."""
    return one.title if len(every(session)) > 1 else ""


def of(session: Session, programme_id: int | None) -> Programme | None:
    """The one with this number; None for None."""
    return None if programme_id is None else session.get(Programme, programme_id)
