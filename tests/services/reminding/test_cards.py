"""Cards that are drawn once and filled in are the cards that would have been drawn for each office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from unittest import mock

import orjson
import pytest

from bot.line.address import Address
from bot.line.render import render
from bot.texts.reminding.reminders import Phase, ReminderLine, reminder
from services.reminding import cards
from services.reminding.cards import Cards

ADDRESS = Address("http://127.0.0.1:1", "@nongraingan")
LINE = ReminderLine(
    programme="khok-nong-na",
    subject="โคก หนอง นา",
    unit="06110301",
    office="อบต.บางเมือง",
    period="2026-10",
    due=date(2026, 11, 5),
    locks=date(2026, 11, 30),
    phase=Phase.DUE,
)
# What differs between two lines of one drawing, and what makes another.
OFFICES: list[dict[str, Any]] = [
    {},
    {"unit": "06110302", "office": 'อบต.\n"\\ %s {unit} 🙂'},
    {"unit": "special", "office": cards._UNIT},
    {"unit": "061103-3", "office": "ก" * 200},
    {"unit": "ศพก.", "office": "ศูนย์"},
]
OTHERS: list[dict[str, Any]] = [
    *({"phase": phase} for phase in Phase),
    {"is_begun": True},
    {"programme": "waste", "subject": "ขยะ “ก” \\"},
    {"period": "2026-Q4", "due": date(2027, 1, 5), "locks": date(2027, 1, 31)},
]


@pytest.mark.parametrize("can_wait", [True, False])
def test_a_filled_in_card_is_the_card_of_its_office(can_wait: bool) -> None:
    kept = Cards()
    for changes in OTHERS:
        for office in OFFICES:
            lines = [replace(LINE, **changes, **office)]
            assert orjson.loads(orjson.dumps(kept.draw(lines, ADDRESS, can_wait=can_wait))) == render(
                [reminder(lines, can_wait=can_wait)], ADDRESS
            )


def test_a_card_of_several_offices_is_its_own() -> None:
    kept, lines = Cards(), [LINE, replace(LINE, unit="06110302", office="อบต.อื่น")]
    drawn = orjson.loads(orjson.dumps(kept.draw(lines, ADDRESS, can_wait=True)))
    assert drawn == render([reminder(lines, can_wait=True)], ADDRESS)


def test_what_is_told_alike_is_drawn_once() -> None:
    kept = Cards()
    with mock.patch.object(cards, "render", wraps=render) as drawing:
        for number in range(200):
            line = replace(LINE, unit=f"06{number:06}", office=f"อบต.ที่ {number}")
            kept.draw([line], ADDRESS, can_wait=number % 2 == 0)
    assert drawing.call_count == 2
