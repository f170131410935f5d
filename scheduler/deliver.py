"""Sending what waits in the outbox: today's reminders, and whatever a crash or a refusal left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from models import outbox
from services.send import Fate, Sender

# With LINE at 80 ms this is 8,000 messages in three minutes. More lanes would leave SQLite's one writer's lock no
# gap, just when officers begin to answer the reminders.
LANES = 4
BATCH = 200


def deliver(sender: Sender, stopping: Event | None = None, lanes: int = LANES) -> int:
    """Sends all that may go now and returns how many rows were taken.

    Rows are claimed one by one, so that the web process and other schedulers may be at it as well. `stopping`
    lets it end between two messages.
    """
    stopping = stopping or Event()

    def send(outbox_id: int) -> bool:
        return not stopping.is_set() and sender.send(outbox_id) is not Fate.NOT_OURS

    total = 0
    with ThreadPoolExecutor(lanes, thread_name_prefix="deliver") as pool:
        while not stopping.is_set():
            with sender.database.reading() as session:
                waiting = outbox.due(session, sender.clock(), BATCH)
            taken = sum(pool.map(send, waiting))
            total += taken
            if not taken:
                break
    return total
