"""Starts a reader for each file: `python -P -m services.untrusted.mother`, with a socket as standard input.

It has imported what readers need and touches no file itself; for each task that comes in, with a socket for the answer,
it forks a reader that lives for this one file. So a photo costs a fork and not a start of Python, limits are each
reader's own, and no file finds what another has left behind. It kills what outstays its time, tells how each reader
ended, and leaves when its owner does or when nothing has come for a while. Started by `services/untrusted/apart` only.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from dataclasses import dataclass

from services.untrusted import wire
from services.untrusted.confined import confine, deny_network
from services.untrusted.tasks import Task, Work, work_of

IDLE = 300.0  # seconds
_LARGEST_HANDED = 80 << 20
_MOST_FILES = 256


def patience(seconds: int) -> float:
    """How long by the clock is waited for what may use so many seconds of a processor: a machine may be busy."""
    return max(60.0, 3.0 * seconds)


@dataclass(slots=True)
class _Reader:
    answer: socket.socket
    until: float


class Mother:
    """One at a time: whoever owns the other end of `control` may ask for as many readers at once as it likes."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._readers: dict[int, _Reader] = {}
        # Written to by the signal itself, so that a reader's end wakes the loop.
        self._ended, wake = os.pipe()
        os.set_blocking(self._ended, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def run(self) -> None:
        idle_since = time.monotonic()
        while self._readers or time.monotonic() < idle_since + IDLE:
            next_end = min((reader.until for reader in self._readers.values()), default=idle_since + IDLE)
            wait = max(0.05, next_end - time.monotonic())
            ready = select.select([self._control.fileno(), self._ended], [], [], wait)[0]
            if self._ended in ready:
                os.read(self._ended, 1024)
            self._reap()
            self._end_overdue()
            if self._control.fileno() in ready:
                asked, given, _, _ = socket.recv_fds(self._control, 1024, 1)
                if not asked:
                    break
                self._start(asked, given[0])
            if self._readers:
                idle_since = time.monotonic()
        for pid in self._readers:
            os.kill(pid, signal.SIGKILL)

    def _start(self, asked: bytes, given: int) -> None:
        terms = json.loads(asked)
        # In here, once: a reader that imports for itself would pay for it with each file.
        work = work_of(Task(terms["task"]))
        pid = os.fork()
        if pid == 0:
            _read(work, given, terms["seconds"], terms["megabytes"])
        self._readers[pid] = _Reader(socket.socket(fileno=given), time.monotonic() + patience(terms["seconds"]))

    def _reap(self) -> None:
        while self._readers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            reader = self._readers.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            with reader.answer as answer:
                # Whoever asked may have gone, or be behind: never waited for.
                answer.settimeout(1)
                try:
                    answer.sendall(wire.STATUS.pack(code))
                    answer.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def _end_overdue(self) -> None:
        for pid, reader in self._readers.items():
            if time.monotonic() > reader.until:
                os.kill(pid, signal.SIGKILL)


def _read(work: Work, given: int, seconds: int, megabytes: int) -> None:
    """The life of a reader. Never returns; what breaks it is told by its name alone, which holds nothing of the
    file."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(given, 0)
        # Other readers' sockets, and the mother's own.
        os.closerange(3, _MOST_FILES)
        confine(seconds, megabytes)
        with socket.socket(fileno=0) as answer:
            asked, handed = wire.unpacked(wire.received(answer, _LARGEST_HANDED))
            try:
                said, pieces = work(asked, handed)
            except Exception as error:  # a library that stumbles over what the file holds
                message = wire.packed({"broke": type(error).__name__}, ())
            else:
                message = wire.packed({"said": said}, pieces)
            answer.sendall(message)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    how = deny_network()
    control = socket.socket(fileno=0)
    control.send(json.dumps({"network": how}).encode())
    Mother(control).run()


if __name__ == "__main__":
    main()
