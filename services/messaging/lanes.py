"""The sender pool of the web process: one lane a person, so that answers arrive in the order of the questions.

A lane sends at once what the request that woke it has committed, and comes back by itself for what has to be
tried again while a reply token still lives. What it leaves behind, the scheduler picks up.
"""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

Again = Callable[[float], None]


class Lanes:
    """`work(key, again)` handles one piece and says whether to look for another at once; it calls `again(seconds)`
    to be asked about this key once more later. Keys of one lane are never worked at the same time."""

    def __init__(self, work: Callable[[int, Again], bool], lanes: int = 8) -> None:
        self._work = work
        self._queues: list[queue.Queue[int | None]] = [queue.Queue() for _ in range(lanes)]
        self._threads = [
            threading.Thread(target=self._run, args=(inbox,), name=f"lane-{number}", daemon=True)
            for number, inbox in enumerate(self._queues)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self, key: int) -> None:
        """Something waits under this key (a person's id)."""
        self._queues[key % len(self._queues)].put(key)

    def stop(self, timeout: float = 15.0) -> None:
        """Lets every lane finish the piece it is at."""
        for inbox in self._queues:
            inbox.put(None)
        for thread in self._threads:
            thread.join(timeout)

    def _run(self, inbox: queue.Queue[int | None]) -> None:
        later: list[tuple[float, int]] = []  # (monotonic time, key)
        while True:
            try:
                wait = max(0.0, later[0][0] - time.monotonic()) if later else None
                key = inbox.get(timeout=wait)
            except queue.Empty:
                _, key = heapq.heappop(later)
            if key is None:
                return
            self._drain(key, later)

    def _drain(self, key: int, later: list[tuple[float, int]]) -> None:
        def again(seconds: float) -> None:
            heapq.heappush(later, (time.monotonic() + seconds, key))

        try:
            while self._work(key, again):
                pass
        except Exception as error:  # a lane must outlive anything: the row stays, the scheduler follows up
            log.error("lane failed", error=type(error).__name__)
