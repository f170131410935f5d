"""What systemd is told, heard on a real socket as systemd hears it."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from services.operations import watchdog
from services.operations.watchdog import Pulse, watched
from tests.support.emulator import SECRET, TOKEN, Line
from tests.support.program import Program

PATIENCE = 120.0  # seconds; a busy machine takes long to start and end a process
SHORT = "20000"  # microseconds


class Systemd:
    """Hears at a path or, as in containers, at an abstract address."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(PATIENCE)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)

    def environ(self, watchdog_usec: str = SHORT, **more: str) -> dict[str, str]:
        return {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": watchdog_usec, **more}

    def hears(self) -> str:
        """The next word; waits for it."""
        return self._socket.recv(1000).decode()

    def hears_of_the_end(self) -> None:
        """Waits for it; until then whoever lives says so again and again."""
        while (words := self.hears()) != "STOPPING=1":
            assert words == "WATCHDOG=1"

    def hears_nothing(self) -> bool:
        self._socket.setblocking(False)
        try:
            self._socket.recv(1000)
        except BlockingIOError:
            return True
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest) -> Iterator[Systemd]:
    with tempfile.TemporaryDirectory() as folder:
        heard = Systemd(f"{folder}/notify" if request.param == "path" else f"@nong-test-{os.getpid()}")
        yield heard
        heard.close()


def test_ready_then_alive_then_leaving(systemd: Systemd) -> None:
    with watched(lambda: True, systemd.environ()):
        assert [systemd.hears() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
    systemd.hears_of_the_end()


def test_nothing_is_said_while_work_stands_still(systemd: Systemd, capsys: pytest.CaptureFixture[str]) -> None:
    answers = chain((True, False, False), repeat(True))

    def is_healthy() -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as asking:
            asking.sendto(b"asked", systemd.address.replace("@", "\0"))
        return next(answers)

    with watched(is_healthy, systemd.environ()):
        heard = [systemd.hears() for _ in range(7)]
    assert heard == ["READY=1", "asked", "WATCHDOG=1", "asked", "asked", "asked", "WATCHDOG=1"]
    assert "work stands still" in "".join(capsys.readouterr())


def test_without_a_watchdog_only_beginning_and_end_are_told(systemd: Systemd) -> None:
    for environ in (systemd.environ("0"), systemd.environ(WATCHDOG_PID=str(os.getpid() + 1))):
        with watched(lambda: pytest.fail("nobody asks"), environ):
            assert systemd.hears() == "READY=1"
        assert systemd.hears() == "STOPPING=1"
    assert systemd.hears_nothing()


def test_where_nobody_listens_work_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with watched(lambda: True, {}):
        pass
    with watched(lambda: True, {"NOTIFY_SOCKET": str(tmp_path / "nobody")}):
        pass
    assert "systemd cannot be told" in "".join(capsys.readouterr())


def test_a_listener_that_hears_nothing_any_more_keeps_nobody_from_leaving(
    systemd: Systemd, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE", 0.01)
    filling = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    filling.setblocking(False)
    with filling, pytest.raises(BlockingIOError):
        while True:
            filling.sendto(b"unheard", systemd.address.replace("@", "\0"))
    with watched(lambda: True, systemd.environ("0")):
        pass
    assert "systemd cannot be told" in "".join(capsys.readouterr())


def test_a_pulse_is_felt_until_it_has_been_away_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    pulse = Pulse(60)
    now = 160.0
    assert pulse.is_felt()
    now = 161.0
    assert not pulse.is_felt()
    assert pulse.of(lambda left, *, right: left + right)(1, right=2) == 3
    now = 221.0
    assert pulse.is_felt()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize("command", ["scheduler", "serve"])
def test_the_units_commands_tell_systemd(
    systemd: Systemd, command: str, line: Line, sqlite_url: str, tmp_path: Path
) -> None:
    """The real process: it is ready, lives, and leaves when it is told to."""
    line.reset()
    environ = {
        "PATH": os.environ["PATH"],
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_BASE": line.api,
        "LINE_DATA_API_BASE": line.api,
        "DATABASE_URL": sqlite_url,
        "MEDIA_URL": str(tmp_path / "media"),
        "PUBLIC_BASE_URL": "http://127.0.0.1:1",
        "SECRET_KEY": "a key of the tests, long enough",
        "PORT": str(free_port()),
    }
    running = Program(["app.py", command], environ | systemd.environ())
    try:
        assert [systemd.hears() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        running.send_signal(signal.SIGTERM)
        systemd.hears_of_the_end()
        assert running.wait(PATIENCE) == 0
    finally:
        running.kill()
        running.wait()
