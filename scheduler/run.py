"""The scheduler process: one pass every minute, until it is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event
from time import sleep

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import SQLAlchemyError

from scheduler.tick import EVERY, SchedulerDependencies, tick
from services.operations.leading import Leadership

log = structlog.get_logger(__name__)
LOOKS_EVERY = 0.2  # seconds between two looks at whether to stop
# It warns each time a pass is still under way when the next is due: a long morning's sending, and nothing wrong.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class Clockwork:
    """`run` blocks until `stop` is called, from a signal handler or another thread.

    A pass that takes longer than the interval is not overtaken; the ones it missed become one. Of several clockworks on
    PostgreSQL one leads and the others stand by: one of them takes over at its next pass when the leader is gone. The
    truth of what was sent stands in our tables, so that two at once would do no harm.
    """

    def __init__(
        self, dependencies: SchedulerDependencies, clock: Callable[[], datetime], every: float = EVERY
    ) -> None:
        self._works = dependencies
        self._leadership = Leadership(dependencies.database.engine)
        self._clock = clock
        self._stopping = Event()
        self._scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
        self._scheduler.add_job(
            self._pass,
            IntervalTrigger(seconds=every, timezone="UTC"),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def run(self) -> None:
        """One pass at once, then one each interval; returns after `stop`, when the pass under way has ended."""
        self._pass()
        self._scheduler.start()
        # A wait without end may have begun just as the signal came, and Python runs its handler between two steps only.
        while not self._stopping.is_set():
            sleep(LOOKS_EVERY)
        self._scheduler.shutdown(wait=True)
        self._leadership.give_up()

    def stop(self) -> None:
        """Lets the message that is being sent finish, and nothing more begin. For signal handlers and threads."""
        self._stopping.set()

    def _pass(self) -> None:
        try:
            now = self._clock()
            if not self._leadership.is_ours():
                return
            done = tick(now, self._works, self._stopping)
        except (SQLAlchemyError, OSError) as error:
            # The database (or the demo's clock) is away: the next minute may find it.
            log.error("pass failed", error=type(error).__name__)
            return
        if done.planned or done.told or done.sent or done.taken_back or done.fetched:
            log.info(
                "pass",
                planned=done.planned,
                told=done.told,
                sent=done.sent,
                taken_back=done.taken_back,
                fetched=done.fetched,
            )
