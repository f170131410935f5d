"""A person with a phone (or a PC: never tap a quick reply), whose messages go the way of every event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import bindparam, select

from bot.events import Event, Kind
from handlers.inbox import Outcome
from models.database import Database
from models.membership import person as people
from models.membership.person import Person
from models.messaging.outbox import Outbox
from tests.support.inbox import arrives, take

MORNING = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)

_events = count(1)
_NEW = (
    select(Outbox.id, Outbox.messages)
    .join(Person, Person.id == Outbox.person_id)
    .where(Person.line_user_id == bindparam("user_id"), Outbox.id > bindparam("last"))
    .order_by(Outbox.id)
)


class Clock:
    """A clock that several phones share; a minute passes with everything anybody does."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def passes(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


class Phone:
    """`seen` is everything that was ever queued for this person, drawn as LINE's JSON."""

    def __init__(self, database: Database, number: int, clock: Clock | None = None, *, on_pc: bool = False) -> None:
        self.database = database
        self.user_id = f"U{number:032x}"
        self.clock = clock or Clock()
        self.on_pc = on_pc
        self.seen: list[dict[str, Any]] = []
        self._last = 0

    def types(self, text: str) -> str:
        return self._does(Kind.TEXT, text=text)

    def taps(self, label: str) -> str:
        """The newest button that begins with `label`, of a card or (on a phone) of quick replies."""
        action = next((one for one in self._buttons() if one["label"].startswith(label)), None)
        assert action is not None, f"no button {label!r} among {[one['label'] for one in self._buttons()]}"
        return self.does(action)

    def does(self, action: dict[str, Any]) -> str:
        if action["type"] == "message":
            return self.types(action["text"])
        return self._does(Kind.POSTBACK, data=action["data"])

    def button(self, label: str) -> dict[str, Any]:
        """A button to be kept and pressed later."""
        return next(one for one in self._buttons() if one["label"].startswith(label))

    def follows(self, **how: Any) -> str:
        return self._does(Kind.FOLLOW, **how)

    def blocks(self, **how: Any) -> str:
        return self._does(Kind.UNFOLLOW, reply_token=None, **how)

    def sends(self, kind: Kind) -> str:
        return self._does(kind, message_id="m1")

    def photo(self) -> str:
        return self._does(Kind.IMAGE, message_id=f"photo{next(_events)}")

    def hears(self) -> str:
        """What has come since the person last looked, as the words on the screen; empty for silence."""
        with self.database.reading() as session:
            rows = session.execute(_NEW, {"user_id": self.user_id, "last": self._last}).all()
        new = [message for row in rows for message in row.messages]
        self._last = rows[-1].id if rows else self._last
        self.seen += new
        return "\n".join(words for message in new for words in _words(message))

    def person(self) -> Person:
        with self.database.reading() as session:
            person = people.by_line_id(session, self.user_id)
            assert person is not None
            return person

    def _does(self, kind: Kind, **what: Any) -> str:
        self.clock.passes(minutes=1)
        number = next(_events)
        values: dict[str, Any] = {"at": self.clock.now, "reply_token": f"token{number}"} | what
        event = Event(id=f"event{number}", kind=kind, user_id=self.user_id, **values)
        self.hears()
        result = take(event, self.database, self.clock.now)
        assert result.outcome is Outcome.DONE, result.outcome
        if event.reply_token:
            arrives(self.database, event.reply_token, self.clock.now)
        return self.hears()

    def _buttons(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for message in reversed(self.seen):
            quick = [] if self.on_pc else message.get("quickReply", {}).get("items", [])
            found += [one["action"] for one in quick]
            found += _actions(message.get("contents", {}))
        return found


def _actions(drawn: Any) -> Iterator[dict[str, Any]]:
    if isinstance(drawn, dict):
        if "action" in drawn:
            yield drawn["action"]
        for value in drawn.values():
            yield from _actions(value)
    elif isinstance(drawn, list):
        for value in drawn:
            yield from _actions(value)


def _words(drawn: Any) -> Iterator[str]:
    if isinstance(drawn, list):
        for value in drawn:
            yield from _words(value)
    elif isinstance(drawn, dict):
        if drawn.get("type") == "text":
            yield drawn["text"]
        for key, value in drawn.items():
            if key != "quickReply":
                yield from _words(value)
