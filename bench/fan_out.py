"""The morning of a due day: the whole country is reminded by a LINE that answers in 80 ms, while officers report.

    python -m bench.fan_out [--short] [--only postgresql|sqlite] [--slow 0.08] [--rate 20] [--json]

The scheduler, the web process, LINE and the database are processes of their own. 24 officers answer numeric questions
meanwhile, `--rate` of them a second (0 for none), each answer timed from when it fell due to the reply that arrived at
LINE; before that as many answer while nothing is sent. Everything stays on this machine. Exit 1 where a reminder or an
answer was lost, or a target is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import urllib3

from bench import contenders
from bench.answers import database, warm
from bench.contenders import Contender
from bench.driver import Driver, Run
from bench.instance import SECRET
from bot.schedule import at_bangkok, local_day
from config import HERE

OFFICES, SHORT_OFFICES, SHORT_UNITS = 7_828, 150, 200
TALKING = 24
# Seconds: of planning, of writing, of sending; and calls in a second, milliseconds of an answer's p99.
TARGETS = {"plan": 1.0, "write": 2.0, "send": 10.0}
MOST_A_SECOND, P99 = 2_000, 150.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a small country")
    parser.add_argument("--only", choices=("postgresql", "sqlite"))
    parser.add_argument("--slow", type=float, default=0.08, help="seconds LINE takes for an answer")
    parser.add_argument("--rate", type=float, default=20.0, help="answers a second meanwhile")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {}
    for kind in ("postgresql", "sqlite"):
        if options.only in (None, kind):
            with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder, database(kind, Path(folder)) as server:
                url = server.create("product") if server else f"sqlite:///{folder}/product.sqlite3"
                found[kind] = measure(url, Path(folder), options)
                if not options.json:
                    print(f"{kind}: {table(found[kind])}", flush=True)
    if options.json:
        print(json.dumps(found))
    return 1 if any(complaints(one) for one in found.values()) else 0


def measure(url: str, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    people = [f"U{number:032x}" for number in range(SHORT_OFFICES if options.short else OFFICES)]
    units = SHORT_UNITS if options.short else None
    with (
        contenders.sink(options.slow) as line,
        contenders.product(url, people, folder, line, "c: product", units=units) as [bot],
    ):
        talking = people[:TALKING]
        if options.rate:
            warm(bot, talking)
        calm = talk(bot, talking, options.rate, 2.0 if options.short else 10.0)
        scheduler = subprocess.Popen(
            [sys.executable, "-m", "bench.morning", url, line.api, due_day().isoformat()],
            cwd=HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert scheduler.stdin is not None and scheduler.stdout is not None and scheduler.stdout.readline() == "ready\n"
        busy = Talk(bot, talking, options.rate)
        busy.start()
        said, _ = scheduler.communicate("\n", timeout=600)
        busy.stop()
        came = urllib3.request("GET", f"{line.api}/bench/pushes").json()
    return {"parts": json.loads(said), "line": came, "calm": calm, "meanwhile": busy.result}


def due_day() -> datetime:
    """In the working hours of the next fifth, when what is asked of everybody is due."""
    day = local_day(datetime.now(UTC)) + timedelta(days=1)
    while day.day != 5:
        day += timedelta(days=1)
    return at_bangkok(day, datetime(2000, 1, 1, 9).time())


class Talk(Thread):
    """Officers who go on, a second after the other, until it is stopped."""

    def __init__(self, bot: Contender, people: Sequence[str], rate: float) -> None:
        super().__init__()
        self._of, self._runs, self._is_over = (bot, people, rate), list[Run](), not rate

    def run(self) -> None:
        bot, people, rate = self._of
        while not self._is_over:
            self._runs.append(driver(bot).run(people, int(rate), connections=32, rate=rate))

    def stop(self) -> None:
        self._is_over = True
        self.join()

    @property
    def result(self) -> dict[str, Any]:
        return summary(self._runs)


def talk(bot: Contender, people: Sequence[str], rate: float, seconds: float) -> dict[str, Any]:
    return summary([driver(bot).run(people, int(rate * seconds), connections=32, rate=rate)] if rate else [])


def driver(bot: Contender) -> Driver:
    assert bot.line is not None
    return Driver(bot.port, bot.path, SECRET, bot.line.arrivals, bot.word, bot.line.slow)


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    arrived = sorted(ms for run in runs for ms in run.arrived)
    at = (
        [round(arrived[min(len(arrived) - 1, int(share * len(arrived)))], 1) for share in (0.5, 0.99)]
        if arrived
        else []
    )
    lost = sum(run.failed + run.lost for run in runs)
    return {"answers": len(arrived), "p50_p99_ms": at, "lost": lost}


def table(one: dict[str, Any]) -> str:
    parts, came = one["parts"], one["line"]
    pushes = "{pushes} pushes under {keys} keys in {seconds:.1f} s, {most} in a second at the most".format(**came)
    lines = [f"{parts['messages']} messages, {parts['sent']} sent; LINE took {pushes}"]
    for name in TARGETS:
        part = parts[name]
        lines.append(f"  {name:6} {part['wall']:6.2f} s  {part['cpu']:6.2f} s CPU  {part['statements']:5} statements")
    lines += [f"  answers, {name}: {one[name]}" for name in ("calm", "meanwhile")]
    return "\n".join(lines + [f"  missed: {what}" for what in complaints(one)])


def complaints(one: dict[str, Any]) -> list[str]:
    parts, came, busy = one["parts"], one["line"], one["meanwhile"]
    said = [f"{name} in {most:g} s" for name, most in TARGETS.items() if parts[name]["wall"] > most]
    # The web process may have sent some of them: an officer's oldest message goes first.
    if parts["messages"] != came["keys"]:
        said.append("every reminder once")
    if came["most"] > MOST_A_SECOND:
        said.append(f"{MOST_A_SECOND} calls a second")
    if busy["lost"] or (busy["answers"] and busy["p50_p99_ms"][1] > P99):
        said.append(f"answers in {P99:g} ms meanwhile")
    return said


if __name__ == "__main__":
    sys.exit(main())
