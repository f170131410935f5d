"""The scheduler of `bench.fan_out`: reminds and sends once, and tells how long each part took.

    python -m bench.morning DATABASE LINE MOMENT

MOMENT is when it plans and writes. Prints "ready", waits for a line, prints JSON: seconds by the wall and of
CPU, and statements, of each part.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import event, select, update

from bench.country import open_database
from bench.instance import TOKEN
from bot.line.client import LineClient
from models.membership.person import Person
from models.messaging.outbox import Outbox
from scheduler import facts
from scheduler.deliver import deliver
from scheduler.plan import plan
from scheduler.write import batched, write
from services.messaging.send import Sender
from services.reminding.reminders import PURPOSE

T = TypeVar("T")


def main(url: str, line: str, moment: str) -> None:
    # As the scheduler's.
    database = open_database(url, gives_way=True)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    parts: dict[str, Any] = {}

    def part(name: str, work: Callable[[], T]) -> T:
        statements.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        done = work()
        parts[name] = {
            "wall": round(time.perf_counter() - wall, 2),
            "cpu": round(time.process_time() - cpu, 2),
            "statements": len(statements),
        }
        return done

    begins = datetime.fromisoformat(moment)

    def planned() -> tuple[Any, Any]:
        with database.reading() as session:
            known = facts.load(session, begins)
        assert known is not None
        return known, plan(known.facts, begins)

    client = LineClient(token=TOKEN, api_base=line, data_api_base=line)
    sender = Sender(database, client, lambda: datetime.now(UTC))
    # As the command does.
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    sys.stdin.readline()
    known, wanted = part("plan", planned)
    # Nobody is reminded in the middle of a report: at MOMENT those of the bench seem to have been silent for days.
    with database.reading() as session:
        talking = set(session.scalars(select(Person.id).where(Person.last_event_at.is_not(None))))
    wanted = [one for one in wanted if one.person_id not in talking]
    parts["messages"] = len(part("write", lambda: write(database, wanted, known, begins)))
    # Sent by the clock that the web process has: what it is sending must not look as if it had been left behind.
    with database.reading() as session:
        queued = session.scalars(select(Outbox.id).where(Outbox.purpose == PURPOSE)).all()
    # Piece by piece: whoever answers meanwhile must not wait for the bench.
    for piece in batched(database, queued):
        with database.writing() as session:
            session.execute(
                update(Outbox).where(Outbox.id.in_(piece)).values(next_try_at=sender.clock(), send_before=None)
            )
    parts["sent"] = part("send", lambda: deliver(sender))
    print(json.dumps(parts), flush=True)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
