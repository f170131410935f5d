"""What a supervisor is about to remind or extend in the chat: nothing of it lives in memory between two messages."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import conversation
from models.conversation import About, Conversation
from models.person import Person

# After so long a pause free words are about something else; buttons still count.
LISTENS = timedelta(hours=1)


@dataclass
class Memory:
    """`asks` is what typed words are the answer to: "yes" (shall it be done? `yes` is the button that does it), "day"
    and "reason" (of an extension of the month `period` of `programme` in the area `unit`), or "". `day` is the day
    chosen (ISO), `reason` what was typed. `step` grows with every card, so that an old button is known for one.
    """

    asks: str = ""
    yes: str = ""
    unit: str = ""
    programme: str = ""
    period: str = ""
    day: str = ""
    reason: str = ""
    step: int = 0

    def rests(self) -> None:
        """Nothing is awaited any more."""
        self.asks, self.yes, self.reason = "", "", ""


def load(session: Session, person: Person) -> Memory:
    row = _row(session, person)
    return Memory(**row.state, step=row.step) if row is not None else Memory()


def listening(session: Session, person: Person, now: datetime) -> Memory | None:
    """What is awaited from this person; None where nothing is, or where another talk has come between."""
    row = _row(session, person)
    if row is None or not row.is_active or not row.state.get("asks") or now - row.updated_at > LISTENS:
        return None
    return Memory(**row.state, step=row.step)


def save(session: Session, person: Person, memory: Memory, now: datetime) -> None:
    """Keeps it as the next step. While something is awaited, typed words come here and any other talk rests."""
    row = _row(session, person)
    if row is None:
        row = Conversation(person_id=person.id, about=About.CHASE, is_active=False, state={}, updated_at=now)
        session.add(row)
        session.flush()
    if memory.asks and not row.is_active:
        conversation.set_aside(session, person)
    memory.step = row.step + 1
    state = asdict(memory)
    row.step = state.pop("step")
    row.state, row.is_active, row.updated_at = state, bool(memory.asks), now
    session.flush()


def _row(session: Session, person: Person) -> Conversation | None:
    query = select(Conversation).where(Conversation.person_id == person.id, Conversation.about == About.CHASE)
    return session.scalar(query.order_by(Conversation.id.desc()).limit(1))
