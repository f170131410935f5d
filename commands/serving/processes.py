"""Several web processes behind one address: started, watched, started again when they fall, ended together."""

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

PAUSE = 1.0  # seconds before a process is started again that fell
LOOKS_EVERY = 0.2  # seconds between two looks at whether one has ended or all are to leave
SOON = 10.0  # after less than so many seconds; one that had worked for longer is followed at once


def listening(host: str, port: int, count: int = 1) -> list[socket.socket]:
    """Sockets on this address, one for each process. Raises OSError where the address is taken.

    The kernel spreads connections over them. Of one socket that all share, whichever process is idle takes what comes:
    of eight connections that a proxy keeps open, one of two processes had seven. They are this process's: what waits in
    one while its child is down is not lost.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By itself, so that somebody else's use of the address is noticed.
    first = _bound(family, host, port, is_shared=False)
    if count == 1:
        return [first]
    port = first.getsockname()[1]
    first.close()
    return [_bound(family, host, port, is_shared=True) for _ in range(count)]


def _bound(family: socket.AddressFamily, host: str, port: int, *, is_shared: bool) -> socket.socket:
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_shared:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind((host, port))
    found.listen(1024)
    found.set_inheritable(True)
    return found


def run_many(count: int, child: Callable[[int], None]) -> None:
    """Runs `child` in `count` processes, each with its number from 0, until SIGTERM or SIGINT, and returns when all
    have ended.

    Nothing that two processes cannot share (connections, threads) may be open when this is called.
    """
    running: dict[int, tuple[int, float]] = {}
    told: set[int] = set()
    is_leaving = False

    def leave(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_leaving
        is_leaving = True

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while running or not is_leaving:
        for number in {*range(count)} - {number for number, _ in running.values()}:
            if not is_leaving:
                running[_start(child, number)] = number, time.monotonic()
        # One that was just being started as the signal came is told as well.
        for pid in running.keys() - told if is_leaving else ():
            os.kill(pid, signal.SIGTERM)
            told.add(pid)
        # A wait without end may have begun just as the signal came, and Python runs its handler between two steps only.
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            time.sleep(LOOKS_EVERY)
            continue
        _, since = running.pop(pid)
        if not is_leaving:
            log.error("web process fell", pid=pid, code=os.waitstatus_to_exitcode(status))
            if time.monotonic() - since < SOON:
                time.sleep(PAUSE)


def _start(child: Callable[[int], None], number: int) -> int:
    # A signal that comes in between would find the child with its parent's handlers.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
        return pid
    _be(child, number)


def _be(child: Callable[[int], None], number: int) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent says when to leave
        child(number)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    except BaseException as error:
        log.error("web process failed", error=type(error).__name__)
    finally:
        os._exit(code)
