"""A pretend LINE that does nothing but take replies and pushes: what benches send to, in a process of its own.

    python -m bench.sink [--slow 2]

The emulator checks every message as strictly as LINE does, which takes several times as long as a bot that is to be
measured takes for its answer: on two cores it would be the bottleneck. This one looks for the reply token alone.

Prints `port N`, then one line for each reply at the moment it has arrived: the token and the seconds of
CLOCK_MONOTONIC, which all processes of the machine share. `GET /bench/replies` gives the replies since it was last
asked, `{token: body}`; `GET /bench/pushes` how many pushes came so far, under how many keys, the most of them in any
second, and the seconds from the first to the last.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sys
import time

TOKEN = re.compile(rb'"replyToken"\s*:\s*"([^"]+)"')
KEY = re.compile(rb"\r\nx-line-retry-key:\s*([0-9a-f-]+)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
ANSWER = b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'


class Connection(asyncio.Protocol):
    """HTTP/1.1, kept alive, one request after the other: as the clients of the SDKs speak it."""

    def __init__(self, slow: float, replies: dict[str, bytes], pushes: list[tuple[float, bytes]]) -> None:
        self._slow, self._replies, self._pushes = slow, replies, pushes
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = self._read[:end]
            length = LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < whole:
                return
            body, self._read = self._read[end + 4 : whole], self._read[whole:]
            self._take(head.split(b" ", 2)[1], head, body)

    def _take(self, path: bytes, head: bytes, body: bytes) -> None:
        if path == b"/bench/replies":
            said = {token: text.decode() for token, text in self._replies.items()}
            self._replies.clear()
            self._answer(json.dumps(said).encode())
            return
        if path == b"/bench/pushes":
            self._answer(json.dumps(summary(self._pushes)).encode())
            return
        if path == b"/v2/bot/message/push":
            key = KEY.search(head)
            self._pushes.append((time.monotonic(), key[1] if key else b""))
        if path == b"/v2/bot/message/reply" and (found := TOKEN.search(body)):
            os.write(1, b"%s %.6f\n" % (found[1], time.monotonic()))
            self._replies[found[1].decode()] = body
        if self._slow:
            asyncio.get_running_loop().call_later(self._slow, self._answer, ANSWER)
        else:
            self._answer(ANSWER)

    def _answer(self, body: bytes) -> None:
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Line-Request-Id: bench\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )


def summary(pushes: list[tuple[float, bytes]]) -> dict[str, float]:
    times = [at for at, _ in pushes]
    most, first = 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    seconds = times[-1] - times[0] if times else 0.0
    return {"pushes": len(pushes), "keys": len({key for _, key in pushes}), "most": most, "seconds": seconds}


async def serve(slow: float) -> None:
    replies: dict[str, bytes] = {}
    pushes: list[tuple[float, bytes]] = []
    server = await asyncio.get_running_loop().create_server(lambda: Connection(slow, replies, pushes), "127.0.0.1", 0)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slow", type=float, default=0.0, help="seconds that each answer takes")
    asyncio.run(serve(parser.parse_args().slow))
    return 0


if __name__ == "__main__":
    sys.exit(main())
