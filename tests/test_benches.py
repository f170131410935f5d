"""The benches run: their shortest form, for what they measure and not for how fast that is on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.support.source import ROOT

pytestmark = pytest.mark.slow


def run(*command: str) -> Any:
    """What a bench prints as its last line; it may miss its targets (1), not break (anything else)."""
    done = subprocess.run(
        [sys.executable, "-m", *command, "--short", "--json"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_the_desk(kind, tmp_path):
    keep = ("--only", kind, "--keep", str(tmp_path))
    first = run("bench.desk", *keep)[kind]
    assert [task["task"] for task in first] == [
        "province table of a month",
        "one report page",
        "national roll-up of a month",
        "  after a report came in",
        "12-month trend of 20 figures",
        "nation by province, 12 months",
        "nation by office, 12 months",
        "XLSX of the month",
        "CSV of the month",
    ]
    for task in first:
        assert [*task["times"]] == ["2", "4"]
        assert all(time["median"] > 0 and time["cpu"] > 0 and time["statements"] for time in task["times"].values())
    built = sorted(tmp_path.rglob("*.sqlite3")) if kind == "sqlite" else [tmp_path / "postgres" / "PG_VERSION"]
    assert built and all(one.exists() for one in built)


def test_the_forms():
    found = run("bench.forms")
    assert [one["form"] for one in found] == ["the built-in form", "a form of 230 questions"]
    for one in found:
        assert all(ms >= 0 for ms in one["ours"].values()) and one["ours"]["an upload checked"] > 0
