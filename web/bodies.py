"""How large a body each page takes, told before any of it is received; and what was typed into one that is refused."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie

from services.access import desk as visits

USUAL = 2 * 1024 * 1024  # bytes; LINE's own limit for a request is the same
LARGEST = 32 * 1024 * 1024
# Fewer characters are typed again sooner than copied.
WORTH_KEEPING = 20


def largest_body(app: Flask, method: str, path: str, cookies: str) -> int:
    """Bytes. `path` is decoded, `cookies` the header. More than usual is for views that ask for it (`max_body` of
    `for_supervisors`), from whoever brings a cookie that we have signed: whether it still opens the desk is asked
    later."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return USUAL
    wanted: int = getattr(app.view_functions[endpoint], "max_body", None) or USUAL
    if wanted <= USUAL:
        return USUAL
    desk = app.extensions["desk"]
    with desk.database.reading() as session:
        is_signed = visits.is_signed(session, parse_cookie(cookies).get(desk.cookie_name, ""))
    return wanted if is_signed else USUAL


def typed_before() -> list[str]:
    """Whole sentences of a form of ours that is refused; what a program wrote into it has no Thai in it."""
    if request.method != "POST" or is_from_elsewhere():
        return []
    try:
        sent = list(request.form.values())
    except HTTPException:  # too large, or it broke off
        return []
    return [text for text in sent if len(text) >= WORTH_KEEPING and any("\u0e01" <= one <= "\u0e5b" for one in text)]


def is_from_elsewhere() -> bool:
    """Whether a browser says that another site sends this request."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
