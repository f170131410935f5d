"""Who may call a route. Every view says so; a test goes through the table of routes and asks each one."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(who: str, *, is_limited: bool = True) -> Callable[[View], View]:
    """Nobody has to sign in. `who` says in a few words who calls it and why that is safe. `is_limited` False exempts it
    from what one address may ask."""

    def mark(view: View) -> View:
        view.who_may_call = who  # type: ignore[attr-defined]
        view.is_limited = is_limited  # type: ignore[attr-defined]
        return view

    return mark


def who_may_call(app: Flask, endpoint: str) -> str:
    """What the view of this endpoint says; empty where it says nothing."""
    return getattr(app.view_functions[endpoint], "who_may_call", "")


def is_inside(request: Request, token: str) -> bool:
    """Whether a machine of ours asks: one that brings `token` ("" where none is set) as a bearer, or this one itself.

    To a proxy on this machine everybody would look like this machine: it has to say for whom it asks, which
    `TRUSTED_PROXY` makes the server believe. One that says nothing still asks for our public name."""
    sent = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        return True
    return _is_loopback(request.remote_addr or "") and _is_loopback(_host_of(request))


def _host_of(request: Request) -> str:
    name = urlsplit(f"//{request.host}").hostname or ""
    return "127.0.0.1" if name == "localhost" else name


def _is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
