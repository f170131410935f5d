"""People who chat with the bot. A LINE user id is personal data: it never goes into a log together with words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, String, false, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class PersonState(StrEnum):
    NEW = "new"  # wrote or followed, belongs to no office yet
    PENDING = "pending"  # asked to join, waits for the level above
    ACTIVE = "active"
    BLOCKED = "blocked"  # blocked the bot: unreachable until a follow event
    LEFT = "left"  # asked to be forgotten or was removed


_OUT_OF_REACH = (PersonState.BLOCKED, PersonState.LEFT)


class Person(Base):
    """`consent_version` names the privacy notice that was agreed to; None before any. `chat_menu` is the rich menu now
    linked, None for the default one, "?" where that is not known. `last_event_at` is LINE's time of the newest event
    handled: what arrives with an older time came out of order. `busy_until` and `is_put_aside`: how fast they have been
    writing, and whether nothing is heard of them until then (handlers/pace.py). `awaits_reminder`: a reminder waits to
    be said with the next reply (services/reminding/carried.py); `awaits_circular`: a circular does
    (services/circulars/carried.py). `language` is the key of the language in which they want forms that have it, "" for
    each form's own (bot/interview/values/languages.py)."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(16), default=PersonState.NEW)
    consent_at: Mapped[datetime | None]
    consent_version: Mapped[str | None] = mapped_column(String(16))
    chat_menu: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    last_event_at: Mapped[datetime | None]
    busy_until: Mapped[datetime | None]
    is_put_aside: Mapped[bool] = mapped_column(default=False, server_default=false())
    awaits_reminder: Mapped[bool] = mapped_column(default=False, server_default=false())
    awaits_circular: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str] = mapped_column(String(32), default="", server_default="")

    @hybrid_property
    def is_reachable(self) -> bool:
        """Whether a message can reach this person at all; in SQL, of the row: `where(Person.is_reachable)`."""
        return self.state not in _OUT_OF_REACH

    @property
    def may_be_named(self) -> bool:
        """Whether LINE is to be asked for the name: it is not known, and the person has agreed to the notice."""
        return not self.name and self.consent_at is not None and self.is_reachable

    @is_reachable.inplace.expression
    @classmethod
    def _is_reachable(cls) -> ColumnElement[bool]:
        return cls.state.not_in(_OUT_OF_REACH)


def by_line_id(session: Session, line_user_id: str) -> Person | None:
    return session.scalar(select(Person).where(Person.line_user_id == line_user_id))


def meet(session: Session, line_user_id: str, now: datetime) -> Person:
    """The person with this LINE id, made on first sight."""
    person = by_line_id(session, line_user_id)
    if person is None:
        person = Person(line_user_id=line_user_id, created_at=now, state=PersonState.NEW)
        session.add(person)
        session.flush()
    return person
