"""No word holds a NUL, and PostgreSQL keeps none: in what was sent it is left out, and no address has one."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items


class _Words(ImmutableMultiDict[str, Any]):
    """Fields of an address or a form. Uploads among them stay as they are."""

    def __init__(self, mapping: Any = ()) -> None:
        fields = iter_multi_items(mapping) if isinstance(mapping, dict) else mapping or ()
        super().__init__([(_clean(name), _clean(value)) for name, value in fields])


class _Request(Request):
    parameter_storage_class = _Words


def install(app: Flask) -> None:
    app.request_class = _Request

    @app.before_request
    def refuse() -> None:
        if "\0" in request.path:
            abort(404)


def _clean(one: Any) -> Any:
    return one.replace("\0", "") if isinstance(one, str) else one
