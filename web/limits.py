"""How much one address, one person at the desk and one group of LINE may ask of this process within a minute.

Counted in memory by each web process for itself, so N processes allow N times as much: the proxy's `limit_req` is what
holds for all of them together. LINE is never limited (`open_to_all(…, is_limited=False)`): all its events come from few
addresses. Nor is loopback, as which everybody appears behind a proxy that does not say for whom it asks.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from threading import Lock

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests


@dataclass(frozen=True, eq=False)
class Rate:
    """So many in so many seconds. Each is counted for itself, also beside one of the same size."""

    amount: int
    seconds: float = 60


# A hall full of officers may share one address.
ADDRESS = Rate(1_200)
# Pictures that have to be drawn: a tenth of a second each.
DRAWING = Rate(60)
# Photos of model areas: each finds its area anew, and a page shows up to a hundred.
AREA_PHOTOS = Rate(600)
# Each link opens once, and nobody guesses one: this only keeps guesses from becoming load.
DOOR = Rate(120)
# A page of a report with twenty photos is twenty-one of these.
PERSON = Rate(600)
# A group that asks for the library is a hall full of people; who of them asks is not known.
GROUP = Rate(60)
RETRY_AFTER = 60  # seconds
# Beyond so many, addresses share what they may: what is counted is kept, if only to be begun anew.
BUCKETS = 4_096


class Limits:
    def __init__(self) -> None:
        # Until when a window lasts, and how many came in it.
        self._windows: dict[tuple[Rate, int], tuple[float, int]] = {}
        self._one_at_a_time = Lock()

    def allows(self, rate: Rate, who: str) -> bool:
        """Whether `who` may once more; counts it. What Python makes of `who` differs from process to process, so nobody
        can choose with whom to share a bucket."""
        bucket = rate, hash(who) % BUCKETS
        with self._one_at_a_time:
            now = time.monotonic()
            until, count = self._windows.get(bucket, (now, 0))
            if until <= now:
                until, count = now + rate.seconds, 0
            self._windows[bucket] = until, count + 1
        return count < rate.amount


def install(app: Flask) -> None:
    app.extensions["limits"] = Limits()

    @app.before_request
    def limit() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "is_limited", True) and not allows(ADDRESS, address()):
            raise too_many()


def allows(rate: Rate, who: str) -> bool:
    """Whether `who` may once more. "" is nobody and always may."""
    return not who or current_app.extensions["limits"].allows(rate, who)


def too_many() -> TooManyRequests:
    return TooManyRequests(retry_after=RETRY_AFTER)


def address() -> str:
    """Where the request comes from; of IPv6 the network, in which one machine has as many addresses as it likes. "" for
    this machine itself."""
    text = request.remote_addr or ""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return ""
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
