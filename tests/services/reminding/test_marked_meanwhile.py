"""Something new waits for a person's next reply in the very moment in which a reply takes what waited before.

On PostgreSQL alone: who writes there meanwhile still sees the mark that the reply, uncommitted, has taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.database import Database
from models.membership.membership import Role
from models.membership.person import Person
from services.circulars import carried as circulars
from services.reminding import carried
from services.reminding.daily_message import wait_for_reply
from tests.handlers.circulars.letters import LETTER, Letters
from tests.support import databases
from tests.support.district import District, at
from tests.support.kept import kept

NOW = at(2026, 11, 2)


@pytest.fixture
def postgresql() -> Iterator[Database]:
    with databases.opened("postgresql") as database:
        yield database


def while_taken(database: Database, take: Callable[[Session], object], comes: Callable[[], object]) -> None:
    """`comes` has ended, or waits for the end of this transaction, before what `take` did is committed."""
    with ThreadPoolExecutor(1) as other:
        with database.writing() as session:
            assert take(session)
            coming = other.submit(comes)
            while not coming.done() and not somebody_waits(database):
                pass
        coming.result(30)


def somebody_waits(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_a_reminder_comes(postgresql: Database) -> None:
    with postgresql.writing() as session:
        district = District(session)
        district.joins(district.near)
        row = {"programme_id": district.programme.id, "org_unit_id": district.near.id, "period": "2026-10"}
        row |= {"person_id": district.officer.id, "planned_at": NOW}
        wait_for_reply(session, [row | {"kind": "open"}])

    def comes() -> None:
        with postgresql.writing() as session:
            wait_for_reply(session, [row | {"kind": "due-2@2026-11-05"}])

    def take(session: Session) -> object:
        return carried.take(session, session.get_one(Person, district.officer.id), NOW)

    while_taken(postgresql, take, comes)
    with postgresql.reading() as session:
        assert session.get_one(Person, district.officer.id).awaits_reminder


def test_a_circular_comes(postgresql: Database) -> None:
    letters = kept(postgresql, Letters)
    officer = letters.town.member("06110109", Role.OFFICER).person()
    letters.publish()

    def take(session: Session) -> object:
        return circulars.take(session, session.get_one(Person, officer.id), letters.town.clock.now)

    while_taken(postgresql, take, lambda: letters.publish(replace(LETTER, number="มท 0816.5/ว 2561")))
    with postgresql.reading() as session:
        assert session.get_one(Person, officer.id).awaits_circular
