"""The nation's month made as a file, in a process that does nothing else: what `bench.desk` starts for its files.

    python -m bench.writing xlsx|csv|json --database URL

A job is asked for and done as a lane of the web process does it, progress and keeping included. Prints JSON:
milliseconds and CPU of the second such job, its statements, MB of the process before the first and at its peak.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from bench.country import CODE, NEWEST, NOW, open_database
from bench.timing import CpuClock, counted
from models.database import Database
from models.exporting.job import Job, JobState
from models.membership.membership import Membership, Role
from models.org_unit import DEPARTMENT_CODE
from services.exporting import jobs
from services.exporting.downloads import DownloadRequest
from services.storage.store import Store

TIMES = 2


def peak() -> float:
    """MB so far. `ru_maxrss` would begin at what the process that started this one held."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def do(database: Database, kind: str, folder: str) -> None:
    """Asks for the file and makes it; takes the job away again."""
    with database.writing() as session:
        member = session.scalars(select(Membership).where(Membership.role == Role.DEPARTMENT)).unique().one()
        asked = jobs.ask(session, member.person, DownloadRequest(kind, CODE, str(NEWEST), DEPARTMENT_CODE), NOW)
        job_id = asked.id
    jobs.Worker(database, Store(folder), lambda: NOW, "https://nong.example.go.th").work(job_id, lambda seconds: None)
    with database.writing() as session:
        done = session.get_one(Job, job_id)
        if done.state != JobState.DONE:
            raise RuntimeError(f"the job is {done.state}: {done.error}")
        session.delete(done)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("xlsx", "csv", "json"))
    parser.add_argument("--database", required=True)
    options = parser.parse_args()
    database = open_database(options.database)
    # Connected, so that the clock knows its backend.
    with database.reading() as session:
        session.scalar(select(1))
    clock, base = CpuClock(database.engine), peak()
    ms, cpu, statements = 0.0, 0.0, 0
    with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder:
        for _ in range(TIMES):
            with counted(database.engine) as seen:
                started, burnt = time.perf_counter(), clock.ms()
                do(database, options.kind, folder)
                ms, cpu = (time.perf_counter() - started) * 1000, clock.ms() - burnt
            statements = len(seen)
    database.close()
    print(json.dumps({"ms": ms, "cpu": cpu, "statements": statements, "base": base, "peak": peak()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
