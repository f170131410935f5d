"""Has a file read by a process that is limited in everything: `services/untrusted/confined` says in what.

Each of our processes has one mother of readers, started with the first file and again whenever it has gone. Never to
be called within a transaction: a reader may take its time.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from services.untrusted import wire
from services.untrusted.mother import patience
from services.untrusted.tasks import TERMS, Task

log = structlog.get_logger(__name__)

WAIT = 60.0  # seconds for one's turn
_GRACE = 5.0  # seconds for the mother to kill what is overdue
_START = 30.0
_ROOT = Path(__file__).parents[2]


class CannotRead(Exception):
    """The file was not read; which of the kinds below says why."""


class TooSlow(CannotRead):
    """It takes longer than a file may."""


class TooHeavy(CannotRead):
    """It takes more memory than a file may, or kills its reader."""


class Broken(CannotRead):
    """A library stumbled over it; the message is the name of what it raised."""


class Unavailable(CannotRead):
    """No fault of the file's: others are being read, or this machine starts no reader. To be tried again."""


def run(
    task: Task,
    asked: Any,
    handed: Sequence[bytes],
    *,
    seconds: int | None = None,
    megabytes: int | None = None,
    wait: float = WAIT,
) -> tuple[Any, list[bytes]]:
    """What the task says of `handed`, and the bytes it has made. `seconds` and `megabytes` in place of the task's own;
    `wait` seconds for one's turn. Raises CannotRead."""
    terms = TERMS[task]
    if not _turns[task].acquire(timeout=wait):
        raise Unavailable("others are being read")
    try:
        for is_last in (False, True):
            try:
                return _read(task, asked, handed, seconds or terms.seconds, megabytes or terms.megabytes)
            except _Gone:
                # It had just left for want of work, or something has killed it.
                if is_last:
                    raise Unavailable("no reader") from None
    finally:
        _turns[task].release()
    raise AssertionError("unreachable")


def how_confined() -> str:
    """How readers are kept from the network: "seccomp", "namespace", or "" where they are not. Raises Unavailable."""
    try:
        return _mothers.living().network
    except _Gone:
        raise Unavailable("no reader") from None


class _Gone(Exception):
    """There is no mother, or not any more."""


class _Mother:
    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-m", "services.untrusted.mother"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_bare_environment(),
                # What is typed at a terminal is meant for us; it leaves when we do.
                start_new_session=True,
            )
        self.control.settimeout(_START)
        try:
            self.network: str = json.loads(self.control.recv(1024))["network"]
        except (OSError, ValueError):
            self.close()
            raise _Gone from None
        if not self.network:
            log.warning("files from outside are read by processes that could reach the network")

    def close(self) -> None:
        self.control.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Mothers:
    """The one mother of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mother: _Mother | None = None

    def drop(self, gone: _Mother) -> None:
        """One that does not answer any more."""
        with self._lock:
            if self._mother is gone:
                gone.close()
                self._mother = None

    def living(self) -> _Mother:
        """The one that there is, or a new one. Raises _Gone where none starts."""
        with self._lock:
            if self._mother is None:
                try:
                    self._mother = _Mother()
                except OSError as error:
                    log.error("no reader starts", error=type(error).__name__)
                    raise _Gone from None
            return self._mother


_mothers = _Mothers()
_turns = {task: threading.BoundedSemaphore(terms.at_once) for task, terms in TERMS.items()}


def _start_anew() -> None:
    """In a process that was forked from one with a mother: that one's is not ours."""
    global _mothers, _turns
    _mothers = _Mothers()
    _turns = {task: threading.BoundedSemaphore(terms.at_once) for task, terms in TERMS.items()}


os.register_at_fork(after_in_child=_start_anew)


def _read(task: Task, asked: Any, handed: Sequence[bytes], seconds: int, megabytes: int) -> tuple[Any, list[bytes]]:
    mother = _mothers.living()
    wanted = json.dumps({"task": task.value, "seconds": seconds, "megabytes": megabytes}).encode()
    mine, theirs = socket.socketpair()
    try:
        with mine:
            with theirs:
                socket.send_fds(mother.control, [wanted], [theirs.fileno()])
            return _answered(mine, wire.packed(asked, handed), task, time.monotonic() + patience(seconds) + _GRACE)
    except (_Gone, OSError):
        _mothers.drop(mother)
        raise _Gone from None


def _answered(mine: socket.socket, message: bytes, task: Task, until: float) -> tuple[Any, list[bytes]]:
    left = partial(_left, until)
    try:
        mine.settimeout(left())
        try:
            mine.sendall(message)
            mine.shutdown(socket.SHUT_WR)
        except TimeoutError:
            raise
        except OSError:
            # It has ended before it had read all; how, is told below.
            pass
        received = wire.received(mine, TERMS[task].largest, left)
    except TimeoutError:
        raise Unavailable("the machine is too busy") from None
    except ValueError:
        raise TooHeavy from None
    if len(received) < wire.STATUS.size:
        raise _Gone
    (code,) = wire.STATUS.unpack(received[-wire.STATUS.size :])
    if code == -signal.SIGXCPU:
        raise TooSlow
    if code == -signal.SIGKILL:
        raise Unavailable("the machine is too busy, or has no memory left")
    if code != 0:
        raise TooHeavy
    try:
        answer, pieces = wire.unpacked(received[: -wire.STATUS.size])
    except ValueError:
        raise TooHeavy from None
    if "said" in answer:
        return answer["said"], pieces
    if answer["broke"] == "MemoryError":
        raise TooHeavy
    raise Broken(answer["broke"])


def _left(until: float) -> float:
    return until - time.monotonic()


def _bare_environment() -> dict[str, str]:
    """Nothing of ours: the settings hold secrets that a reader of somebody else's file has no use for."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
