"""Who wrote, and with what: the first questions of every handler."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.events import Event
from models.membership import person as people
from models.membership.person import Person


def person_of(event: Event, session: Session) -> Person:
    """The sender; `handlers/inbox.py` has met them, so they are always there."""
    person = people.by_line_id(session, event.user_id or "")
    assert person is not None
    return person
