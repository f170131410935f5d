"""What goes wrong and when: drawn once from the seed, carried out as time passes."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from tests.chaos import verdict
from tests.chaos.line import Line
from tests.chaos.machines import Postgres, Process, Service

DEAD_FOR = (0.2, 2.5)  # seconds until a killed process is started again
JUMP = timedelta(hours=17)  # from the afternoon of a month's last day to the next morning


@dataclass
class Troubles:
    """`seconds` is how long they go on, `kill_every` the seconds between two kills. After `jump` the month is over."""

    chance: random.Random
    line: Line
    service: Service
    postgres: Postgres
    seconds: float
    kill_every: float
    jumped: asyncio.Event = field(default_factory=asyncio.Event)
    counts: Counter[str] = field(default_factory=Counter)
    _no_kills: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """All of them, those that last one after another; ends when everything works again."""
        kills = asyncio.ensure_future(self._kills())
        try:
            # Shares of the whole time at which each begins.
            for share, trouble in (
                (0.1, self._full_disk()),
                (0.35, self._restart("immediate")),
                (0.5, self._jump()),
                (0.65, self._no_token()),
                (0.8, self._restart("fast")),
            ):
                await self._at(share)
                await trouble
            await self._at(1.0)
        finally:
            kills.cancel()
            await asyncio.gather(kills, return_exceptions=True)

    async def _at(self, share: float) -> None:
        loop = asyncio.get_running_loop()
        self._began = getattr(self, "_began", loop.time())
        await asyncio.sleep(max(0.0, self._began + share * self.seconds - loop.time()))

    async def _kills(self) -> None:
        while True:
            await asyncio.sleep(self.kill_every * self.chance.uniform(0.7, 1.3))
            webs = self.chance.random() < 0.7
            async with self._no_kills:
                await self._kill(self.chance.choice(self.service.webs if webs else self.service.schedulers))

    async def _kill(self, victim: Process) -> None:
        self.counts["killed webs" if victim in self.service.webs else "killed schedulers"] += 1
        try:
            victim.kill()
            await asyncio.sleep(self.chance.uniform(*DEAD_FOR))
        finally:
            victim.start()

    async def _full_disk(self) -> None:
        self.counts["full disks"] += 1
        self.service.disk_is_full()
        try:
            await asyncio.sleep(0.2 * self.seconds)
        finally:
            self.service.disk_has_room()

    async def _restart(self, how: str) -> None:
        self.counts[f"PostgreSQL restarts ({how})"] += 1
        await asyncio.to_thread(self.postgres.restart, how)

    async def _jump(self) -> None:
        """From the afternoon of the month's last day to the next morning: what is under way is hours old at once.

        LINE's clock jumps with ours, which between us and the real one cannot be. So no call is under way just then,
        nor any of which nobody knows whether LINE took it: for a second try it would be too late by the jump alone.
        """
        self.counts["clock jumps"] += 1
        async with self._no_kills:
            rough, self.line.weather.rough = self.line.weather.rough, 0.0
            while await asyncio.to_thread(verdict.uncertain, self.postgres.url, self.line.world.clock.now()):
                await asyncio.sleep(0.1)
            async with self.line.holding_calls():
                self.line.world.clock.advance(JUMP.total_seconds())
            self.line.weather.rough = rough
            self.jumped.set()
            # Whoever starts in the new month looks at once what is to be reminded of; the others within a minute.
            await self._kill(self.service.schedulers[0])

    async def _no_token(self) -> None:
        self.counts["401 periods"] += 1
        self.line.weather.no_token = True
        try:
            await asyncio.sleep(min(8.0, 0.1 * self.seconds))
        finally:
            self.line.weather.no_token = False
