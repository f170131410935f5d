"""Real processes under faults, and a count of what was lost, doubled or out of order.

    python -m tests.chaos [--seed N] [--minutes 10] [--kill-every 30] [--events 10000] [--webs 3] [--keep DIR]

Exit 1 where anything was.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

from tests.chaos.run import Plan, run

# So many events an officer makes who reports two months, repeats and photos included.
EVENTS_EACH = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of all that is drawn by chance")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long troubles go on")
    parser.add_argument("--kill-every", type=float, default=30.0, help="seconds between two kills")
    parser.add_argument("--events", type=int, default=10_000, help="about so many")
    parser.add_argument("--webs", type=int, default=3, help="web processes")
    parser.add_argument("--at-once", type=int, default=60, help="officers who write at the same time")
    parser.add_argument("--think", type=float, default=1.0, help="seconds an officer takes for an answer")
    parser.add_argument("--keep", type=Path, help="folder for the processes' logs")
    options = parser.parse_args()
    plan = Plan(
        seed=options.seed,
        seconds=60 * options.minutes,
        officers=max(1, options.events // EVENTS_EACH),
        at_once=options.at_once,
        think=options.think,
        kill_every=options.kill_every,
        webs=options.webs,
    )
    print(plan, flush=True)
    with tempfile.TemporaryDirectory(prefix="nong-chaos-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        verdict = run(plan, folder)
    for name, value in verdict.figures().items():
        print(f"{name:18} {value}")
    print("\n".join(verdict.complaints()[:200]))
    return 0 if verdict.is_clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
