"""One pass of the clock's work: plan, write, tell, send, fetch. Run twice, late or by two of them, it does no harm."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TypeVar

import structlog
from sqlalchemy import select

from bot.ladder import KEEPS, TALKS, is_hour, morning
from bot.line import errors
from bot.line.client import Quota
from bot.schedule import local_day
from models import heartbeat
from models.circulars import circular as circulars
from models.database import Database
from models.heartbeat import Heartbeat
from models.membership.membership import SUPERVISING_ROLES, Membership, MembershipState
from models.messaging import line_quota
from models.reporting import conversation as conversations
from scheduler import daily, digest, digest_facts, digest_rows, facts, forecast
from scheduler.deliver import deliver
from scheduler.plan import plan
from scheduler.reserves import HasClass, cut
from scheduler.write import batched, insert, write, write_waiting
from services.backups import erasures
from services.circulars import announcing, arrivals
from services.circulars.receipts import NEWS
from services.exporting import jobs
from services.knowledge import targets
from services.messaging import quota
from services.messaging.send import Sender
from services.photos.keeper import Keeper
from services.reminding import menus_shown, reminders
from services.reminding.daily_message import reminders_of

log = structlog.get_logger(__name__)

NAME = "scheduler"  # of the heartbeat
EVERY = 60.0  # seconds between passes
# How old the figure may be that supervisors see before they remind by hand; asked for in office hours only.
ASK_QUOTA_EVERY = timedelta(hours=1)
T = TypeVar("T")
C = TypeVar("C", bound=HasClass)


@dataclass(frozen=True, slots=True)
class SchedulerDependencies:
    """What a pass works with. `quota` asks LINE what it will still take this month. `erasures` is the file that lists
    who was forgotten; None keeps no list. `asker` looks whether the links of the library answer; None looks at none.
    `shelf` has the rich menus by role and moment; None shows nobody another one."""

    database: Database
    sender: Sender
    keeper: Keeper
    quota: Callable[[], Quota]
    erasures: Path | None = None
    asker: targets.Asker | None = None
    shelf: menus_shown.Shelf | None = None


@dataclass(slots=True)
class Pass:
    """What a pass did. `told`: supervisors who get a digest; `announced`: messages with circulars alone; `short`:
    what LINE's quota did not allow, and what goes with the next reply instead; `failed`: steps that broke, by name."""

    planned: int = 0
    told: int = 0
    announced: int = 0
    short: int = 0
    taken_back: int = 0
    sent: int = 0
    fetched: int = 0
    failed: list[str] = field(default_factory=list)

    def note(self) -> str:
        """For the heartbeat: figures and names of steps, nothing else."""
        parts = [f"planned {self.planned}", f"sent {self.sent}", f"fetched {self.fetched}"]
        if self.announced:
            parts.insert(1, f"announced {self.announced}")
        if self.told:
            parts.insert(1, f"told {self.told}")
        if self.short:
            parts.append(f"quota short by {self.short}")
        if self.failed:
            parts.append(f"failed: {', '.join(self.failed)}")
        return "; ".join(parts)[:200]


def tick(now: datetime, dependencies: SchedulerDependencies, stopping: Event | None = None) -> Pass:
    """One pass at this moment. A step that breaks is named in the result and does not keep the others from
    running. Raises only what the database raises when even the heartbeat cannot be written."""
    done = Pass()
    with dependencies.database.reading() as session:
        beats = {beat.name: beat.at for beat in session.scalars(select(Heartbeat))}
    last = beats.get(NAME)
    if last is not None and now - last > KEEPS:
        with dependencies.database.writing() as session:
            heartbeat.beat(session, heartbeat.STOOD_STILL, now, last.isoformat())
    if daily.is_due(beats, daily.CLEANED, now):
        _step(done, "clean", lambda: daily.clean(dependencies.database, dependencies.keeper, now))
    _step(done, "erasures", lambda: _list_erasures(dependencies))
    _step(done, "sweep", lambda: jobs.sweep(dependencies.database, dependencies.keeper.remove, now))
    letters_are_out = _step(done, "letters", lambda: _settle_letters(dependencies, now))
    done.taken_back = _step(done, "take back", lambda: _take_back(dependencies, now)) or 0
    planned = _step(done, "plan", lambda: remind(dependencies, now))
    if planned:
        done.planned, done.short = planned
    # After the officers' reminders, so that a short quota serves those first.
    told = _step(done, "tell", lambda: tell(dependencies, now))
    if told:
        done.told, done.short = told[0], done.short + told[1]
    # Last of all: nobody waits for these.
    announced = _step(done, "announce", lambda: announce(dependencies, now)) if letters_are_out else None
    if announced:
        done.announced, done.short = announced[0], done.short + announced[1]
    with dependencies.database.writing() as session:
        heartbeat.beat(session, NAME, now, done.note())
    done.sent = _step(done, "deliver", lambda: deliver(dependencies.sender, stopping)) or 0
    if (shelf := dependencies.shelf) is not None:
        since = None if daily.is_due(beats, daily.MENUS, now) else last
        _step(done, "menus", lambda: daily.show_menus(dependencies.database, shelf, now, since))
    if done.sent and letters_are_out:
        _step(done, "letters", lambda: _settle_letters(dependencies, now))
    _step(done, "quota", lambda: _ask_quota(dependencies, now))
    if not (stopping and stopping.is_set()):
        done.fetched = _step(done, "fetch", dependencies.keeper.fetch_due) or 0
        _step(done, "targets", lambda: _ask_targets(dependencies, now, stopping))
    if done.sent or done.fetched or done.failed:
        with dependencies.database.writing() as session:
            heartbeat.beat(session, NAME, now, done.note())
    return done


def remind(dependencies: SchedulerDependencies, now: datetime) -> tuple[int, int]:
    """Plans and writes today's reminders; returns how many were written and how many the quota kept back."""
    with dependencies.database.reading() as session:
        known = facts.load(session, now)
    wanted = plan(known.facts, now) if known else []
    if not known or not wanted:
        return 0, 0
    taken, short = _cut(dependencies, [one for one in wanted if one.is_counted], now)
    written = write(dependencies.database, taken, known, now)
    free = [one for one in (*short, *(one for one in wanted if not one.is_counted)) if not one.is_waiting]
    write_waiting(dependencies.database, [row for one in free for row in reminders_of(one.person_id, one.items, now)])
    return len(written), len(short)


def tell(dependencies: SchedulerDependencies, now: datetime) -> tuple[int, int]:
    """Plans and writes today's digests; returns how many were written and how many the quota kept back."""
    if not is_hour(now):
        return 0, 0
    with dependencies.database.reading() as session:
        known = digest_facts.load(session, now)
        wanted = digest.plan(known, now) if known else []
    if not wanted:
        return 0, 0
    taken, short = _cut(dependencies, wanted, now)
    with dependencies.database.reading() as session:
        ready = digest_rows.rows(session, taken, now)
    written = insert(dependencies.database, ready)
    free = [row for one in short if not one.is_waiting for row in digest_rows.reminders_of(one, now)]
    write_waiting(dependencies.database, free)
    return len(written), len(short)


def announce(dependencies: SchedulerDependencies, now: datetime) -> tuple[int, int]:
    """Pushes the circulars whose time it is; returns how many messages were written and how many the quota kept back,
    which ride on the next reply all the same."""
    if not is_hour(now):
        return 0, 0
    with dependencies.database.reading() as session:
        wanted = announcing.wanted(session, now, conversations.talking(session, now - TALKS))
    taken, short = _cut(dependencies, wanted, now)
    written = 0
    for batch in batched(dependencies.database, taken):
        with dependencies.database.writing() as session:
            written += len(announcing.write(session, batch, now))
    return written, len(short)


def _settle_letters(dependencies: SchedulerDependencies, now: datetime) -> bool:
    """Notes which letters have arrived. Whether any are out; where none are, nothing else is asked."""
    with dependencies.database.reading() as session:
        if not circulars.are_out(session, now - NEWS):
            return False
    while True:
        with dependencies.database.writing() as session:
            if arrivals.settle(session, now) < arrivals.MOST:
                return True


def _cut(dependencies: SchedulerDependencies, wanted: Sequence[C], now: datetime) -> tuple[list[C], list[C]]:
    """Those that LINE still takes this month beside what is more important until its end, and the others."""
    room = _room(dependencies, now) if wanted else None
    if room is None:
        return list(wanted), []
    with dependencies.database.reading() as session:
        later = forecast.load(session, morning(local_day(now) + timedelta(days=1)))
    taken, short = cut(wanted, room, later)
    if short:
        log.warning("quota too small for today", short=len(short), of=short[0].message_class.value)
    return taken, short


def _room(dependencies: SchedulerDependencies, now: datetime) -> int | None:
    """How many more messages LINE takes this month, less those that already wait; None for any, or unknown."""
    try:
        said = dependencies.quota()
    except errors.LineError as error:
        log.warning("quota unknown", error=type(error).__name__)
        return None
    with dependencies.database.writing() as session:
        line_quota.keep(session, said.limit, said.used, now)
        return None if said.left is None else said.left - quota.waiting(session)


def _ask_quota(dependencies: SchedulerDependencies, now: datetime) -> None:
    """Keeps the figure young that supervisors are shown before they remind by hand; where there are none nobody needs
    it."""
    if not is_hour(now):
        return
    with dependencies.database.reading() as session:
        said = line_quota.last(session)
        if said is not None and now - said.asked_at < ASK_QUOTA_EVERY:
            return
        supervised = select(Membership.id).where(
            Membership.state == MembershipState.ACTIVE, Membership.role.in_(SUPERVISING_ROLES)
        )
        if session.scalar(supervised.limit(1)) is None:
            return
    _room(dependencies, now)


def _ask_targets(dependencies: SchedulerDependencies, now: datetime, stopping: Event | None) -> None:
    """Last of all: whoever does not answer holds up nothing but the end of the pass."""
    if dependencies.asker is not None:
        targets.check_due(
            dependencies.database, dependencies.asker, now, stopping.is_set if stopping else lambda: False
        )


def _list_erasures(dependencies: SchedulerDependencies) -> None:
    if dependencies.erasures is not None:
        with dependencies.database.reading() as session:
            erasures.keep(session, dependencies.erasures)


def _take_back(dependencies: SchedulerDependencies, now: datetime) -> int:
    with dependencies.database.reading() as session:
        stale, lost = reminders.stale(session, now), reminders.lost(session, now)
    if not stale and not lost:
        return 0
    with dependencies.database.writing() as session:
        reminders.wait_again(session, lost)
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
