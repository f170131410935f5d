"""The systemd units: what runs for ever is watched, bounded and started again."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from app import cli
from tests.support.source import ROOT


def unit(name: str) -> ConfigParser:
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((ROOT / "deploy" / name).read_text("utf-8"))
    return read


@pytest.mark.parametrize(("name", "command"), [("nong-web", "serve"), ("nong-scheduler", "scheduler")])
def test_what_runs_for_ever_is_watched(name: str, command: str) -> None:
    service = unit(f"{name}.service")["Service"]
    # By the shell only where it makes room for the program, which then is what systemd has started.
    begun = service["ExecStart"].replace("exec .venv", "/.venv").rstrip("'")
    assert begun.endswith(f"/.venv/bin/python app.py {command}") and command in cli.commands
    assert (service["Type"], service["Restart"]) == ("notify", "always")
    assert 10 <= int(service["WatchdogSec"]) <= 60
    assert int(service["TimeoutStopSec"]) >= 30, "what is being sent is let finish"


@pytest.mark.parametrize("name", ["nong-web", "nong-scheduler", "nong-backup"])
def test_none_takes_the_whole_machine(name: str) -> None:
    service = unit(f"{name}.service")["Service"]
    assert re.fullmatch(r"[1-9]\d*[MG]", service["MemoryMax"])
    assert service["User"] == "nong" and service["NoNewPrivileges"] == "yes" and service["ProtectSystem"] == "strict"


@pytest.mark.parametrize(("said", "used"), [("", "/var/lib/nong-backup/erasures.jsonl"), ("/srv/list", "/srv/list")])
@pytest.mark.parametrize("name", ["nong-scheduler", "nong-backup"])
def test_whom_the_product_forgot_is_listed_beside_the_backups(tmp_path: Path, name: str, said: str, used: str) -> None:
    """Also with the line of .env.example as it stands, for what .env says wins over what a unit says."""
    service = unit(f"{name}.service")["Service"]
    assert (service["StateDirectory"], service["StateDirectoryMode"]) == ("nong-backup", "0700")
    assert "ERASURES_FILE=\n" in (ROOT / ".env.example").read_text("utf-8")
    program = tmp_path / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf %s "$ERASURES_FILE" > told\nexit 1\n')
    program.chmod(0o755)
    begun = shlex.split(service["ExecStart"].replace("\\\n", ""))
    script = [word.replace("$$", "$").replace("%%", "%") for word in begun]
    subprocess.run(script, cwd=tmp_path, env={"PATH": os.environ["PATH"], "ERASURES_FILE": said}, timeout=60)
    assert (tmp_path / "told").read_text() == used


def test_the_timer_starts_the_backup() -> None:
    assert unit("nong-backup.timer")["Timer"]["OnCalendar"].endswith("02:30:00 Asia/Bangkok")
    assert unit("nong-backup.service")["Service"]["Type"] == "oneshot"
