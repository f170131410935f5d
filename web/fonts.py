"""The Thai font of every page, from the package that menus and PDFs are drawn with: a machine without one shows no
empty boxes, and a page looks the same on all of them. Nothing is copied into this repository."""

from __future__ import annotations

import hashlib
from functools import cache

from flask import Blueprint, Flask, Response, request, url_for

from bot.drawing.fonts import web_font
from web.access import open_to_all
from web.assets import FOR_EVER

# The words are legible in a font of the machine while this one is on its way.
SHEET = """@font-face {{
  font-family: "Noto Sans Thai";
  src: url("{file}") format("woff");
  font-weight: 400 700;
  font-style: normal;
  font-display: swap;
}}
"""


def install(app: Flask) -> None:
    """Gives templates `font_file()` and `font_sheet()`, the addresses of the font and of the style sheet that names
    it. Both change with the font, and are kept for ever by whoever asks with today's fingerprint."""
    blueprint = Blueprint("fonts", __name__)

    @blueprint.get("/fonts/thai.woff")
    @open_to_all("everybody: letters, nothing personal")
    def file() -> Response:
        return _kept(Response(web_font(), mimetype="font/woff"))

    @blueprint.get("/fonts/thai.css")
    @open_to_all("everybody: the name of the letters, nothing personal")
    def sheet() -> Response:
        return _kept(Response(SHEET.format(file=font_file()), mimetype="text/css"))

    @app.template_global()
    def font_file() -> str:
        return url_for("fonts.file", v=_fingerprint())

    @app.template_global()
    def font_sheet() -> str:
        return url_for("fonts.sheet", v=_fingerprint())

    # Cut now: it takes most of a second, which no reader should wait for.
    web_font()
    app.register_blueprint(blueprint)


@cache
def _fingerprint() -> str:
    """Of what is served: the letters, and the sheet's words about them."""
    return hashlib.sha256(web_font() + SHEET.encode()).hexdigest()[:12]


def _kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = FOR_EVER if request.args.get("v") == _fingerprint() else "no-cache"
    return answer
