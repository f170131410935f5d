"""The list of requests a supervisor was shown last: what "อนุมัติ 1" means by 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.conversation import About, Conversation
from models.person import Person


def remember(session: Session, person: Person, membership_ids: Sequence[int], now: datetime) -> None:
    """Replaces the list shown before. Leaves whatever the person is talking about as it is."""
    row = _row(session, person)
    if row is None:
        row = Conversation(person_id=person.id, about=About.REQUESTS, is_active=False, state={}, updated_at=now)
        session.add(row)
    row.state = {"ids": list(membership_ids)}
    row.updated_at = now
    session.flush()


def shown_to(session: Session, person: Person) -> list[int]:
    """The ids of the memberships listed, in the order of their numbers; empty where none was shown."""
    row = _row(session, person)
    return list(row.state["ids"]) if row is not None else []


def _row(session: Session, person: Person) -> Conversation | None:
    return session.scalar(
        select(Conversation).where(Conversation.person_id == person.id, Conversation.about == About.REQUESTS)
    )
