"""`serve`: how many processes a database carries, and what becomes of them."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from commands.serving import processes
from commands.serving.serve import serve
from models.database import CONNECTIONS, make_engine
from services.operations.alone import TooMany, need_connections
from services.operations.leading import Leadership
from tests.support import databases
from tests.support.program import Program
from tests.support.terminal import Terminal

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0  # seconds; a busy machine takes long to start a process

pytestmark = pytest.mark.slow


def settings(url: str, media: Path) -> dict[str, str]:
    nowhere = "http://127.0.0.1:1"
    return {
        "DATABASE_URL": url,
        "MEDIA_URL": str(media),
        "LINE_API_BASE": nowhere,
        "LINE_DATA_API_BASE": nowhere,
        "LINE_BASIC_ID": "@nongraingan",
        "LINE_CHANNEL_SECRET": "s" * 32,
        "LINE_CHANNEL_ACCESS_TOKEN": "t" * 32,
        "PUBLIC_BASE_URL": "http://127.0.0.1:8000",
        "SECRET_KEY": "k" * 32,
    }


@contextmanager
def served(url: str, folder: Path, *arguments: str) -> Iterator[tuple[Program, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["app.py", "serve", "--port", str(port), *arguments]
    process = Program(command, os.environ | settings(url, folder / "media"), folder / "log")
    try:
        eventually(lambda: answers(port))
        yield process, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def eventually(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(json.load(answer)["alive"])
    except OSError:
        return False


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_several_processes_answer_on_one_port_and_one_that_falls_is_started_again(tmp_path: Path) -> None:
    with databases.lent("postgresql") as url, served(url, tmp_path, "--processes", "2") as (parent, port):
        eventually(lambda: len(children(parent.pid)) == 2)
        fallen = children(parent.pid)[0]
        os.kill(fallen, signal.SIGKILL)
        eventually(lambda: len(children(parent.pid)) == 2 and fallen not in children(parent.pid))
        assert all(answers(port) for _ in range(10))
        mine = children(parent.pid)
        parent.terminate()
        assert parent.wait(PATIENCE) == 0
        assert not any(Path(f"/proc/{one}").exists() for one in mine)


@pytest.mark.parametrize("comes", ["as one is started", "as none is ended"])
def test_no_signal_to_leave_is_lost(monkeypatch: pytest.MonkeyPatch, comes: str) -> None:
    """The system is played here: the signal comes where Python has just looked for one, or a child is not known yet."""
    handlers: dict[int, Any] = {}
    told: list[int] = []

    def leave() -> None:
        handlers[signal.SIGTERM](signal.SIGTERM, None)

    def start(_child: object, number: int) -> int:
        if number == 1 and comes == "as one is started":
            leave()
        return 100 + number

    def wait(_pid: int, _options: int) -> tuple[int, int]:
        return (told.pop(), 0) if told else (0, 0)

    monkeypatch.setattr(processes, "_start", start)
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    monkeypatch.setattr(os, "kill", lambda pid, _signal: told.append(pid))
    monkeypatch.setattr(os, "waitpid", wait)
    monkeypatch.setattr(processes, "time", SimpleNamespace(monotonic=lambda: 0.0, sleep=lambda _seconds: leave()))
    processes.run_many(2, lambda number: None)
    assert told == []


def test_a_second_process_on_one_sqlite_file_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with databases.lent("sqlite") as url:
        second = Terminal(**settings(url, tmp_path / "media"))
        with served(url, tmp_path) as (first, _):
            assert "another `serve` uses this SQLite database" in second.refused(serve, "--port", "0")
            first.kill()
            first.wait(PATIENCE)
            with served(url, tmp_path):
                pass
        second.close()


def test_several_processes_want_postgresql(tmp_path: Path) -> None:
    with databases.lent("sqlite") as url:
        terminal = Terminal(**settings(url, tmp_path / "media"))
        assert "use PostgreSQL" in terminal.refused(serve, "--processes", "2")
        terminal.close()


def test_more_processes_than_postgresql_has_connections_for_are_refused() -> None:
    with databases.lent("postgresql") as url:
        engine = make_engine(url)
        need_connections(engine, 4 * CONNECTIONS)
        with pytest.raises(TooMany, match="max_connections"):
            need_connections(engine, 1_000)
        engine.dispose()
    need_connections(make_engine("sqlite://"), 1_000)
    assert 4 * CONNECTIONS + 2 * (CONNECTIONS + 1) <= 97  # 100, less those kept for administrators


def test_of_two_schedulers_one_leads_until_it_is_gone() -> None:
    with databases.lent("postgresql") as url:
        engines = [make_engine(url) for _ in range(2)]
        first, second = map(Leadership, engines)
        assert first.is_ours() and first.is_ours() and not second.is_ours()
        first.give_up()
        assert second.is_ours() and not first.is_ours()
        with engines[0].connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        eventually(first.is_ours)
        assert not second.is_ours()
        for engine in engines:
            engine.dispose()
    assert Leadership(make_engine("sqlite://")).is_ours()
