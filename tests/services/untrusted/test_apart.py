"""Readers: what they may not do, what becomes of one that does not end, and what a file costs whoever asks."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from services.operations import health_place
from services.operations.health import Level
from services.untrusted import apart, readings
from services.untrusted.tasks import TERMS, Task, work_of
from tests.support import scenery

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


@pytest.fixture
def own_mother(monkeypatch: pytest.MonkeyPatch) -> Iterator[apart._Mothers]:
    """Readers of this test alone, which it may treat as it likes."""
    mine = apart._Mothers()
    monkeypatch.setattr(apart, "_mothers", mine)
    yield mine
    if mine._mother is not None:
        mine._mother.close()


def photo(**how: object) -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(made, "JPEG", **how)
    return made.getvalue()


# What is tried in a confined process: each must be refused there, and is possible outside.
FORBIDDEN = {
    "connect": "socket.socket()",
    "a pair of the wrong family": "socket.socket(socket.AF_UNIX)",
    "fork": "os.fork() or os._exit(0)",
    "start a thread": "one = threading.Thread(target=print); one.start(); one.join()",
    "run a program": "os.execv('/bin/true', ['true'])",
    "send a signal": "os.kill(os.getpid(), 0)",
    "write a large file": "f = tempfile.TemporaryFile(); f.write(b'x' * 50_000_000); f.flush()",
    "take much memory": "bytearray(300 << 20)",
    "raise its limits": "resource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))",
    "open many files": "[open('/dev/null') for _ in range(100)]",
    "ask the kernel by the other numbers": "ctypes.CDLL(None).syscall(0x40000000 | 41, 2, 1, 0) == -1 and 1 / 0",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_confined_process_cannot(what: str) -> None:
    before = "import ctypes, os, resource, signal, socket, tempfile, threading\n"
    # root may raise its limits
    before += "os.getuid() or (os.setgid(65534), os.setuid(65534))\n"
    confine = "confined.deny_network(); confined.confine(5, 200)\n"
    told = f"try:\n    {FORBIDDEN[what]}\nexcept BaseException:\n    os._exit(7)\nos._exit(0)"
    codes = [
        subprocess.run([sys.executable, "-c", f"{first}{before}{then}{told}"], cwd=ROOT, check=False).returncode
        for first, then in (("from services.untrusted import confined\n", confine), ("", ""))
    ]
    assert codes[0] == 7
    assert codes[1] == 0 or what in ("raise its limits", "ask the kernel by the other numbers")


def test_its_limits_are_those_of_the_table_and_its_time_ends_it() -> None:
    script = "from services.untrusted.confined import confine; confine(1, 200)\nwhile True: pass"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGXCPU


def test_the_machine_here_has_the_filter_and_readers_have_none_of_our_secrets(
    monkeypatch: pytest.MonkeyPatch, own_mother: apart._Mothers
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "a secret")
    assert apart.how_confined() == "seccomp"
    process = own_mother.living()._process.pid
    environment = Path(f"/proc/{process}/environ").read_bytes()
    assert b"LINE_CHANNEL_SECRET" not in environment and b"PATH=" in environment
    assert "Seccomp:\t2" in Path(f"/proc/{process}/status").read_text()


def test_where_there_is_no_filter_what_is_said_is_true() -> None:
    """A network namespace where the machine gives one; else it says that there is nothing."""
    script = (
        "import socket, sys; from services.untrusted import confined; confined.platform.machine = lambda: 'm68k'\n"
        "how = confined.deny_network(); one = socket.socket()\n"
        "print(how, one.connect_ex(('127.0.0.1', int(sys.argv[1]))))"
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        asked = [sys.executable, "-c", script, str(listening.getsockname()[1])]
        told = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    how, _, refused = told.rpartition(" ")
    assert (how, int(refused) != 0) in (("namespace", True), ("", False))


def test_doctor_tells_where_readers_could_reach_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert health_place.of_readers().level is Level.OK
    monkeypatch.setattr(health_place, "how_confined", lambda: "")
    assert health_place.of_readers().level is Level.WARN

    def none() -> str:
        raise apart.Unavailable

    monkeypatch.setattr(health_place, "how_confined", none)
    assert health_place.of_readers().level is Level.BAD


@pytest.mark.parametrize("task", Task)
def test_every_task_has_its_work(task: Task) -> None:
    assert callable(work_of(task)) and TERMS[task].megabytes <= 1024


def test_a_mother_that_was_killed_is_started_again(own_mother: apart._Mothers) -> None:
    assert readings.attachment(photo(), "image").media_type == "image/jpeg"
    first = own_mother.living()._process
    os.kill(first.pid, signal.SIGKILL)
    assert readings.attachment(photo(), "image").media_type == "image/jpeg"
    assert own_mother.living()._process.pid != first.pid


def test_where_none_starts_it_is_tried_again_later(monkeypatch: pytest.MonkeyPatch, own_mother: apart._Mothers) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/nonexistent")
    with pytest.raises(apart.Unavailable):
        readings.attachment(photo(), "image")


def test_whoever_waits_too_long_for_a_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "WAIT", 0)
    turns = apart._turns[Task.LOOK_AT_ATTACHMENT]
    assert turns.acquire() and turns.acquire()
    try:
        with pytest.raises(apart.Unavailable):
            readings.attachment(photo(), "image")
    finally:
        turns.release(2)


HOW_LARGE = """
import resource, sys
from services.untrusted import apart, readings
for name in sys.argv[1:]:
    body = open(name, "rb").read()
    try:
        readings.attachment(body, "image")
    except readings.NotOfKind:
        assert readings.small_picture(body) == b""
    else:
        raise AssertionError(name)
apart._mothers._mother.close()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_a_picture_of_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """A quarter of a megabyte that would take 300 MB. The largest of all readers is measured from outside."""
    many = Image.new("L", (7000, 7000), 200)
    many.save(tmp_path / "a.png", compress_level=1)
    many.save(tmp_path / "b.jpg", progressive=True)
    asked = [sys.executable, "-c", HOW_LARGE, tmp_path / "a.png", tmp_path / "b.jpg"]
    told = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True)
    assert int(told.stdout) < 100 * 1024


def test_a_telephones_largest_photo_is_still_looked_at() -> None:
    made = io.BytesIO()
    scenery.field(Random(1)).resize((8160, 6120)).save(made, "JPEG", quality=60)
    assert readings.attachment(made.getvalue(), "image").coarse is not None
    assert readings.small_picture(made.getvalue()).startswith(b"\xff\xd8")
