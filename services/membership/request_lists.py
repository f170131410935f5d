"""The list of requests a supervisor was shown last: what "อนุมัติ 1" means by 1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About


def remember(session: Session, person: Person, membership_ids: Sequence[int], now: datetime) -> None:
    """Replaces the list shown before. Leaves whatever the person is talking about as it is."""
    conversations.keep(session, person, About.REQUESTS, {"ids": list(membership_ids)}, now, listens=False)


def shown_to(session: Session, person: Person) -> list[int]:
    """The ids of the memberships listed, in the order of their numbers; empty where none was shown."""
    row = conversations.newest_of(session, person, About.REQUESTS)
    return list(row.state["ids"]) if row is not None else []
