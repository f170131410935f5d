"""The clocks of the benches: wall time, the CPU time of this process and of its database, and statements."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, event, text

WARM = 2
Key = TypeVar("Key")


@dataclass(frozen=True)
class Time:
    """Milliseconds over the rounds, `cpu` their median too (this process and the database's); `statements` of one
    round. `base` and `peak` are MB of the process before and at its highest, where memory was looked at."""

    best: float
    median: float
    worst: float
    cpu: float
    statements: int = 0
    base: float | None = None
    peak: float | None = None


def of_runs(walls: Sequence[float], cpus: Sequence[float], statements: int = 0) -> Time:
    return Time(min(walls), statistics.median(walls), max(walls), statistics.median(cpus), statements)


@dataclass(frozen=True)
class Act:
    """What is timed upon one database; `before` happens untimed before each time."""

    run: Callable[[], object]
    engine: Engine
    before: Callable[[], object] = lambda: None


def in_turn(acts: Mapping[Key, Act], rounds: int) -> dict[Key, Time]:
    """Times the same act upon several databases, warm, a round of each in turn: what else the machine does falls on
    all of them alike."""
    statements = {}
    walls, cpus = ({key: list[float]() for key in acts} for _ in range(2))
    for key, act in acts.items():
        for _ in range(WARM):
            act.run()
        act.before()
        with counted(act.engine) as seen:
            act.run()
        statements[key] = len(seen)
    clocks = {key: CpuClock(act.engine) for key, act in acts.items()}
    for _ in range(rounds):
        for key, act in acts.items():
            act.before()
            burnt, started = clocks[key].ms(), time.perf_counter()
            act.run()
            walls[key].append((time.perf_counter() - started) * 1000)
            cpus[key].append(clocks[key].ms() - burnt)
    return {key: of_runs(walls[key], cpus[key], statements[key]) for key in acts}


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while it is open."""
    seen: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", remember)


class CpuClock:
    """Milliseconds of CPU burnt so far by this process and by the PostgreSQL on this machine behind `engine`, whose
    connections are open already; by this process alone where the database is SQLite or Linux does not tell."""

    def __init__(self, engine: Engine) -> None:
        self._server: Path | None = None
        self._backends: list[Path] = []
        if engine.dialect.name != "postgresql":
            return
        with engine.connect() as connection:
            folder = connection.scalar(text("SHOW data_directory"))
        number = Path(str(folder), "postmaster.pid")
        if number.exists():
            server = number.read_text().split()[0]
            self._server = Path("/proc", server, "stat")
            self._backends = [one.parent for one in Path("/proc").glob("[0-9]*/stat") if _fields(one)[1] == server]

    def ms(self) -> float:
        return time.process_time() * 1000 + self._of_server()

    def _of_server(self) -> float:
        """To the nanosecond; what processes begun since burnt (parallel workers) in ticks of 10 ms once they ended."""
        if self._server is None:
            return 0.0
        ended = sum(map(int, _fields(self._server)[13:15])) * 1000 / os.sysconf("SC_CLK_TCK")
        known = [int((one / "schedstat").read_text().split()[0]) for one in self._backends if one.exists()]
        return sum(known) / 1e6 + ended


def _fields(stat: Path) -> list[str]:
    """What Linux says of a process behind its name: state, parent, …; nothing of one that has just ended."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["", ""]
