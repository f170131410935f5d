"""What circulars to the whole country cost in counted messages, and how many offices they have reached by their day.

    python -m bench.circulars [--short] [--json]

No LINE and no database: a made-up country (`bench/population.py`) reports, writes and is reminded for a year, and gets
a letter every nine days. A letter is handed over with the reply to a report or to anything else, with a reminder that
is sent anyway, and from its first day on (`services/circulars/announcing.first_day`) by a push to one person of each
office that has not been reached, as many as half its offices at most. Exit 1 where a letter cost more than half a
counted message an office.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import mean
from typing import Any

from bench.population import WRITES, Month, Population
from bot.schedule import Period, is_workday
from services.circulars.announcing import SHARE, first_day

OFFICES, MONTHS = 7_851, 12
FIRST = Period(2026, 10)
EVERY = 9  # days between two letters
TERMS = (7, 14, 30)  # days until a letter's last day, in turn
# Chance that an office writes for another reason on a day between the reports; `WRITES` is that before the due day.
QUIET = 0.02
JOINED = 0.95  # share of the offices where somebody is registered
# Days after the due day on which the offices that have not sent are reminded; the due day itself is 0.
RUNGS = (0, 1, 3)


@dataclass
class Letter:
    published: date
    ack_by: date
    reached: set[int] = field(default_factory=set)
    counted: int = 0
    in_time: int = 0

    def hand_over(self, offices: set[int]) -> None:
        self.reached |= offices


def year(offices: int, months: int, on_time: float, seed: int) -> dict[str, Any]:
    population = Population(offices, on_time, seed)
    joined = {office for office in range(offices) if population.random.random() < JOINED}
    first, last = FIRST.plus(1).day(1), FIRST.plus(months).last_day
    by_month = {period: population.month(period) for period in (FIRST.plus(number) for number in range(months))}
    letters: list[Letter] = []
    day, number = first, 0
    while day <= last:
        if (day - first).days % EVERY == 0 and day + timedelta(days=max(TERMS)) <= last:
            letters.append(Letter(day, day + timedelta(days=TERMS[number % len(TERMS)])))
            number += 1
        seen = _seen(population, by_month[Period.of(day).plus(-1)], day, offices) & joined
        for letter in letters:
            if letter.published > day:
                continue
            letter.hand_over(seen)
            if is_workday(day) and first_day(letter.ack_by) <= day <= letter.ack_by:
                left = sorted(joined - letter.reached)[: offices // SHARE - letter.counted]
                letter.counted += len(left)
                letter.hand_over(set(left))
            if day == letter.ack_by:
                letter.in_time = len(letter.reached)
        day += timedelta(days=1)
    return {
        "on_time": on_time,
        "offices": offices,
        "letters": len(letters),
        "terms": {term: _figures(found, offices) for term in TERMS if (found := _with(letters, term))},
        "all": _figures(letters, offices),
    }


def _with(letters: Sequence[Letter], term: int) -> list[Letter]:
    return [one for one in letters if (one.ack_by - one.published).days == term]


def _seen(population: Population, month: Month, day: date, offices: int) -> set[int]:
    """Offices to which something is said on this day anyway."""
    window = population.schedule.window(month.period)
    share = WRITES if window.opens <= day <= window.due else QUIET
    writes = {person for person in population.some(share) if person < offices}
    reports = {office for office, moment in month.sent.items() if moment.date() == day}
    after = (day - window.due).days
    waiting = {office for office in range(offices) if office not in month.sent or month.sent[office].date() >= day}
    return writes | reports | (waiting if after in RUNGS else set())


def _figures(letters: Sequence[Letter], offices: int) -> dict[str, float]:
    return {
        "letters": len(letters),
        "counted an office, mean": round(mean(one.counted / offices for one in letters), 3),
        "counted an office, most": round(max(one.counted / offices for one in letters), 3),
        "reached by the last day, mean": round(mean(one.in_time / offices for one in letters), 3),
        "reached by the last day, least": round(min(one.in_time / offices for one in letters), 3),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="300 offices, four months")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    offices, months = (300, 4) if options.short else (OFFICES, MONTHS)
    found = [year(offices, months, share, options.seed) for share in (0.83, 0.95)]
    if options.json:
        print(json.dumps(found))
    for one in [] if options.json else found:
        print(f"{one['offices']:,} offices, {one['on_time']:.0%} on time, {one['letters']} letters in a year")
        for name, figures in (*((f"{term} days", of) for term, of in one["terms"].items()), ("all", one["all"])):
            print(f"  {name:>8}: " + ", ".join(f"{what} {value:g}" for what, value in figures.items()))
    return int(any(one["all"]["counted an office, most"] > 1 / SHARE for one in found))


if __name__ == "__main__":
    sys.exit(main())
