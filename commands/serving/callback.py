"""LINE's webhook, `POST /callback`: its signature checked, its events written down, and nothing else.

Answered as a plain WSGI function before Flask, whose way of a request (session, hooks, headers of pages) costs as much
as all of this. In Flask's table of routes it stands all the same: there it says who may call it, and other methods are
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, request

from bot.events import Event
from bot.line import webhook
from handlers import inbox
from services.operations import figures
from web.access import open_to_all
from web.bodies import USUAL

PATH = "/callback"
log = structlog.get_logger(__name__)


def install(app: Flask, secret: str, receive: Callable[[Sequence[Event]], None]) -> None:
    """`receive` writes events down, and raises what the database raises when it cannot be reached."""

    def answer(environ: dict[str, Any]) -> tuple[str, int]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > USUAL:
            return "too large\n", 413
        try:
            signature = environ.get("HTTP_X_LINE_SIGNATURE")
            receive(webhook.read(secret, environ["wsgi.input"].read(length), signature))
        except webhook.NotFromLine:
            return "signature does not match\n", 400
        except webhook.NotAWebhook:
            return "not a webhook\n", 400
        except inbox.DOWN as error:
            figures.refused.labels().inc()
            log.error("database unreachable", error=type(error).__name__)
            return "database unreachable\n", 500
        except Exception as error:  # LINE delivers again; what an exception says may quote what was written
            log.error("webhook failed", error=type(error).__name__)
            return "our fault\n", 500
        return "ok\n", 200

    pages = app.wsgi_app

    def answer_or_page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] != "POST":
            return pages(environ, start_response)
        words, status = answer(environ)
        said = words.encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(said)))]
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [said]

    app.wsgi_app = answer_or_page  # type: ignore[method-assign]
    view = open_to_all("LINE, known by its signature", is_limited=False)(lambda: answer(request.environ))
    app.add_url_rule(PATH, "callback", view, methods=["POST"])
