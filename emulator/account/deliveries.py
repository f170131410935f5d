"""How many messages of each kind went out on each day (Japan's calendar, as LINE counts them)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

TOKYO = timezone(timedelta(hours=9), "Asia/Tokyo")


class SentCounts:
    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, now: datetime, recipients: int) -> None:
        self._counts[kind, day(now)] += recipients

    def on(self, kind: str, date: str) -> int:
        return self._counts[kind, date]


def day(moment: datetime) -> str:
    return moment.astimezone(TOKYO).strftime("%Y%m%d")
