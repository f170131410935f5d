"""Delivers events to the bot as LINE does: signed over the raw bytes, two seconds, in order for each person."""

from __future__ import annotations

import asyncio
import base64
import copy
import hashlib
import hmac
import json
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp

from emulator import clock
from emulator.account.people import Person
from emulator.phone import events
from emulator.phone.events import Event
from emulator.world import World

TIMEOUT_SECONDS = 2.0
OK = "OK"
COULD_NOT_CONNECT = "COULD_NOT_CONNECT"
REQUEST_TIMEOUT = "REQUEST_TIMEOUT"
ERROR_STATUS_CODE = "ERROR_STATUS_CODE"
UNCLASSIFIED = "UNCLASSIFIED"


@dataclass(frozen=True, slots=True)
class Delivery:
    """`status` is None where no answer came; `reason` is one of the words above."""

    status: int | None
    ms: float
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {"status": self.status, "ms": self.ms, "reason": self.reason}


DROPPED = Delivery(None, 0.0, "DROPPED")


def sign(secret: str, body: bytes) -> str:
    """`x-line-signature`: Base64 of HMAC-SHA256 over exactly these bytes."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Webhook:
    def __init__(self, world: World) -> None:
        self.world = world
        self._http: aiohttp.ClientSession | None = None
        self._lanes: dict[str, asyncio.Lock] = {}
        self._held: list[Event] = []
        self._background: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        # A fresh connection each time: a bot that was restarted must not look like a bot that is down.
        connector = aiohttp.TCPConnector(force_close=True, limit=0)
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
        self._http = aiohttp.ClientSession(connector=connector, timeout=timeout, auto_decompress=False)

    async def close(self) -> None:
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        if self._http:
            await self._http.close()

    def forget(self) -> None:
        """Nothing held, nothing waiting to be sent again."""
        self._held.clear()
        for task in self._background:
            task.cancel()

    def later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def deliver(self, happened: list[tuple[Person, Event]]) -> Delivery | None:
        """One request with these events, as the waiting faults will have it.

        None where nothing went out: no active webhook, or the fault `drop` or `outOfOrder` took it.
        """
        world = self.world
        async with AsyncExitStack() as lanes:
            for user_id in sorted({person.user_id for person, _ in happened}):
                await lanes.enter_async_context(self._lanes.setdefault(user_id, asyncio.Lock()))
            if not world.webhook_active or not world.webhook_url:
                return None
            batch = [event for _, event in happened]
            if world.faults.strike("drop"):
                world.webhooks.add({"at": clock.show(world.clock.now()), "events": batch, **DROPPED.as_json()})
                world.stream.changed()
                return None
            if world.faults.strike("outOfOrder"):
                world.stream.changed()
                self._held += batch
                return None
            if world.faults.strike("poison"):
                between = 1 if len(batch) > 1 else 0
                batch[between:between] = events.poison(world, happened[0][0])
            twice = world.faults.strike("duplicate")
            again = world.faults.strike("redeliver")
            if twice:
                delivery, _ = await asyncio.gather(self._post(batch), self._post(batch))
            else:
                delivery = await self._post(batch)
            if again:
                await self._post(redelivered(batch))
            world.stream.changed()
            await self.release()
        if delivery.reason != OK and (switch := world.faults.redelivery()):
            self.later(self._redeliver(batch, switch.remaining or 1, switch.seconds))
        return delivery

    async def release(self) -> None:
        """Send what the fault `outOfOrder` holds back."""
        held, self._held = self._held, []
        for event in held:
            await self._post([event])

    async def test(self, url: str | None = None) -> Delivery:
        """The console's "Verify": a signed request without events."""
        return await self._post([], url)

    async def _redeliver(self, batch: list[Event], attempts: int, seconds: float) -> None:
        for _ in range(attempts):
            await asyncio.sleep(seconds)
            if (await self._post(redelivered(batch))).reason == OK:
                return

    async def _post(self, batch: list[Event], url: str | None = None) -> Delivery:
        world = self.world
        body = json.dumps(
            {"destination": world.bot["userId"], "events": batch}, ensure_ascii=False, separators=(",", ":")
        ).encode()
        for event in batch:
            if token := event.get("replyToken"):
                world.reply_tokens.delivered(token, world.clock.now())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "x-line-signature": sign(world.secret, body),
        }
        at, started = world.clock.now(), time.perf_counter()
        status, reason = await self._send(url or world.webhook_url, body, headers)
        delivery = Delivery(status, round((time.perf_counter() - started) * 1000, 1), reason)
        world.webhooks.add({"at": clock.show(at), "events": batch, **delivery.as_json()})
        world.bell.ring()
        return delivery

    async def _send(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int | None, str]:
        assert self._http is not None, "open() comes first"
        try:
            async with self._http.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                return answer.status, OK if 200 <= answer.status < 300 else ERROR_STATUS_CODE
        except TimeoutError:
            return None, REQUEST_TIMEOUT
        except aiohttp.ClientConnectorError:
            return None, COULD_NOT_CONNECT
        except (aiohttp.ClientError, ValueError, OSError):
            return None, UNCLASSIFIED


def redelivered(batch: list[Event]) -> list[Event]:
    """The same events, marked as sent again; everything else, tokens too, stays as it was."""
    copies = copy.deepcopy(batch)
    for event in copies:
        if "deliveryContext" in event:
            event["deliveryContext"]["isRedelivery"] = True
    return copies
