"""What somebody was shown last in the chat, and what they are in the middle of: nothing of it lives in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About
from services.reviewing.points import Point


@dataclass
class ShownList:
    """`items` are the buttons' data of the list shown last, in the order of their numbers: "open 3" presses the third.

    `approving` is what "approve all" would press, "" where no such card was shown last. `report` and `revision` are of
    the report that is open (None, 0 for none), `points` what is to be sent back of it. `asks` is what typed words are
    the answer to: "reason" or "words" (of the question at `path`), "send" (shall it be sent back?), "unlock", or "".
    """

    items: list[str] = field(default_factory=list)
    approving: str = ""
    report: int | None = None
    revision: int = 0
    points: list[Point] = field(default_factory=list)
    asks: str = ""
    path: str = ""
    since: datetime | None = None

    def shows_list(self, items: Sequence[str], approving: str = "") -> None:
        """A list was shown: numbers are of it, and no report is open any more."""
        self.items, self.approving = list(items), approving
        self.report, self.revision = None, 0
        self.rests()

    def opens(self, report: int, revision: int) -> None:
        """A report was opened. What was chosen to be sent back stays while it is the same version."""
        if (self.report, self.revision) != (report, revision):
            self.points = []
        self.report, self.revision, self.asks, self.path = report, revision, "", ""

    def awaits(self, asks: str, path: str = "") -> None:
        self.asks, self.path = asks, path

    def rests(self) -> None:
        """Nothing is awaited, nothing is to be sent back."""
        self.points, self.asks, self.path = [], "", ""


def load(session: Session, person: Person) -> ShownList:
    row = conversations.newest_of(session, person, About.REVIEW)
    if row is None:
        return ShownList()
    state: dict[str, Any] = dict(row.state)
    points = [Point(**one) for one in state.pop("points", [])]
    return ShownList(**state, points=points, since=row.updated_at)


def save(session: Session, person: Person, memory: ShownList, now: datetime) -> None:
    """Keeps it. While something is awaited, typed words come here and any other conversation of the person rests."""
    state = asdict(memory)
    del state["since"]
    conversations.keep(session, person, About.REVIEW, state, now, listens=bool(memory.asks))
