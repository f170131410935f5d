"""The bots that `bench.answers` measures: each filled, started and stopped here, with what its driver has to know."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import bare, javascript, officers
from bench.country import open_database
from bench.instance import SECRET, TOKEN, free_port, settings, wait_until
from bench.processes import Tree
from commands.serving.server import THREADS
from config import HERE

# What `app.py serve` uses: the yardsticks stand on the same server with as many threads.
SERVER = bare.Server("waitress", THREADS)


@dataclass(frozen=True)
class Sink:
    """The pretend LINE of `bench/sink.py`; `arrivals` is where it tells what came, `slow` the seconds of each call."""

    api: str
    tree: Tree
    arrivals: int
    slow: float


@dataclass(frozen=True)
class Contender:
    """A bot that listens on `port`. `line` is where its replies go, None where the webhook's answer
    is all. `word` is what an officer says next."""

    name: str
    port: int
    path: str
    tree: Tree
    line: Sink | None
    database: str
    word: Callable[[str], str]


@contextmanager
def sink(slow: float) -> Iterator[Sink]:
    command = [sys.executable, "-m", "bench.sink", "--slow", str(slow)]
    part = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE)
    try:
        assert part.stdout is not None
        told = part.stdout.fileno()
        # Byte by byte up to the line's end: what follows is the driver's to read.
        port = b"".join(iter(lambda: os.read(told, 1), b"\n")).split()[1].decode()
        yield Sink(f"http://127.0.0.1:{port}", Tree(part.pid), told, slow)
    finally:
        part.terminate()
        part.wait(10)


@contextmanager
def yardstick(
    url: str, people: Sequence[str], folder: Path, server: bare.Server = SERVER, named: str = ""
) -> Iterator[list[Contender]]:
    """(a) verify and (b) verify, read, write: one bot with two paths."""
    bare.fill(url, people)
    port = free_port()
    with running(server.command(port, url, SECRET), dict(os.environ), port, folder / "bare.log") as tree:
        yield [
            Contender(f"{name}{named}", port, path, tree, None, url, lambda officer: "ข้อความ")
            for name, path in (("a: verify", "/verify"), ("b: verify, read, write", "/durable"))
        ]


@contextmanager
def product(
    url: str,
    people: Sequence[str],
    folder: Path,
    line: Sink,
    name: str,
    *,
    stored: int = 0,
    processes: int = 1,
    units: int | None = None,
) -> Iterator[list[Contender]]:
    """(c) `python app.py serve` as it stands, in a country of so many `units`, None for all."""
    database = open_database(url)
    officers.fill(database, people, stored, datetime.now(UTC), units)
    database.close()
    port = free_port()
    environ = os.environ | settings(url, line.api, port, str(folder))
    command = [sys.executable, "app.py", "serve", *(["--processes", str(processes)] if processes > 1 else [])]
    with running(command, environ, port, folder / "serve.log") as tree:
        yield [Contender(name, port, "/callback", tree, line, url, officers.Words().next)]


@contextmanager
def peer(url: str, people: Sequence[str], folder: Path, line: Sink) -> Iterator[list[Contender]]:
    """(d) the same durable step in JavaScript. Raises javascript.Missing."""
    code = javascript.install()
    javascript.fill(url, people)
    port = free_port()
    environ = javascript.environment(url, line.api, port, SECRET, TOKEN)
    with running(["node", str(code / "server.js")], environ, port, folder / "peer.log") as tree:
        yield [Contender("d: JavaScript peer", port, "/callback", tree, line, url, lambda officer: "12")]


@contextmanager
def running(command: list[str], environ: Mapping[str, str], port: int, log: Path) -> Iterator[Tree]:
    """A server in a process group of its own, from its first answer until it is stopped with all it has started."""
    with log.open("w") as errors:
        part = subprocess.Popen(command, cwd=HERE, env=environ, stdout=errors, stderr=errors, start_new_session=True)
        try:
            wait_until(lambda: listens(port) or part.poll() is not None, 60)
            if part.poll() is not None or not listens(port):
                raise SystemExit(f"{' '.join(command[:4])} did not start:\n{log.read_text()[-3000:]}")
            yield Tree(part.pid)
        finally:
            if part.poll() is None:
                os.killpg(part.pid, signal.SIGTERM)
                part.wait(30)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True
