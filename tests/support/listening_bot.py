"""A bot of a few lines: hears every webhook, answers as it is told, and keeps a shelf of files to fetch."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Heard:
    """One webhook request: the header's signature and the raw bytes."""

    signature: str
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        return list(json.loads(self.body)["events"])


class ListeningBot:
    """`status` is what it answers; `before_answer` runs first (a place to reply, to wait or to fail)."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.status = 200
        self.before_answer: Callable[[Heard], None] = lambda heard: None
        self.shelf: dict[str, tuple[int, str, bytes]] = {}
        self.fetched: list[str] = []
        handler = type("Handler", (_Handler,), {"bot": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def hook(self) -> str:
        return f"{self.base}/callback"

    def events(self) -> list[dict[str, Any]]:
        return [event for heard in self.heard for event in heard.events]

    def put(self, path: str, data: bytes, media_type: str, status: int = 200) -> str:
        """Lay a file on the shelf; returns its address."""
        self.shelf[path] = (status, media_type, data)
        return self.base + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that hangs up after its two seconds is no error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bot: ListeningBot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        heard = Heard(self.headers.get("x-line-signature", ""), body)
        self.bot.heard.append(heard)
        self.bot.before_answer(heard)
        self._send(self.bot.status, "text/plain", b"")

    def do_GET(self) -> None:
        self.bot.fetched.append(self.path)
        self._send(*self.bot.shelf.get(self.path, (404, "text/plain", b"")))

    def _send(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", body.decode())
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""
