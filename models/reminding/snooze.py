"""“Remind me tomorrow”: one wish a person, the newest counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import put


class Snooze(Base):
    """`on` is the Bangkok day on which the person wants to be reminded again, and not before."""

    __tablename__ = "snooze"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    on: Mapped[date]


def wish(session: Session, person_id: int, on: date) -> None:
    put(session, Snooze, person_id=person_id, on=on)
