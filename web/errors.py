"""Pages for what went wrong, in plain Thai. They ask the database nothing."""

from __future__ import annotations

import traceback

import structlog
from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from bot.texts import pages as words
from bot.texts.desk import desk as desk_words
from web.bodies import typed_before

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
    if isinstance(error, MethodNotAllowed) and request.method == "GET" and _is_at_desk():
        return _page_above()
    status = error.code or 500
    usual = words.TROUBLES.get(status, words.BAD_REQUEST if status < 500 else words.OUR_FAULT)
    answer = page_of(status, words.NO_DESK_PAGE if status == 404 and _is_at_desk() else usual)
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
    """What went wrong, as a page with this status; at the desk with the words that would be lost with the form."""
    typed = typed_before() if _is_at_desk() else []
    page = render_template(
        "trouble.html", trouble=trouble, status=status, is_at_desk=_is_at_desk(), typed=typed, words=desk_words
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _is_at_desk() -> bool:
    return request.path.startswith("/desk/")


def _page_above() -> Response:
    """To the nearest page above an address that only takes forms: a browser that has put away the page which a form
    led to asks for its address alone."""
    urls, path = current_app.url_map.bind(""), request.path
    while path:
        path = path.rpartition("/")[0]
        try:
            urls.match(path, "GET")
        except RequestRedirect:
            path += "/"
        except HTTPException:
            continue
        break
    asked = request.query_string.decode("ascii", "ignore")
    answer = make_response(redirect(f"{path}?{asked}" if asked else path, 303))
    answer.headers["Cache-Control"] = "no-store"
    return answer
