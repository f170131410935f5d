"""What somebody at the desk tries in their own chat. LINE counts each message, so there are few of them an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.membership.person import Person
from models.messaging.outbox import Outbox

PURPOSE = "trial"  # of such a message
AN_HOUR = 5
_HOUR = timedelta(hours=1)


def full_until(session: Session, person: Person, now: datetime) -> datetime | None:
    """None where the person may try something now; else when they may again. Of two presses at once the second waits
    for the first, and is counted with it."""
    session.refresh(person, with_for_update=True)
    mine = select(Outbox.created_at).where(Outbox.person_id == person.id, Outbox.purpose == PURPOSE)
    lately = mine.where(Outbox.created_at > now - _HOUR).order_by(Outbox.created_at.desc()).limit(AN_HOUR)
    tried = session.scalars(lately).all()
    return tried[-1] + _HOUR if len(tried) == AN_HOUR else None
