"""The people whose phones the emulator plays, and what the bot may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from emulator import ids

# A person who is not a friend can be pushed to for this long after writing.
STRANGER_REACHABLE = timedelta(days=7)


@dataclass(slots=True)
class Person:
    """`friend` stays true while `blocked`: unblocking brings the old friendship back, as in LINE."""

    user_id: str
    display_name: str
    picture_url: str | None = None
    friend: bool = False
    blocked: bool = False
    is_pc: bool = False
    wrote_at: datetime | None = None

    def reachable(self, now: datetime) -> bool:
        """Whether a message sent now would be delivered, and counted."""
        if self.blocked:
            return False
        return self.friend or (self.wrote_at is not None and now - self.wrote_at <= STRANGER_REACHABLE)

    def shows_profile(self) -> bool:
        """Friends, and strangers who have written; nobody who has blocked the bot."""
        return not self.blocked and (self.friend or self.wrote_at is not None)

    def as_json(self) -> dict[str, Any]:
        return {
            "userId": self.user_id,
            "displayName": self.display_name,
            "pictureUrl": self.picture_url,
            "friend": self.friend,
            "blocked": self.blocked,
            "isPC": self.is_pc,
        }


class People:
    """Everybody, in the order of their creation."""

    def __init__(self) -> None:
        self._by_id: dict[str, Person] = {}

    def add(
        self, display_name: str, *, user_id: str | None = None, is_pc: bool = False, friend: bool = False
    ) -> Person:
        """Raises ValueError where the id is malformed or taken."""
        chosen = user_id or ids.user_id()
        if not ids.USER_ID.fullmatch(chosen):
            raise ValueError("userId must be U and 32 hexadecimal digits")
        if chosen in self._by_id:
            raise ValueError("userId is taken")
        person = Person(chosen, display_name, is_pc=is_pc, friend=friend)
        self._by_id[chosen] = person
        return person

    def get(self, user_id: object) -> Person | None:
        return self._by_id.get(user_id) if isinstance(user_id, str) else None

    def __iter__(self) -> Any:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)
