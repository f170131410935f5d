"""The chat page and its files."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from emulator import fonts

HERE = Path(__file__).parent


def routes(app: web.Application) -> None:
    app.router.add_get("/", _page)
    app.router.add_get("/favicon.ico", _no_icon)
    fonts.routes(app)
    app.router.add_static("/static/", HERE / "static")
    app.on_response_prepare.append(_ask_first)


async def _page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(HERE / "page.html", headers={"Cache-Control": "no-cache"})


async def _ask_first(request: web.Request, response: web.StreamResponse) -> None:
    """A browser may keep the page's files, but asks each time whether they are still the newest."""
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-cache"


async def _no_icon(request: web.Request) -> web.Response:
    return web.Response(status=204)
