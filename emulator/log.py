"""The record of every API call and of every webhook request, numbered from 1."""

from __future__ import annotations

from collections import deque
from typing import Any

KEPT = 20_000


class Log:
    """Numbered lines; the oldest fall away once there are KEPT."""

    def __init__(self) -> None:
        self._lines: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self.last = 0

    def add(self, line: dict[str, Any]) -> dict[str, Any]:
        self.last += 1
        numbered = {"n": self.last, **line}
        self._lines.append(numbered)
        return numbered

    def after(self, n: int) -> list[dict[str, Any]]:
        return [line for line in self._lines if line["n"] > n]

    def forget(self) -> None:
        """Empty, and numbered from 1 again."""
        self._lines.clear()
        self.last = 0
