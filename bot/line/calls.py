"""Calls to LINE that are made together, and what became of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from bot.line import errors


@dataclass(frozen=True, slots=True)
class SendCall:
    """A push to one person, or a multicast to one to 500, which all get or nobody. `messages` is their JSON."""

    to: str | list[str]
    messages: str
    retry_key: str


class Brake:
    """Pulled by the first answer that too much was sent: what has not begun by then does not begin. `stopping` pulls it
    as well. For all threads."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self.reason: errors.LineBusy | errors.QuotaSpent | None = None

    @property
    def is_pulled(self) -> bool:
        return self.reason is not None or self._stopping.is_set()

    def hear(self, error: errors.LineError) -> None:
        if self.reason is None and isinstance(error, errors.LineBusy | errors.QuotaSpent):
            self.reason = error


# LINE's request id; what it refused; None for a call that was not made.
Answer = str | errors.LineError | None
