"""How long rxeval takes for the same answers: run by an interpreter that has it, which need not be ours.

    PYTHON bench/rxeval_pace.py FORM.xml STEPS.json ROUNDS

Prints medians in microseconds of CPU: `load`, and `answer` (with everything computed that hangs on it).
"""

import json
import statistics
import sys
from pathlib import Path
from time import process_time_ns

import rxeval


def main() -> None:
    form, steps = Path(sys.argv[1]).read_text("utf-8"), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    loading, answering = [], []
    for _ in range(int(sys.argv[3])):
        started = process_time_ns()
        session = rxeval.Session(form, today="2026-11-22", now="2026-11-22T09:30:00+07:00")
        session.recompute()
        loaded = process_time_ns()
        for path, text in steps:
            session.set(path, text)
            said = session.recompute()
        answered = process_time_ns()
        if said["invalid"]:
            raise SystemExit(f"refused: {said['invalid']}")
        loading.append((loaded - started) / 1e3)
        answering.append((answered - loaded) / 1e3 / len(steps))
    print(json.dumps({"load": statistics.median(loading), "answer": statistics.median(answering)}))


main()
