"""One run: the machines, the weather, the officers, the troubles; then quiet, and the verdict."""

from __future__ import annotations

import asyncio
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from emulator import clock
from tests.chaos import place, verdict
from tests.chaos.line import Line
from tests.chaos.machines import Postgres, Service
from tests.chaos.officer import Officer
from tests.chaos.questions import NOVEMBER, OCTOBER
from tests.chaos.story import told
from tests.chaos.troubles import Troubles
from tests.chaos.verdict import Verdict
from tests.chaos.webhooks import Webhooks

BEGINS = "2026-11-30T16:20:00+07:00"
# Some begin the month when they are reminded of it, or after so many seconds: a reminder that LINE's quota holds back
# comes an hour later.
REMINDED_WITHIN = 15.0
# Seconds that are waited for what must happen, on however busy a machine.
PATIENCE = 120.0


@dataclass(frozen=True)
class Plan:
    """`seconds` is how long troubles go on, `officers` how many people report two months each, `at_once` how many of
    them at the same time, `think` the seconds one of them takes for an answer; `rough` the share of calls and webhooks
    that go wrong."""

    seed: int
    seconds: float
    officers: int
    at_once: int
    think: float
    kill_every: float
    webs: int = 2
    schedulers: int = 2
    rough: float = 0.12


def run(plan: Plan, folder: Path) -> Verdict:
    """Leaves the processes' logs in `folder`."""
    postgres = Postgres(folder / "postgres")
    try:
        return asyncio.run(_run(plan, folder, postgres))
    finally:
        postgres.stop()


async def _run(plan: Plan, folder: Path, postgres: Postgres) -> Verdict:
    task = asyncio.current_task()
    assert task is not None
    # Whoever ends the run ends what it has started.
    if threading.current_thread() is threading.main_thread():  # no other hears it
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    chance = random.Random(plan.seed)
    async with Line(random.Random(chance.random())) as line:
        world = line.world
        world.clock.set(clock.read(BEGINS))
        people = [world.people.add(f"ผู้ใช้ {number}", friend=True) for number in range(plan.officers)]
        ids = [one.user_id for one in people]
        codes = await asyncio.to_thread(place.fill, postgres.url, ids, world.clock.now())
        service = Service(line.url, postgres.url, folder, plan.webs, plan.schedulers)
        watching = asyncio.ensure_future(service.watch())
        try:
            await asyncio.to_thread(service.start)
            async with Webhooks(world, service.ports, random.Random(chance.random())) as webhooks:
                troubles = Troubles(
                    random.Random(chance.random()), line, service, postgres, plan.seconds, plan.kill_every
                )
                officers = [
                    Officer(
                        number,
                        code,
                        person,
                        world,
                        webhooks,
                        random.Random(chance.random()),
                        plan.seed,
                        lambda message_id: _photo_sent(line, troubles, message_id),
                    )
                    for number, (code, person) in enumerate(zip(codes, people, strict=True))
                ]
                began = time.monotonic()
                line.weather.rough = webhooks.rough = plan.rough
                say("begins")
                unfinished = await _everybody(plan, officers, troubles)
                lasted = time.monotonic() - began
                line.weather.rough = webhooks.rough = 0.0
                await webhooks.all_taken()
                say("everybody has reported")
                still = await _quiet(postgres.url, service, line)
                say("quiet")
                late = sum(officer.reads_the_rest() for officer in officers)
                counts = _counts(line, webhooks, officers, troubles, lasted) | {"receipts that came last": late}
                wrong = [*unfinished, *still]
                found = await asyncio.to_thread(
                    verdict.of, postgres.url, plan.seed, line, webhooks, officers, counts, wrong
                )
                for officer in officers:
                    if any(officer.code in one for one in found.complaints()):
                        story = await asyncio.to_thread(told, postgres.url, world, officer)
                        (folder / f"{officer.code}.txt").write_text("\n".join(story), "utf-8")
                return found
        finally:
            watching.cancel()
            await asyncio.to_thread(service.stop)


def say(what: str) -> None:
    print(f"{datetime.now():%H:%M:%S} {what}", flush=True)


def _photo_sent(line: Line, troubles: Troubles, message_id: str) -> None:
    troubles.counts["photos while the disk was full"] += troubles.service.is_disk_full
    if line.weather.chance.random() < line.weather.rough / 2:
        line.weather.lost.add(message_id)


async def _everybody(plan: Plan, officers: list[Officer], troubles: Troubles) -> list[str]:
    """Everybody reports October, and November once it is over; what was not finished in time."""
    phones = asyncio.Semaphore(plan.at_once)

    async def works(officer: Officer) -> None:
        async with phones:
            await officer.report(OCTOBER, plan.think)
        await troubles.jumped.wait()
        if officer.number % 4 == 0:
            await officer.await_reminder(REMINDED_WITHIN)
        async with phones:
            await officer.report(NOVEMBER, plan.think)

    work = [asyncio.ensure_future(works(officer)) for officer in officers]
    try:
        await troubles.run()
        done, left = await asyncio.wait(work, timeout=PATIENCE)
    finally:
        for one in work:
            one.cancel()
        await asyncio.gather(*work, return_exceptions=True)
    for one in done:
        one.result()
    return [
        f"{one.code} has not finished within {PATIENCE} s more; the chat ends: {one.last_entries()}"
        for one, its in zip(officers, work, strict=True)
        if its in left
    ]


async def _quiet(url: str, service: Service, line: Line) -> list[str]:
    """Waits until nothing waits. What LINE's spent quota held back is due after the hour that passes here; a scheduler
    passes as soon as it starts."""
    ends = time.monotonic() + PATIENCE
    while await asyncio.to_thread(verdict.soon, url, line.world.clock.now()) and time.monotonic() < ends:
        await asyncio.sleep(0.5)
    line.world.clock.advance(65 * 60)
    for one in service.schedulers:
        await asyncio.to_thread(one.stop)
        one.start()
    ends = time.monotonic() + PATIENCE
    while still := await asyncio.to_thread(verdict.unsettled, url):
        if time.monotonic() > ends:
            return [f"still not settled after {PATIENCE} s: {still}"]
        await asyncio.sleep(0.5)
        # Retries of photos wait for minutes.
        line.world.clock.advance(20)
    return []


def _counts(
    line: Line, webhooks: Webhooks, officers: list[Officer], troubles: Troubles, lasted: float
) -> dict[str, Any]:
    people: Counter[str] = Counter()
    for officer in officers:
        people += officer.counts
    return {
        "seconds": round(lasted),
        "events": len(webhooks.events),
        "kills": troubles.counts["killed webs"] + troubles.counts["killed schedulers"],
        "troubles": dict(troubles.counts),
        "webhooks": dict(webhooks.counts),
        "calls to LINE": dict(sorted(line.weather.struck.items())),
        "officers": dict(people),
    }
