"""No call to LINE, to the store or to a reader of files, nor any other, while a transaction is open: they may take ten
seconds, and others wait."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from bot.line.client import LineClient
from bot.line.fan_out import FanOut
from commands.demo.clock import DemoClock
from models.database import Database
from services.operations import setup
from services.storage.store import Store
from services.untrusted import readings
from tests.support.source import ROOT

CONNECTING = ("connect", "connect_ex")
STORE = ("put", "put_bytes", "create", "open", "read", "remove")

_here = threading.local()
_caught: list[str] = []


def _note(what: str) -> None:
    if getattr(_here, "open", 0):
        ours = [frame for frame in traceback.extract_stack() if frame.filename.startswith(f"{ROOT}/")]
        _caught.append("".join([f"{what} within a transaction\n", *traceback.format_list(ours)]))


@contextmanager
def watched() -> Iterator[list[str]]:
    """Gives what was caught so far: where it was called from. Calls to LINE over a connection that was kept open
    nothing new, and are watched by themselves. The pretend LINE's clock is none of the product's business, and libpq's
    own connections are not Python's. (An audit hook would hear of connections too; it costs every test a tenth, for it
    cannot be taken away again and hears of each `id()`.)"""
    _caught.clear()
    names = ("writing", "reading", "statement")
    with (
        patch.multiple(Database, **{name: _opening(getattr(Database, name)) for name in names}),
        patch.multiple(
            socket.socket, **{name: _noting(getattr(socket.socket, name), "socket.connect") for name in CONNECTING}
        ),
        patch.multiple(LineClient, **{name: _noting(getattr(LineClient, name)) for name in ("_ask", "_request")}),
        patch.object(FanOut, "send_all", _noting(FanOut.send_all)),
        patch.object(readings, "run", _noting(readings.run)),
        patch.object(setup, "examine", _noting(setup.examine)),
        patch.multiple(Store, **{name: _noting(getattr(Store, name)) for name in STORE}),
        patch.object(DemoClock, "__call__", _closed(DemoClock.__call__)),
    ):
        yield _caught


@contextmanager
def none_within_transactions() -> Iterator[None]:
    """Fails at its end where anything was caught."""
    with watched() as caught:
        yield
    assert not caught, "\n".join(caught)


def _opening(opens: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def opening(*arguments: Any, **how: Any) -> Iterator[Any]:
        before = getattr(_here, "open", 0)
        with opens(*arguments, **how) as opened, _depth(before + 1), _until_let_go(opened, before):
            yield opened

    return opening


@contextmanager
def _until_let_go(opened: Session | Connection, before: int) -> Iterator[None]:
    """A session that was committed before its end is no transaction until it is used again."""
    if isinstance(opened, Connection):
        yield
        return

    def ended(_session: Session) -> None:
        _here.open = before

    def begun(*_: object) -> None:
        _here.open = before + 1

    event.listen(opened, "after_commit", ended)
    event.listen(opened, "after_begin", begun)
    try:
        yield
    finally:
        event.remove(opened, "after_commit", ended)
        event.remove(opened, "after_begin", begun)


def _noting(call: Callable[..., Any], what: str = "") -> Callable[..., Any]:
    @wraps(call)
    def noting(*arguments: Any, **how: Any) -> Any:
        _note(what or call.__qualname__)
        return call(*arguments, **how)

    return noting


def _closed(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def closed(*arguments: Any) -> Any:
        with _depth(0):
            return call(*arguments)

    return closed


@contextmanager
def _depth(depth: int) -> Iterator[None]:
    before = getattr(_here, "open", 0)
    _here.open = depth
    try:
        yield
    finally:
        _here.open = before
