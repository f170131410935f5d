"""What the processes count, for /metrics: in memory while they work, and every few seconds in the database.

So the figures are those of all processes on all machines, whichever of them is asked. A process that is killed loses
what it has counted in the last seconds.
"""

from __future__ import annotations

import threading
from collections import Counter as Counts
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError

from models import figure
from models.database import Database
from models.figure import Counted

log = structlog.get_logger(__name__)

EVERY = 5.0  # seconds


class Tally:
    """What one process has counted and not yet written. Safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counts[Counted] = Counts()

    def count(self, counted: Counted) -> None:
        with self._lock:
            self._counts[counted] += 1

    def write(self, database: Database) -> None:
        """Adds it to what the database holds: one statement, or none where nothing was counted. What cannot be written
        is kept for the next time."""
        with self._lock:
            taken, self._counts = self._counts, Counts()
        if not taken:
            return
        try:
            figure.add(database, taken)
        except SQLAlchemyError as error:
            with self._lock:
                self._counts.update(taken)
            log.warning("figures not written", error=type(error).__name__)

    @contextmanager
    def written_to(self, database: Database, every: float = EVERY) -> Iterator[None]:
        """Writes it every so many seconds, and the rest at the end."""
        ending = threading.Event()

        def run() -> None:
            while not ending.wait(every):
                self.write(database)

        writer = threading.Thread(target=run, name="figures", daemon=True)
        writer.start()
        try:
            yield
        finally:
            ending.set()
            writer.join()
            self.write(database)


@dataclass(frozen=True, slots=True)
class Label:
    """One set of values of a counter's labels."""

    inc: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Counter:
    """`help` is English for whoever reads /metrics; `label_names` say what `labels` takes, in this order."""

    tally: Tally
    name: str
    help: str
    label_names: tuple[str, ...]

    def labels(self, *values: str) -> Label:
        return Label(partial(self.tally.count, (self.name, values)))


TALLY = Tally()
events = Counter(TALLY, "nong_webhook_events", "Webhook events by kind and what became of them", ("kind", "fate"))
line_calls = Counter(TALLY, "nong_line_calls", "Calls to LINE by outcome", ("outcome",))
COUNTERS = (events, line_calls)
# For `doctor` alone: by these it is known whether LINE delivers again what we could not take.
redelivered = Counter(TALLY, "nong_redelivered", "Events that LINE has delivered again", ())
refused = Counter(TALLY, "nong_refused", "Webhooks refused while the database was away", ())
