"""An instance of the product as the benches start it: its settings, and waiting for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "token-of-the-bench"


def settings(url: str, api: str, port: int, folder: str) -> dict[str, str]:
    """For `app.py serve` on this port, with the database at `url`, the pretend LINE at `api`, files in `folder`."""
    return {
        "DATABASE_URL": url,
        "MEDIA_URL": f"{folder}/media",
        "LINE_API_BASE": api,
        "LINE_DATA_API_BASE": api,
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_BASIC_ID": "@nongraingan",
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": SECRET,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


def wait_until(done: Callable[[], object], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
