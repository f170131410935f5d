"""One pass of the clock's work: plan, write, send, fetch. Run twice, late or by two processes, it does no harm."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import TypeVar

import structlog
from sqlalchemy import func, select

from bot.line import errors
from bot.line.client import Quota
from bot.schedule import local_day
from models import heartbeat
from models.database import Database
from models.heartbeat import Heartbeat
from models.outbox import Outbox, OutboxState
from scheduler import facts
from scheduler.deliver import deliver
from scheduler.plan import Plan, plan
from scheduler.write import write
from services import reminders, retention
from services.attachments import Keeper
from services.send import Sender

log = structlog.get_logger(__name__)

NAME = "scheduler"  # of the heartbeat
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Works:
    """What a pass works with. `quota` asks LINE what it will still take this month."""

    database: Database
    sender: Sender
    keeper: Keeper
    quota: Callable[[], Quota]


@dataclass(slots=True)
class Pass:
    """What a pass did. `short`: reminders that LINE's quota did not allow; `failed`: steps that broke, by name."""

    planned: int = 0
    short: int = 0
    taken_back: int = 0
    sent: int = 0
    fetched: int = 0
    failed: list[str] = field(default_factory=list)

    def note(self) -> str:
        """For the heartbeat: figures and names of steps, nothing else."""
        parts = [f"planned {self.planned}", f"sent {self.sent}", f"fetched {self.fetched}"]
        if self.short:
            parts.append(f"quota short by {self.short}")
        if self.failed:
            parts.append(f"failed: {', '.join(self.failed)}")
        return "; ".join(parts)[:200]


def tick(now: datetime, works: Works, stopping: Event | None = None) -> Pass:
    """One pass at this moment. A step that breaks is named in the result and does not keep the others from
    running. Raises only what the database raises when even the heartbeat cannot be written."""
    done = Pass()
    _step(done, "clean", lambda: _clean(works, now))
    done.taken_back = _step(done, "take back", lambda: _take_back(works, now)) or 0
    planned = _step(done, "plan", lambda: remind(works, now))
    if planned:
        done.planned, done.short = planned
    with works.database.writing() as session:
        heartbeat.beat(session, NAME, now, done.note())
    done.sent = _step(done, "deliver", lambda: deliver(works.sender, stopping)) or 0
    if not (stopping and stopping.is_set()):
        done.fetched = _step(done, "fetch", works.keeper.fetch_due) or 0
    if done.sent or done.fetched or done.failed:
        with works.database.writing() as session:
            heartbeat.beat(session, NAME, now, done.note())
    return done


def remind(works: Works, now: datetime) -> tuple[int, int]:
    """Plans and writes today's reminders; returns how many were written and how many the quota kept back."""
    with works.database.reading() as session:
        known = facts.load(session, now)
    wanted = plan(known.facts, now) if known else Plan()
    if not known or not wanted.wanted:
        return 0, 0
    room = _room(works)
    if room is not None and room < len(wanted.wanted):
        wanted = plan(known.facts, now, room)
        log.warning("quota too small for today's reminders", short=wanted.short, left=room)
    return len(write(works.database, wanted.wanted, known, now)), wanted.short


def _room(works: Works) -> int | None:
    """How many more messages LINE takes this month, less those that already wait; None for any, or unknown."""
    try:
        left = works.quota().left
    except errors.LineError as error:
        log.warning("quota unknown", error=type(error).__name__)
        return None
    if left is None:
        return None
    with works.database.reading() as session:
        waiting = select(func.count()).where(
            Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING)), Outbox.reply_token.is_(None)
        )
        return left - (session.scalar(waiting) or 0)


def _clean(works: Works, now: datetime) -> None:
    """Once a day, at the first pass of a Bangkok day, deletes what has been kept long enough."""
    with works.database.reading() as session:
        last = session.get(Heartbeat, NAME)
    if last is None or local_day(last.at) != local_day(now):
        with works.database.writing() as session:
            log.info("cleaned", rows=retention.clean(session, now))


def _take_back(works: Works, now: datetime) -> int:
    with works.database.reading() as session:
        stale = reminders.stale(session, now)
    if not stale:
        return 0
    with works.database.writing() as session:
        return reminders.clear(session, stale, now)


def _step(done: Pass, name: str, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except Exception as error:  # the one place: sending must go on where planning broke, and the other way round
        where = traceback.extract_tb(error.__traceback__)[-1]
        log.error(
            "step failed",
            step=name,
            error=type(error).__name__,
            file=where.filename.rsplit("/", 1)[-1],
            line=where.lineno,
        )
        done.failed.append(name)
        return None
