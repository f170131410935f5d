"""What a guided answer costs, from LINE's webhook to the reply that arrives at LINE, beside three yardsticks.

    python -m bench.answers [--short] [--only postgresql|sqlite] [--bots abcd] [--rounds 3] [--seconds 5] [--json]
                            [--rate 20] [--people 240] [--stored 0 471000] [--slow 0 2] [--processes 1 2]
                            [--statements]

Four bots take turns on the same machine and database: (a) verify the signature; (b) verify, one ORM read, one ORM
write, on the server that the product has; (c) the product, whose officers answer numeric questions of the built-in form
by a figure and by ย้อน in turn; (d) a JavaScript bot that does the same durable step and replies through LINE's SDK
(PostgreSQL alone). Each officer speaks again a second after the reply has arrived and LINE's call has
ended, through 8 connections, 24 of them waiting for a reply at once; with --rate so many events fall due a second, each
officer's ten seconds apart.

CPU is that of all threads and processes of the bot; that of the database, the pretend LINE and the driver stands beside
it. --stored, --slow and --processes measure (c) once for each value, in the same run. --statements says also
what PostgreSQL is asked for an event of (b) and (c), from its own log. Everything stays on this machine. Exit 1 where
an answer was lost or wrong, or a target is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product as every
from pathlib import Path
from statistics import median
from typing import Any

import urllib3

from bench import contenders, javascript, officers, verdict
from bench.contenders import Contender
from bench.driver import Driver, Run
from bench.instance import SECRET
from bench.processes import Clock, Tree
from bench.scratch import Postgres, postgres

MOST_EVENTS = 5_000  # of one round
STATEMENT_EVENTS = 240
SHORT_UNITS = 400
STARTING = 6
PEOPLE = 240  # enough that a bot always has somebody to answer while the others read
SHORT_PEOPLE = 60


@dataclass
class Seen:
    """The rounds of one bot: each with its run, the CPU milliseconds burnt by whom, and how many replies were wrong."""

    bot: Contender
    runs: list[Run] = field(default_factory=list)
    burnt: list[dict[str, float]] = field(default_factory=list)
    wrong: int = 0

    def result(self) -> dict[str, Any]:
        def per_event(who: str) -> float:
            return round(median(ms[who] / len(run.answered) for ms, run in zip(self.burnt, self.runs, strict=True)), 2)

        memory = self.bot.tree.memory_mb()
        answered = [ms for run in self.runs for ms in run.answered]
        arrived = [ms for run in self.runs for ms in run.arrived]
        return {
            "bot": self.bot.name,
            "events": len(answered),
            "events_per_second": round(median(len(run.answered) / (run.ended - run.began) for run in self.runs), 1),
            "cpu_ms": per_event("bot"),
            "database_cpu_ms": per_event("database"),
            "line_cpu_ms": per_event("line"),
            "driver_cpu_ms": per_event("driver"),
            "webhook_ms": [_at(answered, 0.5), _at(answered, 0.99)],
            "reply_ms": [_at(arrived, 0.5), _at(arrived, 0.99)] if arrived else None,
            "mb": [round(max(memory)), round(sum(memory))],
            "failed": sum(run.failed for run in self.runs),
            "lost": sum(run.lost for run in self.runs),
            "wrong": self.wrong,
        }


def main() -> int:
    options = arguments().parse_args()
    if options.short:
        options.rounds, options.seconds = 1, 1.0
    usual = int(options.rate * 10) if options.rate else SHORT_PEOPLE if options.short else PEOPLE
    people = [f"U{number:032x}" for number in range(options.people or usual)]
    found: dict[str, Any] = {}
    for kind in ("postgresql", "sqlite"):
        if options.only in (None, kind):
            with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder, database(kind, Path(folder)) as server:
                found[kind] = measure(options, kind, Path(folder), server, people)
    print(json.dumps(found) if options.json else verdict.table(found))
    return 1 if verdict.complaints(found, options.rate) else 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help=f"one round of a second each, {SHORT_PEOPLE} officers")
    parser.add_argument("--only", choices=("postgresql", "sqlite"))
    parser.add_argument("--bots", default="abcd", help="which of them, by letter")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each round of each bot")
    parser.add_argument("--rate", type=float, help="events a second; as fast as they are answered without")
    parser.add_argument("--people", type=int, help=f"{PEOPLE}, or ten for each event a second of --rate")
    parser.add_argument("--stored", type=int, nargs="+", default=[0], help="reports of months gone by")
    parser.add_argument("--slow", type=float, nargs="+", default=[0.0], help="seconds LINE takes for an answer")
    parser.add_argument("--processes", type=int, nargs="+", default=[1], help="of `serve`")
    parser.add_argument("--statements", action="store_true", help="also what PostgreSQL is asked for an event")
    parser.add_argument("--json", action="store_true")
    return parser


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Postgres | None]:
    """A server for the bots' databases; None where each is a file."""
    if kind == "sqlite":
        yield None
        return
    with postgres(folder / "postgres") as server:
        yield server


def measure(
    options: argparse.Namespace, kind: str, folder: Path, server: Postgres | None, people: Sequence[str]
) -> dict[str, Any]:
    def url(name: str) -> str:
        (folder / name).mkdir()
        return server.create(name) if server else f"sqlite:///{folder}/{name}/bot.sqlite3"

    bots: list[Contender] = []
    missing: dict[str, str] = {}
    with ExitStack() as stack:
        lines = {slow: stack.enter_context(contenders.sink(slow)) for slow in dict.fromkeys(options.slow)}
        if set(options.bots) & {"a", "b"}:
            yardsticks = stack.enter_context(contenders.yardstick(url("bare"), people, folder / "bare"))
            bots += [one for one in yardsticks if one.name[0] in options.bots]
        if "c" in options.bots:
            for number, (stored, slow, processes) in enumerate(every(options.stored, lines, options.processes)):
                name, place = f"c: guided answer{variant(stored, slow, processes)}", f"product{number}"
                started = contenders.product(
                    url(place),
                    people,
                    folder / place,
                    lines[slow],
                    name,
                    stored=stored,
                    processes=processes,
                    units=SHORT_UNITS if options.short else None,
                )
                bots += stack.enter_context(started)
        if "d" in options.bots and server:
            try:
                bots += stack.enter_context(
                    contenders.peer(url("peer"), people, folder / "peer", lines[options.slow[0]])
                )
            except javascript.Missing as error:
                missing["d"] = str(error)
        for bot in bots:
            warm(bot, people, 0 if options.rate else 2)
        seen = [Seen(bot) for bot in bots]
        for _ in range(options.rounds):
            for one in seen:
                measure_round(one, people, server, options)
        found = {"bots": [one.result() for one in seen], "missing": missing}
        if options.statements and server:
            found["statements"] = [asked(bot, people, server) for bot in bots if bot.name[0] in "bc"]
        return found


def variant(stored: int, slow: float, processes: int) -> str:
    said = [f"{stored:,} stored"] * bool(stored) + [f"LINE at {slow:g} s"] * bool(slow)
    return "".join(f", {one}" for one in [*said, *([f"{processes} processes"] if processes > 1 else [])])


def driver(bot: Contender) -> Driver:
    if bot.line is None:
        return Driver(bot.port, bot.path, SECRET, None, bot.word)
    return Driver(bot.port, bot.path, SECRET, bot.line.arrivals, bot.word, bot.line.slow)


def warm(bot: Contender, people: Sequence[str], more: int = 2) -> None:
    """Everybody begins their report and answers `more` questions: statements are compiled, connections open."""
    # Few at once: a process that has just begun is slow, and its officers are asked again who speak meanwhile.
    run = driver(bot).run(people, len(people) * (len(officers.OPENING) + more), at_once=STARTING)
    if run.failed or run.lost or wrong(bot, run):
        raise SystemExit(f"{bot.name}: {run.failed} webhooks failed, {run.lost} answers lost before the first round")


def measure_round(seen: Seen, people: Sequence[str], server: Postgres | None, options: argparse.Namespace) -> None:
    bot = seen.bot
    trees = {"bot": bot.tree, "database": server.tree if server else Tree(-1)}
    clock = Clock(trees | ({"line": bot.line.tree} if bot.line else {"line": Tree(-1)}))
    clock.start()
    if options.rate:
        run = driver(bot).run(people, int(options.rate * options.seconds), connections=32, rate=options.rate)
    else:
        run = driver(bot).run(people, MOST_EVENTS, seconds=options.seconds)
    seen.runs.append(run)
    seen.burnt.append(clock.ms())
    seen.wrong += wrong(bot, run)


def wrong(bot: Contender, run: Run) -> int:
    """How many replies of the product do not ask what they have to."""
    if bot.line is None:
        return 0
    bodies: Mapping[str, str] = urllib3.request("GET", f"{bot.line.api}/bench/replies").json()
    if not bot.name.startswith("c"):
        return 0
    return sum(
        not officers.Words.is_answer_to(said, bodies[token]) for token, said in run.said.items() if token in bodies
    )


def asked(bot: Contender, people: Sequence[str], server: Postgres) -> dict[str, Any]:
    """What PostgreSQL is asked for one event, all in all, what the bot does between events included."""
    with server.listening(bot.database.rsplit("/", 1)[1].partition("?")[0]) as heard:
        run = driver(bot).run(people, STATEMENT_EVENTS)
    events = len(run.answered)
    return {
        "bot": bot.name,
        "events": events,
        "statements": round(heard.statements.total() / events, 2),
        "transactions": round(heard.transactions / events, 2),
        "by_text": {text: round(count / events, 3) for text, count in heard.statements.most_common()},
    }


def _at(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


if __name__ == "__main__":
    sys.exit(main())
