"""The demo's clock: what the chat page says it is now, so that a newcomer can see a reminder arrive."""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime


class DemoClock:
    """Asks `url` for `{"now": ISO time}` each time. Raises OSError when nobody answers."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self) -> datetime:
        with urllib.request.urlopen(self._url, timeout=5) as answer:
            return datetime.fromisoformat(json.load(answer)["now"])
