"""Identifiers in the shapes that LINE gives them."""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
import uuid

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"[CR][0-9a-f]{32}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_messages = itertools.count(515_000_000_000_000_001)


def user_id() -> str:
    return "U" + secrets.token_hex(16)


def bot_user_id(secret: str) -> str:
    """The bot's own id: the same for the same channel secret, so that it survives a restart."""
    return "U" + hashlib.sha256(b"bot:" + secret.encode()).hexdigest()[:32]


def message_id() -> str:
    """18 digits; unique and rising while the process lives."""
    return str(next(_messages))


def ulid(millis: int) -> str:
    """26 characters of Crockford's base 32: 48 bits of time, 80 of chance."""
    value = (millis << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -5, -5))


def reply_token() -> str:
    return secrets.token_hex(16)


def long_token() -> str:
    """Quote tokens and mark-as-read tokens: opaque, URL-safe."""
    return secrets.token_urlsafe(48)


def request_id() -> str:
    return str(uuid.uuid4())


def rich_menu_id() -> str:
    return "richmenu-" + secrets.token_hex(16)
