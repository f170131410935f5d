"""Readers as they are counted: sums by Bangkok's day, however many processes count them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from models.database import Database
from models.knowledge import visit
from models.knowledge.visit import ALL_ITEMS, EVERYBODY, VisitDay, VisitKind
from models.org_unit import OrgUnit, UnitKind
from services.knowledge import visits
from services.knowledge.visits import Visits
from services.operations import setup

EVENING = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # the first of November in Bangkok
OFFICE = "06110101"


PROVINCE, UNIT = 40, 50


@pytest.fixture
def library(database: Database) -> Database:
    looked = setup.look(database)
    with database.writing() as session:
        setup.init(session, EVENING, looked)
        session.add(OrgUnit(id=PROVINCE, code="11", kind=UnitKind.PROVINCE, name="สมุทรปราการ", path="11"))
        session.flush()
        office = OrgUnit(id=UNIT, code=OFFICE, kind=UnitKind.SAO, name="บางเมือง", path=f"11.{OFFICE}")
        office.parent_id = PROVINCE
        session.add(office)
    return database


def rows(database: Database, unit: int) -> list[tuple[object, ...]]:
    """(item, day, scans, documents opened) of a unit."""
    columns = VisitDay.knowledge_item_id, VisitDay.day, VisitDay.scan, VisitDay.file
    with database.reading() as session:
        query = select(*columns).where(VisitDay.org_unit_id == unit)
        return [tuple(row) for row in session.execute(query.order_by(*columns))]


def test_processes_add_to_one_sum_a_day(library: Database) -> None:
    processes = [Visits(), Visits()]
    for now, office in ((EVENING, OFFICE), (MIDNIGHT, OFFICE), (MIDNIGHT, "no such office")):
        for process in processes:
            process.count(1, VisitKind.SCAN, office, now)
    processes[0].count(2, VisitKind.FILE, "", EVENING)
    for process in processes:
        process.write(library)
        process.write(library)
    first, second = date(2026, 10, 31), date(2026, 11, 1)
    office = [(ALL_ITEMS, first, 2, 0), (ALL_ITEMS, second, 2, 0), (1, first, 2, 0), (1, second, 2, 0)]
    assert rows(library, UNIT) == rows(library, PROVINCE) == office
    assert rows(library, EVERYBODY) == [
        (ALL_ITEMS, first, 2, 1),
        (ALL_ITEMS, second, 4, 0),
        (1, first, 2, 0),
        (1, second, 4, 0),
        (2, first, 0, 1),
    ]
    with library.reading() as session:
        assert session.scalar(select(visit.scans_of(UNIT, date(2026, 10, 1), first))) == 2
        assert not session.scalar(select(visit.scans_of(UNIT, date(2026, 9, 1), date(2026, 9, 30))))


def test_readers_wait_while_the_database_is_away(library: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "MOST", 2)
    monkeypatch.setattr(visits, "AT_ONCE", 1)
    is_away = True

    @event.listens_for(library.engine, "before_cursor_execute")
    def broken(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if is_away and statement.startswith("INSERT INTO visit"):
            raise OperationalError(statement, {}, Exception("disk full"))

    process = Visits()
    for item in (1, 2, 2, 3):
        process.count(item, VisitKind.SCAN, "", EVENING)
    process.write(library)
    # What waits takes no more room, but its sums grow.
    for item in (3, 2):
        process.count(item, VisitKind.SCAN, "", EVENING)
    is_away = False
    process.write(library)
    assert [(item, scans) for item, _, scans, _ in rows(library, EVERYBODY)] == [(ALL_ITEMS, 4), (1, 1), (2, 3)]
