"""Reminders wanted become rows: one message a person, its words final, its retry key fixed, in short transactions.

Nothing here trusts that it runs alone. The unique keys decide: of a person's reminders (person, office, programme,
month, kind) and of the message itself, whose key is drawn from the person and the day. Whoever comes second with
anything of it writes nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from models import programme
from models.database import Database
from scheduler.facts import Known
from scheduler.plan import WantedReminder
from services.circulars.receipts import waiting_for_each
from services.reminding.daily_message import (
    Names,
    Rows,
    insert_each_once,
    rows,
    sent_meanwhile,
    wait_for_reply,
)

log = structlog.get_logger(__name__)

BATCH = 400
# Where there is one writer, officers' answers wait for a batch to be written.
SMALL_BATCH = 100
# Their work is the database's: two of them keep two of its cores busy, and one here.
WRITERS = 2
T = TypeVar("T")


def write(database: Database, wanted: Sequence[WantedReminder], known: Known, now: datetime) -> list[int]:
    """Writes them, the first batches first, and returns the people who now have a message waiting."""
    with database.reading() as session:
        lacking = programme.without_nothing(session)
    names = Names(known.programmes, known.offices, known.taken_back, lacking)

    def written(batch: Sequence[WantedReminder]) -> list[int]:
        return insert(database, _drawn(database, batch, known, names, now))

    with ThreadPoolExecutor(1 if database.has_one_writer else WRITERS, thread_name_prefix="write") as pool:
        return [person_id for some in pool.map(written, batched(database, wanted)) for person_id in some]


def _drawn(
    database: Database, wanted: Sequence[WantedReminder], known: Known, names: Names, now: datetime
) -> Sequence[Rows]:
    with database.reading() as session:
        people = [one.person_id for one in wanted]
        letters = waiting_for_each(session, people, now, again=True) if known.has_letters else {}
        return [
            rows(session, one.person_id, one.items, names, now, now, letters=letters.get(one.person_id, []))
            for one in wanted
        ]


def insert(database: Database, ready: Sequence[Rows]) -> list[int]:
    """Writes these messages and returns the people who now have theirs waiting. Those of whom a twin was faster with
    anything are left to it."""
    try:
        written = _insert(database, ready)
    except (IntegrityError, OperationalError):
        # A twin was faster with some reminders: each message by itself, so that it takes only its own.
        written = [person_id for one in ready for person_id in _alone(database, one)]
    return written


def _alone(database: Database, one: Rows) -> list[int]:
    try:
        return _insert(database, [one])
    except IntegrityError:
        log.info("told by another process", person=one.person_id)
        return []


def _insert(database: Database, ready: Sequence[Rows]) -> list[int]:
    with database.writing() as session:
        # Reports sent since the facts were read: that person's message is planned afresh by the next pass.
        sent = sent_meanwhile(session, {month for one in ready for month in one.months})
        return [*insert_each_once(session, [one for one in ready if not one.months & sent])]


def write_waiting(database: Database, reminders: Sequence[Mapping[str, Any]]) -> None:
    """Has these reminders, columns by name, said with the next reply to their person."""
    for batch in batched(database, reminders):
        with database.writing() as session:
            wait_for_reply(session, batch)


def batched(database: Database, wanted: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one transaction may write here."""
    size = SMALL_BATCH if database.has_one_writer else BATCH
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]
