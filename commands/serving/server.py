"""The HTTP server: whom it believes about where a request comes from, and how much it takes in before anybody looks."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from copy import copy

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

from web.bodies import LARGEST, USUAL, largest_body

THREADS = 8


def make_server(app: Flask, door: socket.socket, *, trusted_proxy: str) -> BaseWSGIServer:
    """Serves `app` on the listening socket once it is `run`.

    `trusted_proxy` is the address of the one peer whose X-Forwarded-For is believed, "*" for any; from all others the
    header is taken away. A body that is larger than its page allows is refused when its size is known, before it is
    received: the page answers without it.
    """
    server = create_server(
        app,
        sockets=[door],
        threads=THREADS,
        ident="nong-rai-ngan",
        trusted_proxy=trusted_proxy,
        trusted_proxy_count=1,
        trusted_proxy_headers={"x-forwarded-for"},
        clear_untrusted_proxy_headers=True,
        max_request_body_size=LARGEST,
    )
    server.channel_class = _channels(app)
    return server


def _channels(app: Flask) -> type[HTTPChannel]:
    bounded: dict[int, Adjustments] = {}

    class Parser(HTTPRequestParser):
        """Waitress has one limit for all pages; it is asked for when the headers have been read."""

        adj: Adjustments

        def received(self, data: bytes) -> int:
            consumed: int = super().received(data)
            if self.error:
                # Or waitress would say "100 Continue" first, and take in as much as it may.
                self.expect_continue = False
            return consumed

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            # What is not larger than usual is taken by every page.
            if self.content_length > USUAL or self.chunked:
                most = largest_body(app, self.command, self.path, self.headers.get("COOKIE", ""))
                self.adj = bounded.get(most) or bounded.setdefault(most, _bounded(self.adj, most))

    class Channel(_Lingering):
        parser_class: Callable[[Adjustments], HTTPRequestParser] = Parser

    return Channel


class _Unread(WSGITask):
    """A request without its body, which is too large: the page says so, or asks to sign in first."""

    def execute(self) -> None:
        self.set_close_on_finish()
        super().execute()


class _Lingering(HTTPChannel):
    """Closed while its peer still sends a body, a connection is reset, and the answer lost before it is read. So
    where a body was refused, what comes of it is thrown away until the peer has closed."""

    refuses = False
    to_drop = 0  # bytes, once the answer is sent

    def error_task_class(self, channel: HTTPChannel, request: HTTPRequestParser) -> Task:
        too_large = isinstance(request.error, RequestEntityTooLarge)
        self.refuses = self.refuses or too_large
        # Of a body in chunks a part has come, which is not to be taken for the whole.
        return (_Unread if too_large and not request.chunked else ErrorTask)(channel, request)

    def readable(self) -> bool:
        return bool(self.to_drop or super().readable())

    def writable(self) -> bool:
        return bool(self.will_close or (not self.to_drop and super().writable()))

    def handle_write(self) -> None:
        if not (self.refuses and self.close_when_flushed):
            super().handle_write()
            return
        if self.total_outbufs_len:
            self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif self.connected and not self.total_outbufs_len:
            self.to_drop = 2 * LARGEST  # what deploy/nginx.conf lets through
            with suppress(OSError):  # the peer is gone, as is read next
                self.socket.shutdown(socket.SHUT_WR)

    def handle_read(self) -> None:
        if not self.to_drop:
            super().handle_read()
        elif dropped := self.recv(self.adj.recv_bytes):  # closes by itself where nothing comes any more
            # `last_activity` stands still: the server's own limit of two minutes counts from the answer.
            self.to_drop = max(self.to_drop - len(dropped), 0)
            self.will_close = not self.to_drop


def _bounded(adjustments: Adjustments, most: int) -> Adjustments:
    one = copy(adjustments)
    one.max_request_body_size = most + 1  # waitress refuses what has as many
    return one
