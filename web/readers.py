"""Is it a person who opens this page? Link previews and prefetching are not counted as readers."""

from __future__ import annotations

import re

from flask import Request

# LINE's own preview of a link says facebookexternalhit and line-poker; Cubot is a make of telephones.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawl|spider|facebookexternalhit|line-poker|preview|slurp|curl/|wget/|python-|monitor", re.IGNORECASE
)


def is_person(request: Request) -> bool:
    """False for HEAD, for prefetching browsers and for machines that say so."""
    if request.method != "GET":
        return False
    if "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")).lower():
        return False
    return not _MACHINES.search(request.headers.get("User-Agent", ""))
