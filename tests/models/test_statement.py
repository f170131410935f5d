"""One statement is a transaction by itself, and leaves its connection as it found it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.base import Base
from models.database import Database
from models.membership.person import Person

PERSON = Base.metadata.tables[Person.__tablename__]
MEETS = insert(PERSON).values(
    line_user_id="U1",
    name="",
    state="new",
    awaits_reminder=False,
    awaits_circular=False,
    is_put_aside=False,
    language="",
    created_at=datetime(2026, 11, 3, 5, 0, tzinfo=UTC),
)


def met(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(PERSON)) or 0


def is_undone_together(database: Database) -> bool:
    """Whether a transaction that fails takes back what was written in it."""
    before = met(database)
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        session.execute(MEETS.values(line_user_id="U2"))
        raise ZeroDivisionError
    return met(database) == before


def test_it_is_kept_and_the_next_transaction_is_one(any_database: Database) -> None:
    with any_database.statement() as connection:
        connection.execute(MEETS)
    assert met(any_database) == 1
    assert is_undone_together(any_database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_keeps_it_when_it_has_been_executed(any_database: Database) -> None:
    with any_database.statement() as connection:
        connection.execute(MEETS)
        assert met(any_database) == 1


def test_one_that_fails_changes_nothing_else(any_database: Database) -> None:
    for _ in range(2):
        with pytest.raises(IntegrityError), any_database.statement() as connection:
            connection.execute(MEETS.values(line_user_id=None))
    assert met(any_database) == 0
    assert is_undone_together(any_database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_after_a_connection_that_is_gone_there_is_another(any_database: Database) -> None:
    with pytest.raises(DBAPIError) as caught, any_database.statement() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert caught.value.connection_invalidated
    with any_database.statement() as connection:
        connection.execute(MEETS)
    assert is_undone_together(any_database)
