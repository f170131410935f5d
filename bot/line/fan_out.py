"""Many calls to LINE at once, over an event loop of their own: a push costs a quarter of the CPU that it costs a thread
with the SDK's connections, and a morning has 7,851 of them."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Sequence
from types import TracebackType

import aiohttp

from bot.line import errors
from bot.line.calls import Answer, Brake, SendCall
from bot.line.refusals import refusal


class FanOut:
    """Open between `with`; threads may share it. `in_flight` calls are under way at the same time, at the most.
    `timeout`: seconds to connect, seconds to wait for an answer."""

    def __init__(self, *, token: str, api_base: str, in_flight: int, timeout: tuple[float, float]) -> None:
        self._api_base = api_base
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connect, read = timeout
        self._limits = aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)
        self._free = asyncio.Semaphore(in_flight)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fan-out", daemon=True)

    def __enter__(self) -> FanOut:
        self._thread.start()
        self._session = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._session.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def send_all(self, calls: Sequence[SendCall], brake: Brake) -> list[Answer]:
        """Makes these calls, each once, and returns what became of each when all have ended."""
        return asyncio.run_coroutine_threadsafe(self._all(calls, brake), self._loop).result()

    async def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0, ssl=ssl.create_default_context() if self._api_base.startswith("https") else False
        )
        return aiohttp.ClientSession(connector=connector, headers=self._headers, timeout=self._limits)

    async def _all(self, calls: Sequence[SendCall], brake: Brake) -> list[Answer]:
        return await asyncio.gather(*(self._one(call, brake) for call in calls))

    async def _one(self, call: SendCall, brake: Brake) -> Answer:
        async with self._free:
            if brake.is_pulled:
                return None
            try:
                return await self._call(call)
            except errors.AlreadyAccepted as accepted:
                return accepted.request_id
            except errors.LineError as error:
                brake.hear(error)
                return error

    async def _call(self, call: SendCall) -> str:
        kind = "push" if isinstance(call.to, str) else "multicast"
        body = f'{{"to": {json.dumps(call.to)}, "messages": {call.messages}}}'.encode()
        headers = {"X-Line-Retry-Key": call.retry_key}
        try:
            async with self._session.post(
                f"{self._api_base}/v2/bot/message/{kind}", data=body, headers=headers, allow_redirects=False
            ) as answer:
                said = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise errors.LineUnreachable(type(error).__name__) from None
        if answer.status != 200:
            raise refusal(answer.status, said, answer.headers)
        return answer.headers.get("x-line-request-id", "")
