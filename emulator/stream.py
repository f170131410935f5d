"""What happens, told at once to every page that listens (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

# A page that has fallen this far behind is cut off; it reconnects and reads the state afresh.
BACKLOG = 2000

Queue = asyncio.Queue[bytes | None]


class Stream:
    def __init__(self) -> None:
        self._listeners: set[Queue] = set()
        self._state_due = False
        self.state: Callable[[], dict[str, Any]] = dict

    def listen(self) -> Queue:
        queue: Queue = asyncio.Queue(BACKLOG)
        self._listeners.add(queue)
        return queue

    def leave(self, queue: Queue) -> None:
        self._listeners.discard(queue)

    def tell(self, event: str, data: dict[str, Any]) -> None:
        if not self._listeners:
            return
        line = f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()
        for queue in list(self._listeners):
            if queue.full():
                self.leave(queue)
                queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(line)

    def changed(self) -> None:
        """The state is different now. Many changes in one turn of the loop are told once."""
        if self._listeners and not self._state_due:
            self._state_due = True
            asyncio.get_running_loop().call_soon(self._tell_state)

    def _tell_state(self) -> None:
        self._state_due = False
        self.tell("state", self.state())

    def close(self) -> None:
        for queue in list(self._listeners):
            self.leave(queue)
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)
