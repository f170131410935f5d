"""Our own style sheet and pictures, under addresses that change with their content, so that they cache for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for

from web.access import open_to_all

FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Gives templates `asset('page.css')`, and marks Flask's own static route as open."""
    folder = Path(app.static_folder or "")
    app.view_functions["static"] = open_to_all("everybody: style sheets and pictures, nothing personal")(
        app.view_functions["static"]
    )

    @cache
    def fingerprint(name: str) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]

    @app.template_global()
    def asset(name: str) -> str:
        return url_for("static", filename=name, v=fingerprint(name))

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v") and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response
