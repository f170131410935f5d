"""Pages for what went wrong, in plain Thai. They ask the database nothing."""

from __future__ import annotations

import traceback

import structlog
from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from bot.texts import pages as words

log = structlog.get_logger(__name__)

DOWN = (OperationalError, InterfaceError, PoolTimeout)


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broken)


def not_found(found: words.Trouble = words.NO_PAGE) -> Response:
    """A kind 404; `found` says what was looked for."""
    return page_of(404, found)


def _refused(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    answer = page_of(status, words.TROUBLES.get(status, words.BAD_REQUEST if status < 500 else words.OUR_FAULT))
    # What the caller may do instead (Allow, Retry-After …) stands in the exception's own headers.
    for name, value in error.get_headers(request.environ):
        if name.lower() != "content-type":
            answer.headers[name] = value
    return answer


def _broken(error: Exception) -> Response:
    if isinstance(error, DOWN):
        log.error("database unreachable", route=request.endpoint, error=type(error).__name__)
        return page_of(503, words.AWAY)
    # Only the kind and the place: a message may quote what somebody wrote.
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{where.name}, line {where.lineno} of {where.filename.rsplit('/', 1)[-1]}"
    log.error("page failed", route=request.endpoint, error=f"{type(error).__name__} in {place}")
    return page_of(500, words.OUR_FAULT)


def page_of(status: int, trouble: words.Trouble) -> Response:
    """What went wrong, as a page with this status."""
    answer = make_response(render_template("trouble.html", trouble=trouble, status=status), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
