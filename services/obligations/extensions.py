"""Later due days as they are kept, for offices that have still to send and for one that has to correct."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.membership.person import Person
from models.programme import Programme
from models.put import insert_into
from models.reporting.extension import Extension
from models.reporting.report import Report


def move_later(
    session: Session,
    asked: Programme,
    period: str,
    org_unit_ids: Collection[int],
    due_on: date,
    reason: str,
    by: Person,
    now: datetime,
) -> set[int]:
    """Gives each of these offices `due_on` (Bangkok) as its last day for that month (`2026-10`).

    Returns the ids of the offices whose day this moved: a later one that somebody set in this instant stays.
    """
    changed = ("due_on", "reason", "granted_by", "granted_at")
    return _move(session, asked.id, period, org_unit_ids, due_on, reason, by, now, changed)


def keep_until(session: Session, report: Report, due_on: date, reason: str, by: Person, now: datetime) -> None:
    """Keeps the report's month open until `due_on` (Bangkok). An extension that was granted before keeps its reason."""
    whose = report.programme_id, report.period, [report.org_unit_id]
    _move(session, *whose, due_on, reason, by, now, ("due_on",))


def _move(
    session: Session,
    programme_id: int,
    period: str,
    org_unit_ids: Collection[int],
    due_on: date,
    reason: str,
    by: Person,
    now: datetime,
    changed: Collection[str],
) -> set[int]:
    """Where there is a later due day already, these columns of it are `changed`, unless that is as late or later."""
    rows = [
        {
            "programme_id": programme_id,
            "org_unit_id": unit_id,
            "period": period,
            "due_on": due_on,
            "reason": reason,
            "granted_by": by.id,
            "granted_at": now,
        }
        # One order for everybody, so that two who extend the same offices never wait for each other.
        for unit_id in sorted(org_unit_ids)
    ]
    if not rows:
        return set()
    statement = insert_into(session, Extension)
    statement = statement.on_conflict_do_update(
        index_elements=[Extension.programme_id, Extension.org_unit_id, Extension.period],
        set_={name: statement.excluded[name] for name in changed},
        where=Extension.due_on < statement.excluded.due_on,
    )
    return set(session.scalars(statement.returning(Extension.org_unit_id), rows))


def take_back(session: Session, asked: Programme, period: str, org_unit_ids: Collection[int], due_on: date) -> set[int]:
    """Ends the later days of these offices for that period; what is not later than `due_on`, or gone, is left alone.
    Returns the ids of the offices that had one."""
    statement = (
        delete(Extension)
        .where(
            Extension.programme_id == asked.id,
            Extension.period == period,
            Extension.org_unit_id.in_(sorted(org_unit_ids)),
            Extension.due_on > due_on,
        )
        .returning(Extension.org_unit_id)
        .execution_options(synchronize_session=False)
    )
    return set(session.scalars(statement)) if org_unit_ids else set()
