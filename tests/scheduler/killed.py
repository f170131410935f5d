"""A scheduler process for tests that kill it. Run as `python -m tests.scheduler.killed WHERE DATABASE LINE NOW`.

WHERE: `written` dies by SIGKILL between the commit of the reminders and their sending; `sending` does a whole pass
(the test kills it while LINE keeps it waiting); `together` does a whole pass once a line comes in on stdin.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime

from bot.line.client import LineClient
from models.database import Database, make_engine
from scheduler.tick import SchedulerDependencies, remind, tick
from services.messaging.send import Sender
from tests.scheduler.dependencies import NoPhotos
from tests.support.district import ADDRESS
from tests.support.emulator import TOKEN


def dependencies(url: str, line: str, now: datetime) -> SchedulerDependencies:
    database = Database(make_engine(url), {"address": ADDRESS})
    client = LineClient(token=TOKEN, api_base=line, data_api_base=line)
    return SchedulerDependencies(database, Sender(database, client, lambda: now), NoPhotos(), client.quota)  # type: ignore[arg-type]


def main(where: str, url: str, line: str, moment: str) -> None:
    now = datetime.fromisoformat(moment)
    parts = dependencies(url, line, now)
    if where == "written":
        remind(parts, now)
        os.kill(os.getpid(), signal.SIGKILL)
    print("ready", flush=True)
    if where == "together":
        sys.stdin.readline()
    done = tick(now, parts)
    print(done.planned, len(done.failed), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
