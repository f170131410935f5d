"""Which of the messages wanted may be sent where LINE does not take them all: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from bot.message_class import MessageClass, reserve


class HasClass(Protocol):
    @property
    def message_class(self) -> MessageClass: ...


T = TypeVar("T", bound=HasClass)


def cut(wanted: Sequence[T], room: int | None, later: Mapping[MessageClass, int]) -> tuple[list[T], list[T]]:
    """Those of `wanted` that may be sent, the first ones, and the others.

    `room` is how many messages LINE still takes this month, below zero where more than that waits already; None for any
    number. `later` are those that will be wanted after today until the month's end: the more important ones among them
    keep their place.
    """
    if room is None:
        return list(wanted), []
    left = {one: room - reserve(later, one) for one in MessageClass}
    taken: list[T] = []
    short: list[T] = []
    for one in wanted:
        (taken if len(taken) < left[one.message_class] else short).append(one)
    return taken, short
