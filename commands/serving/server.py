"""The HTTP server: whom it believes about where a request comes from, and how much it takes in before anybody looks."""

from __future__ import annotations

import socket
from collections.abc import Callable
from copy import copy

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server

from web.bodies import LARGEST, largest_body

THREADS = 8


def make_server(app: Flask, door: socket.socket, *, trusted_proxy: str) -> BaseWSGIServer:
    """Serves `app` on the listening socket once it is `run`.

    `trusted_proxy` is the address of the one peer whose X-Forwarded-For is believed, "*" for any; from all others the
    header is taken away. A body that is larger than its page allows is refused when its size is known, before it is
    received.
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
            if self.content_length or self.chunked:
                most = largest_body(app, self.command, self.path, self.headers.get("COOKIE", ""))
                self.adj = bounded.get(most) or bounded.setdefault(most, _bounded(self.adj, most))

    class Channel(HTTPChannel):
        parser_class: Callable[[Adjustments], HTTPRequestParser] = Parser

    return Channel


def _bounded(adjustments: Adjustments, most: int) -> Adjustments:
    one = copy(adjustments)
    one.max_request_body_size = most + 1  # waitress refuses what has as many
    return one
