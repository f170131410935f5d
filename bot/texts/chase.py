"""Chasing reports: what an office's people hear from a supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Card
from bot.texts.reminders import Line, reminder


def nudge(office: str, lines: Sequence[Line], can_wait: bool) -> Card:
    """A reminder that an `office` above sends by hand."""
    card = reminder(lines, can_wait=can_wait)
    # … asks after the report of your office.
    asks = f"{office} ขอติดตามรายงานของหน่วยงานท่านค่ะ"
    # Following up the month's report
    return replace(card, title="ติดตามรายงานประจำเดือน", text=f"{asks}\n\n{card.text}", alt=f"{asks}\n{card.alt}")
