"""A made-up country for `bench.quota`: who reports for which office, and when each office sends each month."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.schedule import Period, Schedule, at_bangkok

DEPUTIES = 0.2  # of the offices have one beside the officer
# When offices that are on time send: share of them by day before the due day, the due day itself last.
IN_TIME = (0.10, 0.15, 0.20, 0.25, 0.30)
# When the late ones do, by days after it; what is left of 1 never sends.
LATE = {1: 0.40, 2: 0.20, 3: 0.10, 5: 0.10, 9: 0.10}
# Of the late offices of a month so many are among those that are late again and again.
STEADY = 0.7
WRITES = 0.13  # chance that somebody writes to the bot on a day for another reason: half do before the due day
TALKS = 0.03  # share of people who are in the middle of a report when the morning's pass comes


@dataclass(frozen=True)
class Month:
    """Office → the moment at which it sent; those that never do are not in it."""

    period: Period
    due: date
    sent: dict[int, datetime]

    def is_sent(self, office: int, at: datetime) -> bool:
        return office in self.sent and self.sent[office] <= at

    def is_on_time(self, office: int) -> bool:
        return office in self.sent and self.sent[office].date() <= self.due


@dataclass
class Population:
    """`offices` are 0, 1, …; the officer of each has its number, its deputy that number after all officers'."""

    offices: int
    on_time: float
    seed: int
    schedule: Schedule = field(default_factory=Schedule)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        with_deputy = [office for office in range(self.offices) if self.random.random() < DEPUTIES]
        self.deputies = {(self.offices + office, office) for office in with_deputy}
        self.offices_of = {office: [office] for office in range(self.offices)}
        self.offices_of |= {person: [office] for person, office in sorted(self.deputies)}
        self._late = (1 - self.on_time) * self.offices
        self._steady = self.random.sample(range(self.offices), round(self._late))

    def month(self, period: Period) -> Month:
        due = self.schedule.due(period)
        steady = self.random.sample(self._steady, round(STEADY * self._late))
        known = set(steady)
        others = [office for office in range(self.offices) if office not in known]
        late = known | set(self.random.sample(others, round(self._late) - len(steady)))
        sent = {office: self._moment(due, office in late) for office in range(self.offices)}
        return Month(period, due, {office: moment for office, moment in sent.items() if moment})

    def some(self, share: float) -> set[int]:
        """People chosen anew each time."""
        return {person for person in self.offices_of if self.random.random() < share}

    def _moment(self, due: date, is_late: bool) -> datetime | None:
        if is_late:
            day = self._drawn([*LATE, None], [*LATE.values(), 1 - sum(LATE.values())])
            if day is None:
                return None
        else:
            day = self._drawn(range(1 - len(IN_TIME), 1), IN_TIME)
        minutes = self.random.randrange(8 * 60 + 45, 16 * 60 + 45)
        return at_bangkok(due + timedelta(days=day or 0), time(minutes // 60, minutes % 60))

    def _drawn(self, values: Sequence[int | None], weights: Sequence[float]) -> int | None:
        return self.random.choices(values, weights)[0]


def unsent(months: Sequence[Month], offices: int, at: time) -> dict[int, float]:
    """Days from the due day → share of the offices that had not sent by that time of the day."""
    found = {}
    for offset in range(-31, 32):
        moments = [(month, at_bangkok(month.due + timedelta(days=offset), at)) for month in months]
        sent = sum(moment <= when for month, when in moments for moment in month.sent.values())
        found[offset] = 1 - sent / (offices * len(months))
    return found
