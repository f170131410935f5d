"""Each running demo has a folder of its own, and none is lost for good when a demo is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands.demo.folder import own_folder
from tests.support.source import ROOT

pytestmark = pytest.mark.slow

HOLDER = """
import sys
from pathlib import Path
from commands.demo.folder import own_folder
with own_folder(Path(sys.argv[1])) as own:
    print(own.path.name, flush=True)
    sys.stdin.read()
"""


def test_each_has_its_own_and_the_first_that_is_free(tmp_path: Path) -> None:
    with own_folder(tmp_path / "var") as first:
        with own_folder(tmp_path / "var") as second, own_folder(tmp_path / "var") as third:
            assert [one.path.name for one in (first, second, third)] == ["demo", "demo-2", "demo-3"]
            assert [one.number for one in (first, second, third)] == [1, 2, 3]
        with own_folder(tmp_path / "var") as again:
            assert again == second


def test_it_is_kept_for_its_logs_and_empty_for_the_next(tmp_path: Path) -> None:
    with own_folder(tmp_path) as own:
        (own.path / "media").mkdir()
        (own.path / "media" / "photo").touch()
        (own.path / "bot.log").touch()
    assert (own.path / "bot.log").exists()
    with own_folder(tmp_path) as next_one:
        assert next_one == own and list(own.path.iterdir()) == []


def test_another_process_has_another_until_it_is_killed(tmp_path: Path) -> None:
    with own_folder(tmp_path) as own, holder(tmp_path) as running:
        assert (own.path.name, first_word(running)) == ("demo", "demo-2")
        running.kill()
        running.wait()
        with holder(tmp_path) as next_one:
            assert first_word(next_one) == "demo-2"
            next_one.kill()


def holder(parent: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(parent)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def first_word(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
