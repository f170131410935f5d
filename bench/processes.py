"""What a process and all that it has started take, from Linux: CPU with every thread and child, and memory."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


@dataclass(frozen=True)
class Tree:
    """A process and its descendants."""

    pid: int

    def cpu_ms(self) -> float:
        """User and system so far, of those that have ended too."""
        return sum(sum(map(int, fields[11:15])) for fields in self._each()) * TICK

    def memory_mb(self) -> list[float]:
        """Resident, of each process that lives, the first one's first."""
        page = os.sysconf("SC_PAGE_SIZE") / 1e6
        return [int(fields[21]) * page for fields in self._each()]

    def _each(self) -> list[list[str]]:
        """What /proc says behind each name: state, parent, …"""
        every = {}
        for folder in Path("/proc").glob("[0-9]*"):
            if fields := _stat(folder):
                every[int(folder.name)] = fields
        found = [self.pid]
        for pid in found:
            found += [one for one, fields in every.items() if int(fields[1]) == pid]
        return [every[pid] for pid in found if pid in every]


@dataclass
class Clock:
    """The CPU that several trees burn between `start` and `ms`, each under its name."""

    trees: dict[str, Tree]

    def start(self) -> None:
        self._before = {name: tree.cpu_ms() for name, tree in self.trees.items()}
        self._own = time.process_time()

    def ms(self) -> dict[str, float]:
        """`driver` is this process's own."""
        own = (time.process_time() - self._own) * 1000
        return {name: tree.cpu_ms() - self._before[name] for name, tree in self.trees.items()} | {"driver": own}


def _stat(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
