"""Which server carries the web process: the same bot under waitress, gunicorn (threads) and granian (WSGI).

    python -m bench.servers [--short] [--python PYTHON] [--only postgresql|sqlite] [--rounds 3] [--seconds 5]
                            [--threads 8] [--processes 1 2] [--json]

The bots are yardstick (b) of `bench.answers`: verify, one ORM read, one ORM write, commit; and (a), verify alone, which
is all but the server's own part. All servers take turns, 8 connections. The product's environment has only the one it
uses: `--python` names the interpreter of another that has the others too; one that is missing is said to be.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import bare, verdict
from bench.answers import Seen, database, measure_round, warm
from bench.contenders import Contender, yardstick
from bench.scratch import Postgres
from commands.serving.server import THREADS
from config import HERE

PEOPLE = [f"U{number:032x}" for number in range(24)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one round of a second each")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that runs the servers")
    parser.add_argument("--only", choices=("postgresql", "sqlite"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each round of each server")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--processes", type=int, nargs="+", default=[1])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.rate = None
    if options.short:
        options.rounds, options.seconds = 1, 1.0
    there = [server for server in bare.SERVERS if is_there(options.python, server)]
    missing = {server: f"not installed for {options.python}" for server in bare.SERVERS if server not in there}
    found: dict[str, Any] = {}
    for kind in ("postgresql", "sqlite"):
        if options.only in (None, kind):
            with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder, database(kind, Path(folder)) as server:
                found[kind] = {"bots": measure(options, Path(folder), server, there), "missing": missing}
    print(json.dumps(found) if options.json else verdict.table(found))
    return 0


def is_there(python: str, server: str) -> bool:
    """Whether that interpreter can import it."""
    return not subprocess.run([python, "-c", f"import {server}"], capture_output=True, cwd=HERE).returncode


def measure(
    options: argparse.Namespace, folder: Path, server: Postgres | None, there: Sequence[str]
) -> list[dict[str, Any]]:
    bots: list[Contender] = []
    with ExitStack() as stack:
        for processes in options.processes:
            for name in there:
                place = f"{name}{processes}"
                (folder / place).mkdir()
                url = server.create(place) if server else f"sqlite:///{folder}/{place}/bot.sqlite3"
                under = bare.Server(name, options.threads, processes, options.python)
                named = f", {name} × {processes}"
                bots += stack.enter_context(yardstick(url, PEOPLE, folder / place, under, named))
        for bot in bots:
            warm(bot, PEOPLE)
        seen = [Seen(bot) for bot in bots]
        for _ in range(options.rounds):
            for one in seen:
                measure_round(one, PEOPLE, server, options)
        return [one.result() for one in seen]


if __name__ == "__main__":
    sys.exit(main())
