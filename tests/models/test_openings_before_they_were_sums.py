"""What an upgrade makes of single openings: sums of Bangkok's days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import MetaData, insert, select, update

from models.database import Database, make_engine
from models.knowledge.visit import ALL_ITEMS, EVERYBODY, VisitDay
from services.operations.migrate import migrate, migrate_within, rebuilding
from tests.test_promises_product import NOON, empty_url, fill_reflected

pytestmark = pytest.mark.slow

__all__ = ["empty_url"]


def test_openings_become_sums_of_their_days(empty_url: str) -> None:
    engine = make_engine(empty_url)
    midnight = NOON.replace(hour=17, minute=0)  # the next day in Bangkok
    with rebuilding(engine) as connection:
        migrate_within(connection, "0024")
        fill_reflected(connection, 1)
        known = MetaData()
        known.reflect(connection, only=["visit"])
        visit = known.tables["visit"]
        (first,) = connection.execute(select(visit)).mappings()
        times = (midnight - timedelta(seconds=1), midnight)
        connection.execute(update(visit).values(kind="scan"))
        scan = dict(first) | {"kind": "scan"}
        rows = [scan | {"id": 2 + number, "at": at, "org_unit_id": None} for number, at in enumerate(times)]
        connection.execute(insert(visit), [*rows, scan | {"id": 9, "at": times[0]}])
    migrate(engine)
    database = Database(engine)
    with database.reading() as session:
        columns = VisitDay.org_unit_id, VisitDay.day, VisitDay.knowledge_item_id, VisitDay.scan
        sums = [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]
    database.close()
    today, item, office = NOON.date(), first["knowledge_item_id"], first["org_unit_id"]
    tomorrow = today + timedelta(days=1)
    assert item and office
    assert sums == [
        *((EVERYBODY, today, one, 3) for one in (ALL_ITEMS, item)),
        *((EVERYBODY, tomorrow, one, 1) for one in (ALL_ITEMS, item)),
        *((office, today, one, 2) for one in (ALL_ITEMS, item)),
    ]
