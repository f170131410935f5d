"""Which supervisors to tell how a month went: pure, from facts to digests wanted.

On the morning after a due day every area in which something was asked; three days later those where something is still
waiting. An extension has a due day of its own: the areas with offices that waited for it hear of it again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.ladder import KEEPS, is_hour
from bot.message_class import MessageClass
from bot.schedule import local_day
from models.reminding.reminder import DIGEST
from services.reminding.outstanding import Key

# The morning after the due day, and three days later.
FIRST, SECOND = 1, 4


@dataclass(frozen=True, slots=True)
class Seat:
    """One area that a person supervises. `rank` as `services.access.jurisdiction.Level.rank`: 0 for a district."""

    person_id: int
    unit_id: int
    path: str
    rank: int


@dataclass(frozen=True, slots=True)
class Round:
    """One programme's month. `due` is the usual due day. `expected`: paths of areas in which anything was asked;
    `waiting`: path of an area → due days in force of the offices in it that have not sent."""

    programme_id: int
    period: str
    due: date
    expected: Collection[str]
    waiting: Mapping[str, Collection[date]]


@dataclass(frozen=True, slots=True)
class Facts:
    """`told`: what was said before or is on its way; `waiting`: what waits for a reply to say it with. `told_today`:
    people who have their digest of the day."""

    seats: Sequence[Seat]
    rounds: Sequence[Round]
    told: Collection[Key] = frozenset()
    told_today: Collection[int] = frozenset()
    waiting: Collection[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One area's month in a digest; `kinds` are what is ticked off by it."""

    programme_id: int
    unit_id: int
    period: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedDigest:
    """One message to one person, all their areas and programmes in it, the widest first. `is_waiting`: all of it waits
    for the person's next reply."""

    person_id: int
    items: tuple[DigestItem, ...]
    rank: int
    is_waiting: bool = False

    @property
    def message_class(self) -> MessageClass:
        return MessageClass.DIGEST

    @property
    def keys(self) -> list[Key]:
        return [
            (self.person_id, item.programme_id, item.unit_id, item.period, kind)
            for item in self.items
            for kind in item.kinds
        ]


def plan(facts: Facts, now: datetime) -> list[WantedDigest]:
    """The digests to write at this moment, none outside office hours. Those who see the widest area come first: that is
    who is served where LINE does not take them all."""
    if not is_hour(now):
        return []
    day = local_day(now)
    items: dict[int, list[tuple[int, DigestItem]]] = {}
    for seat in facts.seats:
        if seat.person_id in facts.told_today:
            continue
        for one in facts.rounds:
            new = tuple(
                kind
                for kind in _kinds(one, seat.path, day)
                if (seat.person_id, one.programme_id, seat.unit_id, one.period, kind) not in facts.told
            )
            if new:
                item = DigestItem(one.programme_id, seat.unit_id, one.period, new)
                items.setdefault(seat.person_id, []).append((seat.rank, item))
    wanted = [
        WantedDigest(
            person_id, tuple(item for _, item in sorted(mine, key=_widest_first)), max(rank for rank, _ in mine)
        )
        for person_id, mine in items.items()
    ]
    wanted.sort(key=lambda one: (-one.rank, one.person_id))
    return [replace(one, is_waiting=all(key in facts.waiting for key in one.keys)) for one in wanted]


def standing(due: date, day: date) -> int | None:
    """FIRST or SECOND, whichever is the newest reached of this due day and not too old to be worth sending."""
    reached = [after for after in (FIRST, SECOND) if due + timedelta(days=after) <= day]
    return reached[-1] if reached and day - due - timedelta(days=reached[-1]) <= KEEPS else None


def kind_of(due: date, after: int) -> str:
    return f"{DIGEST}{after:+d}@{due}"


def _kinds(one: Round, path: str, day: date) -> list[str]:
    dues = set(one.waiting.get(path, ()))
    if path in one.expected and standing(one.due, day) == FIRST:
        dues.add(one.due)
    return [kind_of(due, after) for due in sorted(dues) if (after := standing(due, day))]


def _widest_first(ranked: tuple[int, DigestItem]) -> tuple[int, str, int, int]:
    rank, item = ranked
    return (-rank, item.period, item.programme_id, item.unit_id)
