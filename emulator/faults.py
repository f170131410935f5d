"""What can go wrong, on order: each fault waits for its turn, strikes so many times, and is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

API_KINDS = frozenset({"slow", "error500", "html503", "rate429", "quota429", "cut"})
CONTENT_KINDS = frozenset({"content202", "content404", "content410", "contentCut"})
WEBHOOK_KINDS = frozenset({"duplicate", "outOfOrder", "redeliver", "redelivery", "poison", "drop"})
KINDS = API_KINDS | CONTENT_KINDS | WEBHOOK_KINDS


@dataclass(slots=True)
class Fault:
    """`remaining` strikes are left; None means until cleared. `path` is a prefix of the API's path."""

    kind: str
    remaining: int | None = 1
    seconds: float = 0.0
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        count = 0 if self.remaining is None else self.remaining
        return {"kind": self.kind, "count": count, "seconds": self.seconds, "path": self.path}


class Faults:
    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def order(self, kind: str, count: int = 1, seconds: float | None = None, path: str = "") -> Fault | None:
        """Raises ValueError for an unknown kind. `count` 0 means until cleared.

        `redelivery` is a switch, not a strike: LINE's own setting "webhook redelivery". `count` is how many
        times a failed webhook is sent again (0 switches it off), `seconds` the pause between two attempts.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown kind; one of {', '.join(sorted(KINDS))}")
        if count < 0 or (seconds is not None and not 0 <= seconds <= 3600):
            raise ValueError("count must be 0 or more, seconds between 0 and 3600")
        if seconds is None:
            seconds = {"slow": 2.0, "redelivery": 1.0}.get(kind, 0.0)
        if kind == "redelivery":
            self._waiting = [fault for fault in self._waiting if fault.kind != "redelivery"]
            if count == 0:
                return None
        fault = Fault(kind, count or None, seconds, path)
        self._waiting.append(fault)
        return fault

    def strike(self, *kinds: str, path: str = "") -> Fault | None:
        """The first waiting fault of these kinds that fits the path, with one of its strikes spent."""
        for fault in self._waiting:
            if fault.kind in kinds and path.startswith(fault.path):
                if fault.remaining is not None:
                    fault.remaining -= 1
                    if fault.remaining == 0:
                        self._waiting.remove(fault)
                return fault
        return None

    def redelivery(self) -> Fault | None:
        """The switch, where it is on."""
        return next((fault for fault in self._waiting if fault.kind == "redelivery"), None)

    def clear(self) -> None:
        self._waiting.clear()

    def as_json(self) -> list[dict[str, Any]]:
        return [fault.as_json() for fault in self._waiting]
