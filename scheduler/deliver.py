"""Sending what waits in the outbox: today's reminders, and whatever a crash or a refusal left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from models.messaging import outbox
from services.messaging.send import Delivery, Sender

# With LINE at 80 ms this is 8,000 messages in three minutes. More lanes would leave SQLite's one writer's lock no
# gap, just when officers begin to answer the reminders.
LANES = 4
BATCH = 200
# Words to somebody whose earlier answer is just being sent wait for it: a few looks are enough, as calls are short.
LOOKS, PAUSE = 10, 0.3  # seconds


def deliver(sender: Sender, stopping: Event | None = None, lanes: int = LANES) -> int:
    """Sends all that may go now and returns how many rows were taken.

    Rows are claimed one by one, so that the web process and other schedulers may be at it as well. `stopping`
    lets it end between two messages.
    """
    stopping = stopping or Event()

    def send(outbox_id: int) -> bool:
        return not stopping.is_set() and sender.send(outbox_id) is not Delivery.NOT_OURS

    total, looks = 0, LOOKS
    with ThreadPoolExecutor(lanes, thread_name_prefix="deliver") as pool:
        while looks and not stopping.is_set():
            with sender.database.reading() as session:
                waiting = outbox.due(session, sender.clock(), BATCH)
            if not waiting:
                break
            taken = sum(pool.map(send, waiting))
            total += taken
            if not taken:
                looks -= 1
                stopping.wait(PAUSE)
    return total
