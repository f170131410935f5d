"""What a year costs in counted messages: the product's own plan over a made-up country, beside a naive daily reminder.

    python -m bench.quota [--short] [--quota 5000] [--json]

No LINE and no database: each morning the plan (`scheduler/plan.py`) is asked for the country, and what it wants counted
is counted by office. Offices send when they would have anyway: no reminder changes that here, nor any naive one.
The naive bot sends the same people one message each morning from the opening until their office has sent or is locked.
Exits with 1 where an office on time costs more than one message a month, or one that is chased more than four.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bench.population import TALKS, WRITES, Month, Population, unsent
from bot.ladder import FROM, morning, rung_on
from bot.message_class import MessageClass
from bot.schedule import Period, at_bangkok
from scheduler import forecast
from scheduler.plan import Facts, Outstanding, plan
from scheduler.reserves import cut

OFFICES, MONTHS = 7_851, 12
FIRST = Period(2026, 10)
ON_TIME = (0.83, 0.95)
# At most so many counted messages a month.
TARGETS = {"on time": 1, "chased": 4}


class Bot:
    """Plans each morning and remembers what was said. `limit` is the plan's messages a calendar month, None for any."""

    def __init__(self, population: Population, limit: int | None, shares: dict[int, float]) -> None:
        self.population, self.limit, self.shares = population, limit, shares
        self.reminded: set[Any] = set()
        self.waiting: set[Any] = set()
        self.by_office: Counter[tuple[str, int]] = Counter()
        self.by_class: Counter[str] = Counter()
        self.carried = self.short = 0

    def day(self, day: date, month: Month, left: int | None) -> int:
        """One day of this month's window: two passes, and what people write between them. Returns the counted
        messages; `left` is what LINE still takes in this calendar month."""
        window = self.population.schedule.window(month.period)
        if rung_on(window, day) is None:
            self._replies(day, month)
            return 0
        counted, today = 0, set[int]()
        for at, talking in ((morning(day), self.population.some(TALKS)), (morning(day) + timedelta(hours=2), set())):
            owed = [
                Outstanding(1, office, window)
                for office in range(self.population.offices)
                if not month.is_sent(office, at)
            ]
            facts = Facts(
                owed,
                self.population.offices_of,
                self.reminded,
                today,
                {},
                self.population.deputies,
                self.waiting,
                talking,
            )
            counted += self._pass(facts, at, today, None if left is None else left - counted)
        self._replies(day, month)
        return counted

    def _pass(self, facts: Facts, at: datetime, today: set[int], room: int | None) -> int:
        wanted = plan(facts, at)
        pushes = [one for one in wanted if one.is_counted]
        taken, short = cut(pushes, room, self._later(facts, at) if room is not None and pushes else {})
        for one in taken:
            self.by_class[one.message_class.value] += 1
            today.add(one.person_id)
            for item in one.items:
                self.by_office[str(item.outstanding.window.period), item.outstanding.unit_id] += 1
                self.reminded |= {item.outstanding.key(one.person_id, kind) for kind in item.kinds}
        # What waited about the same months is overtaken.
        pushed = {one.person_id for one in taken}
        self.waiting = {key for key in self.waiting if key[0] not in pushed}
        self.short += sum(not one.is_waiting for one in short)
        for one in (*short, *(one for one in wanted if not one.is_counted)):
            self.waiting |= {item.outstanding.key(one.person_id, kind) for item in one.items for kind in item.kinds}
        return len(taken)

    def _later(self, facts: Facts, at: datetime) -> dict[MessageClass, int]:
        def chance(one: Outstanding, day: date) -> float:
            now, then = (self.shares[(when - one.window.due).days] for when in (at.date(), day))
            return then / now if now else 1.0

        tomorrow = replace(facts, reminded=self.reminded, reminded_today=frozenset())
        first, last = morning(at.date() + timedelta(days=1)), Period.of(at.date()).last_day
        if first.date() > last:
            return {}
        return {one: round(n) for one, n in forecast.by_ladder(tomorrow, chance, first, last).items()}

    def _replies(self, day: date, month: Month) -> None:
        """Whoever writes hears what waits, unless the office has sent by then."""
        writes = self.population.some(WRITES) if self.waiting else set()
        said = {key for key in self.waiting if key[0] in writes}
        evening = at_bangkok(day, FROM) + timedelta(hours=8)
        news = {key[0] for key in said if not month.is_sent(key[2], evening)}
        self.carried += len(news)
        self.reminded |= said
        self.waiting -= said


def naive(population: Population, month: Month) -> Counter[int]:
    """Office → messages of the naive bot: officers from the opening on, deputies from the due day on. Nobody sends
    before the morning's message of a day."""
    window, found = population.schedule.window(month.period), Counter[int]()
    with_deputy = {office for _, office in population.deputies}
    for office in range(population.offices):
        last = month.sent[office].date() if office in month.sent else window.locks
        found[office] = (last - window.opens).days + 1
        if office in with_deputy:
            found[office] += max(0, (last - window.due).days + 1)
    return found


def year(offices: int, months: int, on_time: float, limit: int | None, seed: int) -> dict[str, Any]:
    """A year of this country: messages an office and month by how it sent, of both bots."""
    population = Population(offices, on_time, seed)
    before = [population.month(FIRST.plus(-back)) for back in (3, 2, 1)]
    bot = Bot(population, limit, unsent(before, offices, FROM))
    figures: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    totals = []
    for number in range(months):
        month = population.month(FIRST.plus(number))
        window = population.schedule.window(month.period)
        used = 0
        for after in range((window.locks - window.opens).days + 1):
            used += bot.day(window.opens + timedelta(days=after), month, None if limit is None else limit - used)
        totals.append(used)
        daily = naive(population, month)
        for office in range(offices):
            how = "on time" if month.is_on_time(office) else "chased"
            figures["ladder"][how].append(bot.by_office[str(month.period), office])
            figures["naive"][how].append(daily[office])
    return {
        "on_time": on_time,
        "limit": limit,
        "months": months,
        "offices": offices,
        "bots": {
            name: {how: {"mean": round(sum(of) / len(of), 2), "most": max(of)} for how, of in by.items()}
            for name, by in figures.items()
        },
        "a_month": {
            "ladder": round(sum(totals) / months),
            "ladder, most": max(totals),
            "naive": round(sum(sum(of) for of in figures["naive"].values()) / months),
        },
        "by_class": dict(bot.by_class),
        "short": bot.short,
        "carried": bot.carried,
    }


def misses(found: dict[str, Any]) -> list[str]:
    """What costs more than it may; the most, not the mean."""
    bot = found["bots"]["ladder"]
    return [f"{how}: {bot[how]['most']} > {most}" for how, most in TARGETS.items() if bot[how]["most"] > most]


def show(found: dict[str, Any], seconds: float) -> None:
    limit = "no limit" if found["limit"] is None else f"{found['limit']:,} counted messages a month"
    print(f"\n{found['offices']:,} offices, {found['on_time']:.0%} on time, {limit} ({seconds:.0f} s)")
    print(f"  {'counted messages an office and month':<40}{'mean':>8}{'most':>6}")
    for name, by in found["bots"].items():
        for how, figures in by.items():
            print(f"  {f'{name}, {how}':<40}{figures['mean']:>8.2f}{figures['most']:>6}")
    for name, count in found["a_month"].items():
        print(f"  {f'all in a month, {name}':<40}{count:>8,}")
    classes = ", ".join(f"{name} {count / found['months']:,.0f}" for name, count in found["by_class"].items())
    print(f"  a month: {classes}; without room {found['short'] / found['months']:,.0f}")
    print(f"  said with a reply, free of charge: {found['carried'] / found['months']:,.0f} a month")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="300 offices, three months")
    parser.add_argument("--quota", type=int, default=5_000, help="counted messages a month of the year with a limit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON at the end")
    options = parser.parse_args(arguments)
    offices, months = (300, 3) if options.short else (OFFICES, MONTHS)
    limit = options.quota * offices // OFFICES
    found, missed = [], []
    for on_time, most in [(share, None) for share in ON_TIME] + [(ON_TIME[0], limit)]:
        begun = time.perf_counter()
        one = year(offices, months, on_time, most, options.seed)
        show(one, time.perf_counter() - begun)
        missed += misses(one)
        found.append(one)
    for one in missed:
        print(f"MISSED {one}")
    if options.json:
        print(json.dumps(found))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
