"""Reply tokens: once, within a minute of the webhook; after a redelivery a minute more, until 20 minutes
after the event. (Messaging API reference, "Reply token".)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

USE_WITHIN = timedelta(seconds=60)
DEAD_AFTER = timedelta(minutes=20)


@dataclass(slots=True)
class Token:
    user_id: str
    event_at: datetime
    delivered_at: datetime | None = None
    used: bool = False


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}

    def issue(self, token: str, user_id: str, event_at: datetime) -> None:
        """Promise a token to an event; it lives from the event's delivery."""
        self._tokens[token] = Token(user_id, event_at)

    def delivered(self, token: str, now: datetime) -> None:
        """The webhook that carries the token goes out now, for the first or another time."""
        if known := self._tokens.get(token):
            known.delivered_at = now

    def owner(self, token: object, now: datetime) -> str | None:
        """The user whom the token may answer now, or None where it is unknown, used or too old."""
        known = self._tokens.get(token) if isinstance(token, str) else None
        if known is None or known.used or known.delivered_at is None:
            return None
        fresh = now - known.delivered_at <= USE_WITHIN and now - known.event_at <= DEAD_AFTER
        return known.user_id if fresh else None

    def use(self, token: str) -> None:
        self._tokens[token].used = True
