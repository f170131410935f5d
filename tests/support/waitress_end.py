"""How a waitress server that runs in another thread is closed."""

from __future__ import annotations

from typing import Any

from waitress import wasyncore


def close(server: Any) -> None:
    """Has it close its sockets itself: closed under the thread that waits for them, they end it with an error."""
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
