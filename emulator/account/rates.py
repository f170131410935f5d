"""Rate limits: a token bucket for each endpoint and method (Messaging API reference, "Rate limits")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SECOND, MINUTE, HOUR = 1, 60, 3600

# (method, path as the router writes it) -> (calls, in so many seconds)
LIMITS: dict[tuple[str, str], tuple[int, int]] = {
    ("POST", "/v2/bot/message/narrowcast"): (60, HOUR),
    ("POST", "/v2/bot/message/broadcast"): (60, HOUR),
    ("POST", "/v2/bot/message/multicast"): (200, SECOND),
    ("GET", "/v2/bot/message/delivery/{kind}"): (60, HOUR),
    ("GET", "/v2/bot/channel/webhook/endpoint"): (1000, MINUTE),
    ("PUT", "/v2/bot/channel/webhook/endpoint"): (1000, MINUTE),
    ("POST", "/v2/bot/channel/webhook/test"): (60, HOUR),
    ("POST", "/v2/bot/richmenu"): (100, HOUR),
    ("DELETE", "/v2/bot/richmenu/{richMenuId}"): (100, HOUR),
    ("DELETE", "/v2/bot/richmenu/alias/{richMenuAliasId}"): (100, HOUR),
    ("GET", "/v2/bot/richmenu/list"): (10, SECOND),
    ("POST", "/v2/bot/chat/loading/start"): (100, SECOND),
}
EVERYTHING_ELSE = (2000, SECOND)


@dataclass(slots=True)
class Bucket:
    left: float
    at: datetime


class Rates:
    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def allow(self, method: str, path: str, now: datetime) -> bool:
        """Take one call from the endpoint's bucket; false where it is empty."""
        size, seconds = LIMITS.get((method, path), EVERYTHING_ELSE)
        bucket = self._buckets.setdefault((method, path), Bucket(size, now))
        # The demo's clock may be moved back: a bucket never drains by that.
        gone = max(0.0, (now - bucket.at).total_seconds())
        bucket.left = min(float(size), bucket.left + gone * size / seconds)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True
