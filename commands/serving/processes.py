"""Several web processes behind one socket: started, watched, started again when they fall, ended together."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import structlog

log = structlog.get_logger(__name__)

PAUSE = 1.0  # seconds before a process that fell is started again


def listening(host: str, port: int) -> socket.socket:
    """A socket that several processes may take requests from. Raises OSError where the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((host, port))
    found.listen(1024)
    found.set_inheritable(True)
    return found


def run_many(count: int, child: Callable[[], None]) -> None:
    """Runs `child` in `count` processes until SIGTERM or SIGINT, and returns when all have ended.

    Nothing that two processes cannot share (connections, threads) may be open when this is called.
    """
    running: set[int] = set()
    is_leaving = False

    def leave(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_leaving
        is_leaving = True
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while running or not is_leaving:
        while len(running) < count and not is_leaving:
            running.add(_start(child))
        pid, status = os.wait()
        running.discard(pid)
        if not is_leaving:
            log.error("web process fell", pid=pid, code=os.waitstatus_to_exitcode(status))
            time.sleep(PAUSE)


def _start(child: Callable[[], None]) -> int:
    # A signal that comes in between would find the child with its parent's handlers.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
        return pid
    _be(child)


def _be(child: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent says when to leave
        child()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    except BaseException as error:
        log.error("web process failed", error=type(error).__name__)
    finally:
        os._exit(code)
