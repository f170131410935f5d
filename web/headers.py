"""Headers that keep a page from being framed, sniffed or made to run what is not ours."""

from __future__ import annotations

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
