"""LINE's webhooks to a service of several processes: doubled, shuffled, and sent again until they are answered 200."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from emulator.phone.webhook import TIMEOUT_SECONDS, redelivered, sign
from emulator.world import World

AGAIN_AFTER = (0.3, 2.0)  # seconds; LINE does not tell its own


@dataclass
class Told:
    """An event as LINE sends it: when it first went out and when it was first answered 200, in seconds of the loop's
    clock; None before."""

    event: dict[str, Any]
    posted: float | None = None
    taken: float | None = None


@dataclass
class Webhooks:
    """Sends to one of `ports` at random, as a proxy before several processes does, dead ones among them."""

    world: World
    ports: Sequence[int]
    chance: random.Random
    rough: float = 0.0
    events: dict[str, Told] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Webhooks:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True, limit=0), timeout=timeout)
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    def send(self, happened: Sequence[dict[str, Any]]) -> None:
        """Some events of one person: in one body or in several, which then come in any order."""
        batch = list(happened)
        for event in batch:
            self.events[event["webhookEventId"]] = Told(event)
        if len(batch) > 1 and self.chance.random() < 0.5:
            self._start(batch)
            return
        if len(batch) > 1:
            self.counts["shuffled"] += 1
            self.chance.shuffle(batch)
        for event in batch:
            self._start([event])

    async def all_taken(self) -> None:
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, batch: list[dict[str, Any]]) -> None:
        task = asyncio.ensure_future(self._deliver(batch))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, batch: list[dict[str, Any]]) -> None:
        kind = self.chance.choice(["doubled", "held back", "again"]) if self.chance.random() < self.rough else ""
        if kind:
            self.counts[kind] += 1
        if kind == "held back":
            await asyncio.sleep(self.chance.uniform(0.1, 0.9))
        posts = [self._post(batch)] * 1 + ([self._post(batch)] if kind == "doubled" else [])
        is_taken = all(await asyncio.gather(*posts))
        if kind == "again":
            await self._post(redelivered(batch))
        while not is_taken:
            await asyncio.sleep(self.chance.uniform(*AGAIN_AFTER))
            self.counts["redelivered"] += 1
            is_taken = await self._post(redelivered(batch))

    async def _post(self, batch: list[dict[str, Any]]) -> bool:
        body = json.dumps({"destination": self.world.bot["userId"], "events": batch}, ensure_ascii=False).encode()
        told = [self.events[event["webhookEventId"]] for event in batch]
        for one in told:
            self.world.reply_tokens.delivered(one.event.get("replyToken", ""), self.world.clock.now())
            one.posted = one.posted or time.monotonic()
        headers = {"Content-Type": "application/json; charset=utf-8", "x-line-signature": sign(self.world.secret, body)}
        url = f"http://127.0.0.1:{self.chance.choice(self.ports)}/callback"
        try:
            async with self._http.post(url, data=body, headers=headers) as answer:
                is_taken = answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            is_taken = False
        for one in told if is_taken else ():
            one.taken = one.taken or time.monotonic()
        return is_taken
