"""Whom to remind of what at this moment: pure, from facts to reminders wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.ladder import KEEPS, Rung, again_kind, is_for_deputies, is_hour, rung_on
from bot.schedule import Window, local_day
from services.reminding.outstanding import Key, Outstanding, ReminderItem

__all__ = ["WISHED", "Facts", "Key", "Outstanding", "ReminderItem", "WantedReminder", "again_kind", "plan"]

# A wish of the person's own goes before any rung.
WISHED = 99


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at one moment.

    `offices_of`: person → the offices they report for, reachable people only. `reminded`: what was written before
    (the kinds that could be wanted today suffice). `reminded_today`: people who already have their one message of
    the day. `wishes`: person → the day from which they want to be reminded again. `deputies`: (person, office) of
    those who are told later than the office's officers.
    """

    outstanding: Sequence[Outstanding]
    offices_of: Mapping[int, Sequence[int]]
    reminded: Collection[Key] = frozenset()
    reminded_today: Collection[int] = frozenset()
    wishes: Mapping[int, date] = field(default_factory=dict)
    deputies: Collection[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class WantedReminder:
    """One message to one person: everything of theirs that is due for a reminder today, oldest due first."""

    person_id: int
    items: tuple[ReminderItem, ...]
    height: int


def plan(facts: Facts, now: datetime) -> list[WantedReminder]:
    """The reminders to write at this moment, the most pressing first: wishes, then the highest rungs (overdue, then the
    due day). That is who is served where LINE does not take them all.

    Outside office hours there is none. Nobody gets two on one day: what came too late for today's message
    stands on the ladder until tomorrow. Deputies are told from the morning of the due day on.
    """
    if not is_hour(now):
        return []
    day = local_day(now)
    rungs: dict[Window, Rung | None] = {}
    outstanding_by: dict[int, list[Outstanding]] = defaultdict(list)
    for outstanding in facts.outstanding:
        if outstanding.window not in rungs:
            rungs[outstanding.window] = rung_on(outstanding.window, day)
        outstanding_by[outstanding.unit_id].append(outstanding)
    wanted = []
    for person_id, unit_ids in facts.offices_of.items():
        if person_id in facts.reminded_today or facts.wishes.get(person_id, day) > day:
            continue
        mine = [outstanding for unit_id in unit_ids for outstanding in outstanding_by.get(unit_id, ())]
        again = _wish(facts, person_id, mine, day)
        items, height = [], 0
        for outstanding in mine:
            rung = rungs[outstanding.window]
            if (
                rung
                and (person_id, outstanding.unit_id) in facts.deputies
                and not is_for_deputies(rung, outstanding.window)
            ):
                rung = None
            kinds = [kind for kind in (rung.kind if rung else "", again) if kind]
            new = tuple(kind for kind in kinds if outstanding.key(person_id, kind) not in facts.reminded)
            if new:
                items.append(ReminderItem(outstanding, new))
                height = max(height, WISHED if again else rung.height if rung else 0)
        if items:
            items.sort(
                key=lambda item: (item.outstanding.window.due, item.outstanding.programme_id, item.outstanding.unit_id)
            )
            wanted.append(WantedReminder(person_id, tuple(items), height))
    wanted.sort(key=lambda one: (-one.height, one.items[0].outstanding.window.due, one.person_id))
    return wanted


def _wish(facts: Facts, person_id: int, mine: Sequence[Outstanding], day: date) -> str:
    """The kind of a wish that is to be met today; empty where there is none, or it is met or too old."""
    wish = facts.wishes.get(person_id)
    if wish is None or not wish <= day <= wish + KEEPS:
        return ""
    again = again_kind(wish)
    return "" if any(outstanding.key(person_id, again) in facts.reminded for outstanding in mine) else again
