"""Inputs of every kind against the whole product, until there were enough or the time is up.

    python -m tests.fuzz [--inputs 50000] [--minutes 60] [--seed N] [--on postgresql] [--only "desk forms"]

Tells each finding with the smallest input that shows it. Exit 1 where there was one.
"""

from __future__ import annotations

import argparse
import logging
import random
import tempfile
import time
from pathlib import Path

import structlog

from tests.fuzz.place import Place
from tests.fuzz.rooms import rooms_at
from tests.fuzz.run import run
from tests.support import databases, postgres, sqlite


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=50_000, help="in all")
    parser.add_argument("--minutes", type=float, default=60.0, help="no longer than this")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="draws the same inputs again")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--only", help="one kind of input alone")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    is_clean = True
    with tempfile.TemporaryDirectory(prefix="nong-fuzz-") as media, databases.opened(options.on) as database:
        rooms = rooms_at(Place(database), Path(media))
        rooms = {name: room for name, room in rooms.items() if options.only in (None, name)}
        shares = left = sum(room.share for room in rooms.values())
        end = time.monotonic() + 60 * options.minutes
        for name, room in rooms.items():
            # What one kind leaves of its time is the others'.
            seconds = max(0.0, end - time.monotonic()) * room.share / left
            left -= room.share
            ran = run(room, round(options.inputs * room.share / shares), seconds, options.seed, is_timed=True)
            print(f"{name:12} {ran.inputs:6} inputs, the dearest answer {ran.slowest:.2f} s", flush=True)
            for finding in ran.findings:
                print(f"  FOUND {finding}", flush=True)
            is_clean = is_clean and not ran.findings
    postgres.stop()
    sqlite.remove()
    return 0 if is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
