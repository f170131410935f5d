"""The nation's month written to a file, in a process that does nothing else: what `bench.desk` starts for its exports.

    python -m bench.writing FILE.xlsx --database URL

Prints JSON: milliseconds of the second writing, MB of the process before the first and at its peak.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from pathlib import Path

from bench.country import CODE, NEWEST, NOW
from bot.line.address import Address
from models.database import Database, make_engine
from services import export, export_csv, export_xlsx

WRITERS = {".csv": export_csv.write, ".xlsx": export_xlsx.write}


def peak() -> float:
    """MB so far. `ru_maxrss` would begin at what the process that started this one held."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--database", required=True)
    options = parser.parse_args()
    database = Database(make_engine(options.database), {"address": Address("https://nong.example.go.th", "@nong")})
    base, ms = peak(), 0.0
    for _ in range(2):
        started = time.perf_counter()
        with database.reading() as session:
            WRITERS[options.file.suffix](export.read(session, CODE, str(NEWEST), NOW), options.file)
        ms = (time.perf_counter() - started) * 1000
    print(json.dumps({"ms": ms, "base": base, "peak": peak(), "bytes": options.file.stat().st_size}))
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
