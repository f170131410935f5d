"""Checks the body of a sending request."""

from __future__ import annotations

from typing import Any

from emulator.refusals import Problem


def check(kind: str, body: dict[str, Any]) -> list[Problem]:
    if not isinstance(body.get("messages"), list) or not 1 <= len(body["messages"]) <= 5:
        return [Problem(("messages",), "Size must be between 1 and 5")]
    return []
