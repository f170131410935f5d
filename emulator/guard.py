"""Keeps other web pages away from the controls, which ask for no password.

A page somewhere on the web could make the reader's browser call this machine: by a form from its own origin, or
by a name of its own that suddenly points to 127.0.0.1. Both show in the request's headers.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from emulator.uris import is_loopback


def guard(this_machine_only: bool) -> Middleware:
    """`this_machine_only` false (somebody chose another --host) lets any name pass, but no foreign page."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        if this_machine_only and not is_loopback(f"http://{host}/"):
            raise web.HTTPForbidden(text="this address is not the emulator's")
        if origin is not None and urlsplit(origin).netloc != host:
            raise web.HTTPForbidden(text="pages of other sites may not call the emulator")
        return await handler(request)

    return check
