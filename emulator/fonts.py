"""The chat page's Thai font, from an installed package: the page looks the same on a machine that has none."""

from __future__ import annotations

import hashlib

import fontpkg
from aiohttp import web

SHEET = """@font-face {{
  font-family: 'Noto Sans Thai';
  src: url('{file}') format('truetype');
  font-weight: 100 900;
  font-stretch: 62.5% 100%;
  font-display: swap;
}}
"""


def routes(app: web.Application) -> None:
    """The font under an address that changes with its content, and the style sheet that names it."""
    path = fontpkg.path("noto-sans-thai")
    address = f"/fonts/{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}.ttf"

    async def sheet(request: web.Request) -> web.Response:
        return web.Response(text=SHEET.format(file=address), content_type="text/css")

    async def letters(request: web.Request) -> web.FileResponse:
        headers = {"Content-Type": "font/ttf", "Cache-Control": "public, max-age=31536000, immutable"}
        return web.FileResponse(path, headers=headers)

    app.router.add_get("/static/fonts.css", sheet)
    app.router.add_get(address, letters)
