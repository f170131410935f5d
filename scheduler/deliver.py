"""Sending what waits in the outbox: today's reminders, and whatever a crash or a refusal left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from models.messaging import claiming
from services.messaging.batches import BATCH, Batches
from services.messaging.send import Sender

# With LINE at 80 ms this is 8,000 messages in five seconds, about as fast as it may be.
IN_FLIGHT = 200
# Words to somebody whose earlier answer is just being sent wait for it, and a pause that LINE wants is short: a few
# looks are enough.
LOOKS, PAUSE = 10, 0.3  # seconds


def deliver(sender: Sender, stopping: Event | None = None, in_flight: int = IN_FLIGHT) -> int:
    """Sends all that may go now, `in_flight` calls at the same time at the most; returns how many rows were taken.

    Rows are claimed in batches, so that the web process and other schedulers may be at it as well. `stopping`
    lets it end between two messages.
    """
    stopping = stopping or Event()
    with sender.database.reading() as session:
        if stopping.is_set() or not claiming.due_pushes(session, sender.clock(), 1):
            return 0
    lanes = -(-in_flight // BATCH)
    with sender.line.fan_out(in_flight) as calls, ThreadPoolExecutor(lanes, thread_name_prefix="deliver") as pool:
        batches = Batches(sender, calls, stopping)
        return sum(pool.map(lambda _: _lane(batches, stopping), range(lanes)))


def _lane(batches: Batches, stopping: Event) -> int:
    total, looks = 0, LOOKS
    while looks and not stopping.is_set() and (taken := batches.send_next()) is not None:
        total += taken
        if not taken:
            looks -= 1
            stopping.wait(PAUSE)
    return total
