"""Reminders' cards, drawn once for all offices that are told the same.

On a due day that is nearly everybody: 7,851 cards that differ in the name and the code of an office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import orjson

from bot.line.address import Address
from bot.line.render import render
from bot.texts.reminding.reminders import ReminderLine, reminder

# Stand in the drawing for what differs. Nobody's text has them in it.
_UNIT, _OFFICE = "unit-6f3e0d9a4c", "office-6f3e0d9a4c"
# What stands in a button's data as it is.
_PLAIN = re.compile(r"[A-Za-z0-9]{1,16}")


class Cards:
    """Of one pass."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[object, ...], str] = {}

    def draw(self, lines: Sequence[ReminderLine], address: Address, *, can_wait: bool) -> orjson.Fragment:
        """The messages of `reminder` as JSON."""
        if len(lines) > 1 or not _PLAIN.fullmatch(lines[0].unit):
            return orjson.Fragment(_drawn(lines, address, can_wait=can_wait))
        [line] = lines
        alike = (
            *(line.programme, line.subject, line.period, line.due, line.locks, line.phase),
            *(line.is_begun, line.can_be_nothing, can_wait),
        )
        drawn = self._drawn.get(alike)
        if drawn is None:
            blank = replace(line, unit=_UNIT, office=_OFFICE)
            drawn = self._drawn[alike] = _drawn([blank], address, can_wait=can_wait)
        # The code first: the name is an office's own, and nothing is looked for in it.
        filled = drawn.replace(_UNIT, line.unit).replace(_OFFICE, orjson.dumps(line.office).decode()[1:-1])
        return orjson.Fragment(filled)


def _drawn(lines: Sequence[ReminderLine], address: Address, *, can_wait: bool) -> str:
    return orjson.dumps(render([reminder(lines, can_wait=can_wait)], address)).decode()
