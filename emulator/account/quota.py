"""The month's quota of counted messages: one a recipient who was reached, whatever the number of bubbles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from emulator.clock import BANGKOK


class Quota:
    """`limit` None is a plan without limit. Use starts from nothing in each month of Bangkok's calendar
    (LINE does not document the zone of its own reset).
    """

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self._used = 0
        self._month = ""

    def used(self, now: datetime) -> int:
        month = now.astimezone(BANGKOK).strftime("%Y-%m")
        if month != self._month:
            self._month, self._used = month, 0
        return self._used

    def room_for(self, recipients: int, now: datetime) -> bool:
        return self.limit is None or self.used(now) + recipients <= self.limit

    def count(self, recipients: int, now: datetime) -> None:
        self._used = self.used(now) + recipients

    def set(self, limit: int | None, used: int | None, now: datetime) -> None:
        self.limit = limit
        if used is not None:
            self.used(now)
            self._used = used

    def as_json(self, now: datetime) -> dict[str, Any]:
        return {**self.as_line_says(), "used": self.used(now)}

    def as_line_says(self) -> dict[str, Any]:
        return {"type": "none"} if self.limit is None else {"type": "limited", "value": self.limit}
