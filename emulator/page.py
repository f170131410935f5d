"""The chat page and its files."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

HERE = Path(__file__).parent


def routes(app: web.Application) -> None:
    app.router.add_get("/", _page)
    app.router.add_get("/favicon.ico", _no_icon)
    static = HERE / "static"
    static.mkdir(exist_ok=True)
    app.router.add_static("/static/", static)


async def _page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(HERE / "page.html", headers={"Cache-Control": "no-cache"})


async def _no_icon(request: web.Request) -> web.Response:
    return web.Response(status=204)
