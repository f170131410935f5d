"""Reminders wanted become rows: one message a person, its words final, its retry key fixed, in short transactions.

Nothing here trusts that it runs alone. The unique keys decide: of a person's reminders (person, office, programme,
month, kind) and of the message itself, whose key is drawn from the person and the day. Whoever comes second with
anything of it writes nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.ladder import evening
from bot.line.render import render
from bot.schedule import local_day
from bot.texts.reminders import Line, Phase, reminder
from bot.texts.units import short_name
from models.database import Database
from models.outbox import Outbox
from models.reminder import Reminder
from models.report import SENT, Report, ReportStatus
from scheduler.facts import Known
from scheduler.plan import Item, Wanted
from services.outbox import address_of
from services.reminders import PURPOSE

log = structlog.get_logger(__name__)

BATCH = 200
KEYS = UUID("5d5c1d0a-6b0e-5c8e-9a59-0d6a0b1f2c77")


@dataclass(frozen=True, slots=True)
class Ready:
    """One message with the reminders it carries, ready to be inserted."""

    wanted: Wanted
    message: dict[str, Any]
    reminders: list[dict[str, Any]]


def write(database: Database, wanted: Sequence[Wanted], known: Known, now: datetime) -> list[int]:
    """Writes them in the order given and returns the people who now have a message waiting."""
    written: list[int] = []
    for batch in _batched(wanted):
        with database.reading() as session:
            ready = [_ready(session, one, known, now) for one in batch]
        # One order for all writers: two of them then wait for each other, and never in a ring.
        ready.sort(key=lambda one: one.wanted.person_id)
        try:
            written += _insert(database, ready)
        except (IntegrityError, OperationalError):
            # A twin was faster with some of them: each by itself, so that it takes only its own.
            for one in ready:
                try:
                    written += _insert(database, [one])
                except IntegrityError:
                    log.info("reminded by another scheduler", person=one.wanted.person_id)
    return written


def retry_key(person_id: int, day: date, taken_back: int) -> str:
    """The same for whoever plans this person's message of this day: it can be queued once, and LINE takes it once.

    `taken_back` counts the day's messages that were withdrawn unsent, each of which frees one more.
    """
    return str(uuid5(KEYS, f"{person_id} {day} {taken_back}"))


def _insert(database: Database, ready: Sequence[Ready]) -> list[int]:
    with database.writing() as session:
        # Reports sent since the facts were read: that person's message is planned afresh by the next pass.
        sent = _sent_meanwhile(session, ready)
        ready = [one for one in ready if not any(_month(row) in sent for row in one.reminders)]
        if not ready:
            return []
        # The ids are asked for by key: RETURNING in a known order would cost SQLite a statement a row.
        session.execute(insert(Outbox), [one.message for one in ready])
        ids = _ids(session, [one.message["retry_key"] for one in ready])
        session.execute(
            insert(Reminder),
            [row | {"outbox_id": ids[one.message["retry_key"]]} for one in ready for row in one.reminders],
        )
        return [one.wanted.person_id for one in ready]


def _ids(session: Session, keys: Sequence[str]) -> dict[str, int]:
    return dict(session.execute(select(Outbox.retry_key, Outbox.id).where(Outbox.retry_key.in_(keys))).all())


def _sent_meanwhile(session: Session, ready: Sequence[Ready]) -> set[tuple[int, int, str]]:
    months = {_month(row) for one in ready for row in one.reminders}
    query = select(Report.programme_id, Report.org_unit_id, Report.period).where(
        Report.org_unit_id.in_({unit_id for _, unit_id, _ in months}),
        Report.period.in_({period for _, _, period in months}),
        Report.status.in_(SENT),
    )
    return {(by, unit, period) for by, unit, period in session.execute(query)} & months


def _month(row: dict[str, Any]) -> tuple[int, int, str]:
    return (row["programme_id"], row["org_unit_id"], row["period"])


def _ready(session: Session, wanted: Wanted, known: Known, now: datetime) -> Ready:
    day = local_day(now)
    can_wait = any(day < item.owed.window.locks for item in wanted.items)
    card = reminder([_line(item, known, day) for item in wanted.items], can_wait=can_wait)
    message = {
        "person_id": wanted.person_id,
        "purpose": PURPOSE,
        "messages": render([card], address_of(session)),
        "must_arrive": True,
        "retry_key": retry_key(wanted.person_id, day, known.taken_back.get(wanted.person_id, 0)),
        "next_try_at": now,
        "send_before": evening(day),
        "created_at": now,
    }
    reminders = [
        {
            "person_id": wanted.person_id,
            "programme_id": item.owed.programme_id,
            "org_unit_id": item.owed.unit_id,
            "period": str(item.owed.window.period),
            "kind": kind,
            "planned_at": now,
        }
        for item in wanted.items
        for kind in item.kinds
    ]
    return Ready(wanted, message, reminders)


def _line(item: Item, known: Known, day: date) -> Line:
    owed, window = item.owed, item.owed.window
    asked, office = known.programmes[owed.programme_id], known.offices[owed.unit_id]
    return Line(
        programme=asked.code,
        subject=asked.title,
        unit=office.code,
        office=short_name(office),
        period=str(window.period),
        due=window.due,
        locks=window.locks,
        phase=_phase(item, day),
        is_begun=owed.state is not None,
    )


def _phase(item: Item, day: date) -> Phase:
    if item.owed.state == ReportStatus.RETURNED:
        return Phase.RETURNED
    due = item.owed.window.due
    if day > due:
        return Phase.OVERDUE
    if day == due:
        return Phase.DUE
    return Phase.OPENED if day < due - timedelta(days=2) else Phase.BEFORE


def _batched(wanted: Sequence[Wanted]) -> Iterator[Sequence[Wanted]]:
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]
