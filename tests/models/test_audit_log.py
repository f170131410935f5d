"""The audit log stands: the database itself lets nobody change or remove a line, and forgetting a person needs none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from models import audit_log
from models.audit_log import TRIES, AuditLog
from models.database import Database
from models.membership.person import Person, PersonState
from services.membership import erasing
from services.operations import retention

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def write(database: Database, *actions: str, person_id: int | None = None) -> None:
    with database.writing() as session:
        for action in actions:
            audit_log.note(session, NOW, action, person_id=person_id)


def standing(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AuditLog.action).order_by(AuditLog.id)))


def test_no_line_is_changed_or_removed(database: Database) -> None:
    write(database, "report.approved", *TRIES)
    statements = [
        update(AuditLog).values(person_id=None),
        update(AuditLog).values(action="nudge"),
        delete(AuditLog),
        delete(AuditLog).where(AuditLog.action == "report.approved"),
    ]
    if database.engine.dialect.name == "postgresql":
        statements.append(text("TRUNCATE audit_log"))  # type: ignore[arg-type]
    for statement in statements:
        with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
            session.execute(statement)
    assert standing(database) == ["report.approved", *TRIES]


def test_old_tries_at_codes_go_and_acts_stay(database: Database) -> None:
    write(database, *TRIES, "join.enter")
    with database.writing() as session:
        retention.clean(session, NOW + timedelta(days=29))
    assert standing(database) == [*TRIES, "join.enter"]
    with database.writing() as session:
        retention.clean(session, NOW + timedelta(days=31))
    assert standing(database) == ["join.enter"]


def test_who_is_forgotten_leaves_acts_without_a_name(database: Database) -> None:
    with database.writing() as session:
        person = Person(line_user_id="U" + "1" * 32, name="ทดสอบ", state=PersonState.ACTIVE, created_at=NOW)
        session.add(person)
        session.flush()
        number = person.id
    write(database, "report.approved", person_id=number)
    with database.writing() as session:
        erasing.forget(session, session.get_one(Person, number), NOW)
    with database.reading() as session:
        query = select(AuditLog.action, AuditLog.person_id, Person.name).join(Person).order_by(AuditLog.id)
        rows = session.execute(query).all()
    assert [tuple(row) for row in rows] == [("report.approved", number, ""), ("person.forget", number, "")]
