"""What the README promises of a supervisor's task."""

from __future__ import annotations

import re

from tests.support.source import README


def promised(task: str, where: str) -> int:
    """Taps or clicks."""
    [count] = re.findall(rf"^\| {re.escape(task)} \| {where} \| ([0-9]+) \|$", README, re.MULTILINE)
    return int(count)
