"""What a reader gives back when it does not understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that could not be read as what was asked.

    `reason` is one or two Thai sentences that say what is wrong and what to type instead. `candidates` are
    the values it may have meant, where there are a few: they can be offered as buttons.
    """

    reason: str
    candidates: tuple[Any, ...] = ()
