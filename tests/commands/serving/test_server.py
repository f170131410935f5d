"""The HTTP server before any page is asked: whose word about the visitor's address counts, and how much is taken in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, request

from commands.serving.processes import listening
from commands.serving.server import make_server
from models.database import Database
from tests.support import waitress_end
from tests.support.desk_site import DeskSite
from tests.support.pages import new_app
from web.bodies import LARGEST, USUAL, largest_body

Ask = Callable[[str], str]
FORMS, TEMPLATE = "/desk/forms/", "/desk/downloads/11/memo/template"


@contextmanager
def served(app: Flask, trusted_proxy: str = "127.0.0.1") -> Iterator[Ask]:
    """Sends a head and what follows, and gives all that comes back until the server stops to speak."""
    with listening("127.0.0.1", 0)[0] as door:
        server = make_server(app, door, trusted_proxy=trusted_proxy)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()

        def ask(sent: str) -> str:
            with socket.create_connection(door.getsockname()[:2], timeout=30) as peer:
                peer.sendall(sent.encode())
                return peer.recv(65_536).decode()

        yield ask
        waitress_end.close(server)
        thread.join(30)


@pytest.fixture
def site(sqlite_database: Database) -> DeskSite:
    return DeskSite(sqlite_database)


@pytest.mark.parametrize(
    ("trusted", "sent", "seen"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("*", "203.0.113.7", "203.0.113.7"),
        # What the visitor had written himself stands before what the proxy adds.
        ("127.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "203.0.113.7", "127.0.0.1"),
    ],
)
def test_only_the_proxy_is_believed_about_who_asks(trusted: str, sent: str, seen: str) -> None:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: ("", {"X-Seen": f"<{request.remote_addr}>"}))
    with served(app, trusted) as ask:
        assert f"<{seen}>" in ask(f"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {sent}\r\n\r\n")


def test_a_large_body_is_refused_before_it_comes(site: DeskSite) -> None:
    """By its announced size: not a byte of any body is sent here."""
    app = new_app(lambda: site)
    app.add_url_rule("/callback", view_func=lambda: request.get_data(), methods=["POST"])
    signed = f"desk={site.comes_in('department').client.get_cookie('desk').value}"  # type: ignore[union-attr]

    with served(app) as ask:

        def head(path: str, size: int, cookie: str = "desk=made-up") -> str:
            asked = f"POST {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nContent-Length: {size}\r\n"
            return ask(f"{asked}Expect: 100-continue\r\n\r\n").split()[1]

        go_on, too_large = "100", "413"
        assert head("/callback", USUAL) == go_on and head("/callback", USUAL + 1) == too_large
        assert head("/nothing", USUAL + 1) == "404" and head("/k/basics", 1 << 30, signed) == "405"
        assert head(FORMS, 30_000_000, signed) == go_on and head(FORMS, 30_000_000) == "401"
        assert head(FORMS, 1 << 30, signed) == head("/desk/out", USUAL + 1, signed) == too_large
        chunk = f"100000\r\n{'x' * 0x100000}\r\n" * 3
        asked = f"POST {FORMS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}0\r\n\r\n"
        assert ask(asked).split()[1] == too_large


@pytest.mark.parametrize("is_chunked", [False, True])
def test_what_is_refused_is_read_by_whoever_sends_it_whole_first(site: DeskSite, is_chunked: bool) -> None:
    """As browsers and proxies do: a connection closed under them is reset, and they never see the page."""
    with served(new_app(lambda: site)) as ask:
        asked = f"POST {FORMS} HTTP/1.1\r\nHost: x\r\n"
        size = 9_000_000  # more than the buffers of both sides
        if is_chunked:
            answer = ask(f"{asked}Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n{'x' * size}\r\n0\r\n\r\n")
            assert answer.startswith("HTTP/1.1 413 ")
        else:
            answer = ask(f"{asked}Content-Length: {size}\r\n\r\n{'x' * size}")
            assert answer.startswith("HTTP/1.1 401 ") and "เปิดหน้าเว็บ" in answer
        assert "\r\nConnection: close\r\n" in answer


def test_every_page_gets_what_it_asks_for(site: DeskSite) -> None:
    app = new_app(lambda: site)
    asked = [most for view in app.view_functions.values() if (most := getattr(view, "max_body", None))]
    assert len(asked) >= 3 and max(asked) < LARGEST
    signed = f"desk={site.comes_in('department').client.get_cookie('desk').value}"  # type: ignore[union-attr]
    assert largest_body(app, "POST", TEMPLATE, signed) == USUAL + 64 * 1024
    assert largest_body(app, "GET", FORMS, signed) == largest_body(app, "POST", TEMPLATE, "") == USUAL
