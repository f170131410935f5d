"""Tells systemd that a process has begun its work, and goes on telling as long as the work gets on.

A unit with `Type=notify` and `WatchdogSec` is started again when nothing is said for that long (sd_notify(3)). Where no
systemd asks for it, nothing is told to anybody.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import structlog

log = structlog.get_logger(__name__)

PATIENCE = 1.0  # seconds for a listener whose queue of words is full; no process stays because nobody hears it leave

P = ParamSpec("P")
R = TypeVar("R")


class Pulse:
    """Beats while work gets on; `is_felt` until `longest` seconds have passed without a beat. For any thread."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._last = time.monotonic()

    def beat(self) -> None:
        self._last = time.monotonic()

    def is_felt(self) -> bool:
        return time.monotonic() - self._last <= self._longest

    def of(self, act: Callable[P, R]) -> Callable[P, R]:
        """`act`, each call of which is a beat."""

        def beating(*args: P.args, **kwargs: P.kwargs) -> R:
            self.beat()
            return act(*args, **kwargs)

        return beating


@contextmanager
def watched(is_healthy: Callable[[], bool], environ: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Within, the process is ready, and systemd hears so while `is_healthy` says yes, twice in each WatchdogSec.

    Enter it when the process can be used. Work that stood still and gets on after all, before systemd has lost its
    patience, is believed.
    """
    tell = _teller(environ.get("NOTIFY_SOCKET", ""))
    every = int(environ.get("WATCHDOG_USEC", "0")) / 2_000_000  # seconds
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        every = 0.0  # meant for the process that started this one
    ending = threading.Event()

    def run() -> None:
        while not ending.wait(every):
            if is_healthy():
                tell("WATCHDOG=1")
            else:
                log.error("work stands still")

    tell("READY=1")
    if every:
        threading.Thread(target=run, name="watchdog", daemon=True).start()
    try:
        yield
    finally:
        ending.set()
        tell("STOPPING=1")


def _teller(address: str) -> Callable[[str], None]:
    if not address:
        return lambda words: None
    # systemd writes an abstract address with @ for its first byte, which is zero.
    where = "\0" + address[1:] if address.startswith("@") else address

    def tell(words: str) -> None:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaking:
                speaking.settimeout(PATIENCE)
                speaking.connect(where)
                speaking.send(words.encode())
        except OSError as error:
            log.warning("systemd cannot be told", error=type(error).__name__)

    return tell
