"""What LINE says no with, as our errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.line import errors


def refusal(status: int, body: Any, headers: Mapping[str, str]) -> errors.LineError:
    """What an answer means that is neither 200 nor 202; `headers` whatever the case of their names."""
    words = _words(body)
    if status == 409 and headers.get("x-line-accepted-request-id"):
        return errors.AlreadyAccepted(headers["x-line-accepted-request-id"])
    if status == 429:
        if "monthly limit" in words:
            return errors.QuotaSpent(words)
        return errors.LineBusy(words, _seconds(headers.get("retry-after", "")))
    if status >= 500:
        return errors.LineUnreachable(str(status))
    if status in (401, 403):
        return errors.NotAuthorized(status, words)
    if status == 400 and "reply token" in words.lower():
        return errors.TokenSpent(status, words)
    return errors.LineRefused(status, words)


def _words(body: Any) -> str:
    """LINE's message and the paths it points at; never the offending values."""
    try:
        answer = json.loads(body)
        paths = [str(detail.get("property", "")) for detail in answer.get("details", [])]
        return f"{answer.get('message', '')} {' '.join(paths)}".strip()[:200]
    except (TypeError, ValueError, AttributeError):
        return ""


def _seconds(said: str) -> float | None:
    """Of a Retry-After; the date that HTTP allows as well is as good as nothing said."""
    return float(said) if said.isascii() and said.isdecimal() else None
