"""Officers who write to a bot, each only after the answer to what was said before has arrived and been read.

A light client on raw sockets in one thread: a webhook costs it about a tenth of a millisecond, so that neither of the
machine's cores is missed by what is measured. Bodies are signed as LINE signs them, at the moment they are sent.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PATIENCE = 40.0  # seconds to wait for an answer that does not come
LONGEST = 300.0  # seconds after which a run ends whatever is still to be said
READS = 1.0  # seconds from an answer to what its reader says next
AT_ONCE = 24  # officers who wait for an answer at the same time, where nothing says how many events a second there are
LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)


@dataclass
class Run:
    """What became of the events: milliseconds until the webhook was answered and until the reply had arrived, both
    from when the event was due; `said` is what each reply token was given for, `heard` those that
    came back. `began` and `ended` in seconds of
    CLOCK_MONOTONIC."""

    answered: list[float] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    failed: int = 0
    lost: int = 0
    began: float = 0.0
    ended: float = 0.0


@dataclass
class Event:
    """One thing said; the officer is free again when `missing` is 0: the webhook's answer and the reply."""

    officer: str
    token: str
    due: float
    missing: int


class Webhook(asyncio.Protocol):
    """One connection to the bot, one request at a time."""

    def __init__(self, done: Callable[[Webhook, int], None]) -> None:
        self._done, self._read = done, b""
        self.is_open = True
        self.event: Event | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return
        length = LENGTH.search(self._read[:end])
        if len(self._read) < end + 4 + (int(length[1]) if length else 0):
            return
        status, self._read = int(self._read[9:12]), b""
        self._done(self, status)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self.event is not None:
            self._done(self, 0)


class Driver:
    """Sends to `port` and `path`; `arrivals` is the file descriptor on which the sink tells what has arrived, None
    where no reply is awaited. `word(officer)` is what an officer says next, `slow` the seconds that a call to LINE
    takes: until it ends, what it says stands on no screen."""

    def __init__(
        self,
        port: int,
        path: str,
        secret: str,
        arrivals: int | None,
        word: Callable[[str], str],
        slow: float = 0.0,
    ) -> None:
        self._port, self._path, self._secret = port, path, secret.encode()
        self._arrivals, self._word = arrivals, word
        self._reads = 0.0 if arrivals is None else READS + slow

    def run(
        self,
        officers: Sequence[str],
        events: int,
        *,
        connections: int = 8,
        rate: float | None = None,
        seconds: float = LONGEST,
        at_once: int = AT_ONCE,
    ) -> Run:
        """`events` at most, as fast as they are answered or, with `rate`, so many a second whatever the answers do;
        none is begun after `seconds`. Returns when all that was said has been answered."""
        return asyncio.run(self._run(officers, events, connections, rate, seconds, at_once))

    async def _run(
        self,
        officers: Sequence[str],
        events: int,
        connections: int,
        rate: float | None,
        seconds: float,
        at_once: int,
    ) -> Run:
        self._loop = asyncio.get_running_loop()
        self._run_of = run = Run()
        self._ready, self._waiting = deque(officers), dict[str, Event]()
        self._due: deque[float] = deque()
        self._left = events
        self._most = at_once if rate is None else len(officers)
        self._over = asyncio.Event()
        self._heard = b""
        self._idle = deque([await self._connect() for _ in range(connections)])
        if self._arrivals is not None:
            os.set_blocking(self._arrivals, False)
            self._loop.add_reader(self._arrivals, self._hear)
        run.began = run.ended = time.monotonic()
        if rate is None:
            self._due.extend([0.0] * events)
        else:
            for number in range(events):
                at = run.began + number / rate
                self._loop.call_at(self._loop.time() + at - time.monotonic(), self._fall_due, at)
        self._loop.call_later(seconds, self._say_no_more)
        watch = self._loop.create_task(self._watch())
        self._next()
        try:
            await asyncio.wait_for(self._over.wait(), LONGEST)
            await asyncio.sleep(self._reads)
        except TimeoutError:
            run.lost += self._left
        watch.cancel()
        if self._arrivals is not None:
            self._loop.remove_reader(self._arrivals)
        for one in self._idle:
            one.event = None
            one.transport.close()
        return run

    async def _connect(self) -> Webhook:
        _, webhook = await self._loop.create_connection(lambda: Webhook(self._answered), "127.0.0.1", self._port)
        return webhook

    def _fall_due(self, at: float) -> None:
        self._due.append(at)
        self._next()

    def _say_no_more(self) -> None:
        self._left -= len(self._due)
        self._due.clear()
        if not self._left:
            self._over.set()

    def _next(self) -> None:
        """As many events as are due, as there are officers free to speak, and connections."""
        while self._due and self._ready and self._idle and len(self._waiting) < self._most:
            webhook = self._idle.popleft()
            if not webhook.is_open:
                self._loop.create_task(self._again())
                continue
            officer = self._ready.popleft()
            due = self._due.popleft() or time.monotonic()
            token = os.urandom(16).hex()
            event = Event(officer, token, due, 1 if self._arrivals is None else 2)
            self._waiting[token] = event
            webhook.event = event
            webhook.transport.write(self._request(officer, token))

    async def _again(self) -> None:
        """A connection in the place of one that the server has closed."""
        self._idle.append(await self._connect())
        self._next()

    def _request(self, officer: str, token: str) -> bytes:
        text = self._word(officer)
        self._run_of.said[token] = text
        message = {"type": "text", "id": str(int.from_bytes(os.urandom(7))), "quoteToken": token, "text": text}
        event = {
            "type": "message",
            "mode": "active",
            "timestamp": time.time_ns() // 1_000_000,
            "source": {"type": "user", "userId": officer},
            "webhookEventId": f"01{token.upper()}"[:26],
            "deliveryContext": {"isRedelivery": False},
            "replyToken": token,
            "message": message,
        }
        body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
        signature = base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256))
        return (
            b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n"
            b"User-Agent: LineBotWebhook/2.0\r\nX-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n%s"
            % (self._path.encode(), signature, len(body), body)
        )

    def _answered(self, webhook: Webhook, status: int) -> None:
        event, webhook.event = webhook.event, None
        assert event is not None
        self._run_of.answered.append((time.monotonic() - event.due) * 1000)
        self._idle.append(webhook)
        if event.token not in self._waiting:
            # Given up already.
            self._next()
            return
        if status != 200:
            self._run_of.failed += 1
            event.missing = 1
        self._settle(event, time.monotonic())
        self._next()

    def _hear(self) -> None:
        """The sink's lines: a reply token and when it arrived."""
        assert self._arrivals is not None
        *lines, self._heard = (self._heard + os.read(self._arrivals, 65_536)).split(b"\n")
        for line in lines:
            token, at = line.split()
            event = self._waiting.get(token.decode())
            # A second reply to the same event, or one of a run before, is nobody's.
            if event is not None and event.token not in self._run_of.heard:
                self._run_of.heard.add(event.token)
                self._run_of.arrived.append((float(at) - event.due) * 1000)
                self._settle(event, float(at))
        self._next()

    def _settle(self, event: Event, at: float) -> None:
        event.missing -= 1
        if event.missing:
            return
        del self._waiting[event.token]
        self._run_of.ended = max(self._run_of.ended, at)
        if self._reads:
            self._loop.call_later(self._reads, self._has_read, event.officer)
        else:
            self._ready.append(event.officer)
        self._left -= 1
        if not self._left:
            self._over.set()

    def _has_read(self, officer: str) -> None:
        self._ready.append(officer)
        self._next()

    async def _watch(self) -> None:
        """Gives up what has not come: an event without its reply would hold the officer for ever."""
        while True:
            await asyncio.sleep(1)
            late = time.monotonic() - PATIENCE
            for event in [one for one in self._waiting.values() if one.due < late]:
                self._run_of.lost += 1
                event.missing = 1
                self._settle(event, time.monotonic())
            self._next()
