"""What LINE takes as an address, and what this machine may fetch."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

# RFC 3986 characters only: raw Thai, spaces, quotes and stray % signs are refused by LINE.
_ENCODED = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9\-.]*[a-z0-9])?\.?|[0-9a-f:.]+")
ACTION_SCHEMES = ("http", "https", "line", "tel")


def is_encoded(uri: str) -> bool:
    return _ENCODED.fullmatch(uri) is not None


def scheme(uri: str) -> str:
    return uri.split(":", 1)[0].lower() if ":" in uri else ""


def has_host(uri: str) -> bool:
    """Whether an http(s) address names a host and, if it has one, a real port."""
    try:
        parts = urlsplit(uri)
        return bool(parts.hostname and _HOST.fullmatch(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def is_loopback(uri: str) -> bool:
    """Whether the address is on this machine: the only place that is ever fetched from."""
    try:
        host = urlsplit(uri).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
