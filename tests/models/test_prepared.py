"""Statements run on the driver: the same answers, listeners and errors as through SQLAlchemy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, event, insert, literal, select, union_all, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models.base import Base
from models.database import Database
from models.membership.person import Person, PersonState
from models.prepared import Prepared, one_of

PERSON = Base.metadata.tables[Person.__tablename__]
BY_LINE_ID = Prepared(select(PERSON).where(PERSON.c.line_user_id == bindparam("line_user_id")))
MEETS = Prepared(
    insert(PERSON)
    .values({name: bindparam(f"new_{name}", type_=PERSON.c[name].type) for name in ("line_user_id", "created_at")})
    .values(name="", state="new", awaits_reminder=False, awaits_circular=False, is_put_aside=False, language="")
    .returning(PERSON.c.id, PERSON.c.created_at),
    [PERSON.c.id, PERSON.c.created_at],
)
NAMES = Prepared(update(PERSON).where(PERSON.c.id == bindparam("who")).values(name=bindparam("called")))
NOON = datetime(2026, 11, 3, 5, 0, tzinfo=UTC)


def meet(session: Session) -> int:
    [(number, at)] = MEETS.rows(session.connection(), {"new_line_user_id": "U1", "new_created_at": NOON})
    assert at == NOON
    return int(number)


def test_rows_are_those_that_sqlalchemy_gives(any_database: Database) -> None:
    with any_database.writing() as session:
        number, connection = meet(session), session.connection()
        assert NAMES.run(connection, {"who": number, "called": "สมชาย"}) == 1
        assert NAMES.run(connection, {"who": number + 1, "called": "สมหญิง"}) == 0
        [row] = BY_LINE_ID.rows(connection, {"line_user_id": "U1"})
        assert row == tuple(connection.execute(select(PERSON)).one())
        assert BY_LINE_ID.rows(connection, {"line_user_id": "U2"}) == []


def test_a_session_is_asked_after_what_it_has_changed(any_database: Database) -> None:
    states = (PersonState.NEW, PersonState.BLOCKED)
    of_states = Prepared(
        union_all(
            select(literal(0), PERSON.c.line_user_id).where(one_of(PERSON.c.state, states)),
            select(literal(1), PERSON.c.line_user_id).where(~one_of(PERSON.c.state, states)),
        )
    )
    with any_database.writing() as session:
        for line_user_id, state in (("U1", PersonState.BLOCKED), ("U2", PersonState.ACTIVE)):
            session.add(Person(line_user_id=line_user_id, state=state, created_at=NOON))
        with session.no_autoflush:
            assert of_states.asked(session, {}) == []
        assert sorted(of_states.asked(session, {})) == [(0, "U1"), (1, "U2")]


def test_a_connection_keeps_one_cursor_for_a_statement(any_database: Database) -> None:
    with any_database.writing() as session:
        number, connection = meet(session), session.connection()
        for called in ("สมชาย", "สมหญิง"):
            assert NAMES.run(connection, {"who": number, "called": called}) == 1
            [row] = BY_LINE_ID.rows(connection, {"line_user_id": "U1"})
            assert row == tuple(connection.execute(select(PERSON)).one())
            assert BY_LINE_ID.rows(connection, {"line_user_id": None}) == []
        kept = connection.connection.info["prepared"]
    with any_database.reading() as session:
        [row] = BY_LINE_ID.rows(session.connection(), {"line_user_id": "U1"})
        assert session.connection().connection.info["prepared"] is kept
        assert set(kept) >= {MEETS, NAMES, BY_LINE_ID}


def test_a_statement_that_failed_can_be_asked_again(any_database: Database) -> None:
    with any_database.writing() as session:
        meet(session)
    for _ in range(2):
        with pytest.raises(IntegrityError), any_database.writing() as session:
            meet(session)


def test_listeners_hear_of_it(any_database: Database) -> None:
    heard: list[str] = []
    event.listen(any_database.engine, "before_cursor_execute", lambda *call: heard.append(call[2]))
    with any_database.reading() as session:
        BY_LINE_ID.rows(session.connection(), {"line_user_id": "U1"})
    assert sum("FROM person" in statement for statement in heard) == 1


def test_errors_are_sqlalchemy_s_and_undo_the_transaction(any_database: Database) -> None:
    with pytest.raises(IntegrityError), any_database.writing() as session:
        meet(session)
        meet(session)
    with any_database.reading() as session:
        assert BY_LINE_ID.rows(session.connection(), {"line_user_id": "U1"}) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_gone_is_told_as_such(any_database: Database) -> None:
    with pytest.raises(OperationalError) as caught, any_database.reading() as session:
        connection = session.connection()
        connection.connection.dbapi_connection.close()  # type: ignore[union-attr]
        BY_LINE_ID.rows(connection, {"line_user_id": "U1"})
    assert caught.value.connection_invalidated
    with any_database.reading() as session:
        assert BY_LINE_ID.rows(session.connection(), {"line_user_id": "U1"}) == []


def test_what_python_would_compute_is_refused(sqlite_database: Database) -> None:
    left_out = Prepared(insert(PERSON).values(line_user_id=bindparam("of")))
    with pytest.raises(AssertionError, match="default"), sqlite_database.writing() as session:
        left_out.run(session.connection(), {"of": "U1"})
