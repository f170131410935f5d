"""Retry keys: a request already accepted under a key is answered 409 for 24 hours, and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LIVES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Accepted:
    at: datetime
    request_id: str
    answer: dict[str, Any]


class RetryKeys:
    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def accepted(self, key: str, now: datetime) -> Accepted | None:
        known = self._accepted.get(key.lower())
        return known if known and now - known.at < LIVES else None

    def accept(self, key: str, now: datetime, request_id: str, answer: dict[str, Any]) -> None:
        self._accepted[key.lower()] = Accepted(now, request_id, answer)
