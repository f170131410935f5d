"""Lets a caller wait for news instead of asking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LONGEST = 30.0


class Bell:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, true: Callable[[], object], seconds: float) -> None:
        """Return when `true()` holds, or after `seconds` (LONGEST at most)."""
        loop = asyncio.get_running_loop()
        end = loop.time() + min(max(seconds, 0.0), LONGEST)
        while not true() and (left := end - loop.time()) > 0:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            try:
                await asyncio.wait_for(future, left)
            except TimeoutError:
                return
            finally:
                self._waiting.discard(future)
