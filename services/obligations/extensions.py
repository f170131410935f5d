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


def move_later(
    session: Session,
    asked: Programme,
    period: str,
    org_unit_ids: Collection[int],
    due_on: date,
    reason: str,
    by: Person,
    now: datetime,
    *,
    keeps_reason: bool = False,
) -> set[int]:
    """Gives each of these offices `due_on` (Bangkok) as its last day for that period, where it has none as late yet.
    With `keeps_reason` an extension that was granted before stays that of whoever granted it, with its reason.

    Returns the ids of the offices whose day this moved.
    """
    changed = ("due_on",) if keeps_reason else ("due_on", "reason", "granted_by", "granted_at")
    rows = [
        {
            "programme_id": asked.id,
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


def take_back(
    session: Session, asked: Programme, period: str, org_unit_ids: Collection[int], due_on: date, newest: datetime
) -> set[int]:
    """Ends the later days of these offices for that period; what is not later than `due_on`, gone, or granted after
    `newest` is left alone. Returns the ids of the offices that had one."""
    statement = (
        delete(Extension)
        .where(
            Extension.programme_id == asked.id,
            Extension.period == period,
            Extension.org_unit_id.in_(sorted(org_unit_ids)),
            Extension.due_on > due_on,
            Extension.granted_at <= newest,
        )
        .returning(Extension.org_unit_id)
        .execution_options(synchronize_session=False)
    )
    return set(session.scalars(statement)) if org_unit_ids else set()
