"""Reminders wanted become rows: one message a person, its words final, its retry key fixed, in short transactions.

Nothing here trusts that it runs alone. The unique keys decide: of a person's reminders (person, office, programme,
month, kind) and of the message itself, whose key is drawn from the person and the day. Whoever comes second with
anything of it writes nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models.database import Database
from models.outbox import Outbox
from models.reminder import Reminder
from scheduler.facts import Known
from scheduler.plan import Wanted
from services.reminder_rows import Names, Rows, rows, sent_meanwhile

log = structlog.get_logger(__name__)

BATCH = 200


def write(database: Database, wanted: Sequence[Wanted], known: Known, now: datetime) -> list[int]:
    """Writes them in the order given and returns the people who now have a message waiting."""
    names = Names(known.programmes, known.offices, known.taken_back)
    written: list[int] = []
    for batch in _batched(wanted):
        with database.reading() as session:
            ready = [rows(session, one.person_id, one.items, names, now, at=now) for one in batch]
        written += insert_each_once(database, ready)
    return written


def insert_each_once(database: Database, ready: Sequence[Rows]) -> list[int]:
    """Writes these messages and returns the people who now have theirs waiting. Those of whom a twin was faster with
    anything are left to it."""
    written: list[int] = []
    # One order for all writers: two of them then wait for each other, and never in a ring.
    ready = sorted(ready, key=lambda one: one.person_id)
    try:
        written += _insert(database, ready)
    except (IntegrityError, OperationalError):
        # A twin was faster with some of them: each by itself, so that it takes only its own.
        for one in ready:
            try:
                written += _insert(database, [one])
            except IntegrityError:
                log.info("told by another process", person=one.person_id)
    return written


def _insert(database: Database, ready: Sequence[Rows]) -> list[int]:
    with database.writing() as session:
        # Reports sent since the facts were read: that person's message is planned afresh by the next pass.
        sent = sent_meanwhile(session, {month for one in ready for month in one.months})
        ready = [one for one in ready if not one.months & sent]
        if not ready:
            return []
        # The ids are asked for by key: RETURNING in a known order would cost SQLite a statement a row.
        session.execute(insert(Outbox), [one.message for one in ready])
        ids = _ids(session, [one.message["retry_key"] for one in ready])
        session.execute(
            insert(Reminder),
            [row | {"outbox_id": ids[one.message["retry_key"]]} for one in ready for row in one.reminders],
        )
        return [one.person_id for one in ready]


def _ids(session: Session, keys: Sequence[str]) -> dict[str, int]:
    return dict(session.execute(select(Outbox.retry_key, Outbox.id).where(Outbox.retry_key.in_(keys))).all())


def _batched(wanted: Sequence[Wanted]) -> Iterator[Sequence[Wanted]]:
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]
