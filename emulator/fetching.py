"""Looks at the pictures that messages point to, as a phone would."""

from __future__ import annotations

from typing import Any

from emulator.refusals import Problem


async def fetch_problems(messages: list[dict[str, Any]]) -> list[Problem]:
    return []
