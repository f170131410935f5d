"""Messages that LINE counts, by importance: which are sent where a month's quota does not take all of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class MessageClass(StrEnum):
    """The most important first. `due` is the one reminder before a month counts as late; `opening` whatever else is
    said before that; `announcement` all that nobody waits for."""

    RECEIPT = "receipt"
    RETURN = "return"
    DUE = "due"
    OVERDUE = "overdue"
    DIGEST = "digest"
    OPENING = "opening"
    ANNOUNCEMENT = "announcement"


# 0 for the most important.
RANKS = {one: rank for rank, one in enumerate(MessageClass)}


def reserve(wanted: Mapping[MessageClass, int], before: MessageClass) -> int:
    """How many of the messages `wanted` until the month's end are more important than this class: its own may use only
    what is left beside them."""
    return sum(count for one, count in wanted.items() if RANKS[one] < RANKS[before])


def in_classes(messages: Mapping[MessageClass, int]) -> str:
    """` (due 12, overdue 3)` for operators, the most important first; empty for none."""
    parts = [f"{one.value} {messages[one]}" for one in MessageClass if messages.get(one)]
    return f" ({', '.join(parts)})" if parts else ""
