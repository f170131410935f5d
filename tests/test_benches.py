"""The benches run: their shortest form, for what they measure and not for how fast that is on this machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.program import Program

pytestmark = pytest.mark.slow(seconds=30)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    """What a bench prints as its last line; it may miss its targets (1), not break (anything else)."""

    def ran(*command: str) -> Any:
        log = tmp_path / "log"
        bench = Program(["-m", *command, "--short", "--json"], log=log)
        code, said = bench.wait(300), log.read_text("utf-8")
        assert code in (0, 1) and "Traceback" not in said, said[-3000:]
        return json.loads(next(line for line in reversed(said.splitlines()) if line[0] in "[{"))

    return ran


def test_the_desk(run, servers_folder):
    keep = ("--only", "postgresql", "--keep", str(servers_folder))
    first = run("bench.desk", *keep)["postgresql"]
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
    assert (servers_folder / "postgres" / "PG_VERSION").exists()


def test_the_forms(run):
    found = run("bench.forms")
    assert [one["form"] for one in found] == ["the built-in form", "a form of 230 questions", "200 rows"]
    assert all(ms >= 0 for one in found for ms in one["ours"].values())
    assert all(one["ours"]["an upload checked"] > 0 for one in found[:2])


def test_the_answers_and_what_they_ask_of_postgresql(run):
    found = run("bench.answers", "--only", "postgresql", "--statements")["postgresql"]
    assert [bot["bot"][0] for bot in found["bots"]] == list("abcd" if shutil.which("npm") else "abc")
    for bot in found["bots"]:
        assert (bot["failed"], bot["lost"], bot["wrong"]) == (0, 0, 0)
        assert bot["events"] and bot["events_per_second"] > 0 and bot["webhook_ms"][1] > 0
        assert (bot["reply_ms"] is not None) == (bot["bot"][0] in "cd")
        assert bot["mb"][0] > 10
    guided = next(bot for bot in found["bots"] if bot["bot"].startswith("c"))
    assert guided["cpu_ms"] > 0
    bare, guided = found["statements"]
    # What the bare bot does is known: a ping, BEGIN, one read, one write, COMMIT.
    # A connection that was opened just now is not pinged, which is seldom.
    *others, pings = sorted(bare["by_text"].values(), reverse=True)
    assert (others, bare["transactions"]) == ([1.0] * 4, 1.0) and 0.97 < pings <= 1.0
    assert guided["statements"] <= 12 and any(text.startswith("INSERT INTO") for text in guided["by_text"])


def test_the_pages_of_letters(run):
    found = run("bench.letter_pages", "--only", "sqlite")["sqlite"]
    assert [one["state"] for one in found[::5]] == ["as written", "rewritten", "rewritten and vacuumed"]
    assert all(one["cpu"] > 0 and one["statements"] for one in found)


def test_the_quota(run):
    unlimited, steady, limited = run("bench.quota")
    assert [one["on_time"] for one in (unlimited, steady, limited)] == [0.83, 0.95, 0.83]
    for one in (unlimited, steady, limited):
        ladder, naive = one["bots"]["ladder"], one["bots"]["naive"]
        assert ladder["on time"]["most"] <= 1 and ladder["chased"]["most"] <= 4
        assert 0 < ladder["on time"]["mean"] < naive["on time"]["mean"]
        assert ladder["chased"]["mean"] < naive["chased"]["mean"]
        assert one["carried"] > 0
    assert unlimited["short"] == 0 < limited["short"]
    assert limited["a_month"]["ladder, most"] <= limited["limit"]
    # What is more important keeps its place.
    kept = {name: limited["by_class"][name] / unlimited["by_class"][name] for name in ("due", "overdue")}
    assert kept["due"] > kept["overdue"]


def test_what_circulars_cost(run):
    for one in run("bench.circulars"):
        assert 0 < one["all"]["counted an office, mean"] < one["all"]["counted an office, most"] <= 0.5
        reached = [one["terms"][term]["reached by the last day, mean"] for term in ("7", "14", "30")]
        assert reached == sorted(reached) and reached[-1] > 0.9


def test_the_servers(run):
    found = run("bench.servers", "--only", "sqlite")["sqlite"]
    seen = {bot["bot"].split(", ")[-1] for bot in found["bots"]}
    assert "waitress × 1" in seen
    assert seen | {f"{name} × 1" for name in found["missing"]} == {
        f"{one} × 1" for one in ("waitress", "gunicorn", "granian")
    }
