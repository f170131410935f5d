"""Threads that share work by key: what belongs to one key is done one after another, in the order it came."""

from __future__ import annotations

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger(__name__)

Again = Callable[[float], None]
Key = TypeVar("Key", int, str)


class Lanes(Generic[Key]):
    """`work(key, again)` handles one piece and says whether to look for another at once; it calls `again(seconds)`
    to be asked about this key once more later. A key is never worked at twice at the same time. Threads are made when
    they are needed, `most` of them at the most."""

    def __init__(self, work: Callable[[Key, Again], bool], most: int = 8) -> None:
        self._work: Callable[[Key, Again], bool] = work
        self._most = most
        self._changed = threading.Condition()
        self._wakes: dict[Key, int] = {}  # how often a key was woken; those that are worked at stand here too
        self._ready: deque[Key] = deque()
        self._later: list[tuple[float, Key]] = []  # (monotonic time, key)
        self._idle = 0
        self._is_open = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        with self._changed:
            self._is_open = True
            if self._ready:
                self._call_thread()

    def wake(self, key: Key) -> None:
        """Something waits under this key: it is worked at once more, however often it is being worked at now."""
        with self._changed:
            self._wake(key)

    def wake_resting(self, key: Key) -> None:
        """The same, but only where nothing of this key is being done or about to be."""
        with self._changed:
            if key not in self._wakes:
                self._wake(key)

    def stop(self, timeout: float = 15.0) -> None:
        """Lets the threads finish what was woken by now; what is left after `timeout` seconds others will find."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout)

    def _wake(self, key: Key) -> None:
        self._wakes[key] = self._wakes.get(key, 0) + 1
        if self._wakes[key] == 1:
            self._ready.append(key)
            self._call_thread()

    def _call_thread(self) -> None:
        # Some of the idle may have been called already and not yet have come for their key.
        if self._idle >= len(self._ready):
            self._changed.notify()
        elif self._is_open and len(self._threads) < self._most:
            thread = threading.Thread(target=self._run, name=f"lane-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _run(self) -> None:
        with self._changed:
            while (key := self._next()) is not None:
                self._changed.release()
                try:
                    is_more = self._piece(key)
                finally:
                    self._changed.acquire()
                self._wakes[key] -= not is_more
                if self._wakes[key]:
                    self._ready.append(key)
                else:
                    del self._wakes[key]

    def _next(self) -> Key | None:
        """The key to work at next, waited for; None when it is time to go."""
        while True:
            now = time.monotonic()
            while self._later and self._later[0][0] <= now:
                self._wake(heapq.heappop(self._later)[1])
            if self._ready:
                return self._ready.popleft()
            if not self._is_open:
                return None
            self._idle += 1
            self._changed.wait(self._later[0][0] - now if self._later else None)
            self._idle -= 1

    def _piece(self, key: Key) -> bool:
        def again(seconds: float) -> None:
            with self._changed:
                heapq.heappush(self._later, (time.monotonic() + seconds, key))
                self._changed.notify()

        try:
            return self._work(key, again)
        except Exception as error:  # a thread must outlive anything: what waits stays where it stands, and is swept up
            log.error("lane failed", error=type(error).__name__)
            return False
