"""Secrets that leave us in links and cookies, signed with SECRET_KEY: a forged one is refused before any look-up, and
a new SECRET_KEY makes every old one worthless at once."""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, Signer
from itsdangerous.encoding import base64_decode
from sqlalchemy.orm import Session

# 192 random bits: nobody guesses one, whatever the signature is worth.
_BYTES = 24
# What a signed secret can be at most; more is no work for the signer.
_LONGEST = 200


def new_token(session: Session, purpose: str) -> str:
    """A fresh secret with its signature, fit for a path and a cookie."""
    return _signer(session, purpose).sign(secrets.token_urlsafe(_BYTES)).decode()


def is_ours(session: Session, purpose: str, token: str) -> bool:
    """Whether we signed this token for this purpose."""
    if len(token) > _LONGEST or not token.isascii():
        return False
    try:
        _signer(session, purpose).unsign(token)
    except BadSignature:
        return False
    return True


def fingerprint(token: str) -> str:
    """What is kept of a token: its SHA-256, from which it cannot be made again."""
    return hashlib.sha256(token.encode()).hexdigest()


def mark(session: Session, purpose: str, text: str) -> str:
    """A signature of `text` alone, for a form to carry; compare with `hmac.compare_digest`."""
    return _signer(session, purpose).get_signature(text).decode()


def digits(session: Session, purpose: str, text: str, count: int) -> str:
    """So many decimal digits that follow from `text` and SECRET_KEY, by HMAC-SHA256: nobody tells them without the
    key."""
    signature = base64_decode(_signer(session, purpose).get_signature(text))
    return f"{int.from_bytes(signature) % 10**count:0{count}}"


def _signer(session: Session, purpose: str) -> Signer:
    key = session.info.get("secret_key")
    if not key:
        raise RuntimeError("SECRET_KEY is not set: nothing can be signed")
    return Signer(key, salt=f"nong.{purpose}", digest_method=hashlib.sha256)
