"""Whom to remind of what at this moment: pure, from facts to reminders wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.ladder import KEEPS, Rung, Standstill, again_kind, counted_from, is_for_deputies, is_hour, rung_on
from bot.message_class import RANKS, MessageClass
from bot.schedule import Window, local_day
from services.reminding.outstanding import Key, Outstanding, ReminderItem

__all__ = ["WISHED", "Facts", "Key", "Outstanding", "ReminderItem", "WantedReminder", "again_kind", "plan"]

# A wish of the person's own goes before any rung.
WISHED = 99


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at one moment.

    `offices_of`: person → the offices they report for, reachable people only. `reminded`: what was said before, or is
    on its way (the kinds that could be wanted today suffice); `waiting`: what waits for a reply to say it with.
    `reminded_today`: people who already have their one message of the day. `wishes`: person → the day from which they
    want to be reminded again. `deputies`: (person, office) of those who are told later than the office's officers.
    `talking`: people in the middle of a report, who wrote less than TALKS ago. `still`: the last days without a pass.
    """

    outstanding: Sequence[Outstanding]
    offices_of: Mapping[int, Sequence[int]]
    reminded: Collection[Key] = frozenset()
    reminded_today: Collection[int] = frozenset()
    wishes: Mapping[int, date] = field(default_factory=dict)
    deputies: Collection[tuple[int, int]] = frozenset()
    waiting: Collection[Key] = frozenset()
    talking: Collection[int] = frozenset()
    still: Standstill | None = None


@dataclass(frozen=True, slots=True)
class WantedReminder:
    """One message to one person: everything of theirs that is due for a reminder today, oldest due first.

    `message_class` is the most important of its months'. `is_waiting`: all of it waits for the person's next reply.
    """

    person_id: int
    items: tuple[ReminderItem, ...]
    height: int
    message_class: MessageClass
    is_waiting: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it is worth a message that LINE counts; else it is said with the next reply."""
        return self.message_class != MessageClass.OPENING


def plan(facts: Facts, now: datetime) -> list[WantedReminder]:
    """The reminders to write at this moment, the most pressing first: wishes, then by class and rung. That is who is
    served where LINE does not take them all.

    Outside office hours there is none. Nobody gets two on one day: what came too late for today's message
    stands on the ladder until tomorrow. Deputies are told from the morning of the due day on. Nobody is reminded in the
    middle of a report: what stands on the ladder is still there after it, unless they have sent. Of a change that was
    not sent only who made it is reminded, once.
    """
    if not is_hour(now):
        return []
    day = local_day(now)
    ladders: dict[Window, _Ladder] = {}
    outstanding_by: dict[int, list[Outstanding]] = defaultdict(list)
    for outstanding in facts.outstanding:
        if outstanding.window not in ladders:
            ladders[outstanding.window] = _Ladder(outstanding.window, day, facts.still)
        outstanding_by[outstanding.unit_id].append(outstanding)
    with_officer = _with_officer(facts)
    wanted = []
    for person_id, unit_ids in facts.offices_of.items():
        if person_id in facts.reminded_today or person_id in facts.talking or facts.wishes.get(person_id, day) > day:
            continue
        mine = [
            outstanding
            for unit_id in unit_ids
            for outstanding in outstanding_by.get(unit_id, ())
            if outstanding.amended_by in (None, person_id)
        ]
        again = _wish(facts, person_id, mine, day)
        items, height, message_class = [], 0, MessageClass.OPENING
        for outstanding in mine:
            ladder, is_deputy = ladders[outstanding.window], (person_id, outstanding.unit_id) in facts.deputies
            rung = ladder.rung if not is_deputy or ladder.is_for_deputies else None
            if outstanding.amended_kind:
                rung, kinds = None, [outstanding.amended_kind]
            else:
                kinds = [kind for kind in (rung.kind if rung else "", again) if kind]
            new = tuple(kind for kind in kinds if outstanding.key(person_id, kind) not in facts.reminded)
            if new:
                items.append(ReminderItem(outstanding, new))
                height = max(height, WISHED if again in kinds else rung.height if rung else 0)
                is_second = is_deputy and outstanding.unit_id in with_officer
                is_due = again in new or outstanding.amended_kind in new
                own = MessageClass.DUE if is_due else ladder.class_of(facts, person_id, outstanding, is_second)
                message_class = min(message_class, own, key=RANKS.__getitem__)
        is_waiting = all(
            item.outstanding.key(person_id, kind) in facts.waiting for item in items for kind in item.kinds
        )
        if items and not (is_waiting and message_class == MessageClass.OPENING):
            items.sort(
                key=lambda item: (item.outstanding.window.due, item.outstanding.programme_id, item.outstanding.unit_id)
            )
            wanted.append(WantedReminder(person_id, tuple(items), height, message_class, is_waiting))
    wanted.sort(key=_most_pressing_first)
    return wanted


class _Ladder:
    """What the ladder of one window says on one day."""

    def __init__(self, window: Window, day: date, still: Standstill | None) -> None:
        self.due = window.due
        self.rung: Rung | None = rung_on(window, day, still)
        self.is_for_deputies = self.rung is not None and is_for_deputies(self.rung, window)
        self.counted_from = {is_second: counted_from(window, is_second=is_second) for is_second in (False, True)}

    def class_of(self, facts: Facts, person_id: int, outstanding: Outstanding, is_second: bool) -> MessageClass:
        """What a reminder of the rung that stands is worth to this person. Where the rung that would have been counted
        was missed, the next one is."""
        if self.rung is None:
            return MessageClass.OPENING
        own = MessageClass.OVERDUE if self.rung.day > self.due else MessageClass.DUE
        if own == MessageClass.OVERDUE and not is_second:
            return own
        first = self.counted_from[is_second]
        is_counted = (
            first is not None
            and self.rung.day >= first.day
            and outstanding.key(person_id, first.kind) not in facts.reminded
        )
        return own if is_counted else MessageClass.OPENING


def _with_officer(facts: Facts) -> set[int]:
    """The offices with somebody who is no deputy there."""
    if not facts.deputies:
        return set()
    return {
        unit_id
        for person_id, unit_ids in facts.offices_of.items()
        for unit_id in unit_ids
        if (person_id, unit_id) not in facts.deputies
    }


def _most_pressing_first(one: WantedReminder) -> tuple[bool, int, int, date, int]:
    return (
        one.height != WISHED,
        RANKS[one.message_class],
        -one.height,
        one.items[0].outstanding.window.due,
        one.person_id,
    )


def _wish(facts: Facts, person_id: int, mine: Sequence[Outstanding], day: date) -> str:
    """The kind of a wish that is to be met today; empty where there is none, or it is met or too old."""
    wish = facts.wishes.get(person_id)
    if wish is None or not wish <= day <= wish + KEEPS:
        return ""
    again = again_kind(wish)
    return "" if any(outstanding.key(person_id, again) in facts.reminded for outstanding in mine) else again
