"""Claims of what is being sent, held for as long as LINE takes and no longer than their sender lives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from models.database import Database
from models.messaging.outbox import Outbox, OutboxState
from services.messaging.outbox import LEASE

log = structlog.get_logger(__name__)

EVERY = 1.0  # seconds


class Claims:
    """A claim runs out soon, so that whoever was killed is followed at once; a living sender makes its own longer.

    Most calls to LINE end before that, and cost nothing here.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._held: set[int] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextmanager
    def holding(self, *outbox_ids: int) -> Iterator[None]:
        """Keeps the claims of these rows until the end."""
        with self._changed:
            is_idle = not self._held
            self._held.update(outbox_ids)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="claims", daemon=True)
                self._thread.start()
            elif is_idle:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._held.difference_update(outbox_ids)

    def _run(self) -> None:
        before: set[int] = set()
        while True:
            with self._changed:
                while not self._held:
                    self._changed.wait()
                held = set(self._held)
            if renewed := held & before:
                self._renew(renewed)
            before = held
            time.sleep(EVERY)

    def _renew(self, outbox_ids: set[int]) -> None:
        held = select(Outbox.id).where(Outbox.id.in_(outbox_ids), Outbox.state == OutboxState.SENDING)
        # What is locked is just being recorded as sent.
        held = held.with_for_update(skip_locked=True)
        try:
            with self._database.statement(patient=True) as connection:
                connection.execute(
                    update(Outbox).where(Outbox.id.in_(held)).values(claimed_until=self._clock() + LEASE)
                )
        except SQLAlchemyError as error:
            # The claims run out: others send the words again under the same key, which LINE knows.
            log.warning("claims not renewed", error=type(error).__name__)
