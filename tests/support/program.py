"""Python programs in processes of their own, without the seconds of CPU that importing the product takes.

They are forked from a process that has imported it already, one for each worker. Beyond that they are processes like
any: they are killed with -9, and share nothing with the test.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from tests.support.source import ROOT

_CONTEXT = multiprocessing.get_context("forkserver")
PATIENCE = 60.0  # seconds

_CONTEXT.set_forkserver_preload(["tests.support.imported"])


class Program:
    """Python with `arguments` as on its command line (`app.py …`, `-m module …`, `-c code …`), in a session of its own,
    with `environ` and nothing else of the environment.

    `log` takes all it says. Without one, `stdin` and `stdout` lead to the test. What the methods do, they do as those
    of `subprocess.Popen`.
    """

    def __init__(
        self, arguments: Sequence[str], environ: Mapping[str, str] = os.environ, log: Path | None = None
    ) -> None:
        self._hears, says = multiprocessing.Pipe(duplex=False)
        hears, self._says = multiprocessing.Pipe(duplex=False)
        command = [str(one) for one in arguments]
        self._process = _CONTEXT.Process(target=_run, args=(command, dict(environ), hears, says, log), daemon=False)
        self._process.start()
        hears.close()
        says.close()
        self.stdin: IO[str] = os.fdopen(os.dup(self._says.fileno()), "w")
        self.stdout: IO[str] = os.fdopen(os.dup(self._hears.fileno()))

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("program", timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def ended(arguments: Sequence[str]) -> int:
    """The code with which such a program ended; a signal's is negative. Raises subprocess.TimeoutExpired."""
    program = Program(arguments)
    try:
        return program.wait(PATIENCE)
    finally:
        program.kill()


def _run(command: list[str], environ: dict[str, str], hears: Connection, says: Connection, log: Path | None) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(ROOT)
    os.dup2(hears.fileno(), 0)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log else says.fileno()
    os.dup2(out, 1)
    if log:
        os.dup2(out, 2)
    sys.stdin = os.fdopen(0)
    name, *rest = command
    try:
        if name == "-c":
            sys.argv = [name, *rest[1:]]
            exec(rest[0], {"__name__": "__main__"})  # noqa: S102 (words of the test that calls)
        elif name == "-m":
            sys.argv = rest
            runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
        else:
            sys.argv = command
            runpy.run_path(name, run_name="__main__")
    finally:
        # The end of a forked process does not run them.
        atexit._run_exitfuncs()
