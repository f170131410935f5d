"""What a supervisor is about to remind, extend or approve in the chat. Nothing of it lives in memory."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation


@dataclass
class PendingStep:
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


def load(session: Session, person: Person) -> PendingStep:
    return _read(conversations.newest_of(session, person, About.FOLLOW_UP))


def save(session: Session, person: Person, memory: PendingStep, now: datetime) -> None:
    """Keeps it as the next step. While something is awaited, typed words come here and any other conversation rests."""
    state = asdict(memory)
    del state["step"]
    memory.step = conversations.keep(session, person, About.FOLLOW_UP, state, now, listens=bool(memory.asks)).step


def _read(row: Conversation | None) -> PendingStep:
    return PendingStep(**row.state, step=row.step) if row is not None else PendingStep()
