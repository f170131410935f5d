"""A process of its own that claims a job, stores half a file and hangs: `python -m tests.services.exporting.stuck_job
URL MEDIA`.

Says so on its output, for whoever is about to kill it.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from models.database import Database, make_engine
from services.exporting import jobs
from services.storage.store import Store
from tests.support.desk_site import NOW


class Stuck(Store):
    def put(self, key: str, path: Path) -> None:
        half = path.with_name("half")
        half.write_bytes(path.read_bytes()[:100])
        super().put(key, half)
        print("stored half", flush=True)
        threading.Event().wait()


def main() -> None:
    database = Database(make_engine(sys.argv[1]))
    with database.reading() as session:
        waiting = jobs.unfinished(session)
    jobs.Worker(database, Stuck(sys.argv[2]), lambda: NOW, "").work(waiting[0], lambda seconds: None)


if __name__ == "__main__":
    main()
