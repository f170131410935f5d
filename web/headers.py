"""Headers: what keeps a page from being framed, sniffed or made to run what is not ours, and how a file is called."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


# A year, as long as browsers are asked to keep it by the proxy of deploy/ as well.
ONLY_HTTPS = "max-age=31536000"


def install(app: Flask, *, secure: bool) -> None:
    """`secure`: our pages are reached by https, so nobody is ever to ask for them otherwise."""

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        # A library link names an office in its query: other sites need not know it.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", ONLY_HTTPS)
        return response


def disposition(plain: str, name: str, *, is_shown: bool = False) -> str:
    """`Content-Disposition` of a file that is to be saved as `name`, or, with `is_shown`, opened in the browser. Those
    who cannot read that name (RFC 6266) take `plain`, in ASCII, with its ending."""
    ending = "".join(letter for letter in PurePosixPath(name).suffix if letter.isascii() and letter.isalnum())[:8]
    how = "inline" if is_shown else "attachment"
    return f"{how}; filename=\"{plain}.{ending or 'bin'}\"; filename*=UTF-8''{quote(name, safe='')}"
