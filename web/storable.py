"""What is sent to us, as a database can keep it and look for it.

A NUL, which PostgreSQL keeps in no word, is read as U+FFFD, as browsers show it: nothing of ours is called so. A number
in an address that is larger than a row can have leads to no page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, iter_multi_items
from werkzeug.routing import IntegerConverter, Map

from bot.whole import LARGEST_ID


class _Words(ImmutableMultiDict[str, Any]):
    """Fields of an address or a form. Of uploads the name is a word, too; what is in them stays as it is."""

    def __init__(self, mapping: Any = ()) -> None:
        fields = iter_multi_items(mapping) if isinstance(mapping, dict) else mapping or ()
        super().__init__([(_clean(name), _clean(value)) for name, value in fields])


class _Request(Request):
    parameter_storage_class = _Words


class _RowNumber(IntegerConverter):
    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=LARGEST_ID)


def install(app: Flask) -> None:
    """To be called before any page is added."""
    app.request_class = _Request
    app.url_map.converters["int"] = _RowNumber

    @app.before_request
    def read() -> None:
        if request.view_args:
            request.view_args = {name: _clean(value) for name, value in request.view_args.items()}


def _clean(one: Any) -> Any:
    if isinstance(one, FileStorage) and one.filename:
        one.filename = _clean(one.filename)
    return one.replace("\0", "\ufffd") if isinstance(one, str) else one
