"""The pretend LINE in bad weather: the strict emulator, whose calls are slow, cut or refused at random.

It runs within this process, so that officers read their chats without asking over HTTP.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from emulator.gate import QUOTA_429, RATE_429
from emulator.server import build
from emulator.world import World

SECRET, TOKEN = "8c570fa6dd201bb328f1c1eac23a96d8", "token-of-the-chaos"
SENDING = ("/v2/bot/message/reply", "/v2/bot/message/push")
INTERNAL, RATE, QUOTA, UNKNOWN_TOKEN = (
    (500, "Internal server error"),
    (429, RATE_429),
    (429, QUOTA_429),
    (401, "Authentication failed due to the following reason: invalid token."),
)


@dataclass(frozen=True)
class Accepted:
    """A reply or push that LINE took: `key` is its reply token or retry key."""

    key: str
    messages: list[dict[str, Any]]


@dataclass
class Weather:
    """What becomes of a call to LINE. `rough` is the share of calls that go wrong; `no_token` refuses all of them.

    `lost` are photos that LINE has no more; all others are there after one or two answers of 202.
    """

    chance: random.Random
    rough: float = 0.0
    no_token: bool = False
    struck: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)
    _asked: Counter[str] = field(default_factory=Counter)

    def of(self, path: str) -> str:
        kind = self._of(path)
        if kind:
            self.struck[kind] += 1
        return kind

    def _of(self, path: str) -> str:
        if self.no_token:
            return "401"
        if path.startswith("/v2/bot/message/") and path.endswith("/content"):
            return self._photo(path.split("/")[-2])
        if self.chance.random() >= self.rough:
            return ""
        kinds = ["slow before", "slow after", "cut before", "cut after", "500", "429 rate"]
        # LINE counts pushes alone.
        return self.chance.choice([*kinds, "429 quota"] if path.endswith("/push") else kinds)

    def _photo(self, message_id: str) -> str:
        self._asked[message_id] += 1
        if message_id in self.lost:
            return "photo 404"
        return "photo 202" if self.rough and self._asked[message_id] <= int(message_id) % 3 else ""


class Line:
    """`world` is what LINE knows, `accepted` what it took. Use as an asynchronous context."""

    def __init__(self, chance: random.Random) -> None:
        self.world = World(webhook_url="", secret=SECRET, token=TOKEN, quota=None)
        self.weather = Weather(chance)
        self.accepted: list[Accepted] = []
        self.refused: list[str] = []
        self._open = asyncio.Event()
        self._open.set()
        self._under_way = 0

    async def __aenter__(self) -> Line:
        app = build(self.world)
        app.middlewares.append(self._through_the_weather())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @asynccontextmanager
    async def holding_calls(self) -> AsyncIterator[None]:
        """Begins once every call has been answered and its caller has had the time to write that down; calls that come
        meanwhile wait."""
        self._open.clear()
        while self._under_way:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        yield
        self._open.set()

    def _through_the_weather(self) -> Any:
        @web.middleware
        async def middleware(request: web.Request, handler: Any) -> web.StreamResponse:
            if not request.path.startswith("/v2/bot/"):
                return await handler(request)
            await self._open.wait()
            self._under_way += 1
            try:
                return await self._call(request, handler, self.weather.of(request.path))
            finally:
                self._under_way -= 1

        return middleware

    async def _call(self, request: web.Request, handler: Any, fault: str) -> web.StreamResponse:
        try:
            body = await request.read()
        except ConnectionResetError:
            # Its caller was killed in the middle of the call.
            return web.Response()
        refusal = {"500": INTERNAL, "429 rate": RATE, "429 quota": QUOTA, "401": UNKNOWN_TOKEN}.get(fault)
        if refusal:
            return web.json_response({"message": refusal[1]}, status=refusal[0])
        if fault == "photo 202":
            return web.json_response({"message": "The content is being prepared"}, status=202)
        if fault == "photo 404":
            return web.json_response({"message": "Not found"}, status=404)
        if fault == "cut before":
            return _cut(request)
        if fault == "slow before":
            await asyncio.sleep(self.weather.chance.uniform(0.5, 6.0))
        response = await handler(request)
        if request.path in SENDING:
            await self._note(request, response, body)
        if fault == "slow after":
            await asyncio.sleep(self.weather.chance.uniform(0.5, 6.0))
        return _cut(request) if fault == "cut after" else response

    async def _note(self, request: web.Request, response: web.StreamResponse, body: bytes) -> None:
        said = await request.json()
        if response.status == 200:
            key = said.get("replyToken") or request.headers["X-Line-Retry-Key"]
            self.accepted.append(Accepted(key, said["messages"]))
        elif response.status != 409:
            assert isinstance(response, web.Response)
            self.refused.append(f"{request.path} {response.status} {response.text} {body.decode()}")


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    return web.Response()
